/** An issued invoice, credit note or bill: how it stands, its paper, and what was paid and sent. A draft is its editor. */
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { useRecent } from '#src/web/recent.ts'
import { useMay, useOrganization, useSession } from '#src/web/session.ts'
import { usePageTitle } from '#src/web/ui/page.tsx'
import { useOnPhone } from '#src/web/ui/phone-width.ts'
import classes from '#src/web/ui/record-page.module.css'
import { LoadedRecord } from '#src/web/ui/record-page.tsx'
import { PageSkeleton } from '#src/web/ui/skeleton.tsx'
import { fileAddress } from '#src/web/upload.ts'
import { CreditNotes } from './credit-notes.tsx'
import { InvoiceBar } from './invoice-bar.tsx'
import { InvoiceFacts } from './invoice-facts.tsx'
import { InvoiceHead } from './invoice-head.tsx'
import { InvoiceMails } from './invoice-mails.tsx'
import own from './invoice-page.module.css'
import { Payments } from './invoice-payments.tsx'
import { InvoiceProblems } from './invoice-problems.tsx'
import { type Invoice, useInvoice, useInvoiceSettings } from './invoice-record.tsx'
import { Paper } from './paper.tsx'

const InvoiceEditor = lazy(() => import('./editor.tsx').then((module) => ({ default: module.InvoiceEditor })))

export function InvoicePage() {
  const { id = '' } = useParams({ strict: false })
  const mayWrite = useMay('invoices.write')
  return (
    <LoadedRecord query={useInvoice(id)}>
      {(invoice) =>
        mayWrite && invoice.status === 'draft' && invoice.direction === 'sales' ? (
          <Suspense fallback={<PageSkeleton />}>
            <InvoiceEditor key={id} invoice={invoice} />
          </Suspense>
        ) : (
          <InvoiceView key={id} invoice={invoice} />
        )
      }
    </LoadedRecord>
  )
}

function InvoiceView({ invoice }: { invoice: Invoice }) {
  const t = useTranslations('invoices')
  const ui = useTranslations('ui.record')
  const { user } = useSession()
  const { slug } = useOrganization()
  const onPhone = useOnPhone()
  const mayIssue = useMay('invoices.issue')
  const { id, number, direction } = invoice
  const party = direction === 'purchase' ? invoice.seller.name : invoice.buyer.name
  const title = t(`named.${invoice.type}`, { number: number ?? t('draft') })
  usePageTitle(title)
  useRecent(user.id, slug, { kind: 'invoice', id, title: number ?? t('draft'), subtitle: party })
  const facts = (
    <aside className={classes.facts} aria-label={ui('facts')}>
      <InvoiceFacts invoice={invoice} />
      <InvoiceProblems invoice={invoice} />
    </aside>
  )
  const next = (
    <aside className={classes.next} aria-label={ui('next')}>
      <Payments invoice={invoice} mayIssue={mayIssue} />
      {direction === 'sales' && <InvoiceMails invoice={invoice} />}
      <CreditNotes invoice={invoice} />
    </aside>
  )
  const paper = (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls the paper with the arrows
    <section className={own.desk} aria-label={t('paper')} tabIndex={0}>
      <InvoicePaper invoice={invoice} />
    </section>
  )
  return (
    <div className={classes.page}>
      <InvoiceBar invoice={invoice} mayIssue={mayIssue} />
      <div className={classes.body}>
        <InvoiceHead invoice={invoice} mayIssue={mayIssue} />
        {onPhone ? (
          <>
            {next}
            {paper}
            {facts}
          </>
        ) : (
          <div className={classes.columns}>
            {facts}
            {paper}
            {next}
          </div>
        )}
      </div>
    </div>
  )
}

/** A bill looks as its seller made it: what we know of it is shown the same way. */
function InvoicePaper({ invoice }: { invoice: Invoice }) {
  const { data: settings } = useInvoiceSettings()
  const { data: corrected } = useInvoice(invoice.creditedInvoiceId ?? '', invoice.creditedInvoiceId !== null)
  if (!settings) return null
  const logo = invoice.direction === 'sales' ? settings.logoFileId : null
  const corrects =
    corrected?.number && corrected.issuedOn
      ? { number: corrected.number, issuedOn: corrected.issuedOn }
      : null
  return (
    <Paper
      invoice={invoice}
      settings={invoice.direction === 'sales' ? settings : { ...settings, footer: null }}
      logo={logo && fileAddress(logo)}
      corrects={corrects}
    />
  )
}
