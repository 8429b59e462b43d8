/** The company page: the same page as a client's, summing the people who work there. */
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
import { CompanyFacts } from './company-facts.tsx'
import { CompanyBar, CompanyHead } from './company-head.tsx'
import { CompanyPeople } from './company-people.tsx'
import { type Company, useCompany } from './company-record.tsx'
import { useCompanyWords } from './field-words.tsx'

const phoneWidth = '(max-width: 48em)'

export function CompanyPage() {
  const { id = '' } = useParams({ strict: false })
  const { data, error, dataUpdatedAt, refetch } = useCompany(id)
  if (!data) return error ? <FailurePage failure={error} retry={() => void refetch()} /> : <PageSkeleton />
  return (
    <>
      {error && <FailurePanel failure={error} retry={() => void refetch()} readAt={dataUpdatedAt} />}
      <CompanyView key={id} company={data} />
    </>
  )
}

function CompanyView({ company }: { company: Company }) {
  const t = useTranslations('companies.page')
  const { user } = useSession()
  const { slug } = useOrganization()
  const search: SearchValues = useSearch({ strict: false })
  const navigate = useNavigate()
  const onPhone = useMediaQuery(phoneWidth, window.matchMedia(phoneWidth).matches)
  const [details, setDetails] = useState(false)
  const { label } = useCompanyWords()
  const mayWrite = useMay('companies.write')
  const { id, name } = company
  const about = { companyId: id, name }
  const subject = { companyId: id }
  const { uploads, add } = useUploads(subject)
  usePageTitle(name)
  useRecent(user.id, slug, { kind: 'company', id, title: name, subtitle: company.address?.city ?? null })

  const show = shownKinds.find((kind) => kind === search.show) ?? 'all'
  const setShow = (kind: Shown) =>
    void navigate({
      to: '.',
      search: (before: SearchValues) => ({ ...before, show: kind === 'all' ? undefined : kind }),
      replace: true,
    })

  const facts = (
    <aside className={classes.facts} aria-label={t('facts')}>
      <CompanyFacts company={company} mayWrite={mayWrite} />
      <FileList subject={subject} uploads={uploads} add={add} disabled={!mayWrite} />
    </aside>
  )
  const story = (
    <div className={classes.story}>
      {mayWrite && <Composer about={about} keyLabel={t('note')} />}
      <Story
        of="company"
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
      <NextAlerts subject={subject} short={onPhone} />
      <CompanyPeople company={company} />
    </aside>
  )

  return (
    <DropZone className={classes.page} add={add} disabled={!mayWrite}>
      <CompanyBar company={company} mayWrite={mayWrite} />
      <div className={classes.body}>
        <CompanyHead company={company} mayWrite={mayWrite} />
        {onPhone ? (
          <>
            {next}
            <button
              type="button"
              className={classes.details}
              aria-expanded={details}
              onClick={() => setDetails(!details)}
            >
              {t('details')}
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
