/**
 * What an invoice lacks, in sentences. Some must be put right before it is issued; the rest only keeps it from being an
 * e-invoice of EN 16931, whose rules are named where there is one. Pure: the editor shows the same.
 */
import { hasCountryPrefix, isAddressScheme, isCountry, isInvoiceCurrency } from './code-lists.ts'
import { isWritable, namesTaxIds, vatIdOf } from './e-invoice.ts'
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
  | 'currency'
  | 'lines'
  | 'taxes'
  | 'buyer'
  | 'seller'
  | 'issuedOn'
  | 'dueOn'
  | 'deliveredOn'
  | 'periodStartsOn'
  | 'periodEndsOn'
  | 'exemptionReason'
  | 'subtotal'
  | 'taxTotal'
  | 'rounding'
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

/** For supplies of goods Northern Ireland is in the Union. */
const takesGoodsInUnion = (party: Party) =>
  isInUnion(countryOf(party)) || countryOf(party) === 'XI' || Boolean(vatIdOf(party)?.startsWith('XI'))

type Say = (path: string, message: string) => void

/** Reverse charge, supplies within the Union and exports: the law wants to know who both sides are, and where. */
function checkSpecial(invoice: Checked, used: ReadonlySet<TaxCategory>, must: Say, should: Say): void {
  const { buyer, seller } = invoice
  const country = countryOf(buyer)
  for (const category of ['AE', 'K', 'G'] as const)
    if (used.has(category) && !country)
      must('buyer.address.country', `The buyer’s country is needed for ${words[category]}.`)
  if (used.has('AE')) {
    // Within the Union the law asks for both ids; elsewhere only the e-invoice does (BR-AE-2).
    const say = country && !isInUnion(country) ? should : must
    const abroad = isInUnion(country) && isInUnion(countryOf(seller)) && country !== countryOf(seller)
    if (abroad ? !seller.vatId : !isTaxed(seller))
      say('seller.vatId', 'Your VAT id is needed for reverse charge.')
    if (!buyer.vatId && !buyer.registrationNumber)
      say('buyer.vatId', 'The buyer’s VAT id is needed for reverse charge.')
  }
  if (used.has('K')) {
    if (!seller.vatId) must('seller.vatId', 'Your VAT id is needed for an intra-community supply.') // BR-IC-2
    if (!buyer.vatId) must('buyer.vatId', 'The buyer’s VAT id is needed for an intra-community supply.') // BR-IC-2
    if (country && (!takesGoodsInUnion(buyer) || country === countryOf(seller)))
      must(
        'buyer.address.country',
        'An intra-community supply goes to another country of the European Union.',
      )
    if (!invoice.deliveredOn && !invoice.periodStartsOn && !invoice.periodEndsOn)
      // BR-IC-11
      must('deliveredOn', 'The day of delivery, or the period, is needed for an intra-community supply.')
  }
  if (used.has('G')) {
    if (!seller.vatId) should('seller.vatId', 'An e-invoice needs your VAT id for an export.') // BR-G-2
    if (isInUnion(country) && isInUnion(countryOf(seller)))
      must('buyer.address.country', 'An export goes to a country outside the European Union.')
  }
}

/** What only the e-invoice asks for: codes of its lists, and amounts of two places. */
function checkWritten(invoice: Checked, should: Say): void {
  const { currency, seller, buyer, lines, taxes } = invoice
  const sides = [
    { path: 'seller', whose: 'Your', party: seller, country: 'seller.country' },
    { path: 'buyer', whose: 'The buyer’s', party: buyer, country: 'buyer.address.country' },
  ]
  for (const { path, whose, party, country } of sides) {
    const code = countryOf(party)
    if (code && !isCountry(code)) should(country, `“${code}” is no country of ISO 3166, such as DE.`) // BR-CL-14
    const vatId = namesTaxIds(invoice) ? vatIdOf(party) : null
    if (vatId && !hasCountryPrefix(vatId))
      // BR-CO-9
      should(
        `${path}.vatId`,
        `${whose} VAT id has to begin with the letters of its country, such as DE123456789.`,
      )
    const scheme = party.electronicAddress?.scheme
    if (scheme && !isAddressScheme(scheme))
      // BR-CL-25
      should(
        `${path}.electronicAddress`,
        `“${scheme}” is no scheme of addresses for e-invoices, such as 0088.`,
      )
  }
  if (!isInvoiceCurrency(currency)) should('currency', `E-invoices do not know the currency ${currency}.`) // BR-CL-4
  const amounts = [
    ...lines.flatMap(({ net, discount }) => [net, discount]),
    ...taxes.flatMap(({ net, tax, discount }) => [net, tax, discount]),
    ...[invoice.subtotal, invoice.taxTotal, invoice.rounding, invoice.total, invoice.prepaidAmount],
  ]
  if (!amounts.every((amount) => isWritable(amount, currency)))
    // BR-DEC
    should(
      'currency',
      `An e-invoice has amounts of two decimal places. Some of these in ${currency} have three, and rounding would change them.`,
    )
}

/** Everything that is missing or contradicts itself, the worst first. */
export function problemsOf(invoice: Checked): Problem[] {
  const { lines, taxes, buyer, seller } = invoice
  const found: Problem[] = []
  const must: Say = (path, message) => found.push({ path, message, blocks: true })
  const should: Say = (path, message) => found.push({ path, message, blocks: false })
  const used = new Set(taxes.map(({ category }) => category))

  if (lines.length === 0) must('lines', 'An invoice needs at least one line.') // BR-16
  if (!buyer.name) must('clientId', 'Say whom the invoice goes to.') // BR-7
  if (used.has('O') && used.size > 1)
    // BR-O-11
    must('lines', 'What is not subject to tax (O) cannot stand on one invoice with anything else.')
  if (used.has('E') && !invoice.exemptionReason)
    // BR-E-10
    must('exemptionReason', 'Say why no tax is charged: the law asks for the reason of an exemption.')
  checkSpecial(invoice, used, must, should)

  if (!countryOf(seller)) should('seller.country', 'Your country is missing.') // BR-9
  if (!seller.address?.line1 || !seller.address?.city)
    should('seller.address', 'Your street and city are missing.')
  if (used.has('O') ? !seller.taxNumber && !seller.registrationNumber : !isTaxed(seller))
    // BR-S-2, BR-Z-2, BR-E-2; BR-CO-26, for which O may not name the VAT id (BR-O-2)
    should(
      'seller.vatId',
      used.has('O') ? 'Your tax or register number is missing.' : 'Your VAT id or tax number is missing.',
    )
  if (!countryOf(buyer) && !found.some(({ path }) => path === 'buyer.address.country'))
    // BR-11
    should('buyer.address.country', 'The buyer’s country is missing.')
  checkWritten(invoice, should)
  return found.sort((a, b) => Number(b.blocks) - Number(a.blocks))
}

export const blocking = (problems: readonly Problem[]) => problems.filter(({ blocks }) => blocks)
