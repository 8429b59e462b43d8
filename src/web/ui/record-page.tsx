/** A record on one page: who it is, what is known, everything that happened, and what comes next. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { NextAlerts } from '#src/alerts/next-alerts.tsx'
import { DropZone, FileList, useUploads } from '#src/files/file-list.tsx'
import { UnpaidInvoices } from '#src/invoices/unpaid-invoices.tsx'
import { Composer } from '#src/notes/composer.tsx'
import { type Shown, Story, shownKinds } from '#src/timeline/story.tsx'
import { FailurePage, FailurePanel } from '../failure.tsx'
import { useFieldWords } from '../field-words.ts'
import type { SearchValues } from '../list-search.ts'
import { useRecent } from '../recent.ts'
import type { NamedRecord, RecordKind } from '../record-kind.ts'
import { useMay, useOrganization, useSession } from '../session.ts'
import { usePageTitle } from './page.tsx'
import { useOnPhone } from './phone-width.ts'
import classes from './record-page.module.css'
import { PageSkeleton } from './skeleton.tsx'

interface RecordPageProps {
  of: RecordKind
  record: NamedRecord
  /** Beside its name among what was opened recently. */
  subtitle: string | null
  mayWrite: boolean
  /** `RecordBar` and `RecordHead`. */
  bar: ReactNode
  head: ReactNode
  /** Sections at the left, above the files, and below them. */
  facts: ReactNode
  belowFiles?: ReactNode
  /** Sections at the right. */
  aboveAlerts?: ReactNode
  belowAlerts?: ReactNode
}

export function RecordPage(props: RecordPageProps) {
  const { of, record, subtitle, mayWrite, bar, head } = props
  const t = useTranslations('ui.record')
  const words = useTranslations(`${of.words}.page`)
  const { user } = useSession()
  const { slug } = useOrganization()
  const search: SearchValues = useSearch({ strict: false })
  const navigate = useNavigate()
  const onPhone = useOnPhone()
  const mayReadInvoices = useMay('invoices.read')
  const [details, setDetails] = useState(false)
  const { label } = useFieldWords(of.words)
  const { id, name } = record
  const subject = of.kind === 'client' ? { clientId: id } : { companyId: id }
  const about = { ...subject, name }
  const { uploads, add } = useUploads(subject)
  usePageTitle(name)
  useRecent(user.id, slug, { kind: of.kind, id, title: name, subtitle })

  const show = shownKinds.find((kind) => kind === search.show) ?? 'all'
  const setShow = (kind: Shown) =>
    void navigate({
      to: '.',
      search: (before: SearchValues) => ({ ...before, show: kind === 'all' ? undefined : kind }),
      replace: true,
    })

  const facts = (
    <aside className={classes.facts} aria-label={t('facts')}>
      {props.facts}
      <FileList subject={subject} uploads={uploads} add={add} disabled={!mayWrite} />
      {props.belowFiles}
    </aside>
  )
  const story = (
    <div className={classes.story}>
      {mayWrite && <Composer about={about} keyLabel={t('note')} />}
      <Story
        of={of.kind}
        about={about}
        show={show}
        setShow={setShow}
        mayWrite={mayWrite}
        fieldLabel={label}
      />
    </div>
  )
  const next = (
    <aside className={classes.next} aria-label={t('next')}>
      {props.aboveAlerts}
      <NextAlerts subject={subject} short={onPhone} />
      {mayReadInvoices && <UnpaidInvoices subject={subject} />}
      {props.belowAlerts}
    </aside>
  )

  return (
    <DropZone className={classes.page} add={add} disabled={!mayWrite}>
      {bar}
      <div className={classes.body}>
        {head}
        {onPhone ? (
          <>
            {next}
            <button
              type="button"
              className={classes.details}
              aria-expanded={details}
              onClick={() => setDetails(!details)}
            >
              {words('details')}
            </button>
            {details && facts}
            {story}
          </>
        ) : (
          <div className={classes.columns}>
            {facts}
            {story}
            {next}
          </div>
        )}
      </div>
    </DropZone>
  )
}

interface LoadedRecordProps<T> {
  query: {
    data: T | undefined
    error: Parameters<typeof FailurePage>[0]['failure'] | null
    dataUpdatedAt: number
    refetch: () => Promise<unknown>
  }
  children: (record: T) => ReactNode
}

/** A record once it is read; an old state stays when it cannot be read again, and says so. */
export function LoadedRecord<T>({ query, children }: LoadedRecordProps<T>) {
  const { data, error, dataUpdatedAt, refetch } = query
  const retry = () => void refetch()
  if (!data) return error ? <FailurePage failure={error} retry={retry} /> : <PageSkeleton />
  return (
    <>
      {error && <FailurePanel failure={error} retry={retry} readAt={dataUpdatedAt} />}
      {children(data)}
    </>
  )
}
