/** The rows of an import: looked at one by one, and repaired in place. */

import type { z } from 'zod'
import { type Part, part, type Sql } from '#src/core/db.ts'
import { conflict, invalidFields, notFound } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { organizationOf } from '#src/core/record.ts'
import { checkRows, type StagedRow } from './check-rows.ts'
import { kinds } from './kinds.ts'
import { emptyTally, ownImport, readImport, type Tally } from './record.ts'
import { ImportRow, ImportRowPage, ImportRowQuery, KeptPage, KeptQuery, RowRepair } from './schema.ts'

type Row = z.output<typeof ImportRow>

interface VerdictRow extends Omit<Row, 'cells' | 'record' | 'reasons' | 'name'> {
  label: string | null
  cells: string
  recordId: string | null
  recordName: string | null
  reasons: { column: number | null; text: string; reason: string }[] | null
}

const toRow = ({ label, cells, recordId, recordName, reasons, ...row }: VerdictRow): Row => ({
  ...row,
  name: label,
  cells: (JSON.parse(cells) as string[]).map((cell) =>
    cell.slice(0, 500).replaceAll('\0', '�').toWellFormed(),
  ),
  reasons: (reasons ?? []).map(({ column, text, reason }) => ({ column, value: text, reason })),
  record: recordId && recordName !== null ? { id: recordId, name: recordName } : null,
})

const select = part`v.row, v.verdict, v.label, v.company, v.matched_by, v.matched_row, v.adds, v.reasons, r.cells, v.record_id,
  t.name as record_name`

const tables = (kind: 'client' | 'company'): Part => part`import_verdicts v
  join import_rows r on r.org_id = v.org_id and r.import_id = v.import_id and r.row = v.row
  left join ${part([kinds[kind].table])} t on t.org_id = v.org_id and t.id = v.record_id and t.deleted_at is null`

export const listImportRows = operation({
  name: 'import.rows',
  route: 'GET /imports/:id/rows',
  summary: 'List the rows of an import, e.g. those that are refused',
  kind: 'read',
  permission: 'imports',
  input: ImportRowQuery,
  output: ImportRowPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const { id, kind, tally } = await readImport(sql, actor, query.id)
    const where = [part`v.org_id = ${organization}`, part`v.import_id = ${id}`]
    // What a check before this one said of them.
    if (!tally) where.push(part`false`)
    if (query.verdict) where.push(part`v.verdict = ${query.verdict}`)
    const found = await page<VerdictRow>(
      sql,
      {
        scope: `import.rows ${organization} ${id}`,
        sorts: { row: { expression: 'v.row', type: 'bigint' } },
        select,
        from: tables(kind),
        countFrom: part`import_verdicts v`,
        where,
        id: 'v.import_id',
      },
      query,
    )
    return { ...found, items: found.items.map(toRow) }
  },
})

export const listKept = operation({
  name: 'import.kept',
  route: 'GET /imports/:id/kept',
  summary: 'List the records that taking an import back left as they are, and why',
  kind: 'read',
  permission: 'imports',
  input: KeptQuery,
  output: KeptPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const { id } = await readImport(sql, actor, query.id)
    return page<z.output<typeof KeptPage>['items'][number]>(
      sql,
      {
        scope: `import.kept ${organization} ${id}`,
        sorts: { step: { expression: 'k.step', type: 'bigint' } },
        select: part`k.kind, k.record_id as id, k.name, coalesce(k.reasons, '[]') as reasons`,
        from: part`import_changes k`,
        where: [part`k.org_id = ${organization}`, part`k.import_id = ${id}`, part`k.outcome = 'kept'`],
        id: 'k.record_id',
      },
      query,
    )
  },
})

export const repairRow = operation({
  name: 'import.repair_row',
  route: 'PATCH /imports/:id/rows',
  summary: 'Correct a row of an import in place, or leave it out',
  kind: 'write',
  permission: 'imports',
  input: RowRepair,
  output: ImportRow,
  async run({ sql, actor, version }, { id, row, values, leaveOut }) {
    const organization = organizationOf(actor)
    const record = await ownImport(sql, actor, id, version)
    if (record.status !== 'ready')
      throw conflict('import_not_ready', 'Rows can be repaired once the file is checked and before it runs.')
    const [staged] = await sql<StagedRow>`
      select row, cells, problem, left_out from import_rows
      where org_id = ${organization} and import_id = ${id} and row = ${row}`
    if (!staged) throw notFound()
    const repaired = withValues(staged, record.detected?.columns ?? [], values ?? {}, leaveOut)
    await sql`
      update import_rows set cells = ${repaired.cells}, problem = ${repaired.problem}, left_out = ${repaired.leftOut}
      where org_id = ${organization} and import_id = ${id} and row = ${row}`
    const tally = record.tally ?? emptyTally()
    await forget(sql, organization, id, row, tally)
    await checkRows(sql, organization, record, [repaired], tally)
    await sql`
      update imports set tally = ${JSON.stringify(tally)}::jsonb, needs_check = true, updated_at = now()
      where org_id = ${organization} and id = ${id}`
    const [after] = await sql<VerdictRow>`
      select ${select} from ${tables(record.kind)}
      where v.org_id = ${organization} and v.import_id = ${id} and v.row = ${row}`
    return toRow(after!)
  },
})

/** The row as it is to stand there. One that had too many cells fits again. */
function withValues(
  staged: StagedRow,
  columns: readonly string[],
  values: Record<string, string>,
  leaveOut: boolean | undefined,
): StagedRow {
  const unknown = Object.keys(values).filter((name) => !columns.includes(name))
  if (unknown.length > 0)
    throw invalidFields(
      unknown.map((name) => ({
        path: `values.${name}`,
        message: `The file has no column “${name.slice(0, 60)}”.`,
      })),
    )
  const leftOut = leaveOut ?? staged.leftOut
  if (Object.keys(values).length === 0) return { ...staged, leftOut }
  const before = JSON.parse(staged.cells) as string[]
  const cells = columns.map(
    (name, index) => (Object.hasOwn(values, name) ? values[name] : before[index]) ?? '',
  )
  return { ...staged, cells: JSON.stringify(cells), problem: null, leftOut }
}

/** Takes a row's verdict out of the tally. */
async function forget(sql: Sql, organization: string, id: string, row: number, tally: Tally): Promise<void> {
  const [old] = await sql<Pick<VerdictRow, 'verdict' | 'adds' | 'matchedBy' | 'matchedRow' | 'reasons'>>`
    delete from import_verdicts where org_id = ${organization} and import_id = ${id} and row = ${row}
    returning verdict, adds, matched_by, matched_row, reasons`
  await sql`delete from import_keys where org_id = ${organization} and import_id = ${id} and row = ${row}`
  if (old?.verdict === 'new') tally.new -= 1
  if (old?.verdict === 'left_out') tally.leftOut -= 1
  if (old?.verdict === 'refused') {
    tally.refused -= 1
    for (const column of new Set((old.reasons ?? []).map((reason) => reason.column ?? -1)))
      tally.columns[column] = (tally.columns[column] ?? 1) - 1
  }
  if (old?.verdict === 'matched' && old.matchedBy) {
    tally[old.adds ? 'adds' : 'same'] -= 1
    tally[old.matchedBy] -= 1
    if (old.matchedRow !== null) tally.row -= 1
  }
}
