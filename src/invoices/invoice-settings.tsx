/** The settings of invoices: who bills, how it is numbered, taxed, printed, sent and reminded of. */
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import settingsClasses from '#src/organizations/settings.module.css'
import { SettingsForm } from '#src/organizations/settings-form.tsx'
import { useDeed } from '#src/web/deed.ts'
import { FailurePage } from '#src/web/failure.tsx'
import { useApi } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { PageBody, Section } from '#src/web/ui/page.tsx'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { useInvoiceSettings } from './invoice-record.tsx'
import { LogoField } from './logo-field.tsx'
import { MailTemplates } from './mail-templates.tsx'
import { DocumentPart, NumberingPart, RemindersPart, type Settings, TaxPart } from './settings-parts.tsx'

export function InvoiceSettings() {
  const t = useTranslations('invoices.settings')
  const { slug } = useOrganization()
  const organization = useApi('GET /organization', {})
  const settings = useInvoiceSettings()
  const failure = organization.error ?? settings.error
  if (!organization.data || !settings.data)
    return failure ? (
      <FailurePage
        failure={failure}
        retry={() => void Promise.all([organization.refetch(), settings.refetch()])}
      />
    ) : (
      <PageBody narrow>
        <LinesSkeleton count={10} />
      </PageBody>
    )
  const said = settings.data
  return (
    <PageBody narrow>
      <Section title={t('seller')}>
        <p className={settingsClasses.text}>{t('sellerText')}</p>
        <SettingsForm
          organization={organization.data}
          only={['legalName', 'address', 'vatId', 'taxNumber', 'registrationNumber', 'iban', 'bic']}
        />
      </Section>
      <Section title={t('logo')}>
        <LogoField settings={said} />
      </Section>
      <Section title={said.taxLabel}>
        <TaxPart settings={said} />
        <TaxPresets settings={said} />
      </Section>
      <Section title={t('document')}>
        <DocumentPart settings={said} />
      </Section>
      <Section
        title={t('numbering')}
        aside={
          <Link to="/o/$slug/invoice-numbers" params={{ slug }}>
            {t('series')}
          </Link>
        }
      >
        <p className={settingsClasses.text}>{t('numberingText')}</p>
        <NumberingPart settings={said} />
      </Section>
      <Section title={t('mails')}>
        <p className={settingsClasses.text}>{t('mailsText')}</p>
        <MailTemplates settings={said} />
      </Section>
      <Section title={t('reminders')}>
        <p className={settingsClasses.text}>{t('remindersText')}</p>
        <RemindersPart settings={said} />
      </Section>
    </PageBody>
  )
}

/** What is usual in the organization's country, with one press. */
function TaxPresets({ settings }: { settings: Settings }) {
  const t = useTranslations('invoices.settings')
  const { run, busy } = useDeed('PATCH /invoice-settings', {
    touches: ['invoice_settings'],
    done: t('saved'),
  })
  const { taxCategory, taxRate, taxRates, smallBusinessSentence: sentence } = settings
  const small = taxCategory === 'E' && settings.exemptionReason === sentence
  const others = taxRates.filter((rate) => !(taxCategory === 'S' && rate === taxRate))
  if (others.length === 0 && (!sentence || small)) return null
  return (
    <div className={settingsClasses.presets}>
      {others.map((rate) => (
        <Button
          key={rate}
          size="xs"
          disabled={busy}
          onClick={() => void run({ taxCategory: 'S', taxRate: rate }, { version: settings.version })}
        >
          {t('rate', { rate })}
        </Button>
      ))}
      {sentence && !small && (
        <Button
          size="xs"
          disabled={busy}
          title={sentence}
          onClick={() =>
            void run({ taxCategory: 'E', exemptionReason: sentence }, { version: settings.version })
          }
        >
          {t('smallBusiness')}
        </Button>
      )}
    </div>
  )
}
