/** Files that nobody wants any more lose first their bytes and then their row. */
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { IdOut } from '#src/core/field-schema.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { fileStorage } from '#src/services/storage.ts'

const batch = 200
const dayMs = 86_400_000

export const purgeFiles = operation({
  name: 'file.purge',
  summary: 'Remove files that were thrown away, never arrived or were attached to nothing for a day',
  kind: 'reach',
  permission: 'system',
  input: z.strictObject({}),
  output: z.object({ purged: z.int() }),
  async run({ call }) {
    let purged = 0
    for (;;) {
      const { files } = await call('file.claim_unwanted', {})
      if (files.length === 0) return { purged }
      for (const { storageKey } of files) await fileStorage().remove(storageKey)
      await call('file.forget', { ids: files.map(({ id }) => id) })
      purged += files.length
    }
  },
})

export const claimUnwanted = operation({
  name: 'file.claim_unwanted',
  summary: 'Name files to remove, so that nobody attaches one meanwhile',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({}),
  output: z.object({ files: z.array(z.object({ id: IdOut, storageKey: z.string() })) }),
  async run({ sql, actor }) {
    const organization = organizationOf(actor)
    const yesterday = new Date(now().getTime() - dayMs).toISOString()
    const files = await sql<{ id: string; storageKey: string }>`
      update files set deleted_at = coalesce(deleted_at, now())
      where org_id = ${organization} and id = any(array(
        select f.id from files f
        where f.org_id = ${organization} and (f.deleted_at is not null or (f.created_at < ${yesterday}
          and num_nonnulls(f.client_id, f.company_id, f.note_id, f.invoice_id) = 0
          and not exists (select 1 from invoice_settings s where s.org_id = f.org_id and s.logo_file_id = f.id)
          and not exists (select 1 from imports i where i.org_id = f.org_id and i.file_id = f.id)))
        limit ${batch} for no key update skip locked))
      returning id, storage_key`
    return { files }
  },
})

export const forgetFiles = operation({
  name: 'file.forget',
  summary: 'Forget files whose bytes are gone',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({ ids: z.array(z.uuid()).max(batch) }),
  output: z.null(),
  async run({ sql, actor }, { ids }) {
    await sql`
      delete from files where org_id = ${organizationOf(actor)} and id = any(${ids}) and deleted_at is not null`
    return null
  },
})
