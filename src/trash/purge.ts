/** What has lain in the trash for thirty days is deleted for good, a few hundred at a time, with the bytes of its files. */
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { raw, type Sql } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { trashDays } from './schema.ts'

const batch = 200
const dayMs = 86_400_000

export const purgeTrash = operation({
  name: 'trash.purge',
  summary: 'Delete for good what has lain in the trash for thirty days',
  kind: 'reach',
  permission: 'system',
  input: z.strictObject({}),
  output: z.object({ purged: z.int() }),
  async run({ call }) {
    let purged = 0
    for (;;) {
      const step = await call('trash.purge_batch', {})
      if (step.purged === 0) break
      purged += step.purged
    }
    await call('file.purge', {})
    return { purged }
  },
})

export const purgeBatch = operation({
  name: 'trash.purge_batch',
  summary: 'Delete for good a few hundred records of the trash',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({}),
  output: z.object({ purged: z.int() }),
  async run({ sql, actor, touched }) {
    const organization = organizationOf(actor)
    const before = new Date(now().getTime() - trashDays * dayMs).toISOString()
    let purged = 0
    for (const table of ['notes', 'alerts', 'invoices', 'items', 'clients', 'companies'] as const) {
      const due = await sql<{ id: string }>`
        select id from ${raw(table)} where org_id = ${organization} and deleted_at < ${before}
        order by deleted_at limit ${batch} for update skip locked`
      if (due.length === 0) continue
      await purge(
        sql,
        organization,
        table,
        due.map(({ id }) => id),
      )
      purged += due.length
    }
    if (purged > 0) touched('trash', organization)
    return { purged }
  },
})

async function purge(
  sql: Sql,
  organization: string,
  table: 'notes' | 'alerts' | 'invoices' | 'items' | 'clients' | 'companies',
  ids: string[],
): Promise<void> {
  if (table === 'clients' || table === 'companies') {
    const [own, other] = table === 'clients' ? ['client_id', 'company_id'] : ['company_id', 'client_id']
    // What also hangs on something else lives on there.
    for (const hanging of ['notes', 'alerts'])
      await sql`
        update ${raw(hanging)} set ${raw(own as string)} = null
        where org_id = ${organization} and ${raw(own as string)} = any(${ids}) and ${raw(other as string)} is not null`
    await sql`
      update files set deleted_at = now()
      where org_id = ${organization} and (${raw(own as string)} = any(${ids}) or note_id = any(array(
        select id from notes where org_id = ${organization} and ${raw(own as string)} = any(${ids})))) `
  }
  if (table === 'invoices')
    await sql`update files set deleted_at = now() where org_id = ${organization} and invoice_id = any(${ids})`
  if (table === 'notes')
    await sql`update files set deleted_at = now() where org_id = ${organization} and note_id = any(${ids})`
  await sql`delete from ${raw(table)} where org_id = ${organization} and id = any(${ids})`
}
