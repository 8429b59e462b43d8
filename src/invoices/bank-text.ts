/** How texts and amounts of bank statements are kept, and refused. */
import { invalid } from '#src/core/errors.ts'
import { readDecimal, tenTo } from './decimal.ts'
import { exponentOf, mostMoney } from './money.ts'

/** Read in one go while others wait, so there is an end to it; a busy account has so many in a year. */
export const mostLines = 10_000

export const statementRefused = (sentence: string) => invalid('fileId', sentence)
export const tooManyLines = () =>
  statementRefused('The statement has more than 10,000 lines. Export a shorter period.')

/** "12.34" in minor units; what has more places than the currency, or is absurdly large, is none. */
export function minorUnits(decimal: string, currency: string): number | undefined {
  if (!/^-?\d{1,15}(\.\d{1,10})?$/.test(decimal)) return undefined
  const { units, scale } = readDecimal(decimal)
  const whole = units * tenTo(exponentOf(currency))
  if (whole % tenTo(scale) !== 0n) return undefined
  const amount = Number(whole / tenTo(scale))
  return Math.abs(amount) <= mostMoney ? amount : undefined
}

/** Text as it is kept: one line, no control characters, no longer than anybody reads; nothing becomes null. */
export const tidyText = (text: string, most = 1000): string | null =>
  text
    .replace(/[\p{Cc}\p{Zs}\s]+/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed() || null

/** An IBAN without its spaces; other account numbers likewise. */
export const tidyAccount = (text: string): string | null =>
  text
    .replace(/[\s.-]+/g, '')
    .toUpperCase()
    .slice(0, 60)
    .toWellFormed() || null
