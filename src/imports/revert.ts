/** Taking an import back: a chunk of its journal a transaction. What people changed since stays, and is listed. */
import { z } from 'zod'
import { tellChanges } from '#src/core/audit.ts'
import { planAnew } from '#src/core/bulk.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { lockImport, type UndoOutcome, wakeNext } from './record.ts'
import { type JournalEntry, revertEntries } from './revert-entries.ts'
import { mustStillMay } from './rights.ts'
import { ImportId } from './schema.ts'

const chunkSize = 500

export const revertChunk = operation({
  name: 'import.revert_records',
  summary: 'Take back the next records of an import',
  kind: 'write',
  permission: 'imports',
  input: ImportId,
  output: z.object({ more: z.boolean() }),
  async run({ sql, actor, later }, { id }) {
    const organization = organizationOf(actor)
    const record = await lockImport(sql, actor, id)
    if (record.status !== 'undoing') return { more: false }
    await mustStillMay(sql, actor)
    await planAnew(sql)
    const [step = 0, behind = '00000000-0000-0000-0000-000000000000'] = record.undoPosition.split(' ')
    const entries = await sql<JournalEntry>`
      select step, record_id, kind, deed, name, fields, version_after, note_ids from import_changes
      where org_id = ${organization} and import_id = ${id} and (step, record_id) > (${Number(step)}::smallint, ${behind}::uuid)
      order by step, record_id limit ${chunkSize}`
    // A chunk is of one step: clients have to be gone before it is asked who still belongs to a company.
    const chunk = entries.filter((entry) => entry.step === entries[0]?.step)
    const results = await revertEntries(sql, organization, chunk)
    await sql`
      update import_changes c set outcome = r.outcome, reasons = r.reasons
      from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) r ("recordId" uuid, outcome text, reasons jsonb)
      where c.org_id = ${organization} and c.import_id = ${id} and c.step = ${chunk[0]?.step ?? 0}
        and c.record_id = r."recordId"`
    const sum: UndoOutcome = { ...(record.undoOutcome ?? { removed: 0, restored: 0, kept: 0 }) }
    for (const { outcome } of results) if (outcome !== 'gone') sum[outcome] += 1
    const last = chunk.at(-1)
    const more = entries.length === chunkSize || chunk.length < entries.length
    await sql`
      update imports set undo_outcome = ${JSON.stringify(sum)}::jsonb, done = done + ${chunk.length}, stalls = 0,
        undo_position = ${last ? `${last.step} ${last.recordId}` : record.undoPosition}, beat_at = now()
      where org_id = ${organization} and id = ${id}`
    if (!more) {
      await sql`
        update imports set status = 'undone', undone_at = now(), updated_at = now(), version = version + 1
        where org_id = ${organization} and id = ${id}`
      await wakeNext(sql, organization, later)
    }
    const seen = chunk.slice(0, 1).map(({ kind, recordId }) => ({ kind, id: recordId }))
    await tellChanges(sql, [...seen, { kind: 'import', id }])
    return { more }
  },
})
