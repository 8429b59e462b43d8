import type { Fields } from '#src/core/fields.ts'
import { splitName } from './person-name.ts'
import type { ReadRow } from './read-row.ts'
import { isSharedBox } from './same-name.ts'

type Refuse = (column: number | null, reason: string) => void

/**
 * Gives the record its name, or refuses the row. A person is called what the file says, else by first and last
 * name, else like the firm. With an e-mail address alone the name is left to the operation that makes the client,
 * which names it by the address wherever it comes from.
 */
export function completeName(fields: Fields, row: ReadRow, splits: boolean, refuse: Refuse) {
  const { name } = fields
  if (name?.kind !== 'text' || !name.required) return
  const { values, references } = row
  if (!fields.firstName) {
    // A firm.
    values.name ??= values.legalName
    if (!values.name) delete values.name
    if (!values.name && row.problems.length === 0) refuse(null, 'No name')
    return
  }
  if (typeof values.name === 'string' && splits) {
    const parts = splitName(values.name)
    values.name = parts.name
    if (parts.firstName !== null) values.firstName = parts.firstName
    if (parts.lastName !== null) values.lastName = parts.lastName
  }
  const composed = [values.firstName, values.lastName].filter(Boolean).join(' ')
  const company = Object.values(references).length > 0 ? companyOf(fields, references) : undefined
  const chosen = values.name || composed || (isSomeone(values.email) ? undefined : company)
  if (chosen) values.name = chosen
  else delete values.name
  if (typeof chosen === 'string' && chosen.length > name.max)
    refuse(null, `Name is longer than ${name.max} characters`)
  if (!chosen && !values.email && row.problems.length === 0) refuse(null, 'No name and no company')
}

function companyOf(fields: Fields, references: Record<string, string>): string | undefined {
  const [name] =
    Object.entries(fields).find(([, field]) => field.kind === 'reference' && field.to === 'company') ?? []
  return name && references[name]
}

/** "info@…" is nobody's address: beside it the firm's name says more. */
const isSomeone = (email: unknown) => typeof email === 'string' && !isSharedBox(email)
