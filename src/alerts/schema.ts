/** What an alert looks like from outside. */
import { z } from 'zod'
import { Id, IdOut, Moment, MomentInput, requiredText } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'
import { TimeZone } from '#src/organizations/schema.ts'
import { readRepeatRule, repeatLimit } from './repeat-rule.ts'

export const alertStatuses = ['open', 'done'] as const
export const alertChannels = ['app', 'email', 'telegram'] as const

const Named = z.object({ id: IdOut, name: z.string() }).nullable()

export const Alert = z
  .object({
    id: IdOut,
    version: z.int().describe('Counts the changes; send it back as If-Match'),
    title: z.string(),
    dueAt: Moment,
    status: z.enum(alertStatuses),
    snoozedUntil: Moment.nullable().describe('Rings at this moment instead of when it was due'),
    repeat: z.string().nullable().describe('An RFC 5545 RRULE'),
    timeZone: z.string().describe('The IANA time zone in whose clock time it repeats'),
    channels: z.array(z.enum(alertChannels)),
    assigneeId: IdOut.nullable(),
    assignee: Named,
    clientId: IdOut.nullable(),
    client: Named.describe('The client, if one can see it'),
    companyId: IdOut.nullable(),
    company: Named.describe('The company, if one can see it'),
    invoiceId: IdOut.nullable().describe('The invoice it is about'),
    completedAt: Moment.nullable(),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Alert' })
export type Alert = z.output<typeof Alert>

export const CompletedAlert = Alert.extend({
  movedOn: z.boolean().describe('It repeats: it stays open and is next due at dueAt'),
}).meta({ id: 'CompletedAlert' })

/** In the spelling in which moments are answered, so that the same moment compares as equal. */
const canonical = (text: string) =>
  new Date(text).toISOString().replace(/\.(\d*?)0+Z$/, (_, digits) => (digits ? `.${digits}Z` : 'Z'))

const [earliest, latest] = [Date.UTC(2000, 0), Date.UTC(2200, 0)]
const AlertMoment = MomentInput.refine((text) => {
  const moment = Date.parse(text)
  return moment >= earliest && moment < latest
}, 'This has to lie between the years 2000 and 2199.').transform(canonical)

const Repeat = z
  .string()
  .max(repeatLimit)
  .transform((text, context) => {
    const rule = readRepeatRule(text)
    if (typeof rule !== 'string') return rule.text
    context.addIssue(rule)
    return z.NEVER
  })
  .nullable()

const fields = {
  title: requiredText(200)
    .transform((text) => text.replace(/\s+/g, ' '))
    .describe('What to do, in a line'),
  dueAt: AlertMoment.describe('When it rings'),
  clientId: Id.nullable().optional().describe('The client it is about'),
  companyId: Id.nullable().optional().describe('The company it is about'),
  invoiceId: Id.nullable()
    .optional()
    .describe('The invoice it is about; then it is about that one’s client and company, too'),
  assigneeId: Id.optional().describe('The member it rings for; oneself when left out'),
  channels: z
    .array(z.enum(alertChannels))
    .min(1)
    .max(10)
    .transform((channels) => [...new Set(channels)])
    .optional()
    .describe('Where it rings besides the dashboard, where it always does'),
  repeat: Repeat.optional().describe('An RFC 5545 RRULE such as FREQ=WEEKLY;BYDAY=MO, hourly at the most'),
  timeZone: TimeZone.optional().describe('Time zone of the repeat; one’s own when left out'),
}

export const NewAlert = z.strictObject(fields)
export const AlertChange = z.strictObject({
  id: Id.describe('The alert’s id'),
  ...fields,
  title: fields.title.optional(),
  dueAt: fields.dueAt.optional(),
})

export const Snooze = z.strictObject({
  id: Id.describe('The alert’s id'),
  until: AlertMoment.nullable().describe('When it rings again; null wakes it'),
})

export const AlertQuery = z.strictObject({
  status: z.enum(alertStatuses).optional().describe('Still to do, or done'),
  clientId: Id.optional().describe('About this client'),
  companyId: Id.optional().describe('About this company'),
  invoiceId: Id.optional().describe('About this invoice'),
  withPeople: z.boolean().default(false).describe('With companyId: about its people, too'),
  assigneeId: Id.optional().describe('To be done by this member'),
  dueAfter: MomentInput.optional().describe('Due, or snoozed to, at this moment or later'),
  dueBefore: MomentInput.optional().describe('Due, or snoozed to, before this moment'),
  ...listInput(['dueAt', 'createdAt'], 'dueAt'),
})

export const AlertPage = pageOf(Alert)
export const AlertId = z.strictObject({ id: Id.describe('The alert’s id') })
