/** The job behind an export: pages of the list flow into a file, so that memory holds one page whatever their number. */
import { z } from 'zod'
import { tellChanges } from '#src/core/audit.ts'
import { now } from '#src/core/clock.ts'
import { Refusal } from '#src/core/errors.ts'
import { type Call, operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { csvRow, csvStart } from '#src/core/write-csv.ts'
import { keepWritten } from '#src/services/written-file.ts'
import { ExportId, exportKinds } from './export-schema.ts'
import { kinds } from './kinds.ts'
import { exportCells, exportColumns } from './write-cells.ts'

export const writeExport = operation({
  name: 'export.write',
  summary: 'Write an export into its file',
  kind: 'reach',
  permission: 'exports',
  input: ExportId,
  output: z.null(),
  async run({ call }, { id }) {
    const wanted = await call('export.begin', { id })
    if (!wanted) return null
    try {
      const { fileId, rows } = await writeFile(call, id, wanted)
      await call('export.finish', { id, fileId, rows })
    } catch (error) {
      if (!(error instanceof Refusal) || (error.status === 503 && error.code !== 'no_room')) throw error
      await call('export.finish', { id, problem: error.message })
    }
    return null
  },
})

const Wanted = z.object({
  kind: z.enum(exportKinds),
  filter: z.record(z.string(), z.unknown()),
  sort: z.string(),
  columns: z.array(z.string()),
})

async function writeFile(
  call: Call,
  id: string,
  { kind, filter, sort, columns: names }: z.output<typeof Wanted>,
): Promise<{ fileId: string; rows: number }> {
  const fields = Object.fromEntries(names.map((name) => [name, kinds[kind].fields[name]!]))
  const columns = exportColumns(fields)
  let rows = 0
  async function* text() {
    yield csvStart + csvRow(columns.map(({ heading }) => heading))
    for (let cursor: string | null = null; ; ) {
      const input = { filter, sort, ...(cursor ? { cursor } : {}) } as never
      const page: {
        items: { values: Record<string, unknown>; references: Record<string, string | null> }[]
        nextCursor: string | null
      } = await call(kind === 'client' ? 'client.export_rows' : 'company.export_rows', input)
      rows += page.items.length
      yield page.items
        .map(({ values, references }) => csvRow(exportCells(columns, fields, values, references)))
        .join('')
      await call('export.progress', { id, rows })
      cursor = page.nextCursor
      if (!cursor) return
    }
  }
  const name = kind === 'client' ? 'clients.csv' : 'companies.csv'
  const fileId = await keepWritten(call, { name, type: 'text/csv' }, text())
  return { fileId, rows }
}

export const beginExport = operation({
  name: 'export.begin',
  summary: 'Say what an export is to hold, if it is still to be written',
  kind: 'read',
  permission: 'exports',
  input: ExportId,
  output: Wanted.nullable(),
  async run({ sql, actor }, { id }) {
    const [row] = await sql<z.output<typeof Wanted>>`
      select kind, filter, sort, columns from exports
      where org_id = ${organizationOf(actor)} and id = ${id} and status = 'writing'`
    return row ?? null
  },
})

export const progressExport = operation({
  name: 'export.progress',
  summary: 'Say how far an export is',
  kind: 'write',
  permission: 'exports',
  input: z.strictObject({ id: z.uuid(), rows: z.int() }),
  output: z.null(),
  async run({ sql, actor }, { id, rows }) {
    await sql`
      update exports set rows = ${rows}, beat_at = now() where org_id = ${organizationOf(actor)} and id = ${id}`
    await tellChanges(sql, [{ kind: 'export', id }])
    return null
  },
})

export const finishExport = operation({
  name: 'export.finish',
  summary: 'Give an export its file, or say why it has none',
  kind: 'write',
  permission: 'exports',
  input: z.strictObject({
    id: z.uuid(),
    fileId: z.uuid().optional(),
    rows: z.int().default(0),
    problem: z.string().optional(),
  }),
  output: z.null(),
  async run({ sql, actor }, { id, fileId, rows, problem }) {
    await sql`
      update exports set status = ${fileId ? 'done' : 'failed'}, file_id = ${fileId ?? null}, rows = ${rows},
        problem = ${problem ?? null}, finished_at = now(), version = version + 1,
        sees_all = sees_all or app_sees_all()
      where org_id = ${organizationOf(actor)} and id = ${id} and status = 'writing'`
    await tellChanges(sql, [{ kind: 'export', id }])
    return null
  },
})

/** Nothing was heard of an export for so long: its job has been given up. The definer function says the same. */
const silence = 10 * 60_000

export const watchExports = operation({
  name: 'export.watch',
  summary: 'End exports that no job will go on with, so that nobody waits for them',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({}),
  output: z.null(),
  async run({ sql, actor }) {
    const silentSince = new Date(now().getTime() - silence)
    const ended = await sql<{ id: string }>`
      update exports set status = 'failed', problem = 'It stopped again and again. Start it once more.',
        finished_at = now(), version = version + 1
      where org_id = ${organizationOf(actor)} and status = 'writing' and beat_at < ${silentSince} returning id`
    await tellChanges(
      sql,
      ended.map(({ id }) => ({ kind: 'export', id })),
    )
    return null
  },
})
