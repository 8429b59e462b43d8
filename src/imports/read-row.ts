import { emailKeys, phoneKeys } from '#src/core/contact-keys.ts'
import type { Fields } from '#src/core/fields.ts'
import { foldText } from '#src/core/fold-text.ts'
import { usualDayOrder } from '#src/core/read-day.ts'
import { type ColumnFacts, dayOrderIn, decimalMarkIn } from './column-facts.ts'
import type { DetectedFile, FileRow } from './imported-file.ts'
import { readAddressParts, readWholeAddress } from './read-address.ts'
import { type CellReading, type ColumnHabits, distinct, readCell, readText } from './read-cell.ts'
import { completeName } from './row-name.ts'
import { type AddressPart, labelOf, type Mapping, middleNameTarget, noteTarget } from './targets.ts'

export interface RowProblem {
  /** Index of the column; null when it is the whole row. */
  column: number | null
  /** What stands there. */
  text: string
  /** A sentence without its full stop: "E-mail has two @". */
  reason: string
}

export interface NoteLine {
  heading: string
  text: string
}

/** What a row of a file says about a record. */
export interface ReadRow {
  row: number
  /** Only the fields that the row says something about, in the form the operations take. */
  values: Record<string, unknown>
  /** References as the file names them: a company by its name, a person by name or e-mail address. */
  references: Record<string, string>
  /** For the note that the import leaves on the record. */
  note: NoteLine[]
  /** Not empty: the row is refused. */
  problems: RowProblem[]
  /** By what it is recognized. */
  keys: MatchKeys
}

export interface MatchKeys {
  emails: string[]
  phones: string[]
  /** Name and company folded, joined by a line break; null without a name. */
  name: string | null
}

export interface ReadingRules {
  fields: Fields
  file: Pick<DetectedFile, 'separator'>
  columns: readonly ColumnFacts[]
  mapping: Mapping
  /** The organization's, with which local phone numbers are read. */
  country: string | null
  locale: string
}

/** Whatever a row can be refused for before its fields are known to be right. */
const unstorable = (text: string) => text.includes('\0') || !text.isWellFormed()

/** What Outlook writes where nothing was entered. */
const saysNothing = /^(?:0+[./-]0+[./-]0+|unspecified|-+)$/i

/** Makes the function that interprets the rows of one file. */
export function rowReader(rules: ReadingRules): (row: FileRow) => ReadRow {
  const { fields, columns, mapping, country } = rules
  const usual = usualHabits(rules)
  const habits = columns.map(
    (facts): ColumnHabits => ({
      dayOrder: dayOrderIn(facts, usual.dayOrder),
      decimalMark: decimalMarkIn(facts, usual.decimalMark),
    }),
  )
  const sources = new Map<string, number[]>()
  for (const [index, target] of mapping.entries())
    if (target !== null) sources.set(target, [...(sources.get(target) ?? []), index])
  const noted = sources.get(noteTarget) ?? []
  const read = [...mapping.keys()].filter((index) => mapping[index] !== null)
  const plan = Object.entries(fields).map(([name, field]) => ({
    name,
    field,
    label: labelOf(name, field),
    from: sources.get(name) ?? [],
    parts: [...sources].flatMap(([target, from]) =>
      target.startsWith(`${name}.`)
        ? [{ part: target.slice(name.length + 1) as AddressPart, column: from[0]! }]
        : [],
    ),
  }))
  const active = plan.filter(({ from, parts }) => from.length + parts.length > 0)
  const middle = sources.get(middleNameTarget)?.[0]
  const splits = fields.firstName !== undefined && !sources.has('firstName') && !sources.has('lastName')

  return (row) => {
    const result: ReadRow = {
      row: row.row,
      values: {},
      references: {},
      note: [],
      problems: [],
      keys: { emails: [], phones: [], name: null },
    }
    const { cells } = row
    const refuse = (column: number | null, reason: string) =>
      result.problems.push({ column, text: column === null ? '' : (cells[column] ?? ''), reason })
    if (row.problem) {
      refuse(null, row.problem)
      return result
    }
    for (const index of read)
      if (unstorable(cells[index] ?? ''))
        refuse(index, `${columns[index]?.heading ?? 'The column'} holds a character that cannot be stored`)
    if (result.problems.length > 0) return result

    const more = new Map<string, { column: number; values: string[] }>()
    for (const { name, field, label, from, parts } of active) {
      if (field.kind === 'address') {
        const whole = from[0] === undefined ? null : readWholeAddress(cells[from[0]] ?? '')
        const { address, faults } = readAddressParts(
          parts.map(({ part, column }) => ({ part, column, text: cells[column] ?? '' })),
          whole,
          from[0] ?? null,
        )
        if (address) result.values[name] = address
        for (const { column, reason } of faults) refuse(column, reason)
        continue
      }
      const first = from[0]!
      const texts = from.length === 1 ? [cells[first] ?? ''] : from.map((index) => cells[index] ?? '')
      if (texts.every((text) => text === '')) continue
      const reading: CellReading =
        field.kind === 'reference'
          ? readText(texts.join(' '), label, 200, false)
          : readCell(field, label, texts, habits[first]!)
      if (reading.reason) refuse(from.find((index) => cells[index]) ?? first, reading.reason)
      else if (reading.value !== undefined) {
        if (field.kind === 'reference') result.references[name] = String(reading.value)
        else result.values[name] = reading.value
        if (reading.more) more.set(field.kind, { column: first, values: reading.more })
      }
      if (reading.rest) result.note.push({ heading: columns[first]?.heading ?? label, text: reading.rest })
    }
    gatherLists(fields, result, more, refuse)
    if (middle !== undefined && cells[middle]?.trim())
      result.values.firstName = [result.values.firstName, cells[middle].trim()].filter(Boolean).join(' ')
    completeName(fields, result, splits, refuse)
    for (const index of noted) {
      const text = cells[index]?.trim()
      if (text && !saysNothing.test(text)) result.note.push({ heading: columns[index]?.heading ?? '', text })
    }
    result.keys = keysOf(fields, result, country)
    return result
  }
}

/** German Excel separates by semicolons because its decimals are commas; with commas it can only be points. */
function usualHabits({ file, locale }: ReadingRules): ColumnHabits {
  const localMark = new Intl.NumberFormat(locale)
    .formatToParts(1.5)
    .find(({ type }) => type === 'decimal')?.value
  const bySeparator = file.separator === ';' ? ',' : file.separator === ',' ? '.' : null
  return {
    dayOrder: usualDayOrder(locale),
    decimalMark: bySeparator ?? (localMark === ',' ? ',' : '.'),
  }
}

type Refuse = (column: number | null, reason: string) => void

/** Further addresses of a cell join the list; a list without a first one gives its own first. */
function gatherLists(
  fields: Fields,
  { values }: ReadRow,
  more: ReadonlyMap<string, { column: number; values: string[] }>,
  refuse: Refuse,
) {
  for (const [kind, listKind] of [
    ['email', 'emails'],
    ['phone', 'phones'],
  ] as const) {
    const single = Object.keys(fields).find((name) => fields[name]!.kind === kind)
    const list = Object.keys(fields).find((name) => fields[name]!.kind === listKind)
    const extra = more.get(kind)
    if (!single || !list) {
      if (extra && single)
        refuse(
          extra.column,
          `${labelOf(single)} holds ${extra.values.length + 1} of them, and there is room for one`,
        )
      continue
    }
    const said = (values[list] as string[] | undefined) ?? []
    if (said.length === 0 && !extra) continue
    const main = values[single] as string | undefined
    const [first, ...others] = distinct([
      ...(main === undefined ? [] : [main]),
      ...(extra?.values ?? []),
      ...said,
    ])
    if (first !== undefined) values[single] = first
    if (others.length > 0) values[list] = others
    else delete values[list]
  }
}

const ofKinds = (fields: Fields, values: Record<string, unknown>, kinds: readonly string[]) =>
  Object.keys(fields)
    .filter((name) => kinds.includes(fields[name]!.kind))
    .flatMap((name) => (values[name] as string | string[] | undefined) ?? [])

function keysOf(fields: Fields, { values, references }: ReadRow, country: string | null): MatchKeys {
  const company = Object.keys(fields).find((name) => {
    const field = fields[name]!
    return field.kind === 'reference' && field.to === 'company'
  })
  const name = values.name as string | undefined
  return {
    emails: emailKeys(...ofKinds(fields, values, ['email', 'emails'])),
    phones: phoneKeys(country, ...ofKinds(fields, values, ['phone', 'phones'])),
    name: name
      ? [name, (company && references[company]) ?? ''].map((text) => foldText(text)).join('\n')
      : null,
  }
}
