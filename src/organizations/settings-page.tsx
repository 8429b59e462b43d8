/** The organization's settings, its API keys, how it is used, and its outbox: parts of one page, the address holds which. */
import { Link, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { FailurePage, NoPermissionPage } from '#src/web/failure.tsx'
import type { SearchValues } from '#src/web/list-search.ts'
import { useApi } from '#src/web/query.ts'
import { useMay, useOrganization } from '#src/web/session.ts'
import { Page, PageBody, Section } from '#src/web/ui/page.tsx'
import { LinesSkeleton, RowsSkeleton } from '#src/web/ui/skeleton.tsx'
import classes from './settings.module.css'
import { SettingsForm } from './settings-form.tsx'

const Keys = lazy(() =>
  import('#src/keys/keys-section.tsx').then((module) => ({ default: module.KeysSection })),
)
const Usage = lazy(() => import('#src/usage/usage.tsx').then((module) => ({ default: module.Usage })))
const Outbox = lazy(() => import('#src/outbox/outbox.tsx').then((module) => ({ default: module.Outbox })))

const InvoiceSettings = lazy(() =>
  import('#src/invoices/invoice-settings.tsx').then((module) => ({ default: module.InvoiceSettings })),
)

const sections = ['general', 'invoices', 'keys', 'usage', 'outbox'] as const

export function SettingsPage() {
  const t = useTranslations('settings')
  const { slug } = useOrganization()
  const manages = useMay('settings.manage')
  const { section }: SearchValues = useSearch({ strict: false })
  const open = sections.find((one) => one === section) ?? 'general'
  if (!manages) return <NoPermissionPage />
  return (
    <Page title={t('title')}>
      <nav className={classes.tabs} aria-label={t('title')}>
        {sections.map((one) => (
          <Link
            key={one}
            to="/o/$slug/settings"
            params={{ slug }}
            search={one === 'general' ? {} : { section: one }}
            className={classes.tab}
            activeOptions={{ exact: true, includeSearch: true }}
            // What the address says otherwise is General, too.
            {...(one === open && { 'aria-current': 'page' })}
          >
            {t(`sections.${one}`)}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<RowsSkeleton />}>
        {open === 'general' && <General />}
        {open === 'invoices' && <InvoiceSettings />}
        {open === 'keys' && <Keys />}
        {open === 'usage' && <Usage />}
        {open === 'outbox' && <Outbox />}
      </Suspense>
    </Page>
  )
}

function General() {
  const t = useTranslations('settings')
  const { slug } = useOrganization()
  const { data: organization, error, refetch } = useApi('GET /organization', {})
  if (!organization)
    return error ? (
      <FailurePage failure={error} retry={() => void refetch()} />
    ) : (
      <PageBody narrow>
        <LinesSkeleton count={10} />
      </PageBody>
    )
  return (
    <PageBody narrow>
      <Section title={t('organization')}>
        <SettingsForm
          organization={organization}
          only={['name', 'legalName', 'country', 'currency', 'timeZone', 'locale', 'address']}
        />
      </Section>
      <Section title={t('identifiers')}>
        <p className={classes.text}>{t('identifiersText')}</p>
        <SettingsForm
          organization={organization}
          only={[
            'vatId',
            'taxNumber',
            'registrationNumber',
            'electronicScheme',
            'electronicValue',
            'iban',
            'bic',
          ]}
        />
      </Section>
      <Section title={t('contact')}>
        <p className={classes.text}>
          {t('contactText')}{' '}
          <Link to="/o/$slug/privacy" params={{ slug }}>
            {t('privacyPage')}
          </Link>
        </p>
        <SettingsForm
          organization={organization}
          only={['contactName', 'contactEmail', 'contactPhone', 'privacyContact']}
        />
      </Section>
    </PageBody>
  )
}
