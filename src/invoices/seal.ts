/**
 * The seal of an issued invoice: SHA-256 over all that stands on it and over the seal of the one before it in its series.
 * Whoever changed one in the database would have to change all that came after it, too.
 */
import { createHash } from 'node:crypto'
import type { Invoice } from './schema.ts'

/** What stands on the paper. What happens to an invoice later, such as payments, is not sealed. */
const sealed = [
  'type',
  'number',
  'buyer',
  'seller',
  'currency',
  'issuedOn',
  'dueOn',
  'deliveredOn',
  'periodStartsOn',
  'periodEndsOn',
  'lines',
  'pricesIncludeTax',
  'discountPercent',
  'reference',
  'buyerReference',
  'orderReference',
  'note',
  'paymentTerms',
  'paymentLink',
  'exemptionReason',
  'language',
  'subtotal',
  'taxes',
  'taxTotal',
  'rounding',
  'total',
  'prepaidAmount',
  'creditedInvoiceId',
] as const satisfies (keyof Invoice)[]

export type Sealed = Pick<Invoice, (typeof sealed)[number]>

/** The database keeps no order of names inside JSON, so there is one here. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([name, one]) => [name, inOrder(one)])
}

/** Before the first of a series. */
export const noSeal = ''

export function sealOf(invoice: Sealed, before: string): string {
  const content = sealed.map((name) => inOrder(invoice[name]))
  return createHash('sha256')
    .update(`${before}\n${JSON.stringify(content)}`)
    .digest('hex')
}
