/** What an audit entry and an entry of the access log look like from outside. */
import { z } from 'zod'
import { Id, IdOut, Moment, MomentInput } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'
import { channels } from '#src/core/operation.ts'

export const AuditEntry = z
  .object({
    id: IdOut,
    at: Moment,
    operation: z.string().describe('What was done, e.g. client.update'),
    channel: z.enum(channels).describe('Through which door'),
    actor: z.object({ id: IdOut.nullable(), name: z.string(), kind: z.string() }),
    subject: z.object({ kind: z.string(), id: IdOut }),
    changed: z.array(z.string()).describe('Names of the fields that changed; never what they hold'),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.output<typeof AuditEntry>

const word = z.string().max(60)

export const AuditQuery = z.strictObject({
  subjectKind: word.optional().describe('E.g. client'),
  subjectId: Id.optional(),
  actorId: Id.optional(),
  operation: word.optional().describe('E.g. client.update'),
  from: MomentInput.optional().describe('From this moment on'),
  to: MomentInput.optional().describe('Before this moment'),
  ...listInput(['at'], '-at'),
})
export const AuditPage = pageOf(AuditEntry)

export const Access = z
  .object({
    id: IdOut,
    at: Moment,
    person: z.object({ id: IdOut, name: z.string() }).nullable().describe('Or the API key; null: the system'),
    operation: z.string(),
    subjectId: IdOut,
  })
  .meta({ id: 'Access' })
export type Access = z.output<typeof Access>

export const AccessQuery = z.strictObject({ subjectId: Id, ...listInput(['at'], '-at') })
export const AccessPage = pageOf(Access)

export const SubjectQuery = z.strictObject({
  ids: z.array(Id).min(1).max(100).describe('Ids of subjects, as they stand in the entries'),
})
const About = z.object({ kind: z.string(), id: IdOut, name: z.string() })
export const SubjectsFound = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      id: IdOut,
      name: z.string().nullable().describe('What it is called now; a note has no name'),
      trashed: z.boolean(),
      about: About.nullable().describe(
        'The client, company or invoice that a note, an alert, a file or a payment hangs on',
      ),
    }),
  ),
})
export type Subject = z.output<typeof SubjectsFound>['items'][number]
