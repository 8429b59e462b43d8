/** Sums of money as people type them. Pure. */
import { plainDecimal, readDecimal } from './decimal.ts'
import { type Mark, readTyped } from './editor-state.ts'
import { exponentOf, writeAmount } from './money.ts'

/** What this locale writes before the fraction. */
export const markOf = (locale: string): Mark =>
  new Intl.NumberFormat(locale)
    .formatToParts(1.5)
    .some(({ type, value }) => type === 'decimal' && value === ',')
    ? ','
    : '.'

/** "1.234,5" in EUR is 123450; undefined when it is no sum of this currency. */
export function readAmount(text: string, currency: string, mark: Mark): number | undefined {
  const typed = readTyped(text, mark)
  if (typed === undefined) return undefined
  const { units, scale } = readDecimal(plainDecimal(typed))
  const exponent = exponentOf(currency)
  return scale > exponent ? undefined : Number(units * 10n ** BigInt(exponent - scale))
}

/** 123450 in EUR is "1234.50", to be changed by hand. */
export const typedAmount = (amount: number, currency: string, mark: Mark) =>
  writeAmount(amount, currency).replace('.', mark)
