/** The file's rows on their way into the database. */
import { z } from 'zod'
import { tellChanges } from '#src/core/audit.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import type { ColumnFacts } from './column-facts.ts'
import { guessMapping } from './columns.ts'
import { kinds } from './kinds.ts'
import { beginCheck, lockImport } from './record.ts'
import { ImportId } from './schema.ts'

const More = z.object({ more: z.boolean() })

export const beginReading = operation({
  name: 'import.begin_reading',
  summary: 'Say behind which row of the file reading goes on',
  kind: 'write',
  permission: 'imports',
  input: ImportId,
  output: z.object({ behind: z.int() }),
  async run({ sql, actor }, { id }) {
    const { position } = await lockImport(sql, actor, id)
    return { behind: position }
  },
})

export const stageRows = operation({
  name: 'import.stage_rows',
  summary: 'Keep rows of the file as they stand there',
  kind: 'write',
  permission: 'imports',
  input: z.strictObject({
    id: z.uuid(),
    rows: z.array(z.object({ row: z.int(), cells: z.string(), problem: z.string().nullable() })),
    total: z.int(),
  }),
  output: More,
  async run({ sql, actor }, { id, rows, total }) {
    const organization = organizationOf(actor)
    const { status, position, personId } = await lockImport(sql, actor, id)
    if (status !== 'reading') return { more: false }
    const fresh = rows.filter(({ row }) => row > position)
    if (fresh.length > 0) {
      await sql`
        insert into import_rows (org_id, import_id, person_id, row, cells, problem)
        select ${organization}, ${id}, ${personId}, r.*
        from unnest(${fresh.map(({ row }) => row)}::integer[], ${fresh.map(({ cells }) => cells)}::text[],
          ${fresh.map(({ problem }) => problem)}::text[]) r`
      await sql`
        update imports set position = ${fresh.at(-1)!.row}, done = done + ${fresh.length}, total = ${total},
          row_count = row_count + ${fresh.length}, beat_at = now(), stalls = 0
        where org_id = ${organization} and id = ${id}`
      await tellChanges(sql, [{ kind: 'import', id }])
    }
    return { more: true }
  },
})

export const finishReading = operation({
  name: 'import.finish_reading',
  summary: 'Keep what the columns show, guess where they go, and go on to check',
  kind: 'write',
  permission: 'imports',
  input: z.strictObject({ id: z.uuid(), columns: z.custom<ColumnFacts[]>() }),
  output: z.null(),
  async run({ sql, actor }, { id, columns }) {
    const organization = organizationOf(actor)
    const { status, kind } = await lockImport(sql, actor, id)
    if (status !== 'reading') return null
    const guess = guessMapping(kinds[kind].fields, columns)
    // Its rows are here now; the file itself goes with the next purge of what hangs on nothing.
    await sql`
      update imports set file_id = null, columns = ${JSON.stringify(columns)}::jsonb, guess = ${JSON.stringify(guess)}::jsonb
      where org_id = ${organization} and id = ${id}`
    await beginCheck(sql, organization, id)
    return null
  },
})
