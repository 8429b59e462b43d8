import type { Fields } from '#src/core/fields.ts'
import type { ColumnFacts } from './column-facts.ts'
import {
  addressHeadings,
  type Heading,
  middleNameHeadings,
  remarkHeadings,
  takeApart,
  uselessHeading,
  wholeAddressHeadings,
} from './headings.ts'
import {
  addressPartNames,
  labelOf,
  type Mapping,
  middleNameTarget,
  noteTarget,
  partLabel,
  targetsOf,
} from './targets.ts'

interface Column extends Heading {
  index: number
  facts: ColumnFacts
}

interface Candidate {
  column: Column
  target: string
  /** The smaller, the surer. */
  doubt: readonly number[]
}

/** Headings to targets; the place in the list is how sure it is. */
function dictionaryOf(fields: Fields): Map<string, Map<string, number>> {
  const dictionary = new Map<string, Map<string, number>>()
  const add = (heading: string, target: string, rank: number) => {
    const { words } = takeApart(heading)
    const targets = dictionary.get(words) ?? new Map<string, number>()
    if (!targets.has(target)) targets.set(target, rank)
    dictionary.set(words, targets)
  }
  const mainAddress = mainAddressOf(fields)
  for (const [name, field] of Object.entries(fields)) {
    add(labelOf(name, field), name, 0)
    add(labelOf(name), name, 0)
    for (const [rank, heading] of (field.headings ?? []).entries()) add(heading, name, rank + 1)
    if (field.kind !== 'address') continue
    for (const part of addressPartNames) {
      add(partLabel(name, part), `${name}.${part}`, 0)
      if (name === mainAddress)
        for (const [rank, heading] of addressHeadings[part].entries())
          add(heading, `${name}.${part}`, rank + 1)
    }
  }
  if (fields.firstName) for (const heading of middleNameHeadings) add(heading, middleNameTarget, 1)
  return dictionary
}

/** The address that a heading such as "City" means. */
const mainAddressOf = (fields: Fields) => Object.keys(fields).find((name) => fields[name]!.kind === 'address')

/** Takes each target once, the surest column first; lists take every column. */
function assign(candidates: Candidate[], fields: Fields, taken: (string | null)[]) {
  const collects = new Set(targetsOf(fields).flatMap(({ target, collects }) => (collects ? [target] : [])))
  const used = new Set<string>()
  candidates.sort((a, b) => {
    for (const [at, doubt] of a.doubt.entries()) if (doubt !== b.doubt[at]) return doubt - (b.doubt[at] ?? 0)
    return a.column.index - b.column.index
  })
  for (const { column, target } of candidates) {
    if (taken[column.index] !== null || (used.has(target) && !collects.has(target))) continue
    taken[column.index] = target
    used.add(target)
  }
}

/** Single fields whose further columns have a list to go to. */
function listsFor(fields: Fields): Map<string, string> {
  const lists = new Map<string, string>()
  for (const [single, list] of [
    ['email', 'emails'],
    ['phone', 'phones'],
  ]) {
    const [listName] = Object.entries(fields).find(([, field]) => field.kind === list) ?? []
    for (const [name, field] of Object.entries(fields))
      if (field.kind === single && listName) lists.set(name, listName)
  }
  return lists
}

/** Guesses where each column goes, from its heading and, where that says nothing, from its values. */
export function guessMapping(fields: Fields, facts: readonly ColumnFacts[]): Mapping {
  const columns = facts.map(
    (column, index): Column => ({ ...takeApart(column.heading), index, facts: column }),
  )
  const mapping: (string | null)[] = columns.map(() => null)
  const dictionary = dictionaryOf(fields)
  const lists = listsFor(fields)
  const candidates = columns.flatMap((column) => {
    const exact = dictionary.get(column.words)
    const found = exact ?? dictionary.get(column.base) ?? new Map<string, number>()
    return [...found].flatMap(([target, rank]): Candidate[] => {
      // An empty column takes nothing away from a filled one.
      const doubt = [column.facts.filled === 0 ? 1 : 0, exact ? 0 : 1, column.number, rank]
      const list = lists.get(target)
      const candidate = { column, target, doubt }
      return list ? [candidate, { column, target: list, doubt: [2, ...doubt] }] : [candidate]
    })
  })
  const main = `${mainAddressOf(fields)}.`
  const group = chosenAddress(
    columns,
    candidates.filter(({ target }) => target.startsWith(main)),
  )
  assign(
    candidates.filter(({ column, target }) => !target.startsWith(main) || group(column)),
    fields,
    mapping,
  )
  nameBesideFirstName(fields, columns, mapping)
  wholeAddress(fields, columns, mapping)
  fromValues(fields, columns, mapping)
  return mapping.map((target, index) => target ?? restOf(columns[index]!))
}

/** A record has one address: the one of business, home or "Address 1" that is filled best. */
function chosenAddress(
  columns: readonly Column[],
  candidates: readonly Candidate[],
): (column: Column) => boolean {
  const parts = new Set(candidates.map(({ column }) => column.index))
  const key = (column: Column) =>
    `${column.group} ${/^address (?:line|$)/.test(`${column.base} `) ? 1 : column.number}`
  const filled = new Map<string, number>()
  for (const column of columns)
    if (parts.has(column.index)) filled.set(key(column), (filled.get(key(column)) ?? 0) + column.facts.filled)
  const [best] = [...filled].sort(([, a], [, b]) => b - a)[0] ?? []
  return (column) => key(column) === best
}

/** In German lists "Name" beside "Vorname" is the family name. */
function nameBesideFirstName(fields: Fields, columns: readonly Column[], mapping: (string | null)[]) {
  if (!fields.firstName || !fields.lastName || mapping.includes('lastName') || !mapping.includes('firstName'))
    return
  const name = mapping.indexOf('name')
  if (name >= 0 && columns[name]!.words === 'name') mapping[name] = 'lastName'
}

/** A column that holds street, city and all is read as a whole, unless the parts stand beside it. */
function wholeAddress(fields: Fields, columns: readonly Column[], mapping: (string | null)[]) {
  const address = mainAddressOf(fields)
  if (!address) return
  const hasParts = mapping.some(
    (target) => target === `${address}.city` || target === `${address}.postalCode`,
  )
  if (hasParts) return
  for (const column of columns) {
    const current = mapping[column.index]
    const named =
      current === `${address}.line1` || (current === null && wholeAddressHeadings.includes(column.words))
    if (!named || mapping.includes(address)) continue
    if (/\n|,.*,|,\s*\d{4,5}\s/.test(column.facts.sample)) mapping[column.index] = address
  }
}

/** Columns whose heading says nothing, or that have none. */
function fromValues(fields: Fields, columns: readonly Column[], mapping: (string | null)[]) {
  const free = columns.filter(
    ({ index, words, facts }) =>
      mapping[index] === null && facts.filled > 0 && !uselessHeading(words) && !remarkHeadings.has(words),
  )
  const give = (column: Column, kind: string): boolean => {
    const target = Object.keys(fields).find((name) => fields[name]!.kind === kind && !mapping.includes(name))
    if (!target || mapping[column.index] !== null) return false
    mapping[column.index] = target
    return true
  }
  const mostly = (column: Column, count: number) => count > column.facts.filled * 0.6
  for (const column of free)
    if (mostly(column, column.facts.emails))
      give(column, 'email') || assignList(fields, column, mapping, 'emails')
  // Only an e-mail address cannot be mistaken; the rest is guessed where there are no headings to go by.
  if (!columns.every(({ facts }) => /^Column \d+$/.test(facts.heading))) return
  for (const column of free) if (mostly(column, column.facts.phones)) give(column, 'phone')
  for (const column of free) if (mostly(column, column.facts.links)) give(column, 'link')
  const words = free.find(({ index, facts }) => mapping[index] === null && /\p{L}{2}/u.test(facts.sample))
  if (words && fields.name && !mapping.includes('name')) mapping[words.index] = 'name'
}

function assignList(fields: Fields, column: Column, mapping: (string | null)[], kind: string) {
  const [target] = Object.entries(fields).find(([, field]) => field.kind === kind) ?? []
  if (target) mapping[column.index] = target
}

/** What has no field goes into the note, if there is something in it that a person would want to read. */
function restOf({ facts, words }: Column): string | null {
  if (facts.filled === 0 || uselessHeading(words) || wholeAddressHeadings.includes(words)) return null
  return noteTarget
}
