/** What a file looks like from outside: never its bytes, nor where they lie. */
import { z } from 'zod'
import { Id, IdOut, Moment } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'

export const StoredFile = z
  .object({
    id: IdOut,
    name: z.string(),
    size: z.int().describe('Bytes'),
    type: z.string().describe('What its first bytes say'),
    clientId: IdOut.nullable(),
    companyId: IdOut.nullable(),
    noteId: IdOut.nullable(),
    invoiceId: IdOut.nullable(),
    uploadedBy: z.object({ id: IdOut, name: z.string() }).nullable(),
    createdAt: Moment,
    attachedAt: Moment.nullable(),
  })
  .meta({ id: 'File' })
export type StoredFile = z.output<typeof StoredFile>

const targets = ['clientId', 'companyId', 'noteId', 'invoiceId'] as const

export const Attachment = z
  .strictObject({
    fileId: Id,
    clientId: Id.optional(),
    companyId: Id.optional(),
    noteId: Id.optional(),
    invoiceId: Id.optional(),
  })
  .refine((said) => targets.filter((name) => said[name]).length === 1, {
    path: ['clientId'],
    message: 'Give exactly one of clientId, companyId, noteId and invoiceId.',
  })

export const fileSorts = ['createdAt', 'name'] as const

export const FileQuery = z.strictObject({
  clientId: Id.optional().describe('Files of this client, of its invoices and of the notes about it'),
  companyId: Id.optional().describe('Files of this company, of its invoices and of the notes about it'),
  noteId: Id.optional(),
  invoiceId: Id.optional().describe('Files of this invoice, such as the bill as it came'),
  ...listInput(fileSorts, '-createdAt'),
})

export const FilePage = pageOf(StoredFile)
export const FileId = z.strictObject({ id: Id })

/** The answer to an upload. */
export const Uploaded = StoredFile.pick({ id: true, name: true, size: true, type: true })
