/** Amounts of money: integers in the currency's minor unit. Pure: runs in Node and in the browser. */
import { writeDecimal } from './decimal.ts'

/**
 * ISO 4217: currencies whose smallest unit is not a hundredth. Written out, because what a runtime says follows custom
 * (no decimals for HUF or IDR) and differs from one to the next.
 */
const exponents: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}
const exponentByCode = new Map(
  Object.entries(exponents).flatMap(([exponent, codes]) =>
    codes.split(' ').map((code) => [code, Number(exponent)] as const),
  ),
)

/** How many places a currency has behind its point: 2 for EUR, 0 for JPY, 3 for BHD. */
export const exponentOf = (currency: string): number => exponentByCode.get(currency) ?? 2

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
    const places = exponentOf(currency)
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: places,
      maximumFractionDigits: places,
    })
    formats.set(key, format)
  }
  // As text, which is formatted digit by digit: as a number, large amounts would lose their last ones.
  return format.format(writeAmount(amount, currency) as Intl.StringNumericLiteral)
}
