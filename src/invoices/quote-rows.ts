/** How a quote is read and written. */
import { byKey, join, type Part, part, raw, type Sql } from '#src/core/db.ts'
import { conflict } from '#src/core/errors.ts'
import { columnOf } from '#src/core/fields.ts'
import type { Actor } from '#src/core/operation.ts'
import { organizationOf, present } from '#src/core/record.ts'
import type { ListedQuote, Quote } from './quotes-schema.ts'
import { todayThere } from './rows.ts'

/** Alias `q`. What was not answered in time is expired. */
export const quoteStatus = (organization: string): Part =>
  part`case when q.status = 'sent' and q.valid_until < ${todayThere(organization)} then 'expired' else q.status end`

const shared = (
  organization: string,
) => part`q.id, q.version, ${quoteStatus(organization)} as status, q.number, q.client_id,
  q.company_id, q.currency, q.issued_on, q.valid_until, q.prices_include_tax, q.discount_percent, q.reference,
  q.buyer_reference, q.note, q.payment_terms, q.exemption_reason, q.language, q.subtotal, q.tax_total, q.rounding, q.total,
  q.sent_at, q.viewed_at, q.answered_at, q.answered_by, q.answer, q.created_at, q.updated_at`
export const listedQuote = (organization: string): Part => part`${shared(organization)}, q.party`
export type ListedQuoteRow = ListedQuote

export async function readQuote(
  sql: Sql,
  organization: string,
  id: string,
  lock: Part = part``,
): Promise<Quote | undefined> {
  const [row] = await sql<Omit<Quote, 'invoices'>>`${byKey}
    select ${shared(organization)}, q.buyer, q.seller, q.lines, q.taxes from quotes q
    where q.org_id = ${organization} and q.id = ${id}${lock}`
  if (!row) return undefined
  const invoices = await sql<Quote['invoices'][number]>`${byKey}
    select id, number, status, total, deposit from invoices
    where org_id = ${organization} and quote_id = ${id} and deleted_at is null order by created_at, id`
  return { ...row, invoices }
}

/** The quote, held until the transaction ends. */
export const holdQuote = async (
  sql: Sql,
  actor: Actor,
  id: string,
  version: number | undefined,
): Promise<Quote> => present(await readQuote(sql, organizationOf(actor), id, part` for update of q`), version)

export async function holdDraftQuote(
  sql: Sql,
  actor: Actor,
  id: string,
  version: number | undefined,
): Promise<Quote> {
  const quote = await holdQuote(sql, actor, id, version)
  if (quote.status !== 'draft')
    throw conflict('sent', `${quote.number} has been sent and stays as it is. Write a new one.`)
  return quote
}

const asJson = new Set(['lines', 'taxes', 'buyer', 'seller'])

const assigned = (values: Record<string, unknown>) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({
      column: raw(columnOf(name)),
      value: part`${asJson.has(name) ? JSON.stringify(value) : value}`,
    }))

export async function insertQuote(sql: Sql, values: Record<string, unknown>): Promise<void> {
  const each = assigned(values)
  await sql`${byKey}
    insert into quotes (${join(each.map(({ column }) => column))}) values (${join(each.map(({ value }) => value))})`
}

export async function setQuote(
  sql: Sql,
  organization: string,
  id: string,
  values: Record<string, unknown>,
): Promise<void> {
  const each = assigned(values).map(({ column, value }) => part`${column} = ${value}`)
  await sql`
    update quotes set ${join([...each, part`version = version + 1, updated_at = now()`])}
    where org_id = ${organization} and id = ${id}`
}
