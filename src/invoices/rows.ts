/** How an invoice is read from its table: the selects that all of its operations use. */
import { now } from '#src/core/clock.ts'
import { byKey, type Part, part, type Sql } from '#src/core/db.ts'
import { conflict } from '#src/core/errors.ts'
import type { Actor } from '#src/core/operation.ts'
import { organizationOf, present } from '#src/core/record.ts'
import type { Invoice } from './schema.ts'

/** What day it is where the organization is. */
export const todayThere = (organization: string): Part =>
  part`(select (${now().toISOString()}::timestamptz at time zone o.time_zone)::date from organizations o where o.id = ${organization})`

const shared = part`i.id, i.version, i.direction, i.type, i.status, i.number, i.client_id, i.company_id, i.currency,
  i.issued_on, i.due_on, i.delivered_on, i.period_starts_on, i.period_ends_on, i.prices_include_tax, i.discount_percent,
  i.reference, i.buyer_reference, i.order_reference, i.note, i.payment_terms, i.payment_link, i.exemption_reason,
  i.language, i.subtotal, i.tax_total, i.rounding, i.total, i.prepaid as prepaid_amount, i.amount_paid,
  i.amount_credited, i.amount_written_off, i.written_off_at, i.write_off_reason, i.amount_due,
  i.credited_invoice_id, i.deposit, i.quote_id, i.final_id, i.remind, i.sent_at, i.viewed_at, i.issued_at, i.created_at,
  i.updated_at`

/** Due before today, and something is still to be paid. Alias `i`. */
export const isOverdue = (organization: string): Part =>
  part`(i.status = 'issued' and i.type = 'invoice' and i.amount_due > 0 and i.due_on < ${todayThere(organization)})`

export const listedColumns = (organization: string): Part =>
  part`${shared}, i.party, coalesce(${isOverdue(organization)}, false) as overdue`
export const invoiceColumns = (organization: string): Part =>
  part`${shared}, i.buyer, i.seller, i.lines, i.taxes, coalesce(${isOverdue(organization)}, false) as overdue`

export async function readInvoice(
  sql: Sql,
  organization: string,
  id: string,
  lock: Part = part``,
): Promise<Invoice | undefined> {
  const [row] = await sql<Invoice>`${byKey}
    select ${invoiceColumns(organization)} from invoices i
    where i.org_id = ${organization} and i.id = ${id} and i.deleted_at is null${lock}`
  return row
}

/** The invoice, held until the transaction ends. */
export async function holdInvoice(
  sql: Sql,
  actor: Actor,
  id: string,
  version: number | undefined,
): Promise<Invoice> {
  return present(await readInvoice(sql, organizationOf(actor), id, part` for update of i`), version)
}

/** The draft, held; what was issued can no longer be changed. */
export async function holdDraft(
  sql: Sql,
  actor: Actor,
  id: string,
  version: number | undefined,
): Promise<Invoice> {
  const invoice = await holdInvoice(sql, actor, id, version)
  if (invoice.status === 'draft') return invoice
  throw conflict(
    'issued',
    invoice.direction === 'sales'
      ? `${invoice.number} has been issued and stays as it is. Correct it with a credit note.`
      : 'This bill has been booked and stays as it is. Void it and enter it anew.',
  )
}
