/**
 * The arithmetic of deposits. A deposit is split over the tax groups as the whole is; the final invoice takes it off in
 * lines of its own, group by group, so that each tax is counted on what is left. Pure.
 */
import { divideHalfUp, readDecimal, tenTo, writeDecimal } from './decimal.ts'
import { deductionText, depositText } from './deposit-words.ts'
import { exponentOf } from './money.ts'
import type { Invoice, Language, NewLine } from './schema.ts'
import { split, type TaxTotals } from './totals.ts'

type Group = Pick<TaxTotals, 'category' | 'rate' | 'net' | 'tax'>

const inUnits = (amount: bigint, currency: string) => {
  const scale = exponentOf(currency)
  return writeDecimal({ units: amount, scale }, scale)
}

/** So many percent of an amount, half up. */
export function partOf(total: number, percent: string): number {
  const { units, scale } = readDecimal(percent)
  return Number(divideHalfUp(BigInt(total) * units, 100n * tenTo(scale)))
}

/** The lines of a deposit, priced with tax so that they come to exactly this amount. */
export function depositLines(
  amount: number,
  { taxes, currency, language }: { taxes: readonly Group[]; currency: string; language: Language },
  of: string,
): NewLine[] {
  const shares = split(
    BigInt(amount),
    taxes.map(({ net, tax }) => BigInt(net + tax)),
  )
  return taxes.flatMap(({ category, rate }, i) => {
    const share = shares[i]!
    if (share <= 0n) return []
    const description = depositText(language, of)
    const unitPrice = inUnits(share, currency)
    return { description, quantity: '1', unitPrice, taxCategory: category, taxRate: rate }
  })
}

/** A deposit that was issued, less what was credited of it. */
export interface Deposit {
  number: string
  issuedOn: string
  total: number
  taxes: readonly Group[]
}

/** A line that takes a deposit off: the quantity is negative, since a price must not be (BR-27). */
export const isDeduction = ({ quantity }: { quantity: string }) => quantity.startsWith('-')

export function deductionLines(
  deposits: readonly Deposit[],
  { currency, language, pricesIncludeTax }: Pick<Invoice, 'currency' | 'language' | 'pricesIncludeTax'>,
): NewLine[] {
  return deposits.flatMap(({ number, issuedOn, taxes }) =>
    taxes
      .filter(({ net }) => net > 0)
      .map(({ category, rate, net, tax }) => ({
        description: deductionText(language, number, issuedOn),
        quantity: '-1',
        unitPrice: inUnits(BigInt(pricesIncludeTax ? net + tax : net), currency),
        taxCategory: category,
        taxRate: rate,
      })),
  )
}
