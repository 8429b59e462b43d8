/** What `fields.ts` describes stands in the tables as its kind needs it, and has a name that people read. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clientFields } from '#src/clients/fields.ts'
import { clients } from '#src/clients/messages.en.ts'
import { companyFields } from '#src/companies/fields.ts'
import { companies } from '#src/companies/messages.en.ts'
import { columnOf, type Field, type Fields } from '#src/core/fields.ts'
import { openWorld, type World } from './test-world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** The column as a migration has to write it. A wrong one is answered wrongly only by records that were there before. */
function columnFor(field: Field): string {
  switch (field.kind) {
    case 'emails':
    case 'phones':
    case 'tags':
      return `text[] not null default '{}'`
    case 'yesNo':
      return 'boolean not null default false'
    case 'choice':
      return `text not null default '${field.initial}'`
    case 'day':
      return 'date'
    case 'address':
    case 'electronicAddress':
      return 'jsonb'
    case 'reference':
      return 'uuid'
    case 'text':
      return field.required ? 'text not null' : 'text'
    default:
      return 'text'
  }
}

const records: [table: string, fields: Fields, labels: object][] = [
  ['clients', clientFields, clients.fields],
  ['companies', companyFields, companies.fields],
]

it.each(records)(
  'the fields of %s have the columns of their kinds, and a label each',
  async (table, fields, labels) => {
    const { rows } = await world.owner.query<{ name: string; written: string }>(
      `select a.attname as name, format_type(a.atttypid, null) || case when a.attnotnull then ' not null' else '' end ||
       coalesce(' default ' || regexp_replace(pg_get_expr(d.adbin, d.adrelid), '::[a-z]+(\\[\\])?$', ''), '') as written
     from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
      [table],
    )
    const found = new Map(rows.map(({ name, written }) => [name, written]))
    const names = Object.keys(fields)
    expect(Object.fromEntries(names.map((name) => [columnOf(name), found.get(columnOf(name))]))).toEqual(
      Object.fromEntries(Object.entries(fields).map(([name, field]) => [columnOf(name), columnFor(field)])),
    )
    expect(names.filter((name) => !(name in labels))).toEqual([])
  },
)
