/** What would be refused, or missed, said here and not after the click: the same rules that the server issues by. */
import { IconAlertCircle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import classes from './editor.module.css'
import { printProblemsOf } from './printable.ts'
import { problemsOf } from './problems.ts'
import type { Invoice } from './schema.ts'

export function EditorChecks({ invoice }: { invoice: Invoice }) {
  const t = useTranslations('invoiceEditor.checks')
  const problems = problemsOf(invoice)
  return (
    <section className={classes.checks} aria-label={t('title')}>
      <h2 className={classes.heading}>{t('title')}</h2>
      <ul>
        {problems.map(({ path, message, blocks }) => (
          <Check key={`${path} ${message}`} kind={blocks ? 'blocks' : 'should'} title={message}>
            {t(blocks ? 'blocks' : 'should')}
          </Check>
        ))}
        {printProblemsOf(invoice).map(({ path, message }) => (
          <Check key={`${path} ${message}`} kind="fact" title={message} />
        ))}
        {problems.length === 0 && (
          <Check kind="fine" title={t('ready')}>
            {t('readyText')}
          </Check>
        )}
        <SeriesCheck />
        <OwesCheck invoice={invoice} />
      </ul>
    </section>
  )
}

const icons = { blocks: IconAlertCircle, should: IconInfoCircle, fine: IconCheck, fact: IconInfoCircle }

function Check({ kind, title, children }: { kind: keyof typeof icons; title: string; children?: ReactNode }) {
  const Icon = icons[kind]
  return (
    <li data-kind={kind}>
      <Icon size={18} aria-hidden="true" />
      <span>
        <b>{title}</b> {children}
      </span>
    </li>
  )
}

/** Whoever sees only their own records cannot tell, and is told nothing. */
function SeriesCheck() {
  const t = useTranslations('invoiceEditor.checks')
  const { visibility } = useOrganization()
  const { data } = useApi('GET /invoices/series', {}, { enabled: visibility === 'all' })
  const series = data?.items.find((one) => one.series === 'invoice')
  if (!data) return null
  if (series && series.gaps.length > 0) return <Check kind="blocks" title={t('seriesGap')} />
  return <Check kind="fine" title={t('series', { count: series?.count ?? 0 })} />
}

function OwesCheck({ invoice }: { invoice: Invoice }) {
  const t = useTranslations('invoiceEditor.checks')
  const { money } = useFormat()
  const { clientId, companyId, currency, buyer } = invoice
  const { data } = useApi('GET /invoices', {
    ...(clientId ? { clientId } : companyId ? { companyId } : {}),
    status: ['issued'],
    type: 'invoice',
    currency,
    limit: 200,
  })
  const open = data?.items.filter(({ amountDue }) => amountDue > 0) ?? []
  if (open.length === 0) return null
  const due = open.reduce((sum, { amountDue }) => sum + amountDue, 0)
  return (
    <Check
      kind="fact"
      title={t('owes', { name: buyer.contactName ?? buyer.name, amount: money(due, currency) })}
    >
      {t('owesText', { count: open.length })}
    </Check>
  )
}
