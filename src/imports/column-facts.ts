import { type DayOrder, dayOrderOf } from '#src/core/read-day.ts'
import { type DecimalMark, decimalMarkOf } from '#src/core/read-number.ts'

/** What the values of one column show, counted over the whole file; plain data, stored with the import. */
export interface ColumnFacts {
  heading: string
  /** Rows that say something here. */
  filled: number
  /** The first thing said, at most 200 characters. */
  sample: string
  sampleRow: number | null
  emails: number
  phones: number
  links: number
  dayOrders: Record<DayOrder, number>
  decimalMarks: Record<DecimalMark, number>
}

export const newColumnFacts = (columns: readonly string[]): ColumnFacts[] =>
  columns.map((heading) => ({
    heading,
    filled: 0,
    sample: '',
    sampleRow: null,
    emails: 0,
    phones: 0,
    links: 0,
    dayOrders: { dayFirst: 0, monthFirst: 0 },
    decimalMarks: { ',': 0, '.': 0 },
  }))

/** Counts one more row. */
export function observeRow(columns: readonly ColumnFacts[], cells: readonly string[], row: number) {
  for (let at = 0; at < columns.length; at += 1) {
    const text = cells[at]?.trim()
    if (!text) continue
    const facts = columns[at]!
    facts.filled += 1
    if (facts.sampleRow === null) {
      facts.sample = text.slice(0, 200).replaceAll('\0', ' ').toWellFormed()
      facts.sampleRow = row
    }
    if (text.length > 60) continue
    if (text.includes('@')) {
      if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) facts.emails += 1
    } else if (/\d/.test(text)) observeFigures(facts, text)
    if (/^https?:\/\/|^www\./i.test(text)) facts.links += 1
  }
}

function observeFigures(facts: ColumnFacts, text: string) {
  if (/^\+?[\d()/ .-]{7,20}(?:\s?(?:x|ext\.?)\s?\d+)?$/i.test(text)) facts.phones += 1
  if (!/^\p{Sc}?[\s\d.,/’'-]+\p{Sc}?/u.test(text)) return
  const order = dayOrderOf(text)
  if (order) facts.dayOrders[order] += 1
  const mark = decimalMarkOf(text)
  if (mark) facts.decimalMarks[mark] += 1
}

/** The order that most of a column's dates show; where none shows any, the usual one. */
export function dayOrderIn({ dayOrders }: ColumnFacts, usual: DayOrder): DayOrder {
  if (dayOrders.dayFirst === dayOrders.monthFirst) return usual
  return dayOrders.dayFirst > dayOrders.monthFirst ? 'dayFirst' : 'monthFirst'
}

export function decimalMarkIn({ decimalMarks }: ColumnFacts, usual: DecimalMark): DecimalMark {
  if (decimalMarks[','] === decimalMarks['.']) return usual
  return decimalMarks[','] > decimalMarks['.'] ? ',' : '.'
}
