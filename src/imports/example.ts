import type { Sql } from '#src/core/db.ts'
import type { Address } from '#src/core/fields.ts'
import type { Checked } from './check-rows.ts'
import { kinds, referenceTo } from './kinds.ts'
import type { ImportRecord } from './record.ts'
import type { Import } from './schema.ts'
import { addressPartNames } from './targets.ts'

/** One match as people understand it: each field that the row speaks of, before and after, references by name. */
export async function exampleOf(
  sql: Sql,
  organization: string,
  { kind }: ImportRecord,
  { verdict, before }: NonNullable<Checked['example']>,
): Promise<Import['example']> {
  const { fields } = kinds[kind]
  const [company, owner] = [referenceTo(fields, 'company'), referenceTo(fields, 'person')]
  const after = verdict.state?.values ?? before.values
  const ids = [company, owner]
    .flatMap((name) => (name ? [before.values[name], after[name]] : []))
    .filter(isId)
  const named = await sql<{ id: string; name: string }>`
    select id, name from companies where org_id = ${organization} and id = any(${ids}::uuid[])
    union all select id, name from people where id = any(${ids}::uuid[])`
  const names = new Map(named.map(({ id, name }) => [id, name]))
  const said = { ...verdict.said, ...(company && verdict.company ? { [company]: verdict.company } : {}) }
  const texts = (value: unknown): string[] => {
    if (value === null || value === undefined) return []
    if (Array.isArray(value)) return value.map(String)
    if (typeof value === 'object')
      return [
        addressPartNames
          .map((part) => (value as Address)[part])
          .filter(Boolean)
          .join(', '),
      ]
    return [names.get(String(value)) ?? String(value)]
  }
  return {
    row: verdict.row,
    id: verdict.recordId!,
    name: String(before.values.name),
    fields: Object.keys(fields)
      .filter(
        (name) =>
          name !== 'name' &&
          (name in said || texts(before.values[name]).join() !== texts(after[name]).join()),
      )
      .map((field) => ({ field, before: texts(before.values[field]), after: texts(after[field]) })),
  }
}

/** Whether it shows a field that changes; the first match of a file may only leave a note. */
export const saysMore = ({ fields }: NonNullable<Import['example']>): boolean =>
  fields.some(({ before, after }) => before.join() !== after.join())

const isId = (value: unknown) => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)
