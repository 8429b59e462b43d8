/** What is due to be reminded of, what was sent, and why something was not. */
import { z } from 'zod'
import { Day, Id, IdOut } from '#src/core/field-schema.ts'
import { mailStatuses } from '#src/outbox/schema.ts'

/** Why no reminder goes out, although its day has come. */
export const holds = {
  not_sent: 'The invoice itself has not been sent yet.',
  switched_off: 'Reminders are switched off for this invoice.',
  no_address: 'The buyer has no e-mail address.',
  failed: 'The mail server refused this reminder. Nothing is sent again by itself.',
  client_today: 'This client got a mail today, or gets one for an older invoice. At most one goes out a day.',
  not_due: 'The next reminder is not due yet.',
  settled: 'Nothing is to be paid any more.',
} as const
export type Hold = keyof typeof holds
const Hold = z.enum(Object.keys(holds) as [Hold, ...Hold[]])

const shared = {
  invoiceId: IdOut,
  number: z.string(),
  party: z.string(),
  clientId: IdOut.nullable(),
  companyId: IdOut.nullable(),
}

const DueReminder = z
  .object({
    ...shared,
    currency: z.string(),
    amountDue: z.int().describe('Minor units'),
    dueOn: Day,
    daysOverdue: z.int().describe('Negative before the due day'),
    step: z.int().describe('Which of the days in the settings this is'),
    to: z.string().nullable(),
    subject: z.string(),
    text: z.string().describe('As it would be sent, but for the link, which is made when it is'),
    held: Hold.nullable().describe('Why it does not go out now'),
    reason: z.string().nullable().describe('The same in a sentence'),
  })
  .meta({ id: 'DueReminder' })

export const mostReminders = 200

export const ReminderPreview = z
  .object({
    active: z.boolean().describe('Whether they go out by themselves'),
    open: z.boolean().describe('Whether it is a weekday between nine and five where the organization is'),
    items: z.array(DueReminder).describe(`The longest due first, at most ${mostReminders}`),
    more: z.boolean().describe('There are more than are shown'),
  })
  .meta({ id: 'ReminderPreview' })

export const ReminderSending = z.strictObject({
  invoiceIds: z
    .array(Id)
    .min(1)
    .max(mostReminders)
    .transform((ids) => [...new Set(ids)])
    .describe('The invoices to remind of, at most 200'),
})

export const SentReminders = z
  .object({
    sent: z.array(
      z.object({
        invoiceId: IdOut,
        step: z.int(),
        mail: z.object({ id: IdOut, to: z.string(), status: z.enum(mailStatuses) }),
      }),
    ),
    held: z.array(z.object({ invoiceId: IdOut, held: Hold, reason: z.string() })),
  })
  .meta({ id: 'SentReminders', queued: true })
