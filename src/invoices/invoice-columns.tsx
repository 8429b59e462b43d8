/** The columns of the lists of invoices and bills, and the cells that other screens show as well. */
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import type { Column } from '#src/web/ui/columns.ts'
import { Status } from '#src/web/ui/status.tsx'
import { Day, Money } from '#src/web/ui/values.tsx'
import { type Invoice, isOpen, type ListedInvoice, signed, standingOf } from './invoice-record.tsx'
import classes from './invoices.module.css'

export function useInvoiceColumns(direction: Invoice['direction']) {
  const t = useTranslations('invoices.columns')
  return useMemo((): readonly Column<ListedInvoice>[] => {
    const columns: Column<ListedInvoice>[] = [
      {
        id: 'number',
        head: t('number'),
        cell: (invoice) => <InvoiceNumber of={invoice} />,
        width: 136,
        sort: 'number',
        sortDownFirst: true,
        main: true,
      },
      {
        id: 'party',
        head: t(direction === 'sales' ? 'buyer' : 'seller'),
        cell: ({ party }) => party,
        width: 220,
        grow: true,
      },
      { id: 'reference', head: t('reference'), cell: ({ reference }) => reference, width: 168, hidden: true },
      {
        id: 'issued',
        head: t('issued'),
        cell: ({ issuedOn }) => issuedOn && <Day on={issuedOn} />,
        width: 112,
        sort: 'issuedOn',
        sortDownFirst: true,
      },
      { id: 'due', head: t('due'), cell: (invoice) => <Due of={invoice} />, width: 152, sort: 'dueOn' },
      {
        id: 'status',
        head: t('status'),
        cell: (invoice) => <Standing of={invoice} />,
        width: 124,
        ghost: 'badge',
      },
      {
        id: 'total',
        head: t('total'),
        cell: (invoice) => <Money amount={signed(invoice, invoice.total)} currency={invoice.currency} />,
        width: 128,
        align: 'right',
        sort: 'total',
        sortDownFirst: true,
      },
      {
        id: 'open',
        head: t('open'),
        cell: (invoice) => <Open of={invoice} />,
        width: 128,
        align: 'right',
        strong: true,
      },
    ]
    return columns
  }, [t, direction])
}

/** Its number; a draft has none yet. */
export function InvoiceNumber({ of: invoice }: { of: Pick<Invoice, 'number' | 'status' | 'type'> }) {
  const t = useTranslations('invoices')
  if (invoice.number) return <span className={classes.number}>{invoice.number}</span>
  return <span className={classes.draft}>{t('draft')}</span>
}

/** When it is due, from today; late is said with a sign as well as in red. */
export function Due({ of: invoice }: { of: Pick<Invoice, 'dueOn' | 'overdue' | 'status' | 'amountDue'> }) {
  const t = useTranslations('invoices')
  const { day, daysTo, nearDay } = useFormat()
  const { dueOn, overdue } = invoice
  if (!dueOn) return null
  if (!isOpen(invoice)) return <Day on={dueOn} />
  const days = daysTo(dueOn)
  return (
    <time dateTime={dueOn} title={day(dueOn)} className={classes.due} data-overdue={overdue || undefined}>
      {overdue && <IconAlertTriangle size={14} aria-hidden="true" />}
      {overdue && days < 0 ? t('daysOverdue', { days: -days }) : nearDay(days)}
    </time>
  )
}

type Stands = Parameters<typeof standingOf>[0] & Pick<Invoice, 'direction'>

export function Standing({ of: invoice, badge = false }: { of: Stands; badge?: boolean }) {
  const t = useTranslations('invoices.standing')
  const standing = standingOf(invoice)
  const word = wordOf(invoice)
  return (
    <Status of={standing} badge={badge}>
      {word && t(word)}
    </Status>
  )
}

/** Where another word says more than that of the shape. */
function wordOf(invoice: Stands) {
  const { type, direction, status, amountPaid, amountDue, overdue, sentAt, viewedAt } = invoice
  if (type === 'credit_note' && status === 'paid') return 'settled'
  if (status !== 'issued' || overdue) return undefined
  if (type === 'credit_note') return 'giveBack'
  if (amountPaid > 0 && amountDue > 0) return 'partlyPaid'
  if (direction === 'purchase') return 'open'
  return sentAt && !viewedAt ? 'sent' : undefined
}

/** What is still to be paid; nothing is a dash, too much a minus. */
function Open({ of: invoice }: { of: ListedInvoice }) {
  if (invoice.status === 'draft' || invoice.amountDue === 0) return <span className={classes.nothing}>–</span>
  return <Money amount={signed(invoice, invoice.amountDue)} currency={invoice.currency} />
}
