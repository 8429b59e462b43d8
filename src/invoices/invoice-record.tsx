/** What an invoice is to the browser: its two lists, how it stands, and the deeds that several screens share. */
import { useCallback, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { api, base, type Input, type Output, organizationInAddress } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { patchRecord, patchRows, useApi } from '#src/web/query.ts'
import type { RecordList } from '#src/web/record-list.ts'
import type { StatusName } from '#src/web/ui/status.tsx'

export type Invoice = Output<'GET /invoices/:id'>
export type ListedInvoice = Output<'GET /invoices'>['items'][number]
export type Payment = Output<'GET /payments'>['items'][number]

const filters = {
  search: 'one',
  status: 'many',
  overdue: 'one',
  clientId: 'one',
  companyId: 'one',
  issuedFrom: 'one',
  issuedUntil: 'one',
  dueFrom: 'one',
  dueUntil: 'one',
  currency: 'one',
} as const

export const invoiceList: RecordList<'GET /invoices'> = {
  route: 'GET /invoices',
  page: '/o/$slug/invoices',
  recordPage: '/o/$slug/invoices/$id',
  filters: { ...filters, type: 'one' },
  usualSort: '-createdAt',
}

export const billList: RecordList<'GET /invoices'> = {
  route: 'GET /invoices',
  page: '/o/$slug/bills',
  recordPage: '/o/$slug/bills/$id',
  filters,
  always: { direction: 'purchase' },
  usualSort: 'dueOn',
}

export const listOf = ({ direction }: Pick<Invoice, 'direction'>) =>
  direction === 'purchase' ? billList : invoiceList

export const useInvoice = (id: string, enabled = true) => useApi('GET /invoices/:id', { id }, { enabled })
export const useInvoiceSettings = () => useApi('GET /invoice-settings', {})

type Standing = Pick<
  Invoice,
  'status' | 'overdue' | 'viewedAt' | 'sentAt' | 'amountPaid' | 'amountDue' | 'type'
>

/** How it stands, in the one word that matters most. */
export function standingOf(invoice: Standing): StatusName {
  if (invoice.status !== 'issued') return invoice.status
  if (invoice.overdue) return 'overdue'
  return invoice.viewedAt ? 'viewed' : 'issued'
}

/** A credit note takes away: its sums are shown with a minus. */
export const signed = ({ type }: Pick<Invoice, 'type'>, amount: number) =>
  type === 'credit_note' && amount !== 0 ? -amount : amount

/** Something is still to be paid, or, of a credit note, to be given back. */
export const isOpen = ({ status, amountDue }: Pick<Invoice, 'status' | 'amountDue'>) =>
  status === 'issued' && amountDue > 0

/** The kinds that come and go with a payment. */
export const paymentTouches = ['invoice', 'payment']

const asPaid = <T extends Standing>(invoice: T): T => ({
  ...invoice,
  status: 'paid',
  overdue: false,
  amountPaid: invoice.amountPaid + invoice.amountDue,
  amountDue: 0,
})

/** "Paid in full today", with one press and eight seconds to take it back. */
export function useMarkPaid() {
  const t = useTranslations('invoices.paid')
  // What the toast calls it: the answer knows only its id.
  const numbers = useRef(new Map<string, string>())
  const deed = useDeed('POST /payments', {
    touches: paymentTouches,
    optimistic: ({ invoiceId }) => [
      patchRows('GET /invoices', (row) => (row.id === invoiceId ? asPaid(row) : row)),
      patchRecord('GET /invoices/:id', (one) => (one.id === invoiceId ? asPaid(one) : one)),
    ],
    undo: ({ id, version }) => api('DELETE /payments/:id', { id }, { version }),
    done: ({ invoice }) => t('done', { number: numbers.current.get(invoice.id) ?? '' }),
  })
  return useCallback(
    async (invoice: Pick<Invoice, 'id' | 'number' | 'status' | 'amountDue'>) => {
      numbers.current.set(invoice.id, invoice.number ?? '')
      if (isOpen(invoice)) await deed.run({ invoiceId: invoice.id, amount: invoice.amountDue })
    },
    [deed.run],
  )
}

/** Where its page as PDF, or its e-invoice, is fetched: for links, which can send no headers. */
export function documentAddress(
  id: string,
  kind: 'pdf' | 'xml',
  query: Readonly<Record<string, string>> = {},
) {
  const organization = organizationInAddress()
  const asked = new URLSearchParams({ ...query, ...(organization && { organization }) })
  return `${base}/invoices/${encodeURIComponent(id)}/${kind}?${asked}`
}

export type NewPayment = Input<'POST /payments'>
