/**
 * What an invoice comes to, by the arithmetic of EN 16931. The editor and the server count with this one function. Pure.
 *
 * Each line is rounded, half up, at the currency's smallest unit; tax is counted once per category and rate, on the sum
 * of the lines, never as a sum of the lines' taxes (BR-CO-17). Names in brackets are the standard's terms.
 */
import { type Decimal, divideHalfUp, plainDecimal, readDecimal, tenTo } from './decimal.ts'
import { exponentOf, mostMoney } from './money.ts'

/**
 * UNCL 5305: standard, zero rated, exempt, reverse charge, intra-community supply, export outside the EU, not subject to
 * tax. Only the first has a rate above zero.
 */
export const taxCategories = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O'] as const
export type TaxCategory = (typeof taxCategories)[number]

/** What is counted of a line. All numbers are decimal text. */
export interface CountedLine {
  quantity: string
  unitPrice: string
  discountPercent: string | null
  taxCategory: TaxCategory
  taxRate: string
}

export interface CountedDocument {
  currency: string
  /** The unit prices hold the tax already, as shops say them. */
  pricesIncludeTax: boolean
  discountPercent: string | null
  lines: readonly CountedLine[]
}

export interface LineTotals {
  /** Quantity × price before the line's discount, without tax. */
  gross: number
  /** The line's discount, without tax (BT-136). */
  discount: number
  /** What the line adds to the invoice, without tax (BT-131). */
  net: number
}

/** A tax group: all that is taxed alike (BG-23). */
export interface TaxTotals {
  category: TaxCategory
  /** Percent, e.g. "19" (BT-119). */
  rate: string
  /** Its share of the document's discount, without tax (BT-92). */
  discount: number
  /** What is taxed: its lines less that discount (BT-116). */
  net: number
  tax: number
}

export interface Totals {
  lines: LineTotals[]
  /** All lines, before the document's discount (BT-106). */
  lineTotal: number
  /** The document's discount, without tax (BT-107). */
  discount: number
  /** What is taxed in all (BT-109). */
  subtotal: number
  taxes: TaxTotals[]
  taxTotal: number
  /** Prices that include tax need not come out to the cent: what makes the total what was said (BT-114). Else 0. */
  rounding: number
  /** To be paid, before anything was paid (BT-112 and BT-114). */
  total: number
}

/** An invoice that comes to more than can be counted exactly. */
export class TooMuch extends Error {}

/** Percent of an amount. */
const percentOf = (amount: bigint, { units, scale }: Decimal) =>
  divideHalfUp(amount * units, 100n * tenTo(scale))

/** What is left of an amount when the tax in it is taken out. */
function withoutTax(amount: bigint, rate: string): bigint {
  const { units, scale } = readDecimal(rate)
  return divideHalfUp(amount * 100n * tenTo(scale), 100n * tenTo(scale) + units)
}

/**
 * Splits a sum in proportion to the weights without losing a unit: each part is rounded down, and what is left goes, a
 * unit each, to those that lost most.
 */
export function split(sum: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((all, weight) => all + weight, 0n)
  if (whole === 0n) return weights.map((_, i) => (i === 0 ? sum : 0n))
  const parts = weights.map((weight) => floorDivide(sum * weight, whole))
  const losses = weights.map((weight, i) => sum * weight - parts[i]! * whole)
  const order = losses.map((_, i) => i)
  // With a negative whole the losses are negative, and the greatest loss is the least number.
  order.sort((a, b) => {
    const difference = whole < 0n ? losses[a]! - losses[b]! : losses[b]! - losses[a]!
    return difference > 0n ? 1 : difference < 0n ? -1 : a - b
  })
  const left = sum - parts.reduce((all, one) => all + one, 0n)
  for (const i of order.slice(0, Number(left))) parts[i] = parts[i]! + 1n
  return parts
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend % divisor !== 0n && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient
}

interface Counted {
  gross: bigint
  discount: bigint
  net: bigint
  group: string
}

function countLine(line: CountedLine, exponent: number): Counted {
  const quantity = readDecimal(line.quantity)
  const price = readDecimal(line.unitPrice)
  const exact = quantity.units * price.units * tenTo(exponent)
  const gross = divideHalfUp(exact, tenTo(quantity.scale + price.scale))
  const discount = line.discountPercent ? percentOf(gross, readDecimal(line.discountPercent)) : 0n
  return {
    gross,
    discount,
    net: gross - discount,
    group: `${line.taxCategory} ${plainDecimal(line.taxRate)}`,
  }
}

/** The lines without the tax that their prices hold: each group's sum is divided once and split over its lines. */
function takeTaxOut(lines: readonly Counted[]): Counted[] {
  const nets = new Map<Counted, bigint>()
  for (const [group, members] of groupsOf(lines)) {
    const rate = group.split(' ')[1]!
    const shares = split(
      withoutTax(sum(members.map(({ net }) => net)), rate),
      members.map(({ net }) => net),
    )
    members.forEach((line, i) => {
      nets.set(line, shares[i]!)
    })
  }
  return lines.map((line) => {
    const net = nets.get(line)!
    const discount = withoutTax(line.discount, line.group.split(' ')[1]!)
    return { ...line, net, discount, gross: net + discount }
  })
}

function groupsOf(lines: readonly Counted[]): Map<string, Counted[]> {
  const groups = new Map<string, Counted[]>()
  for (const line of lines) {
    const known = groups.get(line.group)
    if (known) known.push(line)
    else groups.set(line.group, [line])
  }
  return groups
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((all, one) => all + one, 0n)

/** Counts the whole document. Throws `TooMuch` when a sum has more digits than any invoice should. */
export function countTotals(document: CountedDocument): Totals {
  const exponent = exponentOf(document.currency)
  const said = document.lines.map((line) => countLine(line, exponent))
  const lines = document.pricesIncludeTax ? takeTaxOut(said) : said
  const groups = [...groupsOf(lines)]
  const saidByGroup = [...groupsOf(said).values()].map((members) => sum(members.map(({ net }) => net)))
  const saidTotal = sum(saidByGroup)
  const saidDiscount = document.discountPercent
    ? percentOf(saidTotal, readDecimal(document.discountPercent))
    : 0n
  const shares = split(saidDiscount, saidByGroup)
  const taxes = groups.map(([group, members], i) => {
    const [category, rate] = group.split(' ') as [TaxCategory, string]
    const discount = document.pricesIncludeTax ? withoutTax(shares[i]!, rate) : shares[i]!
    const net = sum(members.map((line) => line.net)) - discount
    return { category, rate, discount, net, tax: percentOf(net, readDecimal(rate)) }
  })
  const lineTotal = sum(lines.map(({ net }) => net))
  const subtotal = sum(taxes.map(({ net }) => net))
  const taxTotal = sum(taxes.map(({ tax }) => tax))
  const total = document.pricesIncludeTax ? saidTotal - saidDiscount : subtotal + taxTotal
  const discount = sum(taxes.map((group) => group.discount))
  return {
    lines: lines.map((line) => ({
      gross: amountOf(line.gross),
      discount: amountOf(line.discount),
      net: amountOf(line.net),
    })),
    lineTotal: amountOf(lineTotal),
    discount: amountOf(discount),
    subtotal: amountOf(subtotal),
    taxes: taxes.map((group) => ({
      category: group.category,
      rate: group.rate,
      discount: amountOf(group.discount),
      net: amountOf(group.net),
      tax: amountOf(group.tax),
    })),
    taxTotal: amountOf(taxTotal),
    rounding: amountOf(total - subtotal - taxTotal),
    total: amountOf(total),
  }
}

function amountOf(amount: bigint): number {
  if (amount > BigInt(mostMoney) || amount < -BigInt(mostMoney)) throw new TooMuch()
  return Number(amount)
}
