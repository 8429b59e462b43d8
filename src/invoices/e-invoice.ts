/**
 * An issued invoice in the terms of EN 16931, ready to be written as CII or UBL: what both syntaxes say alike is worked out
 * here. Numbers in brackets are the standard's business terms.
 */
import { divideHalfUp, plainDecimal, readDecimal, tenTo, writeDecimal } from './decimal.ts'
import { exponentOf } from './money.ts'
import type { Invoice, Line, Party } from './schema.ts'
import type { TaxCategory } from './totals.ts'
import { unitCodeOf } from './units.ts'

/** The invoice that a credit note corrects (BG-3). */
export interface Preceding {
  number: string
  issuedOn: string
}

/** An invoice that was issued: what a draft may lack is there. */
export type Issued = Invoice & { number: string; issuedOn: string; dueOn: string }

/** The rules a document says it follows (BT-24), and the process it belongs to (BT-23). */
export interface Specification {
  customization: string
  process: string | null
}

const core = 'urn:cen.eu:en16931:2017'
export const specifications = {
  en16931: { customization: core, process: null },
  peppol: {
    customization: `${core}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0`,
    process: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
  },
  xrechnung: {
    customization: `${core}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0`,
    process: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
  },
} as const satisfies Record<string, Specification>
export type Profile = keyof typeof specifications

/** The strictest rules that the invoice has everything for: XRechnung within Germany, else Peppol, else the standard. */
export function profileOf({ seller, buyer, buyerReference, orderReference }: Invoice): Profile {
  if (!seller.electronicAddress || !buyer.electronicAddress) return 'en16931'
  const { contactName, phone, email, address } = seller
  const german = address?.country === 'DE' && buyer.address?.country === 'DE'
  const reachable = contactName && phone && email && address?.city && address.postalCode
  if (german && buyerReference && reachable && buyer.address?.city && buyer.address.postalCode)
    return 'xrechnung'
  return buyerReference || orderReference ? 'peppol' : 'en16931'
}

/** UNTDID 1001: a commercial invoice, or a credit note. */
export const typeCodeOf = ({ type }: Invoice) => (type === 'invoice' ? '380' : '381')

/**
 * An amount with two places, as the standard's rules for decimals want it (BR-DEC); only where a currency has three, and
 * the third says something, it is kept, because a rounded amount would be another one.
 */
export function amountText(amount: number, currency: string): string {
  const scale = exponentOf(currency)
  return writeDecimal({ units: BigInt(amount), scale }, Math.min(scale, 2))
}

/** Why no tax is charged: a code of the VATEX list (BT-121) and words (BT-120). */
const reasons: Partial<Record<TaxCategory, { code: string | null; text: string }>> = {
  E: { code: null, text: 'Exempt from tax' },
  AE: { code: 'VATEX-EU-AE', text: 'Reverse charge' },
  K: { code: 'VATEX-EU-IC', text: 'Intra-community supply' },
  G: { code: 'VATEX-EU-G', text: 'Export outside the EU' },
  O: { code: 'VATEX-EU-O', text: 'Not subject to tax' },
}

/** The reason a person wrote: it is for the exemption, if there is one, or for the only category without tax. */
export function ownReasonOf(category: TaxCategory, { exemptionReason, taxes }: Invoice): string | null {
  const without = taxes.filter((tax) => reasons[tax.category])
  return category === 'E' || without.length === 1 ? exemptionReason : null
}

export function reasonOf(category: TaxCategory, invoice: Invoice) {
  const usual = reasons[category]
  if (!usual) return null
  return { code: usual.code, text: ownReasonOf(category, invoice) ?? usual.text }
}

/** What is not subject to tax names no VAT id of either side (BR-O-02). */
export const namesTaxIds = ({ taxes }: Invoice) => !taxes.some(({ category }) => category === 'O')

/** Percent of a tax group; what is not subject to tax has none (BR-O-05). */
export const rateOf = ({ category, rate }: { category: TaxCategory; rate: string }) =>
  category === 'O' ? null : plainDecimal(rate)

export interface WrittenLine {
  id: string
  name: string
  /** What stands below the first line of the description (BT-154). */
  description: string | null
  quantity: string
  unitCode: string
  /** Of one unit, without tax (BT-146). */
  price: string
  category: TaxCategory
  rate: string | null
  net: string
  /** BG-27. */
  allowance: Allowance | null
}

export interface Allowance {
  percent: string
  base: string
  amount: string
}

/** A price that holds the tax is divided, to ten places: quantity × price comes to the line's amount again. */
function netPrice(line: Line, { pricesIncludeTax, currency }: Invoice): string {
  if (!pricesIncludeTax) return line.unitPrice
  const places = 10
  const quantity = readDecimal(line.quantity)
  const dividend = BigInt(line.gross) * tenTo(quantity.scale + places)
  const units = divideHalfUp(dividend, quantity.units * tenTo(exponentOf(currency)))
  return writeDecimal({ units, scale: places }, 2)
}

export function linesOf(invoice: Invoice): WrittenLine[] {
  const money = (amount: number) => amountText(amount, invoice.currency)
  return invoice.lines.map((line, i) => {
    const [name = '', ...rest] = line.description.split('\n')
    return {
      id: String(i + 1),
      name: name.trim(),
      description: rest.join('\n').trim() || null,
      quantity: line.quantity,
      unitCode: unitCodeOf(line.unit),
      price: netPrice(line, invoice),
      category: line.taxCategory,
      rate: rateOf({ category: line.taxCategory, rate: line.taxRate }),
      net: money(line.net),
      allowance:
        line.discount > 0 && line.discountPercent
          ? {
              percent: plainDecimal(line.discountPercent),
              base: money(line.gross),
              amount: money(line.discount),
            }
          : null,
    }
  })
}

export interface WrittenTax {
  category: TaxCategory
  rate: string | null
  net: string
  tax: string
  reason: { code: string | null; text: string } | null
  /** This group's share of the document's discount (BG-20). */
  allowance: Allowance | null
}

export function taxesOf(invoice: Invoice): WrittenTax[] {
  const money = (amount: number) => amountText(amount, invoice.currency)
  return invoice.taxes.map((tax) => ({
    category: tax.category,
    rate: rateOf(tax),
    net: money(tax.net),
    tax: money(tax.tax),
    reason: reasonOf(tax.category, invoice),
    allowance:
      tax.discount > 0 && invoice.discountPercent
        ? {
            percent: plainDecimal(invoice.discountPercent),
            base: money(tax.net + tax.discount),
            amount: money(tax.discount),
          }
        : null,
  }))
}

/** The sums (BG-22). */
export function sumsOf(invoice: Invoice) {
  const money = (amount: number) => amountText(amount, invoice.currency)
  const discount = invoice.taxes.reduce((sum, tax) => sum + tax.discount, 0)
  return {
    lines: money(invoice.subtotal + discount),
    allowances: discount === 0 ? null : money(discount),
    withoutTax: money(invoice.subtotal),
    tax: money(invoice.taxTotal),
    withTax: money(invoice.subtotal + invoice.taxTotal),
    prepaid: invoice.prepaidAmount === 0 ? null : money(invoice.prepaidAmount),
    rounding: invoice.rounding === 0 ? null : money(invoice.rounding),
    payable: money(invoice.total - invoice.prepaidAmount),
  }
}

/** UNTDID 4461: a SEPA transfer, another transfer, or whatever the parties agreed. */
export function paymentMeansOf({ currency, seller }: Invoice) {
  if (!seller.iban) return { code: '1', iban: null, bic: null, name: null }
  return { code: currency === 'EUR' ? '58' : '30', iban: seller.iban, bic: seller.bic, name: seller.name }
}

/** A VAT id as the standard wants it: without blanks (BR-CO-09: it begins with its country). */
export const vatIdOf = ({ vatId }: Party) => vatId?.replace(/[\s.-]/g, '') || null
