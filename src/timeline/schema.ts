/** What a timeline looks like from outside: one list of everything that happened, newest first. */
import { z } from 'zod'
import { Day, Id, IdOut, Moment } from '#src/core/field-schema.ts'
import { Count } from '#src/core/list-schema.ts'
import { directions, invoiceTypes } from '#src/invoices/schema.ts'
import { NoteFile, noteKinds } from '#src/notes/schema.ts'
import { mailStatuses } from '#src/outbox/schema.ts'

export const eventKinds = ['note', 'alert', 'file', 'invoice', 'change'] as const
export type EventKind = (typeof eventKinds)[number]

export const invoiceEvents = [
  'created',
  'issued',
  'sent',
  'viewed',
  'reminded',
  'paid',
  'credited',
  'void',
  'overdue',
] as const

export const InvoiceEvent = z.object({
  id: IdOut.describe('The invoice; of `credited` the credit note'),
  event: z.enum(invoiceEvents),
  direction: z.enum(directions),
  type: z.enum(invoiceTypes),
  number: z.string().nullable(),
  party: z.string(),
  currency: z.string(),
  amount: z
    .int()
    .nullable()
    .describe(
      'Minor units: what was paid, what is due of `overdue`, else the total; null where it says nothing',
    ),
  paidOn: Day.optional().describe('Of `paid`'),
  dueOn: Day.nullable().optional().describe('Of `overdue`'),
  corrects: z.string().nullable().optional().describe('Of `credited`: the number of the invoice'),
  mailStatus: z.enum(mailStatuses).optional().describe('Of `sent` and `reminded`: what became of the mail'),
  to: z.string().optional().describe('Of `sent` and `reminded`'),
})
export type InvoiceEvent = z.output<typeof InvoiceEvent>

const common = {
  id: IdOut,
  at: Moment.describe('When it happened'),
  actor: z
    .object({ id: IdOut.nullable(), name: z.string() })
    .nullable()
    .describe('Who did it, also when they have left'),
  client: z.object({ id: IdOut, name: z.string() }).nullable().describe('Whom it is about'),
}

export const TimelineEvent = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('note'),
      ...common,
      note: z.object({
        id: IdOut,
        version: z.int(),
        kind: z.enum(noteKinds),
        body: z.string().describe('Markdown'),
        pinned: z.boolean(),
        imported: z.boolean().describe('A file said it; the actor brought it in'),
        files: z.array(NoteFile),
      }),
    }),
    z.object({
      kind: z.literal('alert'),
      ...common,
      alert: z.object({
        id: IdOut,
        event: z.enum(['set', 'completed']),
        title: z.string(),
        status: z.enum(['open', 'done']),
        dueAt: Moment,
      }),
    }),
    z.object({ kind: z.literal('file'), ...common, file: NoteFile }),
    z.object({ kind: z.literal('invoice'), ...common, invoice: InvoiceEvent }),
    z.object({
      kind: z.literal('change'),
      ...common,
      change: z.object({
        operation: z.string().describe('Such as client.update'),
        channel: z.string().describe('web, api, chat, mcp, telegram or job'),
        fields: z.array(z.string()).describe('Names of the fields that changed, never their values'),
        import: z
          .object({
            id: IdOut.nullable().describe('The import, if one can see it'),
            fileName: z.string(),
            deed: z.enum(['created', 'updated']),
          })
          .nullable()
          .describe('Of import.run: the file it came from'),
        merge: z
          .object({
            name: z.string().describe('The other client'),
            gone: z.boolean().describe('This one went into the other'),
          })
          .nullable()
          .describe('Of client.merge and client.unmerge: with whom, while that is known and seen'),
      }),
    }),
  ])
  .meta({ id: 'TimelineEvent' })
export type TimelineEvent = z.output<typeof TimelineEvent>

export const TimelineQuery = z.strictObject({
  id: Id.describe('The client, company or invoice'),
  kind: z
    .array(z.enum(eventKinds))
    .max(eventKinds.length)
    .optional()
    .describe('Only these; all when left out'),
  limit: z.int().min(1).max(200).default(50).describe('Rows a page, 1 to 200'),
  cursor: z.string().max(1000).optional().describe('`nextCursor` of the page before; opaque'),
  count: z.boolean().default(false).describe('Also count the events of every kind, up to a cap'),
})

export const Timeline = z.object({
  items: z.array(TimelineEvent),
  nextCursor: z.string().nullable(),
  counts: z
    .object(Object.fromEntries(eventKinds.map((kind) => [kind, Count])) as Record<EventKind, typeof Count>)
    .optional(),
})

export const activityDays = 28
export const activityMonths = 12

export const ActivitySummary = z
  .object({
    timeZone: z.string().describe('The IANA time zone of these days and months'),
    days: z
      .array(z.object({ on: Day, note: z.int(), call: z.int(), meeting: z.int() }))
      .describe('The last four weeks, every day, today last; what was imported is not counted'),
    clients: z
      .object({ lead: z.int(), active: z.int(), inactive: z.int() })
      .describe('Clients one can see, by status'),
    months: z
      .array(z.object({ month: z.string().describe('Such as 2026-11'), newClients: z.int() }))
      .describe('The last twelve months, this one last'),
  })
  .meta({ id: 'ActivitySummary' })
