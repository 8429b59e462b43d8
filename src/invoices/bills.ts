/** Bills: what their sellers numbered is booked once, unless a person says that it really is another one. */
import { byKey, part, type Sql } from '#src/core/db.ts'
import { conflict } from '#src/core/errors.ts'
import { showAmount } from './money.ts'
import type { Invoice } from './schema.ts'

const squeezed = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * Refuses a number that this seller has on a booked bill already, however it is written: "RE-77" is "re 77". Whoever books
 * the same number at the same time waits for the other.
 */
export async function mustBeNew(sql: Sql, organization: string, bill: Invoice): Promise<void> {
  const number = squeezed(bill.number ?? '')
  await sql`${byKey}select pg_advisory_xact_lock(hashtextextended(${`${organization} bill ${number}`}, 0))`
  const seller = bill.companyId
    ? part`company_id = ${bill.companyId}`
    : bill.clientId
      ? part`company_id is null and client_id = ${bill.clientId}`
      : part`company_id is null and client_id is null and direction = 'purchase'`
  const known = await sql<Pick<Invoice, 'number' | 'issuedOn' | 'total' | 'currency'>>`
    select number, issued_on, total, currency from invoices
    where org_id = ${organization} and ${seller} and direction = 'purchase' and status in ('issued', 'paid')
      and deleted_at is null and number is not null and id <> ${bill.id}`
  const same = known.find((one) => squeezed(one.number ?? '') === number)
  if (!same) return
  const { number: written, issuedOn, total, currency } = same
  throw conflict(
    'bill_known',
    `${written} of ${issuedOn} over ${showAmount(total, currency, 'en')} is booked already. If this is really another bill, say so.`,
  )
}
