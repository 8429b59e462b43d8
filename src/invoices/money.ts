/** Amounts of money: integers in the currency's minor unit. Pure: runs in Node and in the browser. */
import { writeDecimal } from './decimal.ts'

const exponents = new Map<string, number>()

/** How many places a currency has behind its point (ISO 4217): 2 for EUR, 0 for JPY, 3 for BHD. */
export function exponentOf(currency: string): number {
  let exponent = exponents.get(currency)
  if (exponent === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency })
    exponent = format.resolvedOptions().maximumFractionDigits ?? 2
    exponents.set(currency, exponent)
  }
  return exponent
}

/** The largest amount that an invoice may hold, in minor units. */
export const mostMoney = 99_999_999_999_999

/** An amount as programs write it: 12345 in EUR is "123.45". */
export const writeAmount = (amount: number, currency: string) => {
  const scale = exponentOf(currency)
  return writeDecimal({ units: BigInt(amount), scale }, scale)
}

const formats = new Map<string, Intl.NumberFormat>()

/** An amount as people of the locale read it: 12345 in EUR is "€123.45" in English. */
export function showAmount(amount: number, currency: string, locale: string): string {
  const key = `${locale} ${currency}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency })
    formats.set(key, format)
  }
  // As text, which is formatted digit by digit: as a number, large amounts would lose their last ones.
  return format.format(writeAmount(amount, currency) as Intl.StringNumericLiteral)
}
