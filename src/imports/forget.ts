/** What hangs on an import by the thousand goes in pieces: no statement, and nobody who waits for the import, takes long. */
import { join, part, raw, type Sql } from '#src/core/db.ts'

/** The tables, and the order in which their key finds the rows of an import. */
const hanging = {
  import_rows: 'row',
  import_verdicts: 'row',
  import_keys: 'key',
  import_words: 'field, word',
  import_changes: 'step, record_id',
} as const
type Hanging = keyof typeof hanging

export const hangingTables = Object.keys(hanging) as Hanging[]

/** Of each table. */
const forgottenAtOnce = 20_000

/** Takes some of an import's rows out of these tables; answers whether there may be more. */
export async function forgetSome(
  sql: Sql,
  organization: string,
  id: string,
  tables: readonly Hanging[],
): Promise<boolean> {
  let more = false
  for (const table of tables) {
    const order = hanging[table]
    const its = part`org_id = ${organization} and import_id = ${id}`
    // A range of the key: by the places of the rows, a plan made while the table was small compares all with all.
    const [last] = await sql`
      select ${raw(order)} from (
        select ${raw(order)} from ${raw(table)} where ${its} order by ${raw(order)} limit ${forgottenAtOnce}) first
      order by ${raw(order.replace(/\w+/g, '$& desc'))} limit 1`
    if (!last) continue
    const [gone] = await sql<{ count: number }>`
      with gone as (
        delete from ${raw(table)} where ${its} and (${raw(order)}) <= (${join(Object.values(last).map((value) => part`${value}`))})
        returning 1)
      select count(*) as count from gone`
    more ||= (gone?.count ?? 0) >= forgottenAtOnce
  }
  return more
}
