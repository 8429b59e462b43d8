/** A new import: the file is looked at, so that what it is can be said at once, and then read by a job. */
import { z } from 'zod'
import { notFound, Refusal } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { newId, organizationOf } from '#src/core/record.ts'
import { fileStorage } from '#src/services/storage.ts'
import { detectFile } from './detect-file.ts'
import type { DetectedFile } from './imported-file.ts'
import { presentImport } from './present.ts'
import { readImport, sendJob } from './record.ts'
import { Import, importKinds, NewImport } from './schema.ts'

export const createImport = operation({
  name: 'import.create',
  route: 'POST /imports',
  summary: 'Begin to import an uploaded list; nothing is stored before import.run',
  kind: 'reach',
  permission: 'imports',
  input: NewImport,
  output: Import,
  async run({ call }, { fileId, kind }) {
    const { storageKey } = await call('import.find_file', { fileId })
    const looked = await lookAt(storageKey)
    return call('import.begin', { fileId, kind, ...looked })
  },
})

/** What the file is, or the sentence that says why it cannot be imported. */
async function lookAt(storageKey: string): Promise<{ detected?: DetectedFile; problem?: string }> {
  try {
    return { detected: await detectFile(fileStorage().read(storageKey)) }
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.message }
    throw error
  }
}

export const findImportFile = operation({
  name: 'import.find_file',
  summary: 'Find the file to import',
  kind: 'read',
  permission: 'imports',
  input: z.strictObject({ fileId: z.uuid() }),
  output: z.object({ storageKey: z.string() }),
  async run({ sql, actor }, { fileId }) {
    // An export from when one saw more is not to be downloaded any more, nor read here.
    const [file] = await sql<{ storageKey: string }>`
      select storage_key from files
      where org_id = ${organizationOf(actor)} and id = ${fileId} and stored_at is not null and deleted_at is null
        and (app_sees_all() or not exists (
          select 1 from exports e where e.org_id = files.org_id and e.file_id = files.id and e.sees_all))`
    if (!file) throw notFound('fileId')
    return file
  },
})

export const beginImport = operation({
  name: 'import.begin',
  summary: 'Note an import and send a job that reads its file',
  kind: 'write',
  permission: 'imports',
  input: z.strictObject({
    fileId: z.uuid(),
    kind: z.enum(importKinds),
    detected: z.custom<DetectedFile>().optional(),
    problem: z.string().optional(),
  }),
  output: Import,
  async run({ sql, actor, later, touched }, { fileId, kind, detected, problem }) {
    const organization = organizationOf(actor)
    const id = newId()
    const begun = await sql`
      insert into imports (org_id, id, kind, status, person_id, file_id, file_name, file_size, detected, country, problem,
        finished_at)
      select ${organization}, ${id}, ${kind}, ${problem === undefined ? 'reading' : 'failed'}, ${actor.personId},
        case when ${problem ?? null}::text is null then f.id end, f.name, f.size, ${detected ? JSON.stringify(detected) : null}::jsonb, o.country, ${problem ?? null},
        case when ${problem ?? null}::text is null then null else now() end
      from files f join organizations o on o.id = f.org_id
      where f.org_id = ${organization} and f.id = ${fileId} and f.stored_at is not null and f.deleted_at is null
      for key share of f returning 1`
    if (begun.length === 0) throw notFound('fileId')
    touched('import', id)
    const record = await readImport(sql, actor, id)
    if (problem === undefined && actor.personId) await sendJob(later, record, actor.personId)
    return presentImport(sql, organization, record)
  },
})
