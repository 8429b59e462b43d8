/** The rows behind each count: why one is refused and how to repair it, what one matches, what is new. */
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { FailurePanel } from '#src/web/failure.tsx'
import { useApi, useList } from '#src/web/query.ts'
import { Chips } from '#src/web/ui/chips.tsx'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import type { Import, ImportRow } from './import-words.tsx'
import { useRefusedFile } from './refused-file.tsx'
import classes from './rows.module.css'
import { RowsTable } from './rows-table.tsx'

export type Verdict = ImportRow['verdict']

interface ImportRowsProps {
  record: Import
  /** What is shown first. */
  start: Verdict
  repairable?: boolean
}

const atOnce = 50

export function ImportRows({ record, start, repairable = false }: ImportRowsProps) {
  const t = useTranslations('imports.rows')
  const { id, counts, status, matched } = record
  const [chosen, setChosen] = useState<Verdict | null>(null)
  const settled = status !== 'reading' && status !== 'checking'
  const leftOut = useApi(
    'GET /imports/:id/rows',
    { id, verdict: 'left_out', limit: 1, count: true },
    { enabled: settled, keep: true },
  )
  const left = leftOut.data?.count?.value ?? 0
  const fresh = counts.created - (matched === 'create' ? counts.matched : 0)
  const choices: { value: Verdict; label: string; count: number }[] = [
    { value: 'refused', label: t('refused'), count: counts.refused },
    { value: 'matched', label: t('matched'), count: counts.matched },
    { value: 'new', label: t('new'), count: Math.max(0, fresh) },
    ...(left > 0 ? [{ value: 'left_out' as const, label: t('leftOut'), count: left }] : []),
  ]
  const preferred = [start, 'refused', 'matched', 'new'] as const
  const first =
    preferred.find((value) => choices.some((one) => one.value === value && one.count > 0)) ?? start
  const verdict = chosen ?? first
  const refused = useRefusedFile(id)
  const list = useList('GET /imports/:id/rows', { id, verdict, limit: atOnce }, { enabled: settled })
  if (!settled) return null
  return (
    <section className={classes.rows} aria-label={t('label')}>
      <div className={classes.bar}>
        <Chips label={t('label')} choices={choices} value={verdict} onChange={setChosen} />
        {counts.refused > 0 && (
          <Button size="xs" leftSection={<IconDownload />} loading={refused.busy} onClick={refused.download}>
            {t('csv', { count: counts.refused })}
          </Button>
        )}
      </div>
      {list.failure && <FailurePanel failure={list.failure} retry={list.refetch} readAt={list.readAt} />}
      {list.loading && (
        <div className={classes.waiting}>
          <LinesSkeleton count={6} />
        </div>
      )}
      {!list.loading && !list.failure && list.rows.length === 0 && (
        <p className={classes.none}>{t(`none.${verdict}`)}</p>
      )}
      {list.rows.length > 0 && (
        <RowsTable
          record={record}
          verdict={verdict}
          rows={list.rows.filter((row) => row.verdict === verdict)}
          repairable={repairable && status === 'ready'}
        />
      )}
      {list.more && (
        <div className={classes.more}>
          <Button size="xs" onClick={list.loadMore} loading={list.loadingMore}>
            {t('more')}
          </Button>
        </div>
      )}
    </section>
  )
}
