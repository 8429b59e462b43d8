import { isDeepStrictEqual } from 'node:util'
import { emailKeys, phoneKeys } from '#src/core/contact-keys.ts'
import { type Address, type Fields, limits } from '#src/core/fields.ts'
import { foldText } from '#src/core/fold-text.ts'
import { addressPartNames } from './targets.ts'

/** A record as far as an import cares: its fields, and the keys it is recognized by. */
export interface RecordState {
  values: Record<string, unknown>
  emailKeys: string[]
  phoneKeys: string[]
}

type Values = Record<string, unknown>

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/**
 * A record after a row was added to it: empty fields are filled, tags and further addresses and numbers are added, and
 * what stands there stays. Answers the names of the fields that changed; what it is given stays as it is.
 */
export function mergeRow(
  fields: Fields,
  before: RecordState,
  said: Values,
  country: string | null,
): { after: RecordState; changed: string[] } {
  const after: RecordState = { ...before, values: { ...before.values } }
  const { values } = after
  const contacts = contactFields(fields)
  for (const [name, field] of Object.entries(fields)) {
    const value = said[name]
    if (isEmpty(value)) continue
    if (field.kind === 'tags')
      values[name] = withMore((values[name] as string[]) ?? [], value as string[], limits.tags)
    else if (field.kind === 'address') values[name] = filled(values[name] as Address | null, value as Address)
    else if (!contacts.has(name) && isEmpty(values[name]) && !contradicts(name, values, said))
      values[name] = value
  }
  after.emailKeys = addContacts(fields, after, said, ['email', 'emails'], before.emailKeys, (text) =>
    emailKeys(text),
  )
  after.phoneKeys = addContacts(fields, after, said, ['phone', 'phones'], before.phoneKeys, (text) =>
    phoneKeys(country, text),
  )
  const changed = Object.keys(fields).filter((name) => !isDeepStrictEqual(values[name], before.values[name]))
  return { after, changed }
}

/** The main and the further addresses and numbers, by which a record is recognized. Another e-mail field is like any other. */
const contactFields = (fields: Fields) =>
  new Set(['email', 'emails', 'phone', 'phones'].map((kind) => firstOf(fields, kind)))

const firstOf = (fields: Fields, kind: string) =>
  Object.keys(fields).find((name) => fields[name]!.kind === kind)

function withMore(values: readonly string[], more: readonly string[], most: number): string[] {
  const known = new Set(values.map((value) => value.toLowerCase()))
  const added = more.filter((value) => !known.has(value.toLowerCase()))
  return [...values, ...added].slice(0, Math.max(most, values.length))
}

/** The empty parts of an address are filled only by one that says the same in all the others. */
function filled(before: Address | null, said: Address): Address {
  if (!before) return said
  const same = addressPartNames.every(
    (part) => before[part] === null || said[part] === null || foldText(before[part]) === foldText(said[part]),
  )
  if (!same) return before
  return Object.fromEntries(
    addressPartNames.map((part) => [part, before[part] ?? said[part]]),
  ) as unknown as Address
}

/** First and last name belong together: they are filled only where they say the name that is shown already. */
function contradicts(name: string, values: Values, said: Values): boolean {
  if (name !== 'firstName' && name !== 'lastName') return false
  const whole = [said.firstName ?? values.firstName, said.lastName ?? values.lastName]
    .filter(Boolean)
    .join(' ')
  return foldText(whole) !== foldText(String(values.name ?? ''))
}

/** Adds what is not yet known to the single field if that is empty, else to the list; answers the keys afterwards. */
function addContacts(
  fields: Fields,
  { values }: RecordState,
  said: Values,
  [singleKind, listKind]: readonly [string, string],
  known: readonly string[],
  keysOf: (text: string) => string[],
): string[] {
  const single = firstOf(fields, singleKind)
  const list = firstOf(fields, listKind)
  if (!single) return [...known]
  const keys = new Set(known)
  const more = [said[single], ...((list && (said[list] as string[] | undefined)) ?? [])].filter(
    (text): text is string => typeof text === 'string' && text !== '',
  )
  for (const text of more) {
    const [key] = keysOf(text)
    if (key === undefined || keys.has(key)) continue
    const others = (list && (values[list] as string[] | undefined)) ?? []
    if (isEmpty(values[single])) values[single] = text
    else if (list && others.length < limits.listItems) values[list] = [...others, text]
    else continue
    keys.add(key)
  }
  return [...keys]
}
