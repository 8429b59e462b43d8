/**
 * The job behind an import: it does what the import's status asks for, a chunk a transaction, until nothing is left to
 * do. Each chunk says for itself where it goes on, so a job that dies is simply followed by another.
 */
import { z } from 'zod'
import { Refusal } from '#src/core/errors.ts'
import { type Call, operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { fileStorage } from '#src/services/storage.ts'
import { newColumnFacts, observeRow } from './column-facts.ts'
import { rowCountLimit, tooManyRows } from './detect-file.ts'
import { forgetSome } from './forget.ts'
import type { DetectedFile, FileRow } from './imported-file.ts'
import { readRows } from './read-file.ts'
import { lockImport, readImport } from './record.ts'
import { type Import, ImportId, importStatuses } from './schema.ts'

/** Rows a transaction: large enough that its overhead does not count, small enough that a stop is at once. */
export const chunkSize = 500

export const workOnImport = operation({
  name: 'import.work',
  summary: 'Read, check, run or undo an import, whichever is next',
  kind: 'reach',
  permission: 'imports',
  input: ImportId,
  output: z.null(),
  async run({ call }, { id }) {
    try {
      for (;;) {
        const { status, ...facts } = await call('import.next_stage', { id })
        if (status === 'reading' && facts.detected && facts.storageKey)
          await readFile(call, id, facts.detected, facts.storageKey, facts.fileSize)
        else if (status === 'checking') await inChunks(() => call('import.check_rows', { id }))
        else if (status === 'running') await inChunks(() => call('import.apply_rows', { id }))
        else if (status === 'undoing') await inChunks(() => call('import.revert_records', { id }))
        else {
          if (overStatuses.includes(status)) await inChunks(() => call('import.forget_keys', { id }))
          return null
        }
      }
    } catch (error) {
      // A database that is away comes back; whatever else is refused will be refused the next time as well.
      if (!(error instanceof Refusal) || error.status === 503) throw error
      await call('import.fail', { id, problem: error.message }, { asSystem: true })
      return null
    }
  },
})

const overStatuses: readonly Import['status'][] = ['done', 'cancelled', 'failed', 'undone']

async function inChunks(chunk: () => Promise<{ more: boolean }>): Promise<void> {
  while ((await chunk()).more);
}

export const nextStage = operation({
  name: 'import.next_stage',
  summary: 'Say what is next for an import',
  kind: 'read',
  permission: 'imports',
  input: ImportId,
  output: z.object({
    status: z.enum(importStatuses),
    detected: z.custom<DetectedFile>().nullable(),
    storageKey: z.string().nullable(),
    fileSize: z.int(),
  }),
  async run({ sql, actor }, { id }) {
    const { status, detected, fileId, fileSize } = await readImport(sql, actor, id)
    if (status !== 'reading') return { status, detected: null, storageKey: null, fileSize }
    const [file] = await sql<{ storageKey: string }>`
      select storage_key from files where org_id = ${organizationOf(actor)} and id = ${fileId} and deleted_at is null`
    if (!file) throw new Refusal(409, 'file_gone', 'The file is not there any more. Upload it once more.')
    return { status, detected, storageKey: file.storageKey, fileSize }
  },
})

export const forgetKeys = operation({
  name: 'import.forget_keys',
  summary: 'Forget by what the rows of an import that is over recognize each other',
  kind: 'write',
  permission: 'imports',
  input: ImportId,
  output: z.object({ more: z.boolean() }),
  async run({ sql, actor }, { id }) {
    const { status } = await lockImport(sql, actor, id)
    if (!overStatuses.includes(status)) return { more: false }
    return { more: await forgetSome(sql, organizationOf(actor), id, ['import_keys', 'import_words']) }
  },
})

/** The whole file, once, into rows that can be checked over and over. What a job before this one read is not stored again. */
async function readFile(
  call: Call,
  id: string,
  detected: DetectedFile,
  key: string,
  size: number,
): Promise<void> {
  const columns = newColumnFacts(detected.columns)
  let bytes = 0
  let rows = 0
  async function* counted() {
    for await (const chunk of fileStorage().read(key)) {
      bytes += chunk.byteLength
      yield chunk
    }
  }
  const { behind } = await call('import.begin_reading', { id })
  for await (const batch of readRows(counted(), detected, chunkSize)) {
    rows += batch.length
    if (rows > rowCountLimit) throw new Refusal(422, 'too_many_rows', tooManyRows)
    for (const { row, cells, problem } of batch) if (problem === null) observeRow(columns, cells, row)
    const fresh = batch.filter(({ row }) => row > behind)
    if (fresh.length === 0) continue
    const { more } = await call('import.stage_rows', {
      id,
      rows: fresh.map(staged),
      total: Math.max(rows, Math.round((rows * size) / Math.max(bytes, 1))),
    })
    if (!more) return
  }
  await call('import.finish_reading', { id, columns })
}

/** As JSON text: a cell may hold what neither jsonb nor an operation's input can. */
const staged = ({ row, cells, problem }: FileRow) => ({ row, cells: JSON.stringify(cells), problem })
