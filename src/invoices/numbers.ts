/** Numbers of invoices: patterns such as {year}-{0001}, and what they count anew in. Pure. */
import type { SeriesName } from './schema.ts'

export const usualPatterns: Record<SeriesName, string> = {
  invoice: '{year}-{0001}',
  credit_note: 'C{year}-{0001}',
  quote: 'Q{year}-{0001}',
}

const counter = /\{0{0,9}1\}/g

/** What is wrong with a pattern, in a sentence, or nothing. */
export function patternFault(pattern: string): string | undefined {
  if (pattern.match(counter)?.length !== 1) return 'A pattern has one place for the counter, such as {0001}.'
  const rest = pattern.replace(counter, '').replace(/\{(year|yy|month)\}/g, '')
  if (!/^[\p{L}\d ./_-]*$/u.test(rest))
    return 'Besides letters, digits and - / . _ a pattern knows {year}, {yy}, {month} and the counter.'
  if (/\{month\}/.test(pattern) && !/\{(year|yy)\}/.test(pattern))
    return 'With {month} a pattern needs {year}, or the same number would come again next year.'
  return undefined
}

/** What the series counts anew in on this day: a month, a year, or never. */
export function periodOf(pattern: string, day: string): string {
  if (pattern.includes('{month}')) return day.slice(0, 7)
  return /\{(year|yy)\}/.test(pattern) ? day.slice(0, 4) : ''
}

/** The number itself: `{year}-{0001}` for 12 in 2026 is "2026-0012". */
export const writeNumber = (pattern: string, day: string, sequence: number) =>
  pattern
    .replace(counter, (place) => String(sequence).padStart(place.length - 2, '0'))
    .replace('{year}', day.slice(0, 4))
    .replace('{yy}', day.slice(2, 4))
    .replace('{month}', day.slice(5, 7))
