/** Promise: what is written as CSV opens in a spreadsheet program as text, runs nothing there, and reads back the same. */

/** Excel takes a CSV for UTF-8 only when it begins with this mark. */
export const csvStart = '\uFEFF'

/**
 * Spreadsheet programs run cells that begin like this as formulas, in East Asia with wide marks as well, so an
 * apostrophe goes in front. A text that begins with such apostrophes of its own gets one more: what was written can
 * always be read back exactly.
 */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/

export const guardCell = (text: string) => (formula.test(text) ? `'${text}` : text)

/** Takes off the apostrophe that an export put in front of a cell. */
export const unguardCell = (text: string) =>
  text.startsWith("'") && formula.test(text) ? text.slice(1) : text

function csvCell(text: string): string {
  const safe = guardCell(text)
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One row of a CSV file after RFC 4180, formulas neutralized. */
export function csvRow(cells: readonly string[]): string {
  const line = cells.map(csvCell).join(',')
  // An empty line would be no row at all.
  return `${line === '' && cells.length === 1 ? '""' : line}\r\n`
}
