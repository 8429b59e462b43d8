/** How an import ended: what came in, what to do next, and the way back for thirty days. */
import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import { useOrganization } from '#src/web/session.ts'
import { Counts } from './dry-run.tsx'
import { ImportFrame } from './import-frame.tsx'
import { ImportRows } from './import-rows.tsx'
import type { Import } from './import-words.tsx'
import { KeptRecords } from './kept-records.tsx'
import classes from './result.module.css'
import { Progress } from './running.tsx'
import { Steps } from './steps.tsx'
import { useUndo } from './use-undo.tsx'

export function ImportResult({ record }: { record: Import }) {
  const t = useTranslations('imports')
  const { status, startedAt, counts, undo } = record
  const ran = startedAt !== null
  return (
    <ImportFrame record={record}>
      <Steps at="import" over={status === 'done'} />
      <div className={classes.result}>
        <div className={classes.said}>
          <Outcome record={record} />
          {status === 'undoing' && <Progress record={record} label={t('result.undoingRows')} />}
          {undo && status === 'undone' && <KeptRecords record={record} />}
          {ran && counts.rows > 0 && (
            <section className={classes.counts} data-past={status === 'undone' || undefined}>
              <Counts record={record} over />
            </section>
          )}
        </div>
        {ran && status !== 'undone' && status !== 'undoing' && <ImportRows record={record} start="refused" />}
      </div>
    </ImportFrame>
  )
}

function Outcome({ record }: { record: Import }) {
  const t = useTranslations('imports.result')
  const { status, startedAt, fileName, person, counts, kind, problem, undo } = record
  const ran = startedAt !== null
  if (undo && status !== 'undoing' && status !== 'undone')
    return (
      <Said
        title={t('undoStopped')}
        text={`${problem ?? ''} ${t('undoStoppedText', { removed: undo.removed, restored: undo.restored })}`}
        record={record}
      />
    )
  if (status === 'done')
    return (
      <Said
        title={t(kind === 'client' ? 'doneClients' : 'doneCompanies', { count: counts.created })}
        text={t('text', { name: fileName, person: person.name })}
        record={record}
      />
    )
  if (status === 'cancelled')
    return (
      <Said
        title={t(ran ? 'stopped' : 'cancelledNothing')}
        text={t(ran ? 'stoppedText' : 'cancelledText', { name: fileName })}
        record={record}
      />
    )
  if (status === 'failed')
    return (
      <Said
        title={t('failed')}
        text={`${problem ?? ''} ${t(ran ? 'failedSome' : 'failedNothing')}`}
        record={record}
      />
    )
  if (status === 'undoing') return <Said title={t('undoing')} text={fileName} />
  return (
    <Said
      title={t('undone')}
      text={t('undoneText', { removed: undo?.removed ?? 0, restored: undo?.restored ?? 0 })}
      record={record}
    />
  )
}

function Said({ title, text, record }: { title: string; text: ReactNode; record?: Import }) {
  return (
    <>
      <div role="status">
        <h2 className={classes.title}>{title}</h2>
        <p className={classes.text}>{text}</p>
      </div>
      {record && <Next record={record} />}
    </>
  )
}

function Next({ record }: { record: Import }) {
  const t = useTranslations('imports.result')
  const { slug } = useOrganization()
  const { date } = useFormat()
  const { status, startedAt, undoableUntil, counts, kind } = record
  const undo = useUndo(record)
  const came = startedAt !== null && status !== 'undone' && counts.created + counts.updated > 0
  return (
    <>
      <div className={classes.next}>
        {came && <SeeButton kind={kind} />}
        <Button
          variant={came ? 'default' : 'filled'}
          renderRoot={(props) => (
            <Link
              to="/o/$slug/import"
              params={{ slug }}
              search={kind === 'company' ? { kind } : {}}
              {...props}
            />
          )}
        >
          {t(status === 'failed' ? 'again' : 'another')}
        </Button>
        {came && undoableUntil && (
          <Button leftSection={<IconArrowBackUp />} loading={undo.busy} onClick={() => void undo.ask()}>
            {t('undo')}
          </Button>
        )}
      </div>
      {came && undoableUntil && (
        <p className={classes.hint}>{t('undoUntil', { day: date(undoableUntil) })}</p>
      )}
    </>
  )
}

function SeeButton({ kind }: Pick<Import, 'kind'>) {
  const t = useTranslations('imports.result')
  const { slug } = useOrganization()
  return (
    <Button
      variant="filled"
      renderRoot={(props) => (
        <Link
          to={kind === 'client' ? '/o/$slug/clients' : '/o/$slug/companies'}
          params={{ slug }}
          search={{ sort: '-createdAt' }}
          {...props}
        />
      )}
    >
      {t(kind === 'client' ? 'see' : 'seeCompanies')}
    </Button>
  )
}
