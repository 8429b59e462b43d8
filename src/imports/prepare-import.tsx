/** Before anything is stored: the columns, then the duplicates; at the right what would happen; below the rows behind it. */
import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { Input } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { useFormat } from '#src/web/intl.tsx'
import { patchRecord } from '#src/web/query.ts'
import { useOrganization, useSession } from '#src/web/session.ts'
import { confirm } from '#src/web/ui/confirm.tsx'
import { ColumnList } from './column-list.tsx'
import { DryRun } from './dry-run.tsx'
import { ImportFrame } from './import-frame.tsx'
import { ImportRows } from './import-rows.tsx'
import type { Import } from './import-words.tsx'
import { MatchSummary } from './match-summary.tsx'
import { MatchExample, MatchWays, UnknownColumns } from './match-ways.tsx'
import { PhoneCountry } from './phone-country.tsx'
import classes from './prepare.module.css'
import { Promises } from './promises.tsx'
import { type StepName, Steps } from './steps.tsx'

export type ImportChoice = Omit<Input<'PATCH /imports/:id'>, 'id'>

/** Changes follow one another, each on the version that the one before left, so that quick hands do not collide. */
function useChoose(record: Import) {
  const { id } = record
  const deed = useDeed('PATCH /imports/:id', {
    touches: ['import'],
    optimistic: ({ mapping, ...choice }) => [
      patchRecord('GET /imports/:id', (old) =>
        old.id === id
          ? {
              ...old,
              ...(choice as Partial<Import>),
              columns: old.columns.map((column, index) =>
                Array.isArray(mapping) ? { ...column, target: mapping[index] ?? null } : column,
              ),
            }
          : old,
      ),
    ],
  })
  const version = useRef(record.version)
  version.current = Math.max(version.current, record.version)
  const last = useRef<Promise<unknown>>(Promise.resolve())
  return (choice: ImportChoice) => {
    last.current = last.current.then(async () => {
      const { output } = await deed.run({ id, ...choice }, { version: version.current })
      if (output) version.current = output.version
    })
  }
}

export function PrepareImport({
  record,
  step,
}: {
  record: Import
  step: Extract<StepName, 'columns' | 'matches'>
}) {
  const t = useTranslations('imports')
  const { user } = useSession()
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const choose = useChoose(record)
  const run = useDeed('POST /imports/:id/run', { touches: ['import'] })
  const cancel = useDeed('POST /imports/:id/cancel', { touches: ['import'] })
  const { id, kind, counts, status, person } = record
  const own = person.id === user.id
  const coming = counts.created + counts.updated
  const known = status === 'ready'
  const { number } = useFormat()

  const toStart = () => void navigate({ to: '/o/$slug/import', params: { slug } })
  const toStep = (to?: 'duplicates') =>
    void navigate({ to: '/o/$slug/import/$id', params: { slug, id }, search: to ? { step: to } : {} })
  const drop = async () => {
    const sure = await confirm({
      title: t('actions.cancelTitle'),
      text: t('actions.cancelText'),
      action: t('actions.drop'),
      cancel: t('actions.keep'),
      danger: true,
    })
    if (sure && !(await cancel.run({ id })).failure) toStart()
  }
  const back = step === 'columns' ? toStart : () => toStep()
  const forward =
    step === 'columns' ? (
      <Button variant="filled" rightSection={<IconArrowRight />} onClick={() => toStep('duplicates')}>
        {t('actions.toMatches')}
      </Button>
    ) : (
      <Button
        variant="filled"
        loading={run.busy}
        disabled={!own || !known || coming === 0}
        onClick={() => void run.run({ id })}
      >
        {t(kind === 'client' ? 'actions.importClients' : 'actions.importCompanies', { count: coming })}
      </Button>
    )

  return (
    <ImportFrame
      record={record}
      actions={
        <>
          <Button variant="subtle" onClick={() => void drop()} visibleFrom="sm">
            {t('actions.cancel')}
          </Button>
          <Button leftSection={<IconArrowLeft />} onClick={back}>
            {t('actions.back')}
          </Button>
          <span className={classes.forward}>{forward}</span>
        </>
      }
    >
      <Steps at={step} />
      {!own && <p className={classes.others}>{t('others', { name: person.name })}</p>}
      <div className={classes.frame}>
        <div className={classes.main}>
          {step === 'columns' ? (
            <ColumnList record={record} choose={choose} disabled={!own} />
          ) : (
            <MatchSummary record={record} />
          )}
          <ImportRows record={record} start={step === 'columns' ? 'refused' : 'matched'} repairable={own} />
        </div>
        <aside className={classes.side}>
          <DryRun record={record} />
          <MatchWays record={record} choose={choose} disabled={!own} />
          <MatchExample record={record} />
          {step === 'columns' && (
            <>
              <UnknownColumns record={record} choose={choose} disabled={!own} />
              <PhoneCountry record={record} choose={choose} disabled={!own} />
            </>
          )}
          <Promises record={record} />
        </aside>
      </div>
      <div className={classes.foot}>
        {known && (
          <p className={classes.sum}>
            {t('history.counts', {
              created: number(counts.created),
              updated: number(counts.updated),
              refused: number(counts.refused),
            })}
          </p>
        )}
        {forward}
      </div>
    </ImportFrame>
  )
}
