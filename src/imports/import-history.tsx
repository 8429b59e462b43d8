/** The imports so far, the latest first, with their state; each leads to its page, where it can be taken back. */
import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { FailurePanel } from '#src/web/failure.tsx'
import { useFormat } from '#src/web/intl.tsx'
import { useList } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { Badge } from '#src/web/ui/status.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import type { ListedImport } from './import-words.tsx'
import classes from './imports.module.css'
import { useUndo } from './use-undo.tsx'

const tones = {
  reading: 'grey',
  checking: 'grey',
  ready: 'blue',
  waiting: 'grey',
  running: 'blue',
  done: 'green',
  cancelled: 'grey',
  failed: 'red',
  undoing: 'grey',
  undone: 'grey',
} as const

export function ImportHistory() {
  const t = useTranslations('imports.history')
  const ui = useTranslations('ui')
  const list = useList('GET /imports', { limit: 20 })
  return (
    <section className={classes.history}>
      <h2 className={classes.historyTitle}>{t('title')}</h2>
      {list.failure && <FailurePanel failure={list.failure} retry={list.refetch} readAt={list.readAt} />}
      {list.loading && <LinesSkeleton />}
      {!list.loading && !list.failure && list.rows.length === 0 && (
        <p className={classes.quiet}>{t('empty')}</p>
      )}
      <ul className={classes.historyList}>
        {list.rows.map((one) => (
          <HistoryRow key={one.id} one={one} />
        ))}
      </ul>
      {list.more && (
        <Button onClick={list.loadMore} loading={list.loadingMore}>
          {ui('loadMore')}
        </Button>
      )}
    </section>
  )
}

function HistoryRow({ one }: { one: ListedImport }) {
  const t = useTranslations('imports')
  const { slug } = useOrganization()
  const { number } = useFormat()
  const ui = useTranslations('ui')
  const undo = useUndo(one)
  const { id, kind, status, counts, fileName, person, createdAt, startedAt, undoableUntil, problem } = one
  const settled = ['done', 'cancelled', 'undoing', 'undone', 'running'].includes(status) && startedAt !== null
  const state = status === 'cancelled' && startedAt ? 'stopped' : status
  const undoable = undoableUntil !== null && counts.created + counts.updated > 0
  return (
    <li className={classes.historyItem}>
      <Link to="/o/$slug/import/$id" params={{ slug, id }} className={classes.historyRow}>
        <span className={classes.historyName}>{fileName}</span>
        <Badge tone={tones[status]}>{t(`statuses.${state}`)}</Badge>
        <span className={classes.historyCounts}>
          {settled
            ? t('history.counts', {
                created: number(counts.created),
                updated: number(counts.updated),
                refused: number(counts.refused),
              })
            : (problem ??
              `${t('history.rows', { count: counts.rows })}, ${t(`history.${kind === 'client' ? 'clients' : 'companies'}`)}`)}
        </span>
        <span className={classes.historyWho}>
          {t('history.by', { name: person.name })}
          <Moment at={createdAt} />
        </span>
      </Link>
      {undoable && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconArrowBackUp />}
          aria-label={t('history.undo', { name: fileName })}
          loading={undo.busy}
          onClick={() => void undo.ask()}
        >
          {ui('undo')}
        </Button>
      )}
    </li>
  )
}
