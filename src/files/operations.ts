/** Files: list them, attach one to a record, throw one away. */
import { z } from 'zod'
import { type Part, part, type Sql } from '#src/core/db.ts'
import { conflict, notFound } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { page, type SortBy } from '#src/core/paging.ts'
import { mustSee, organizationOf } from '#src/core/record.ts'
import { Attachment, FileId, FilePage, FileQuery, StoredFile } from './schema.ts'

const sorts: Record<string, SortBy> = {
  createdAt: { expression: 'f.created_at', type: 'timestamptz' },
  name: { expression: 'f.name', type: 'text' },
}

const columns = part`f.id, f.name, f.size, f.type, f.client_id, f.company_id, f.note_id, f.invoice_id, f.uploaded_by as uploader_id,
  p.name as uploader_name, f.created_at, f.attached_at`
const tables = part`files f left join people p on p.id = f.uploaded_by`
/** Its bytes are there, and nobody threw it away. */
const whole = part`f.stored_at is not null and f.deleted_at is null`

/** What hangs only on something in the trash is out of sight with it. */
export const inSight = part`(f.client_id is null or exists (
    select 1 from clients c where c.org_id = f.org_id and c.id = f.client_id and c.deleted_at is null))
  and (f.company_id is null or exists (
    select 1 from companies co where co.org_id = f.org_id and co.id = f.company_id and co.deleted_at is null))
  and (f.note_id is null or exists (
    select 1 from notes n
    left join clients nc on nc.org_id = n.org_id and nc.id = n.client_id
    left join companies nco on nco.org_id = n.org_id and nco.id = n.company_id
    where n.org_id = f.org_id and n.id = f.note_id and n.deleted_at is null
      and nc.deleted_at is null and (n.client_id is not null or nco.deleted_at is null)))
  and (f.invoice_id is null or exists (
    select 1 from invoices i where i.org_id = f.org_id and i.id = f.invoice_id and i.deleted_at is null))`

interface FileRow extends Omit<StoredFile, 'uploadedBy'> {
  uploaderId: string | null
  uploaderName: string | null
}

const toFile = ({ uploaderId, uploaderName, ...row }: FileRow): StoredFile => ({
  ...row,
  uploadedBy: uploaderId && uploaderName !== null ? { id: uploaderId, name: uploaderName } : null,
})

async function readFile(sql: Sql, organization: string, id: string): Promise<StoredFile> {
  const [row] = await sql<FileRow>`
    select ${columns} from ${tables} where f.org_id = ${organization} and f.id = ${id} and ${whole}`
  if (!row) throw notFound()
  return toFile(row)
}

/** Attached to the record itself, to a note about it or to one of its invoices. */
const hangsOn = (organization: string, column: 'client_id' | 'company_id', id: string): Part => {
  const own = column === 'client_id' ? part`f.client_id = ${id}` : part`f.company_id = ${id}`
  const about = column === 'client_id' ? part`n.client_id = ${id}` : part`n.company_id = ${id}`
  const billed = column === 'client_id' ? part`i.client_id = ${id}` : part`i.company_id = ${id}`
  return part`(${own} or f.note_id = any(array(
    select n.id from notes n where n.org_id = ${organization} and ${about} and n.deleted_at is null))
    or f.invoice_id = any(array(
      select i.id from invoices i where i.org_id = ${organization} and ${billed} and i.deleted_at is null)))`
}

export const listFiles = operation({
  name: 'file.list',
  route: 'GET /files',
  summary: 'List files, of a client, a company, a note or an invoice, or all that one can see',
  kind: 'read',
  permission: 'files.read',
  input: FileQuery,
  output: FilePage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const where: Part[] = [part`f.org_id = ${organization}`, whole, inSight]
    if (query.clientId) where.push(hangsOn(organization, 'client_id', query.clientId))
    if (query.companyId) where.push(hangsOn(organization, 'company_id', query.companyId))
    if (query.noteId) where.push(part`f.note_id = ${query.noteId}`)
    if (query.invoiceId) where.push(part`f.invoice_id = ${query.invoiceId}`)
    const listed = page<FileRow>(
      sql,
      {
        scope: `file.list ${organization}`,
        sorts,
        select: columns,
        from: tables,
        countFrom: part`files f`,
        where,
        id: 'f.id',
      },
      query,
    )
    const [found] = await Promise.all([listed, mustSee(sql, organization, query)])
    return { ...found, items: found.items.map(toFile) }
  },
})

export const attachFile = operation({
  name: 'file.attach',
  route: 'POST /files/:fileId/attach',
  summary: 'Attach an uploaded file to a client, a company, a note or an invoice',
  kind: 'write',
  permission: 'files.write',
  input: Attachment,
  output: StoredFile,
  async run({ sql, actor, touched }, { fileId, ...said }) {
    const organization = organizationOf(actor)
    await sql`select 1 from files where org_id = ${organization} and id = ${fileId} for no key update`
    const before = await readFile(sql, organization, fileId)
    await mustSee(sql, organization, said)
    const { clientId = null, companyId = null, noteId = null, invoiceId = null } = said
    const target = clientId ?? companyId ?? noteId ?? invoiceId
    const known = before.clientId ?? before.companyId ?? before.noteId ?? before.invoiceId
    if (known === target) return before
    if (known) throw conflict('attached', 'This file is attached to something else already.')
    await sql`
      update files set client_id = ${clientId}, company_id = ${companyId}, note_id = ${noteId},
        invoice_id = ${invoiceId}, attached_at = now()
      where org_id = ${organization} and id = ${fileId}`
    touched('file', fileId)
    return readFile(sql, organization, fileId)
  },
})

export const deleteFile = operation({
  name: 'file.delete',
  route: 'DELETE /files/:id',
  summary: 'Throw a file away for good',
  kind: 'write',
  permission: 'files.write',
  input: FileId,
  output: z.null(),
  async run({ sql, actor, touched }, { id }) {
    const organization = organizationOf(actor)
    // Its bytes go with the next purge, which forgets the row only after them.
    const gone = await sql`
      update files f set deleted_at = now()
      where f.org_id = ${organization} and f.id = ${id} and ${whole} returning 1`
    if (gone.length === 0) throw notFound()
    touched('file', id)
    return null
  },
})
