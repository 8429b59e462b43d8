/** What a column turned out to hold, counted over all rows that are not refused. */
import type { Sql } from '#src/core/db.ts'
import type { Field } from '#src/core/fields.ts'
import { kinds } from './kinds.ts'
import type { ImportRecord, Tally } from './record.ts'
import type { Import } from './schema.ts'
import { noteTarget } from './targets.ts'

type Found = Import['columns'][number]['found'][number]

const found = (fact: Found['fact'], more: Partial<Found> = {}): Found => ({
  fact,
  warning: false,
  count: null,
  known: null,
  names: [],
  unknown: null,
  ...more,
})

/** The facts of each column, in the order of the columns. */
export async function findFacts(
  sql: Sql,
  organization: string,
  record: ImportRecord,
  tally: Tally,
): Promise<Found[][]> {
  const { id, kind, columns, country } = record
  const { fields } = kinds[kind]
  const mapping = record.mapping ?? record.guess ?? []
  const splits = fields.firstName && !mapping.includes('firstName') && !mapping.includes('lastName')
  const about = async (field: Field, name: string): Promise<Found[]> => {
    if (field.kind === 'tags')
      return [found('tags', { count: await differentTags(sql, organization, id, name) })]
    if (field.kind === 'phone' || field.kind === 'phones')
      return country ? [found('country', { names: [country] })] : []
    if (field.kind === 'reference' && field.to === 'company')
      return [found('companies', await companiesNamed(sql, organization, id))]
    if (field.kind === 'reference')
      return [found('owners', { names: tally.owners, unknown: tally.ownersUnknown })]
    return name === 'name' && splits ? [found('name_split')] : []
  }
  return Promise.all(
    columns.map(async ({ filled }, index): Promise<Found[]> => {
      const target = mapping[index] ?? null
      if (filled === 0) return [found('empty')]
      if (target === null || (target === noteTarget && record.unknownColumns === 'drop'))
        return [found('no_field')]
      const refused = tally.columns[index] ?? 0
      const field = fields[target]
      return [
        ...(refused > 0 ? [found('refused', { count: refused, warning: true })] : []),
        ...(field ? await about(field, target) : []),
        found('filled', { count: filled }),
      ]
    }),
  )
}

async function differentTags(sql: Sql, organization: string, id: string, field: string): Promise<number> {
  const [row] = await sql<{ count: number }>`
    select count(distinct lower(t.tag)) as count from import_verdicts v
    cross join lateral jsonb_array_elements_text(v.said -> ${field}::text) t (tag)
    where v.org_id = ${organization} and v.import_id = ${id} and v.verdict in ('new', 'matched') and v.said ? ${field}::text`
  return row?.count ?? 0
}

async function companiesNamed(
  sql: Sql,
  organization: string,
  id: string,
): Promise<{ count: number; known: number }> {
  const [row] = await sql<{ count: number; known: number }>`
    with named as (
      select distinct fold(company) as name from import_verdicts
      where org_id = ${organization} and import_id = ${id} and verdict in ('new', 'matched') and company is not null)
    select (select count(*) from named) as count,
      (select count(*) from companies_named(array(select name from named))) as known`
  return row ?? { count: 0, known: 0 }
}
