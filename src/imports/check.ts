/** The dry run: every row is looked at against what is there, and nothing is stored but what would happen. */
import { z } from 'zod'
import { tellChanges } from '#src/core/audit.ts'
import { planAnew } from '#src/core/bulk.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { checkRows, type StagedRow } from './check-rows.ts'
import { exampleOf, saysMore } from './example.ts'
import { forgetSome } from './forget.ts'
import { findFacts } from './found.ts'
import { beginRun, emptyTally, lockImport, readImport } from './record.ts'
import { ImportId } from './schema.ts'

const chunkSize = 500

export const checkChunk = operation({
  name: 'import.check_rows',
  summary: 'Check the next rows of an import',
  kind: 'write',
  permission: 'imports',
  input: ImportId,
  output: z.object({ more: z.boolean() }),
  async run({ sql, actor }, { id }) {
    const organization = organizationOf(actor)
    const record = await lockImport(sql, actor, id)
    if (record.status !== 'checking') return { more: false }
    if (
      !record.tally &&
      (await forgetSome(sql, organization, id, ['import_verdicts', 'import_keys', 'import_words']))
    ) {
      await sql`
        update imports set beat_at = now(), stalls = 0 where org_id = ${organization} and id = ${id}`
      return { more: true }
    }
    await planAnew(sql)
    const rows = await sql<StagedRow>`
      select row, cells, problem, left_out from import_rows
      where org_id = ${organization} and import_id = ${id} and row > ${record.position} order by row limit ${chunkSize}`
    const tally = record.tally ?? emptyTally()
    const last = rows.at(-1)
    if (last) {
      const { example } = await checkRows(sql, organization, record, rows, tally)
      const shown =
        record.example && (saysMore(record.example) || !example)
          ? record.example
          : example && (await exampleOf(sql, organization, record, example))
      await sql`
        update imports set tally = ${JSON.stringify(tally)}::jsonb, position = ${last.row}, done = done + ${rows.length},
          example = ${shown ? JSON.stringify(shown) : null}::jsonb, beat_at = now(), stalls = 0
        where org_id = ${organization} and id = ${id}`
      await tellChanges(sql, [{ kind: 'import', id }])
      if (rows.length === chunkSize) return { more: true }
    }
    const found = findFacts(record, tally)
    await sql`
      update imports set found = ${JSON.stringify(found)}::jsonb, tally = ${JSON.stringify(tally)}::jsonb, status = 'ready',
        updated_at = now()
      where org_id = ${organization} and id = ${id}`
    if (record.runRequested) await beginRun(sql, organization, await readImport(sql, actor, id), false)
    else await tellChanges(sql, [{ kind: 'import', id }])
    return { more: false }
  },
})
