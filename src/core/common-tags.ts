/** Promise: a list filtered by tags is quick whether one record has them or every second one. */
import { type Part, part, raw, type Sql } from './db.ts'

/** As many as an index may name: looking each of them up takes about as long as walking on until a page of them is found. */
const mostNamed = 2000

/**
 * The condition that a record has all of these tags. Rare ones are named by a definer function from an index, which row
 * level security keeps a query from using; common ones are met soon enough on the walk through the list. Who sees only
 * their own walks through few.
 */
export async function tagConditions(
  sql: Sql,
  table: 'clients' | 'companies',
  alias: string,
  tags: readonly string[] | undefined,
): Promise<Part[]> {
  if (!tags?.length) return []
  const [row] = await sql<{ common: boolean }>`
    select tags_are_common(${table}, ${tags}::text[], ${mostNamed}) as common`
  return row?.common
    ? [part`${raw(alias)}.tags @> ${tags}::text[]`]
    : [part`${raw(alias)}.id = any(array(select ${raw(table)}_tagged(${tags}::text[])))`]
}
