/** Promise: a number as people write it is read to the last digit or not at all; nothing is ever a float. */

/** Evidence in one column for what separates the decimals. */
export type DecimalMark = ',' | '.'

/** What one number says about the decimal mark of its column: "1.234,5" says a comma, "1.234" nothing. */
export function decimalMarkOf(text: string): DecimalMark | null {
  const digits = text.replace(/[^\d,.]/g, '')
  const comma = digits.lastIndexOf(',')
  const point = digits.lastIndexOf('.')
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.'
  const at = Math.max(comma, point)
  if (at < 0) return null
  const mark = comma >= 0 ? ',' : '.'
  if (digits.indexOf(mark) !== at) return mark === ',' ? '.' : ','
  return digits.length - at - 1 === 3 && at > 0 && at <= 3 ? null : mark
}

/** How a number is written with each decimal mark: whole groups of three, or none. */
const written: Record<DecimalMark, RegExp> = {
  ',': /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d*)?$|^[+-]?,\d+$/,
  '.': /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?$|^[+-]?\.\d+$/,
}

/** A decimal number as a plain string ("-1234.50"), or null. Currency signs and spaces around it are allowed. */
export function readNumber(text: string, mark: DecimalMark): string | null {
  const bare = text
    .normalize('NFKC')
    .replaceAll('\u2212', '-')
    .replace(/^(?:\p{Sc}|[A-Z]{3})\s*|\s*(?:\p{Sc}|[A-Z]{3}|%)$/gu, '')
    .replace(/[\s'’]/g, '')
  // "0.5" in a column of commas can only mean one thing, so its mark does not refuse it.
  const other = mark === ',' ? '.' : ','
  const chosen = written[mark].test(bare) ? mark : written[other].test(bare) ? other : null
  if (!chosen) return null
  const [integer = '', decimals] = bare.replaceAll(chosen === ',' ? '.' : ',', '').split(chosen)
  const digits = integer.replace(/^[+-]/, '').replace(/^0+(?=\d)/, '') || '0'
  return `${integer.startsWith('-') ? '-' : ''}${digits}${decimals ? `.${decimals}` : ''}`
}
