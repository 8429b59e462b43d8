/** What a note looks like from outside. */
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { Id, IdOut, Moment, MomentInput, requiredText } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'

export const noteKinds = ['note', 'call', 'meeting'] as const
export const bodyLimit = 20_000

const Named = z.object({ id: IdOut, name: z.string() })

export const NoteFile = z.object({ id: IdOut, name: z.string(), size: z.int(), type: z.string() })

export const Note = z
  .object({
    id: IdOut,
    version: z.int().describe('Counts the changes; send it back as If-Match'),
    kind: z.enum(noteKinds),
    happenedAt: Moment.describe('When it was written, said or met'),
    body: z.string().describe('Markdown'),
    pinned: z.boolean(),
    imported: z.boolean().describe('A file said it; the author brought it in'),
    clientId: IdOut.nullable(),
    client: Named.nullable().describe('The client, if one can see it'),
    companyId: IdOut.nullable(),
    company: Named.nullable().describe('The company, if one can see it'),
    invoiceId: IdOut.nullable().describe('The invoice it is about'),
    author: Named.nullable().describe('Who wrote it, also when they have left'),
    files: z.array(NoteFile).describe('Files attached to it'),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Note' })
export type Note = z.output<typeof Note>

const dayMs = 86_400_000
const earliest = Date.UTC(1900, 0, 1)

const HappenedAt = MomentInput.refine(
  (moment) => Date.parse(moment) <= now().getTime() + dayMs,
  'This is in the future. An alert reminds of what is still to come.',
)
  .refine((moment) => Date.parse(moment) >= earliest, 'This is too long ago.')
  .transform((moment) => new Date(moment).toISOString())
  .describe('When it happened; now, when left out')

const body = requiredText(bodyLimit).describe('Markdown, at most 20,000 characters')

export const NewNote = z
  .strictObject({
    body,
    kind: z.enum(noteKinds).default('note').describe('A note, or what it tells of'),
    happenedAt: HappenedAt.optional(),
    pinned: z.boolean().default(false).describe('Stays above the others'),
    clientId: Id.nullable().optional().describe('The client it is about'),
    companyId: Id.nullable().optional().describe('The company it is about'),
    invoiceId: Id.nullable()
      .optional()
      .describe('The invoice it is about; then it is about that one’s client and company, too'),
  })
  .refine((note) => Boolean(note.clientId || note.companyId || note.invoiceId), {
    path: ['clientId'],
    message: 'A note is about a client, a company or an invoice: give clientId, companyId or invoiceId.',
  })

export const NoteChange = z.strictObject({
  id: Id.describe('The note’s id'),
  body: body.optional(),
  kind: z.enum(noteKinds).optional().describe('A note, or what it tells of'),
  happenedAt: HappenedAt.optional(),
  pinned: z.boolean().optional().describe('Keep it on top'),
})

export const noteSorts = ['happenedAt', 'createdAt'] as const

export const NoteQuery = z.strictObject({
  clientId: Id.optional().describe('Only notes about this client'),
  companyId: Id.optional().describe('Only notes about this company itself'),
  invoiceId: Id.optional().describe('Only notes about this invoice'),
  kind: z.array(z.enum(noteKinds)).max(noteKinds.length).optional().describe('Any of these'),
  pinned: z.boolean().optional().describe('Only those kept on top, or only the others'),
  ...listInput(noteSorts, '-happenedAt'),
})

export const NotePage = pageOf(Note)
export const NoteId = z.strictObject({ id: Id.describe('The note’s id') })
