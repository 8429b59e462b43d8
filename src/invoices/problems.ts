/**
 * What an invoice lacks, in sentences. Some must be put right before it is issued; the rest only keeps it from being an
 * e-invoice of EN 16931, whose rules are named where there is one. Pure: the editor shows the same.
 */
import type { Invoice, Party } from './schema.ts'
import { isInUnion } from './tax-presets.ts'
import type { TaxCategory } from './totals.ts'

export interface Problem {
  /** The field to put right, in the invoice, the organization (`seller.…`) or the client or company (`buyer.…`). */
  path: string
  message: string
  /** It cannot be issued like this. */
  blocks: boolean
}

export type Checked = Pick<
  Invoice,
  | 'lines'
  | 'taxes'
  | 'buyer'
  | 'seller'
  | 'issuedOn'
  | 'dueOn'
  | 'deliveredOn'
  | 'periodEndsOn'
  | 'exemptionReason'
  | 'total'
  | 'prepaidAmount'
>

const words: Record<TaxCategory, string> = {
  S: 'tax',
  Z: 'the zero rate',
  E: 'an exemption',
  AE: 'reverse charge',
  K: 'an intra-community supply',
  G: 'an export',
  O: 'what is not subject to tax',
}

const countryOf = ({ address }: Party) => address?.country ?? null
const isTaxed = ({ vatId, taxNumber }: Party) => Boolean(vatId || taxNumber)

/** Everything that is missing or contradicts itself, the worst first. */
export function problemsOf(invoice: Checked): Problem[] {
  const { lines, taxes, buyer, seller } = invoice
  const found: Problem[] = []
  const must = (path: string, message: string) => found.push({ path, message, blocks: true })
  const should = (path: string, message: string) => found.push({ path, message, blocks: false })
  const used = new Set(taxes.map(({ category }) => category))
  const special = (['AE', 'K', 'G'] as const).filter((category) => used.has(category))

  if (lines.length === 0) must('lines', 'An invoice needs at least one line.') // BR-16
  if (!buyer.name) must('clientId', 'Say whom the invoice goes to.') // BR-7
  if (used.has('O') && used.size > 1)
    // BR-O-11
    must('lines', 'What is not subject to tax (O) cannot stand on one invoice with anything else.')
  for (const category of special) {
    const why = words[category]
    if (!countryOf(buyer)) must('buyer.address.country', `The buyer’s country is needed for ${why}.`)
    if (!seller.vatId) must('seller.vatId', `Your VAT id is needed for ${why}.`) // BR-AE-2, BR-IC-2, BR-G-2
  }
  if (used.has('AE') && !buyer.vatId && !buyer.registrationNumber)
    // BR-AE-2
    must('buyer.vatId', 'The buyer’s VAT id is needed for reverse charge.')
  if (used.has('K')) {
    if (!buyer.vatId) must('buyer.vatId', 'The buyer’s VAT id is needed for an intra-community supply.') // BR-IC-2
    if (countryOf(buyer) && (!isInUnion(countryOf(buyer)) || countryOf(buyer) === countryOf(seller)))
      must(
        'buyer.address.country',
        'An intra-community supply goes to another country of the European Union.',
      )
    if (!invoice.deliveredOn && !invoice.periodEndsOn)
      // BR-IC-11
      must('deliveredOn', 'The day of delivery, or the period, is needed for an intra-community supply.')
  }
  if (used.has('G') && isInUnion(countryOf(buyer)) && isInUnion(countryOf(seller)))
    must('buyer.address.country', 'An export goes to a country outside the European Union.')
  if (used.has('E') && !invoice.exemptionReason)
    // BR-E-10
    must('exemptionReason', 'Say why no tax is charged: the law asks for the reason of an exemption.')

  if (!countryOf(seller)) should('seller.country', 'Your country is missing.') // BR-9
  if (!seller.address?.line1 || !seller.address?.city)
    should('seller.address', 'Your street and city are missing.')
  if (!isTaxed(seller) && !seller.registrationNumber)
    // BR-CO-26
    should('seller.vatId', 'Your VAT id or tax number is missing.')
  else if ((used.has('S') || used.has('Z') || used.has('E')) && !isTaxed(seller))
    // BR-S-2, BR-Z-2, BR-E-2
    should('seller.vatId', 'Your VAT id or tax number is missing.')
  if (!countryOf(buyer) && special.length === 0)
    // BR-11
    should('buyer.address.country', 'The buyer’s country is missing.')
  return found
}

export const blocking = (problems: readonly Problem[]) => problems.filter(({ blocks }) => blocks)
