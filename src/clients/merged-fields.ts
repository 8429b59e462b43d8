/** What two clients have together, and what is left of it when they are taken apart again. */

import { isDeepStrictEqual } from 'node:util'
import type { Field } from '#src/core/fields.ts'
import { clientFields } from './fields.ts'
import type { Client } from './schema.ts'

export type Choice = 'this' | 'other'
type FieldName = keyof typeof clientFields
export type Values = Record<string, unknown>

const fieldEntries = Object.entries(clientFields) as [FieldName, Field][]
const isList = ({ kind }: Field) => kind === 'emails' || kind === 'phones' || kind === 'tags'

/** The fields where one of the two values has to win; lists are united. */
export const chosenFields = fieldEntries.filter(([, field]) => !isList(field)).map(([name]) => name)

/** Each value once, the first spelling of it. */
function united(values: (string | null)[], keyOf: (value: string) => string): string[] {
  const known = new Map<string, string>()
  for (const value of values) if (value !== null && !known.has(keyOf(value))) known.set(keyOf(value), value)
  return [...known.values()]
}

/**
 * The first client's fields with the other's where it has none or where the choice says so. No address, number or tag
 * of either is lost: what does not become the main one joins the further ones.
 */
export function mergedFields(
  client: Client,
  other: Client,
  choices: Partial<Record<string, Choice>>,
  phoneKey: (phone: string) => string,
): Values {
  const merged: Values = {}
  for (const [name, field] of fieldEntries) {
    if (isList(field))
      merged[name] = united([...(client[name] as string[]), ...(other[name] as string[])], String)
    else if (choices[name]) merged[name] = choices[name] === 'other' ? other[name] : client[name]
    else merged[name] = client[name] ?? other[name]
  }
  const rest = (main: unknown, all: (string | null)[], keyOf: (value: string) => string) =>
    united(all, keyOf).filter((value) => main === null || keyOf(value) !== keyOf(String(main)))
  merged.otherEmails = rest(
    merged.email,
    [client.email, ...client.otherEmails, other.email, ...other.otherEmails],
    (email) => email.toLowerCase(),
  )
  merged.otherPhones = rest(
    merged.phone,
    [client.phone, ...client.otherPhones, other.phone, ...other.otherPhones],
    phoneKey,
  )
  return merged
}

/**
 * The values to put back, and the names of the fields that people have changed since: those stay. From a list only what
 * the merge brought is taken out again.
 */
export function separatedFields(
  now: Client,
  before: Values,
  after: Values,
): { back: Values; kept: string[] } {
  const back: Values = {}
  const kept: string[] = []
  for (const [name, field] of fieldEntries) {
    if (!(name in before)) continue
    if (isDeepStrictEqual(now[name], after[name])) back[name] = before[name]
    else if (isList(field)) {
      const was = before[name] as string[]
      const brought = (after[name] as string[]).filter((value) => !was.includes(value))
      back[name] = (now[name] as string[]).filter((value) => !brought.includes(value))
    } else kept.push(name)
  }
  return { back, kept }
}
