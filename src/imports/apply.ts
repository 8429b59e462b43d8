/** Running an import: a chunk of rows a transaction, with its journal and its progress, so that nothing happens twice. */
import { z } from 'zod'
import { tellChanges } from '#src/core/audit.ts'
import { planAnew } from '#src/core/bulk.ts'
import type { Sql } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { applyRows, type CheckedRow } from './apply-rows.ts'
import { emptyOutcome, type ImportRecord, lockImport, type Outcome, wakeNext } from './record.ts'
import { mustStillMay } from './rights.ts'
import { ImportId } from './schema.ts'

const chunkSize = 500

export const applyChunk = operation({
  name: 'import.apply_rows',
  summary: 'Bring in the next rows of an import',
  kind: 'write',
  permission: 'imports',
  input: ImportId,
  output: z.object({ more: z.boolean() }),
  async run({ sql, actor, later }, { id }) {
    const organization = organizationOf(actor)
    const record = await lockImport(sql, actor, id)
    if (record.status !== 'running') return { more: false }
    const personId = await mustStillMay(sql, actor)
    await planAnew(sql)
    const rows = await sql<CheckedRow>`
      select row, verdict, record_id, said, keys, company, note from import_verdicts
      where org_id = ${organization} and import_id = ${id} and row > ${record.position} and verdict in ('new', 'matched')
      order by row limit ${chunkSize}`
    const { outcome, vanished, seen } = await applyRows(sql, { organization, personId, record }, rows)
    if (vanished.length > 0) await refuseVanished(sql, organization, id, vanished)
    const sum = added(record.outcome ?? emptyOutcome, outcome)
    const more = rows.length === chunkSize
    if (more)
      await sql`
        update imports set position = ${rows.at(-1)!.row}, done = done + ${rows.length}, outcome = ${JSON.stringify(sum)}::jsonb,
          beat_at = now(), stalls = 0
        where org_id = ${organization} and id = ${id}`
    else {
      await finish(sql, organization, record, sum, rows.length)
      await wakeNext(sql, organization, later)
    }
    await tellChanges(sql, [...seen, { kind: 'import', id }])
    return { more }
  },
})

const added = (one: Outcome, other: Outcome): Outcome => ({
  created: one.created + other.created,
  matched: one.matched + other.matched,
  updated: one.updated + other.updated,
  skipped: one.skipped + other.skipped,
  refused: one.refused + other.refused,
})

async function finish(
  sql: Sql,
  organization: string,
  { id, tally }: ImportRecord,
  sum: Outcome,
  rows: number,
): Promise<void> {
  const whole = {
    ...sum,
    skipped: sum.skipped + (tally?.leftOut ?? 0),
    refused: sum.refused + (tally?.refused ?? 0),
  }
  await sql`
    update imports set status = 'done', outcome = ${JSON.stringify(whole)}::jsonb, done = done + ${rows},
      finished_at = now(), updated_at = now(), version = version + 1, beat_at = now(), stalls = 0
    where org_id = ${organization} and id = ${id}`
}

async function refuseVanished(
  sql: Sql,
  organization: string,
  id: string,
  rows: readonly number[],
): Promise<void> {
  const reasons = [{ column: null, text: '', reason: 'The record it matched is not there any more' }]
  await sql`
    update import_verdicts set verdict = 'refused', reasons = ${JSON.stringify(reasons)}::jsonb
    where org_id = ${organization} and import_id = ${id} and row = any(${rows}::integer[])`
}
