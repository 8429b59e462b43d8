/** What is known about an invoice, at the left of its page. It is sealed: nothing of it is changed here. */
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import facts from '#src/web/ui/facts.module.css'
import { PlainFact } from '#src/web/ui/facts.tsx'
import section from '#src/web/ui/record-section.module.css'
import { Day, Moment, Money } from '#src/web/ui/values.tsx'
import { PartyLink } from './invoice-head.tsx'
import { type Invoice, signed } from './invoice-record.tsx'

const day = (on: string | null) => on && <Day on={on} />
const moment = (at: string | null) => at && <Moment at={at} as="both" />

export function InvoiceFacts({ invoice }: { invoice: Invoice }) {
  const t = useTranslations('invoices.facts')
  const { direction, currency, periodStartsOn: from, periodEndsOn: until } = invoice
  const money = (amount: number) => <Money amount={signed(invoice, amount)} currency={currency} />
  const rows: [name: string, value: ReactNode][] = [
    [t(direction === 'purchase' ? 'seller' : 'buyer'), <PartyLink key="party" invoice={invoice} />],
    [t('issued'), day(invoice.issuedOn)],
    [t('due'), day(invoice.dueOn)],
    [t('delivered'), day(invoice.deliveredOn)],
    [
      t('period'),
      from && until ? (
        <span key="period">
          <Day on={from} /> – <Day on={until} />
        </span>
      ) : (
        day(from ?? until)
      ),
    ],
    [t('net'), money(invoice.subtotal)],
    [t('tax'), money(invoice.taxTotal)],
    [t('total'), money(invoice.total)],
    [t('paid'), invoice.amountPaid !== 0 && money(invoice.amountPaid)],
    [
      t(invoice.type === 'credit_note' ? 'takenOff' : 'credited'),
      invoice.amountCredited > 0 && money(invoice.amountCredited),
    ],
    [t('reference'), invoice.reference],
    [t('buyerReference'), invoice.buyerReference],
    [t('orderReference'), invoice.orderReference],
    [t('email'), direction === 'sales' && invoice.buyer.email],
    [t('sent'), moment(invoice.sentAt)],
    [t('viewed'), moment(invoice.viewedAt)],
    [t('reminders'), direction === 'sales' && !invoice.remind && t('noReminders')],
  ]
  return (
    <section>
      <div className={section.sectionHead}>
        <h2 className={section.sectionTitle}>{t('title')}</h2>
        {direction === 'sales' && <span className={section.sectionAside}>{t('sealed')}</span>}
      </div>
      <dl className={facts.facts}>
        {rows.map(
          ([name, value]) =>
            value && (
              <PlainFact key={name} name={name}>
                {value}
              </PlainFact>
            ),
        )}
      </dl>
    </section>
  )
}
