/** The client page: who it is, what is known, everything that happened, and what comes next, on one page. */
import { useMediaQuery } from '@mantine/hooks'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { NextAlerts } from '#src/alerts/next-alerts.tsx'
import { DropZone, FileList, useUploads } from '#src/files/file-list.tsx'
import { Composer } from '#src/notes/composer.tsx'
import { type Shown, Story, shownKinds } from '#src/timeline/story.tsx'
import { FailurePage, FailurePanel } from '#src/web/failure.tsx'
import type { SearchValues } from '#src/web/list-search.ts'
import { useRecent } from '#src/web/recent.ts'
import { useMay, useOrganization, useSession } from '#src/web/session.ts'
import { usePageTitle } from '#src/web/ui/page.tsx'
import classes from '#src/web/ui/record-page.module.css'
import { PageSkeleton } from '#src/web/ui/skeleton.tsx'
import { ClientFacts, CompanyFacts } from './client-facts.tsx'
import { ClientBar, ClientHead } from './client-head.tsx'
import { type Client, useClient } from './client-record.tsx'
import { Colleagues } from './colleagues.tsx'
import { useFieldWords } from './field-words.tsx'
import { PossibleDuplicates } from './possible-duplicates.tsx'

const phoneWidth = '(max-width: 48em)'

export function ClientPage() {
  const { id = '' } = useParams({ strict: false })
  const { data, error, dataUpdatedAt, refetch } = useClient(id)
  if (!data) return error ? <FailurePage failure={error} retry={() => void refetch()} /> : <PageSkeleton />
  return (
    <>
      {error && <FailurePanel failure={error} retry={() => void refetch()} readAt={dataUpdatedAt} />}
      <ClientView key={id} client={data} />
    </>
  )
}

function ClientView({ client }: { client: Client }) {
  const t = useTranslations('clients')
  const { user } = useSession()
  const { slug } = useOrganization()
  const search: SearchValues = useSearch({ strict: false })
  const navigate = useNavigate()
  const onPhone = useMediaQuery(phoneWidth, window.matchMedia(phoneWidth).matches)
  const [details, setDetails] = useState(false)
  const { label } = useFieldWords()
  // What is restricted may be read, and is not worked on (GDPR Art. 18).
  const mayWrite = useMay('clients.write') && !client.restricted
  const { id, name } = client
  const about = { clientId: id, name }
  const subject = { clientId: id }
  const { uploads, add } = useUploads(subject)
  usePageTitle(name)
  useRecent(user.id, slug, { kind: 'client', id, title: name, subtitle: client.company?.name ?? null })

  const show = shownKinds.find((kind) => kind === search.show) ?? 'all'
  const setShow = (kind: Shown) =>
    void navigate({
      to: '.',
      search: (before: SearchValues) => ({ ...before, show: kind === 'all' ? undefined : kind }),
      replace: true,
    })

  const colleagues = client.companyId && <Colleagues client={client} />
  const facts = (
    <aside className={classes.facts} aria-label={t('page.facts')}>
      <ClientFacts client={client} mayWrite={mayWrite} />
      {client.companyId && <CompanyFacts id={client.companyId} />}
      <FileList subject={subject} uploads={uploads} add={add} disabled={!mayWrite} />
      {onPhone && colleagues}
    </aside>
  )
  const story = (
    <div className={classes.story}>
      {mayWrite && <Composer about={about} keyLabel={t('page.note')} />}
      <Story of="client" about={about} show={show} setShow={setShow} mayWrite={mayWrite} fieldLabel={label} />
    </div>
  )
  const next = (
    <aside className={classes.next} aria-label={t('page.next')}>
      {mayWrite && <PossibleDuplicates client={client} />}
      <NextAlerts subject={subject} short={onPhone} />
      {!onPhone && colleagues}
    </aside>
  )

  return (
    <DropZone className={classes.page} add={add} disabled={!mayWrite}>
      <ClientBar client={client} mayWrite={mayWrite} />
      <div className={classes.body}>
        <ClientHead client={client} mayWrite={mayWrite} />
        {onPhone ? (
          <>
            {next}
            <button
              type="button"
              className={classes.details}
              aria-expanded={details}
              onClick={() => setDetails(!details)}
            >
              {t('page.details')}
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
