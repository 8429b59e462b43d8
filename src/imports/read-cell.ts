import { type ElectronicAddress, type Field, limits } from '#src/core/fields.ts'
import { type DayOrder, readDay } from '#src/core/read-day.ts'
import { type DecimalMark, readNumber } from '#src/core/read-number.ts'
import { optionMeant, yesOrNo } from './choice-words.ts'
import { addressesIn, emailFault } from './read-email.ts'
import { numbersIn, phoneFault } from './read-phone.ts'

export interface CellReading {
  /** Undefined where the cell says nothing. */
  value?: string | string[] | boolean | ElectronicAddress
  /** Why the row is refused, a whole sentence without its full stop. */
  reason?: string
  /** Further values in the cell of a single field; the row has a list for them or refuses. */
  more?: string[]
  /** Text that is true but has no place in the field; it goes into the imported note. */
  rest?: string
}

export interface ColumnHabits {
  dayOrder: DayOrder
  decimalMark: DecimalMark
}

/** What people type where they have nothing to say. Names and other texts are taken at their word. */
const nothing = /^(?:[-–—?]+|n\/?a|null|none|k\.? ?a\.?)$/i

/** Kinds of which one cell may hold many. */
const listKinds = new Set(['email', 'emails', 'phone', 'phones', 'tags'])

/** Reads the cells of one field; several cells come in the order of their columns. */
export function readCell(
  field: Field,
  label: string,
  cells: readonly string[],
  habits: ColumnHabits,
): CellReading {
  if (field.kind === 'text') return readText(cells.join(' '), label, field.max, field.multiline ?? false)
  const said = cells.map((cell) => cell.trim()).filter((cell) => cell && !nothing.test(cell))
  if (said.length === 0) return {}
  const text = said.join(' ')
  const most = listKinds.has(field.kind) ? 10_000 : 1000
  if (text.length > most) return { reason: `${label} is longer than ${most} characters` }
  switch (field.kind) {
    case 'email':
      return readSingle(said.flatMap(addressesIn), label, emailFault)
    case 'emails':
      return readList(said.flatMap(addressesIn), label, emailFault, limits.listItems)
    case 'phone':
      return readSingle(said.flatMap(numbersIn), label, phoneFault)
    case 'phones':
      return readList(said.flatMap(numbersIn), label, phoneFault, limits.listItems)
    case 'tags':
      return readList(said.flatMap(tagsIn), label, tagFault, limits.tags)
    case 'link':
      return readLink(text, label)
    case 'day':
      return readDayCell(text, label, habits.dayOrder)
    case 'number': {
      const number = readNumber(text, habits.decimalMark)
      if (number === null) return { reason: `${label} “${short(text)}” is not a number` }
      return number.length > limits.number
        ? { reason: `${label} is longer than ${limits.number} digits` }
        : { value: number }
    }
    case 'yesNo': {
      const value = yesOrNo(text)
      return value === null ? { reason: `${label} “${short(text)}” is neither yes nor no` } : { value }
    }
    case 'choice': {
      const value = optionMeant(text, field.options)
      return value === null
        ? { reason: `${label} “${short(text)}” is none of ${field.options.join(', ')}` }
        : { value }
    }
    case 'electronicAddress':
      return readElectronicAddress(text, label)
    default:
      return readText(text, label, 200, false)
  }
}

const short = (text: string) => (text.length > 40 ? `${text.slice(0, 40).toWellFormed()}…` : text)

/** A text of one line takes a cell of several as one. */
export function readText(text: string, label: string, max: number, multiline: boolean): CellReading {
  // A cell can be a megabyte: what is hopeless is not searched for line breaks first.
  const hopeless = text.length > 2 * max + 1000 && text.trim().length > 2 * max + 1000
  if (hopeless) return { reason: `${label} is longer than ${max} characters` }
  const value = (multiline ? text.replace(/\r\n?/g, '\n') : text.replace(/\s*[\r\n]+\s*/g, ' ')).trim()
  if (!value) return {}
  return value.length > max ? { reason: `${label} is longer than ${max} characters` } : { value }
}

type Fault = (text: string) => string | null

function readSingle(values: readonly string[], label: string, fault: Fault): CellReading {
  for (const value of values) {
    const found = fault(value)
    if (found) return { reason: `${label} ${found}` }
  }
  const [first, ...more] = values
  if (first === undefined) return {}
  return more.length > 0 ? { value: first, more } : { value: first }
}

function readList(values: readonly string[], label: string, fault: Fault, most: number): CellReading {
  const kept = distinct(values)
  for (const value of kept) {
    const found = fault(value)
    if (found) return { reason: `${label}: “${short(value)}” ${found}` }
  }
  if (kept.length > most) return { reason: `${label}: ${kept.length} are more than the ${most} there can be` }
  return kept.length > 0 ? { value: kept } : {}
}

/** Each once, whatever its case; the first way of writing it stays. */
export function distinct(values: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const value of values) if (!seen.has(value.toLowerCase())) seen.set(value.toLowerCase(), value)
  return [...seen.values()]
}

const tagFault: Fault = (tag) => (tag.length > limits.tag ? `is longer than ${limits.tag} characters` : null)

/** Google's own groups are no tags of anybody's. */
const systemGroups = new Set(['* mycontacts', '* starred'])
const googleSeparator = /\s:::(?=\s|$)/

function tagsIn(text: string): string[] {
  const separator = googleSeparator.test(text) ? googleSeparator : /[;\n]/.test(text) ? /[;\n]/ : ','
  return text
    .split(separator)
    .map((tag) => tag.trim())
    .filter((tag) => tag && !systemGroups.has(tag.toLowerCase()))
}

function readLink(text: string, label: string): CellReading {
  const [first = '', ...others] = text.split(/\s*(?::::|[;\n])\s*|\s+(?=https?:)/).filter(Boolean)
  if (first.length > limits.link) return { reason: `${label} is longer than ${limits.link} characters` }
  if (/^[a-z][a-z0-9+.-]*:/i.test(first) && !/^https?:\/\//i.test(first))
    return { reason: `${label} “${short(first)}” is not a web address` }
  return { value: first, ...(others.length > 0 ? { rest: others.join(', ') } : {}) }
}

/** As an export writes it and Peppol shows it: `9930:DE123456789`. */
function readElectronicAddress(text: string, label: string): CellReading {
  const [, scheme, value] = /^(?:iso6523-actorid-upis::)?(\d{4}|[A-Z]{2})\s*:\s*(\S.*)$/i.exec(text) ?? []
  if (!scheme || !value) return { reason: `${label} “${short(text)}” is not such as 9930:DE123456789` }
  return value.length > limits.electronicValue
    ? { reason: `${label} is longer than ${limits.electronicValue} characters` }
    : { value: { scheme: scheme.toUpperCase(), value } }
}

function readDayCell(text: string, label: string, order: DayOrder): CellReading {
  const reading = readDay(text, order)
  if ('day' in reading) return { value: reading.day }
  if ('empty' in reading) return {}
  if ('yearless' in reading) return { rest: text }
  return { reason: reading.fault.startsWith('“') ? `${label} ${reading.fault}` : reading.fault }
}
