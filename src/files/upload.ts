/**
 * A file's way in and out. Its row is there before the first byte, so that bytes without a row cannot be left lying
 * about by anything that dies in between; the entrance moves the bytes, these keep the books.
 */
import { z } from 'zod'
import { notFound } from '#src/core/errors.ts'
import { IdOut } from '#src/core/field-schema.ts'
import { claimKey, fingerprint, finishKey } from '#src/core/idempotency.ts'
import { type Actor, operation } from '#src/core/operation.ts'
import { may } from '#src/core/permissions.ts'
import { newId, organizationOf } from '#src/core/record.ts'
import { newStorageKey } from '#src/services/storage.ts'
import { inSight } from './operations.ts'
import { FileId, Uploaded } from './schema.ts'

export const beginFile = operation({
  name: 'file.begin',
  summary: 'Make room for a file whose bytes are on their way',
  kind: 'write',
  permission: 'files.write',
  input: z.strictObject({}),
  output: z.object({ id: IdOut, storageKey: z.string() }),
  async run({ sql, actor }) {
    const organization = organizationOf(actor)
    const id = newId()
    const storageKey = newStorageKey(organization)
    await sql`
      insert into files (org_id, id, storage_key, uploaded_by, uploaded_with)
      values (${organization}, ${id}, ${storageKey}, ${actor.personId}, ${actor.keyId ?? null})`
    return { id, storageKey }
  },
})

export const keepFile = operation({
  name: 'file.keep',
  summary: 'Keep a file whose bytes have arrived',
  kind: 'write',
  permission: 'files.write',
  input: z.strictObject({
    id: z.uuid(),
    name: z.string(),
    size: z.int(),
    type: z.string(),
    digest: z.string(),
    /** The uploader's Idempotency-Key; the same bytes under the same name are the same input. */
    once: z.string().optional(),
  }),
  output: z.object({ file: Uploaded, replayed: z.boolean() }),
  async run({ sql, actor, touched }, { id, digest, once, ...facts }) {
    const key = once && {
      key: once,
      operation: 'file.create',
      fingerprint: fingerprint({ name: facts.name, digest }),
    }
    const earlier = key ? await claimKey(sql, key) : undefined
    if (earlier) return { file: earlier.answer as z.output<typeof Uploaded>, replayed: true }
    const kept = await sql`
      update files set name = ${facts.name}, size = ${facts.size}, type = ${facts.type}, stored_at = now()
      where org_id = ${organizationOf(actor)} and id = ${id} and stored_at is null returning 1`
    if (kept.length === 0) throw notFound()
    const file = { id, ...facts }
    if (key) await finishKey(sql, key, file)
    touched('file', id)
    return { file, replayed: false }
  },
})

export const dropFile = operation({
  name: 'file.drop',
  summary: 'Forget a file whose bytes did not arrive',
  kind: 'write',
  permission: 'files.write',
  input: FileId,
  output: z.null(),
  async run({ sql, actor }, { id }) {
    await sql`delete from files where org_id = ${organizationOf(actor)} and id = ${id} and stored_at is null`
    return null
  },
})

const FoundFile = z.object({ name: z.string(), size: z.int(), type: z.string(), storageKey: z.string() })

export const getFile = operation({
  name: 'file.get',
  summary: 'Find a file to download',
  kind: 'read',
  permission: 'files.read',
  input: FileId,
  output: FoundFile,
  async run({ sql, actor }, { id }) {
    const [file] = await sql<z.output<typeof FoundFile> & { holdsAll: boolean | null }>`
      select f.name, f.size, f.type, f.storage_key,
        (select e.sees_all from exports e where e.org_id = f.org_id and e.file_id = f.id) as holds_all
      from files f
      where f.org_id = ${organizationOf(actor)} and f.id = ${id} and f.stored_at is not null and f.deleted_at is null
        and ${inSight}`
    if (!file || !mayStillHave(actor, file.holdsAll)) throw notFound()
    return file
  },
})

/** An export is for who may export, and sees as much as when it was made. */
const mayStillHave = ({ role, visibility }: Actor, holdsAll: boolean | null) =>
  holdsAll === null || (role !== null && may(role, 'exports') && (visibility === 'all' || !holdsAll))
