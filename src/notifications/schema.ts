/** What a notification looks like from outside. */
import { z } from 'zod'
import { Id, IdOut, Moment } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'

export const Notification = z
  .object({
    id: IdOut,
    kind: z
      .string()
      .describe('What happened: alert (one is due), invoice_viewed, invoice_paid, mail_failed, mail_unknown'),
    title: z.string(),
    late: z.boolean().describe('It comes more than five minutes after its time'),
    subject: z
      .object({ kind: z.string(), id: IdOut })
      .nullable()
      .describe('The record it opens; null when it is not there any more'),
    client: z.object({ id: IdOut, name: z.string() }).nullable().describe('The client, if one can see it'),
    company: z.object({ id: IdOut, name: z.string() }).nullable().describe('The company, if one can see it'),
    createdAt: Moment,
    readAt: Moment.nullable(),
  })
  .meta({ id: 'Notification' })
export type Notification = z.output<typeof Notification>

export const NotificationQuery = z.strictObject({
  unread: z.boolean().optional().describe('Only those that have not been read, or only those that have'),
  ...listInput(['createdAt'], '-createdAt'),
})

export const unreadCap = 1000

export const NotificationPage = pageOf(Notification).extend({
  unread: z.int().describe(`How many have not been read, up to ${unreadCap}`),
})
export const NotificationId = z.strictObject({ id: Id })
