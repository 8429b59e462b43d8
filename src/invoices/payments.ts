/** Payments: several, partial, with day and method. What an invoice still asks for comes from them. */
import { z } from 'zod'
import { byKey, type Part, part, type Sql } from '#src/core/db.ts'
import { conflict, invalid, notFound } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { mustExist, newId, organizationOf, present } from '#src/core/record.ts'
import { daysAfter, todayOf } from './issue.ts'
import {
  NewPayment,
  type Payment,
  PaymentId,
  PaymentPage,
  PaymentQuery,
  RecordedPayment,
} from './payments-schema.ts'
import { readInvoice } from './rows.ts'
import type { Invoice } from './schema.ts'
import { holdFamily, settle } from './settle.ts'
import { tellWhenPaid } from './tell.ts'

const columns = part`p.id, p.version, p.invoice_id, p.amount, p.paid_on, p.method, p.reference, p.recorded_by as recorder_id,
  r.name as recorder_name, p.created_at, p.removed_at`
const tables = part`payments p left join people r on r.id = p.recorded_by`

interface PaymentRow extends Omit<Payment, 'recordedBy'> {
  recorderId: string | null
  recorderName: string | null
}

const toPayment = ({ recorderId, recorderName, ...row }: PaymentRow): Payment => ({
  ...row,
  recordedBy: recorderId && recorderName !== null ? { id: recorderId, name: recorderName } : null,
})

const readPayment = async (sql: Sql, organization: string, id: string) => {
  const [row] = await sql<PaymentRow>`${byKey}
    select ${columns} from ${tables} where p.org_id = ${organization} and p.id = ${id}`
  return row && toPayment(row)
}

const standing = ({ id, version, status, amountPaid, amountDue }: Invoice) => ({
  id,
  version,
  status,
  amountPaid,
  amountDue,
})

export const recordPayment = operation({
  name: 'payment.record',
  route: 'POST /payments',
  summary: 'Record that an invoice was paid, in part or whole; of a credit note that money was given back',
  kind: 'write',
  permission: 'invoices.issue',
  tool: true,
  input: NewPayment,
  output: RecordedPayment,
  async run(context, { invoiceId, overpayment, ...said }) {
    const { sql, actor, touched } = context
    const organization = organizationOf(actor)
    await holdFamily(sql, organization, invoiceId)
    const invoice = await readInvoice(sql, organization, invoiceId)
    if (!invoice) throw notFound('invoiceId')
    if (invoice.status === 'draft') throw conflict('draft', 'A draft cannot be paid. Issue it first.')
    if (invoice.status === 'void') throw conflict('void', 'This invoice is void: nothing is to be paid.')
    if (invoice.amountDue <= 0 && invoice.amountWrittenOff === 0 && !overpayment)
      throw conflict(
        'paid',
        'This is paid already. If the money really came again, say that it is an over-payment.',
      )
    const today = await todayOf(sql, organization)
    const paidOn = said.paidOn ?? today
    // A day's grace, for who is ahead of the organization's time zone.
    if (paidOn > daysAfter(today, 1)) throw invalid('paidOn', 'A payment cannot be recorded before its day.')
    const id = newId()
    await sql`${byKey}
      insert into payments (org_id, id, invoice_id, amount, paid_on, method, reference, recorded_by)
      values (${organization}, ${id}, ${invoiceId}, ${said.amount}, ${paidOn}, ${said.method}, ${said.reference ?? null},
        ${actor.personId})`
    const after = await settle(sql, organization, invoiceId)
    touched('invoice', invoiceId, ['amountPaid'])
    touched('payment', id)
    await tellWhenPaid(context, invoice, after)
    const payment = present(await readPayment(sql, organization, id), undefined)
    return { ...payment, invoice: standing(after) }
  },
})

export const removePayment = operation({
  name: 'payment.remove',
  route: 'DELETE /payments/:id',
  summary: 'Take back a payment that was recorded by mistake; the audit keeps that it was',
  kind: 'write',
  permission: 'invoices.issue',
  input: PaymentId,
  output: z.null(),
  async run({ sql, actor, version, touched }, { id }) {
    const organization = organizationOf(actor)
    const seen = present(await readPayment(sql, organization, id), undefined)
    // The invoice first, as whoever records a payment does: two of them never wait for each other.
    await holdFamily(sql, organization, seen.invoiceId)
    const payment = present(await readPayment(sql, organization, id), version)
    if (payment.removedAt) throw notFound()
    const [from] = await sql<{ bankLineId: string | null }>`${byKey}
      select bank_line_id from payments where org_id = ${organization} and id = ${id}`
    if (from?.bankLineId)
      throw conflict('from_bank', 'This payment was taken from a bank statement. Release its line there.')
    await sql`
      update payments set removed_at = now(), removed_by = ${actor.personId}, version = version + 1
      where org_id = ${organization} and id = ${id}`
    await settle(sql, organization, payment.invoiceId)
    touched('payment', id, ['removedAt'])
    touched('invoice', payment.invoiceId, ['amountPaid'])
    return null
  },
})

export const listPayments = operation({
  name: 'payment.list',
  route: 'GET /payments',
  summary: 'List payments, of an invoice or all that one can see',
  kind: 'read',
  permission: 'invoices.read',
  input: PaymentQuery,
  output: PaymentPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const where: Part[] = [part`p.org_id = ${organization}`]
    if (query.invoiceId) where.push(part`p.invoice_id = ${query.invoiceId}`)
    if (!query.removed) where.push(part`p.removed_at is null`)
    const listed = page<PaymentRow>(
      sql,
      {
        scope: `payment.list ${organization}`,
        sorts: {
          paidOn: { expression: 'p.paid_on', type: 'date' },
          createdAt: { expression: 'p.created_at', type: 'timestamptz' },
        },
        select: columns,
        from: tables,
        countFrom: part`payments p`,
        where,
        id: 'p.id',
      },
      query,
    )
    const [found] = await Promise.all([
      listed,
      mustExist(sql, organization, 'invoices', query.invoiceId, 'invoiceId'),
    ])
    return { ...found, items: found.items.map(toPayment) }
  },
})
