/** What hangs on an import by the thousand goes in pieces: no statement, and nobody who waits for the import, takes long. */
import { join, part, raw, type Sql } from '#src/core/db.ts'

/** The tables, and the order in which their key finds the rows of an import. */
const hanging = {
  import_rows: 'row',
  import_verdicts: 'row',
  import_keys: 'key',
  import_words: 'field, word',
} as const
type Hanging = keyof typeof hanging

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

/** Leaves of the next entries of a journal only that there was an import, for the stories of the records; answers whether there may be more. */
export async function forgetJournal(
  sql: Sql,
  organization: string,
  { id, purgePosition }: { id: string; purgePosition: string },
): Promise<boolean> {
  const [step = 0, behind = '00000000-0000-0000-0000-000000000000'] = purgePosition.split(' ')
  const its = part`org_id = ${organization} and import_id = ${id}
    and (step, record_id) > (${Number(step)}::smallint, ${behind}::uuid)`
  const [last] = await sql<{ step: number; recordId: string }>`
    select step, record_id from (
      select step, record_id from import_changes where ${its} order by step, record_id limit ${forgottenAtOnce}) first
    order by step desc, record_id desc limit 1`
  if (!last) return false
  const these = part`${its} and (step, record_id) <= (${last.step}::smallint, ${last.recordId}::uuid)`
  await sql`delete from import_changes where ${these} and outcome in ('removed', 'gone')`
  await sql`update import_changes set name = '', fields = '{}', note_ids = '{}', reasons = null where ${these}`
  await sql`
    update imports set purge_position = ${`${last.step} ${last.recordId}`} where org_id = ${organization} and id = ${id}`
  return true
}
