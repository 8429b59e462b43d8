/** Promise: what `fields.ts` describes becomes columns, values and assignments, never from a name people sent. */
import { join, type Part, part, raw } from './db.ts'
import { columnOf, type Field, type Fields, initialValue } from './fields.ts'

/** `c.name, c.first_name, …` for a select. */
export const selectFields = (fields: Fields, alias: string): Part =>
  raw(
    Object.keys(fields)
      .map((name) => `${alias}.${columnOf(name)}`)
      .join(', '),
  )

const stored = ({ kind }: Field, value: unknown) =>
  (kind === 'address' || kind === 'electronicAddress') && value !== null ? JSON.stringify(value) : value

/** Column names and values for an insert, with initial values where nothing was said. */
export function insertFields(
  fields: Fields,
  values: Record<string, unknown>,
): { columns: Part; values: Part } {
  const names = Object.keys(fields)
  return {
    columns: raw(names.map(columnOf).join(', ')),
    values: join(
      names.map((name) => part`${stored(fields[name]!, values[name] ?? initialValue(fields[name]!))}`),
    ),
  }
}

/** `name = $1, …` for what was said. */
export function assignFields(fields: Fields, values: Record<string, unknown>): Part[] {
  return Object.keys(fields)
    .filter((name) => values[name] !== undefined)
    .map((name) => part`${raw(columnOf(name))} = ${stored(fields[name]!, values[name])}`)
}
