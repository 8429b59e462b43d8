/** Promise: many records are read, inserted or changed in one statement, with the columns that `fields.ts` describes. */
import { type Part, part, raw, type Sql } from './db.ts'
import { columnOf, type Fields, initialValue } from './fields.ts'

/** Where records of one kind lie, and what they hold. */
export interface BulkTable {
  table: 'clients' | 'companies'
  fields: Fields
}

/** A record's fields by name, and what it is recognized by. */
export interface BulkRecord {
  id: string
  values: Record<string, unknown>
  emailKeys: string[]
  phoneKeys: string[]
}

export interface StoredRecord extends BulkRecord {
  version: number
  deletedAt: string | null
}

/**
 * Before a chunk of a bulk deed. Postgres keeps the plans by which it checks foreign keys, and one that was made while a
 * table was nearly empty goes through the whole organization for each row; and it plans for the sizes it knows of.
 */
export async function planAnew(sql: Sql): Promise<void> {
  await sql`select analyze_grown()`
  await sql`discard plans`
}

/** What a record of these fields holds where nothing is said. */
export const initialValues = (fields: Fields): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, initialValue(field)]))

const columnNames = (fields: Fields, prefix = '') =>
  [...Object.keys(fields).map(columnOf), 'email_keys', 'phone_keys'].map((name) => prefix + name).join(', ')

const asRows = (records: readonly BulkRecord[]) =>
  JSON.stringify(
    records.map(({ id, values, emailKeys, phoneKeys }) => ({
      id,
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [columnOf(name), value])),
      email_keys: emailKeys,
      phone_keys: phoneKeys,
    })),
  )

/** The records with these ids that one can see, by id; those in the trash only if asked for. */
export async function readMany(
  sql: Sql,
  { table, fields }: BulkTable,
  organization: string,
  ids: readonly string[],
  { lock = part``, trash = false }: { lock?: Part; trash?: boolean } = {},
): Promise<Map<string, StoredRecord>> {
  if (ids.length === 0) return new Map()
  const live = trash ? part`` : part` and deleted_at is null`
  const rows = await sql<Record<string, unknown> & Omit<StoredRecord, 'values'>>`
    select id, version, deleted_at, ${raw(columnNames(fields))} from ${raw(table)}
    where org_id = ${organization} and id = any(${ids}::uuid[])${live} order by id${lock}`
  return new Map(
    rows.map(({ id, version, deletedAt, emailKeys, phoneKeys, ...values }) => [
      id,
      { id, version, deletedAt, emailKeys, phoneKeys, values },
    ]),
  )
}

/** Inserts records; every field has to be said. */
export async function insertMany(
  sql: Sql,
  { table, fields }: BulkTable,
  facts: { organization: string; personId: string | null },
  records: readonly BulkRecord[],
): Promise<void> {
  if (records.length === 0) return
  await sql`
    insert into ${raw(table)} (org_id, created_by, id, ${raw(columnNames(fields))})
    select ${facts.organization}, ${facts.personId}, r.id, ${raw(columnNames(fields, 'r.'))}
    from jsonb_populate_recordset(null::${raw(table)}, ${asRows(records)}::jsonb) r`
}

/** Gives records their fields anew, one version on. Answers the versions by id. */
export async function updateMany(
  sql: Sql,
  { table, fields }: BulkTable,
  organization: string,
  records: readonly BulkRecord[],
): Promise<Map<string, number>> {
  if (records.length === 0) return new Map()
  const rows = await sql<{ id: string; version: number }>`
    update ${raw(table)} t set (${raw(columnNames(fields))}) = row(${raw(columnNames(fields, 'r.'))}),
      version = t.version + 1, updated_at = now()
    from jsonb_populate_recordset(null::${raw(table)}, ${asRows(records)}::jsonb) r
    where t.org_id = ${organization} and t.id = r.id returning t.id, t.version`
  return new Map(rows.map(({ id, version }) => [id, version]))
}
