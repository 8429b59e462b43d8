/** Deposits that hang on a final invoice: read, taken off when it is counted, and none forgotten when it is issued. */
import { byKey, type Part, part, type Sql } from '#src/core/db.ts'
import { conflict, invalid } from '#src/core/errors.ts'
import { type Deposit, deductionLines, isDeduction } from './deposit-sums.ts'
import { type Counted, countDraft, type Written } from './draft.ts'
import type { Invoice, Language } from './schema.ts'
import type { InvoiceSettings } from './settings-schema.ts'

interface Row extends Deposit {
  id: string
  credits: Deposit['taxes'][]
  creditTotal: number
}

/** What was issued as a deposit of this invoice, in order, less what credit notes took off. */
async function readDeposits(sql: Sql, organization: string, id: string): Promise<Deposit[]> {
  const rows = await sql<Row>`${byKey}
    select d.id, d.number, d.issued_on, d.total, d.taxes, coalesce(c.total, 0)::bigint as credit_total,
      coalesce(c.taxes, '[]') as credits
    from invoices d left join lateral (
      select sum(n.total) as total, jsonb_agg(n.taxes) as taxes from invoices n
      where n.org_id = d.org_id and n.credited_invoice_id = d.id and n.status <> 'draft' and n.deleted_at is null) c on true
    where d.org_id = ${organization} and d.final_id = ${id} and d.status in ('issued', 'paid') and d.deleted_at is null
    order by d.issued_at, d.id`
  return rows
    .map(({ credits, creditTotal, ...deposit }) => ({
      ...deposit,
      total: deposit.total - creditTotal,
      taxes: deposit.taxes.map((tax) => {
        const taken = credits.flat().filter((one) => one.category === tax.category && one.rate === tax.rate)
        const sum = (name: 'net' | 'tax') => taken.reduce((all, one) => all + one[name], 0)
        return { ...tax, net: tax.net - sum('net'), tax: tax.tax - sum('tax') }
      }),
    }))
    .filter(({ total }) => total > 0)
}

type Whole = Written & { language: Language }

/** A draft counted with its deposits taken off, if it has any: what is left is exactly what they leave. */
export async function countWithDeposits(
  sql: Sql,
  organization: string,
  id: string,
  written: Whole,
  usual: Pick<InvoiceSettings, 'taxCategory' | 'taxRate'>,
): Promise<Counted> {
  const lines = written.lines.filter((line) => !isDeduction(line))
  const full = await countDraft(sql, organization, { ...written, lines }, usual)
  const deposits = await readDeposits(sql, organization, id)
  if (deposits.length === 0) return full
  if (written.discountPercent)
    throw invalid('discountPercent', 'An invoice with deposits has its discounts on the lines.')
  const total = full.total - deposits.reduce((all, deposit) => all + deposit.total, 0)
  if (total < 0) throw invalid('lines', 'This comes to less than the deposits that were billed for it.')
  const left = await countDraft(
    sql,
    organization,
    { ...written, lines: [...lines, ...deductionLines(deposits, written)] },
    usual,
  )
  // Each tax is rounded on each invoice: together they still come to what was agreed, to the unit.
  return { ...left, total, rounding: total - left.subtotal - left.taxTotal }
}

/** A final invoice waits for its deposits, and a deposit cannot come after its final invoice. */
export async function checkDeposits(
  sql: Sql,
  organization: string,
  { id }: Pick<Invoice, 'id'>,
): Promise<void> {
  const open = await sql`
    select 1 from invoices
    where org_id = ${organization} and final_id = ${id} and status = 'draft' and deleted_at is null for update`
  if (open.length > 0)
    throw conflict('deposit_open', 'A deposit of this invoice is still a draft. Issue it or delete it first.')
  const late = await sql`
    select 1 from invoices d join invoices f on f.org_id = d.org_id and f.id = d.final_id
    where d.org_id = ${organization} and d.id = ${id} and f.status <> 'draft' for update of f`
  if (late.length > 0)
    throw conflict('deposit_late', 'The final invoice has been issued: there is nothing to pay in advance.')
}

/** What deposits of a quote or of an invoice come to, drafts included. */
export async function depositsSoFar(sql: Sql, organization: string, of: Part): Promise<number> {
  const [row] = await sql<{ total: number }>`
    select coalesce(sum(total - amount_credited), 0)::bigint as total from invoices
    where org_id = ${organization} and deposit and ${of} and status <> 'void' and deleted_at is null`
  return row?.total ?? 0
}

export const ofQuote = (id: string): Part => part`quote_id = ${id}`
export const ofInvoice = (id: string): Part => part`final_id = ${id}`
