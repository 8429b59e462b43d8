/** Row two of an invoice's page: what it is, how it stands, whom it went to, and what is still to be paid. */
import { Button } from '@mantine/core'
import { IconCheck, IconCoins } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useOrganization } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import head from '#src/web/ui/record-head.module.css'
import { Day, Money } from '#src/web/ui/values.tsx'
import { Due, Standing } from './invoice-columns.tsx'
import { openInvoiceDialog } from './invoice-dialogs.tsx'
import classes from './invoice-page.module.css'
import { type Invoice, isOpen, signed, useMarkPaid } from './invoice-record.tsx'

interface InvoiceHeadProps {
  invoice: Invoice
  mayIssue: boolean
}

export function InvoiceHead({ invoice, mayIssue }: InvoiceHeadProps) {
  const t = useTranslations('invoices.page')
  const named = useTranslations('invoices.named')
  const { type, number, direction, issuedOn, currency, amountDue, total, status } = invoice
  const party = direction === 'purchase' ? invoice.seller : invoice.buyer
  const markPaid = useMarkPaid()
  const open = isOpen(invoice)
  return (
    <div className={head.who}>
      <Avatar name={party.name} kind={invoice.companyId ? 'company' : 'person'} size={48} />
      <div className={head.identity}>
        <div className={head.nameLine}>
          <h1 className={head.name} title={number ?? ''}>
            {named(direction === 'purchase' ? 'bill' : type, { number: number ?? '' })}
          </h1>
          <span className={head.badges}>
            <Standing of={invoice} badge />
          </span>
        </div>
        <div className={head.line}>
          <span>
            {t(direction === 'purchase' ? 'from' : 'to')} <PartyLink invoice={invoice} />
          </span>
          {issuedOn && (
            <span>
              {t('issued')} <Day on={issuedOn} />
            </span>
          )}
          {open && (
            <span>
              {!invoice.overdue && t('due')} <Due of={invoice} />
            </span>
          )}
        </div>
      </div>
      <dl className={classes.sums}>
        {amountDue !== total && <Sum name={t('total')} amount={signed(invoice, total)} currency={currency} />}
        {(type === 'invoice' || amountDue !== 0) && (
          <Sum
            name={t(amountDue < 0 ? 'overpaid' : type === 'credit_note' ? 'giveBack' : 'amountDue')}
            amount={amountDue < 0 ? -amountDue : signed(invoice, amountDue)}
            currency={currency}
            red={invoice.overdue}
          />
        )}
      </dl>
      {mayIssue && status === 'issued' && (
        <div className={head.thumbs}>
          <Button
            className={head.thumb ?? ''}
            variant="filled"
            onClick={() => void markPaid(invoice)}
            disabled={!open}
          >
            <IconCheck size={20} aria-hidden="true" />
            {t('markPaid')}
          </Button>
          <Button className={head.thumb ?? ''} onClick={() => openInvoiceDialog('payment')}>
            <IconCoins size={20} aria-hidden="true" />
            {t('payment')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Sum({
  name,
  amount,
  currency,
  red = false,
}: {
  name: string
  amount: number
  currency: string
  red?: boolean
}) {
  return (
    <div className={classes.sum} data-tone={red ? 'red' : undefined}>
      <dt>{name}</dt>
      <dd>
        <Money amount={amount} currency={currency} />
      </dd>
    </div>
  )
}

/** The record it goes to, as it was called when it was issued. */
export function PartyLink({ invoice }: { invoice: Invoice }) {
  const { slug } = useOrganization()
  const { clientId, companyId, direction, buyer, seller } = invoice
  const { name, contactName } = direction === 'purchase' ? seller : buyer
  const said = contactName && contactName !== name ? `${contactName}, ${name}` : name
  if (clientId)
    return (
      <Link className={head.company} to="/o/$slug/clients/$id" params={{ slug, id: clientId }}>
        {said}
      </Link>
    )
  if (companyId)
    return (
      <Link className={head.company} to="/o/$slug/companies/$id" params={{ slug, id: companyId }}>
        {said}
      </Link>
    )
  return <b>{said}</b>
}
