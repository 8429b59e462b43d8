/** The refused rows as a file: their own columns, and why, ready to be corrected and imported again. */
import { z } from 'zod'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { csvRow, csvStart } from '#src/core/write-csv.ts'
import { keepWritten } from '#src/services/written-file.ts'
import { readImport } from './record.ts'
import { ImportId, RefusedFile } from './schema.ts'

/** Two columns that an import knows to leave out. */
const ownHeadings = ['Row in the file', 'Why it was refused']

export const fileRefusals = operation({
  name: 'import.refusals',
  route: 'POST /imports/:id/refusals',
  summary: 'Make a CSV file of the refused rows, to be downloaded from /files',
  kind: 'reach',
  permission: 'imports',
  input: ImportId,
  output: RefusedFile,
  async run({ call }, { id }) {
    const { columns, fileName } = await call('import.refusals_page', { id, behind: 0 })
    let rows = 0
    async function* text() {
      yield csvStart + csvRow([...columns, ...ownHeadings])
      for (let behind = 0; ; ) {
        const page = await call('import.refusals_page', { id, behind })
        if (page.rows.length === 0) return
        rows += page.rows.length
        yield page.rows
          .map(({ row, cells, reasons }) => csvRow([...fitted(cells, columns.length), String(row), reasons]))
          .join('')
        behind = page.rows.at(-1)!.row
      }
    }
    const name = `${fileName.replace(/\.[^.]*$/, '')}-refused.csv`
    const fileId = await keepWritten(call, { name, type: 'text/csv' }, text())
    return { fileId, rows }
  },
})

/** Cells without a heading stay at the end of the last one, so that nothing of the row is lost. */
function fitted(cells: readonly string[], width: number): string[] {
  const own = Array.from({ length: width }, (_, index) => cells[index] ?? '')
  if (cells.length > width && width > 0) own[width - 1] = cells.slice(width - 1).join(' ')
  return own
}

export const refusalsPage = operation({
  name: 'import.refusals_page',
  summary: 'Read some refused rows of an import',
  kind: 'read',
  permission: 'imports',
  input: z.strictObject({ id: z.uuid(), behind: z.int() }),
  output: z.object({
    columns: z.array(z.string()),
    fileName: z.string(),
    rows: z.array(z.object({ row: z.int(), cells: z.array(z.string()), reasons: z.string() })),
  }),
  async run({ sql, actor }, { id, behind }) {
    const organization = organizationOf(actor)
    const { detected, fileName } = await readImport(sql, actor, id)
    const rows = await sql<{ row: number; cells: string; reasons: { reason: string }[] }>`
      select v.row, r.cells, v.reasons from import_verdicts v
      join import_rows r on r.org_id = v.org_id and r.import_id = v.import_id and r.row = v.row
      where v.org_id = ${organization} and v.import_id = ${id} and v.verdict = 'refused' and v.row > ${behind}
      order by v.row limit 500`
    return {
      columns: detected?.columns ?? [],
      fileName,
      rows: rows.map(({ row, cells, reasons }) => ({
        row,
        cells: JSON.parse(cells) as string[],
        reasons: reasons.map(({ reason }) => reason).join('; '),
      })),
    }
  },
})
