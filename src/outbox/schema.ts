/** What a mail of the organization looks like in its outbox. */
import { z } from 'zod'
import { IdOut, Moment } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'

/** `kept`: there is no mail server here. `unknown`: it may have arrived, or not. */
export const mailStatuses = ['kept', 'waiting', 'sending', 'sent', 'failed', 'unknown'] as const

export const OutboxMail = z
  .object({
    id: IdOut,
    recipient: z.string(),
    subject: z.string(),
    body: z.string().describe('Plain text; empty once it has been settled for 30 days'),
    status: z.enum(mailStatuses),
    createdAt: Moment,
    sentAt: Moment.nullable(),
  })
  .meta({ id: 'OutboxMail' })
export type OutboxMail = z.output<typeof OutboxMail>

export const OutboxQuery = z.strictObject({
  status: z.enum(mailStatuses).optional(),
  ...listInput(['createdAt'], '-createdAt'),
})
export const OutboxPage = pageOf(OutboxMail)
