/** What corrects an invoice, and of a credit note what it corrects. */
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useApi } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import section from '#src/web/ui/record-section.module.css'
import { Day, Money } from '#src/web/ui/values.tsx'
import classes from './invoice-page.module.css'
import { type Invoice, useInvoice } from './invoice-record.tsx'

export function CreditNotes({ invoice }: { invoice: Invoice }) {
  const t = useTranslations('invoices.credits')
  const { slug } = useOrganization()
  const { id, creditedInvoiceId, type, amountCredited, status } = invoice
  const has = type === 'invoice' && (amountCredited > 0 || status === 'void')
  const notes = useApi('GET /invoices', { creditedInvoiceId: id, limit: 100 }, { enabled: has })
  const corrected = useInvoice(creditedInvoiceId ?? '', creditedInvoiceId !== null)
  const shown = creditedInvoiceId ? [corrected.data].filter((one) => one !== undefined) : notes.data?.items
  if (!shown || shown.length === 0) return null
  return (
    <section>
      <div className={section.sectionHead}>
        <h2 className={section.sectionTitle}>{t(creditedInvoiceId ? 'corrects' : 'title')}</h2>
      </div>
      <ul className={classes.list}>
        {shown.map(({ id: other, number, issuedOn, total, currency }) => (
          <li key={other} className={classes.item}>
            <span>
              <Link className={section.textLink} to="/o/$slug/invoices/$id" params={{ slug, id: other }}>
                {number}
              </Link>{' '}
              <span className={classes.quiet}>{issuedOn && <Day on={issuedOn} />}</span>
            </span>
            <span className={classes.aside}>
              <Money amount={creditedInvoiceId ? total : -total} currency={currency} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
