/**
 * An issued invoice in the terms of EN 16931, ready to be written as CII or UBL: what both syntaxes say alike is worked out
 * here. Numbers in brackets are the standard's business terms.
 */
import { isExemption } from './code-lists.ts'
import { divideHalfUp, plainDecimal, readDecimal, tenTo, writeDecimal } from './decimal.ts'
import { exponentOf } from './money.ts'
import type { Invoice, Line, Party } from './schema.ts'
import { smallBusinessSentences } from './tax-presets.ts'
import type { TaxCategory } from './totals.ts'
import { unitCodeOf } from './units.ts'
import { writable } from './xml.ts'

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
  /** Each tax group says its rate, even what is not subject to tax (BR-DE-14). */
  everyRate?: boolean
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
    everyRate: true,
  },
} as const satisfies Record<string, Specification>
export type Profile = keyof typeof specifications

/** UNTDID 1001: a commercial invoice, or a credit note. */
export const typeCodeOf = ({ type }: Invoice) => (type === 'invoice' ? '380' : '381')

/**
 * An amount with two places, as the standard's rules for decimals want it (BR-DEC). Where a currency has three and the
 * third says something, it is kept here, and problems.ts refuses the document: a rounded amount would be another one.
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

export interface Reason {
  code: string | null
  text: string | null
}

/** Whoever knows the code of an exemption writes it before the words: "VATEX-EU-132-1C Medical care". */
function exemptionOf(own: string, { seller }: Invoice): Reason {
  const [, code = '', text = ''] = /^(VATEX-[A-Z]{2}-[A-Z\d-]+)[\s:,;–-]*([\s\S]*)$/i.exec(own) ?? []
  if (isExemption(code.toUpperCase())) return { code: code.toUpperCase(), text: text || null }
  const isFranchise = seller.address?.country === 'FR' && own === smallBusinessSentences.FR
  return { code: isFranchise ? 'VATEX-FR-FRANCHISE' : null, text: own }
}

export function reasonOf(category: TaxCategory, invoice: Invoice): Reason | null {
  const usual = reasons[category]
  if (!usual) return null
  const own = writable(ownReasonOf(category, invoice) ?? '').trim()
  if (!own) return usual
  return category === 'E' ? exemptionOf(own, invoice) : { code: usual.code, text: own }
}

/** What is not subject to tax names no VAT id of either side (BR-O-02). */
export const namesTaxIds = ({ taxes }: Pick<Invoice, 'taxes'>) =>
  !taxes.some(({ category }) => category === 'O')

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
  /** BG-27 and BG-28. */
  adjustments: Adjustment[]
}

/** A discount (an allowance), or a charge. */
export interface Adjustment {
  isCharge: boolean
  /** Both or none of them. */
  percent: string | null
  base: string | null
  amount: string
  /** UNTDID 5189. */
  reasonCode: string | null
  reason: string
}

/**
 * A discount of so many percent. Percent and base are only said where they make the amount, as Peppol reckons it (R040);
 * in a currency without decimals, or where tax was taken out of both, they need not.
 */
function discountOf(amount: number, of: number, percent: string, currency: string): Adjustment {
  const rate = readDecimal(percent)
  const scale = exponentOf(currency)
  const error = BigInt(amount) * 100n * tenTo(rate.scale) - BigInt(of) * rate.units
  const cent = tenTo(rate.scale + scale)
  const fits = (error < 0n ? -error : error) <= cent && isWritable(of, currency)
  return {
    isCharge: false,
    percent: fits ? plainDecimal(percent) : null,
    base: fits ? amountText(of, currency) : null,
    amount: amountText(amount, currency),
    reasonCode: '95',
    reason: 'Discount',
  }
}

/** Whether two places are enough for an amount (BR-DEC). */
export const isWritable = (amount: number, currency: string) => !/\.\d{3}/.test(amountText(amount, currency))

/** Where a line's amount was rounded to whole units, quantity × price is not it (R120): what is between the two. */
function roundingOf(line: Line, price: string, currency: string): Adjustment | null {
  const quantity = readDecimal(line.quantity)
  const { units, scale } = readDecimal(price)
  const exact = divideHalfUp(quantity.units * units * 100n, tenTo(quantity.scale + scale))
  const counted = divideHalfUp(BigInt(line.gross) * 100n, tenTo(exponentOf(currency)))
  const between = counted - exact
  if (between >= -1n && between <= 1n) return null
  const amount = writeDecimal({ units: between < 0n ? -between : between, scale: 2 }, 2)
  return { isCharge: between > 0n, percent: null, base: null, amount, reasonCode: null, reason: 'Rounding' }
}

/** A price that holds the tax is divided, so exactly that quantity × price comes to the line's amount again. */
function netPrice(line: Line, { pricesIncludeTax, currency }: Invoice): string {
  if (!pricesIncludeTax) return line.unitPrice
  const quantity = readDecimal(line.quantity)
  const places = 10 + String(quantity.units / tenTo(quantity.scale)).length
  // What takes a deposit off has a negative quantity; the price stays positive (BR-27).
  const sign = quantity.units < 0n ? -1n : 1n
  const dividend = sign * BigInt(line.gross) * tenTo(quantity.scale + places)
  const units = divideHalfUp(dividend, sign * quantity.units * tenTo(exponentOf(currency)))
  return writeDecimal({ units, scale: places }, 2)
}

/** The first line of a description that says something is the item's name; an item has to have one (BR-25). */
function itemOf({ description }: Line) {
  const [name = '–', ...rest] = writable(description)
    .trim()
    .split(/\r\n?|\n/)
  return { name: name.trim() || '–', description: rest.join('\n').trim() || null }
}

export function linesOf(invoice: Invoice): WrittenLine[] {
  const { currency } = invoice
  return invoice.lines.map((line, i) => {
    const price = netPrice(line, invoice)
    const adjustments = [
      line.discount > 0 && line.discountPercent
        ? discountOf(line.discount, line.gross, line.discountPercent, currency)
        : null,
      roundingOf(line, price, currency),
    ]
    return {
      id: String(i + 1),
      ...itemOf(line),
      quantity: line.quantity,
      unitCode: unitCodeOf(line.unit),
      price,
      category: line.taxCategory,
      rate: rateOf({ category: line.taxCategory, rate: line.taxRate }),
      net: amountText(line.net, currency),
      adjustments: adjustments.filter((one) => one !== null),
    }
  })
}

export interface WrittenTax {
  category: TaxCategory
  rate: string | null
  /** What the breakdown says; some rules want a rate there of what has none. */
  breakdownRate: string | null
  net: string
  tax: string
  reason: Reason | null
  /** This group's share of the document's discount (BG-20). */
  allowance: Adjustment | null
}

export function taxesOf(invoice: Invoice, { everyRate = false }: Specification): WrittenTax[] {
  const { currency, discountPercent } = invoice
  return invoice.taxes.map((tax) => ({
    category: tax.category,
    rate: rateOf(tax),
    breakdownRate: rateOf(tax) ?? (everyRate ? '0' : null),
    net: amountText(tax.net, currency),
    tax: amountText(tax.tax, currency),
    reason: reasonOf(tax.category, invoice),
    allowance:
      tax.discount > 0 && discountPercent
        ? discountOf(tax.discount, tax.net + tax.discount, discountPercent, currency)
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
export const vatIdOf = ({ vatId }: Pick<Party, 'vatId'>) =>
  vatId?.replace(/[\s./-]/g, '').toUpperCase() || null

/** Registers whose numbers have to be said to be theirs (ISO 6523), where they have the shape of one. */
const registers: Readonly<Record<string, { scheme: string; shape: RegExp; prefix: string }>> = {
  DK: { scheme: '0184', shape: /^(?:DK)?(\d{8})$/, prefix: 'DK' },
  IS: { scheme: '0196', shape: /^(\d{10})$/, prefix: '' },
  NL: { scheme: '0106', shape: /^(\d{8})$/, prefix: '' },
}

/** The number in a trade register (BT-30, BT-47), and which register it is where that matters. */
export function registrationOf({ registrationNumber, address }: Party) {
  const value = writable(registrationNumber ?? '').trim()
  if (!value) return null
  const register = registers[address?.country ?? '']
  const [, digits] = register?.shape.exec(value.replace(/[\s-]/g, '').toUpperCase()) ?? []
  if (!register || !digits) return { value, scheme: null }
  return { value: `${register.prefix}${digits}`, scheme: register.scheme }
}

/** A seller has to be known by a number; a tax number is one, where there is no other (BT-29, BR-CO-26). */
export function identifierOf(invoice: Invoice): string | null {
  const { seller } = invoice
  if (registrationOf(seller) || (namesTaxIds(invoice) && vatIdOf(seller))) return null
  return seller.taxNumber
}

/** The note (BT-22). Some take what stands between two "#" for its subject's code, so one is given: general information. */
export function noteOf({ note }: Invoice) {
  const text = writable(note ?? '').trim()
  if (!text) return null
  return { text, subject: text.split('#').length > 2 ? 'AAI' : null }
}

/** An intra-community supply says where the goods go (BR-IC-12). */
export const goesAbroad = ({ taxes }: Invoice) => taxes.some(({ category }) => category === 'K')
