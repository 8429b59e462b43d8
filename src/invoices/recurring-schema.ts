/** What a recurring invoice looks like from outside. */
import { z } from 'zod'
import { Day, Id, IdOut, Moment } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'
import { rhythms } from './recurring-days.ts'
import { InvoiceChange, languages, NewLine, TaxCategory } from './schema.ts'

const DayInput = z.iso.date('This is not a day such as 2026-11-23.')

/** What each invoice says: an invoice without what is only one's own. */
export const RecurringContent = InvoiceChange.omit({
  id: true,
  number: true,
  clientId: true,
  companyId: true,
  issuedOn: true,
  dueOn: true,
  deliveredOn: true,
  periodStartsOn: true,
  periodEndsOn: true,
  prepaidAmount: true,
})
export type RecurringContent = z.output<typeof RecurringContent>

const lines = z
  .array(NewLine)
  .min(1, 'A recurring invoice needs at least one line.')
  .max(1000)
  .describe('Descriptions, reference and note may hold {month}, {year} and {period}')

const schedule = {
  rhythm: z.enum(rhythms).describe('How often'),
  every: z.int().min(1).max(99).describe('Every so many weeks, months, quarters or years'),
  lastDay: z.boolean().describe('Always on the last day of the month, for the time that ends with it'),
  startsOn: DayInput.describe('The first one’s day; its day of the month is kept where the month has it'),
  endsOn: DayInput.nullable().describe('None after this day'),
  endsAfter: z.int().min(1).max(1000).nullable().describe('So many in all'),
  mode: z.enum(['draft', 'send']).describe('draft: a person looks first; send: issued and mailed by itself'),
  paused: z.boolean().describe('None is made; what was missed meanwhile is left out'),
}

const subject = {
  clientId: Id.nullable().optional().describe('Whom they go to'),
  companyId: Id.nullable().optional().describe('The company they go to'),
}

export const NewRecurring = z
  .strictObject({
    ...RecurringContent.shape,
    ...subject,
    ...schedule,
    lines,
    every: schedule.every.default(1),
    lastDay: schedule.lastDay.default(false),
    endsOn: schedule.endsOn.default(null),
    endsAfter: schedule.endsAfter.default(null),
    paused: schedule.paused.default(false),
  })
  .refine(({ clientId, companyId }) => clientId || companyId, {
    path: ['clientId'],
    message: 'An invoice goes to a client or a company.',
  })

export const RecurringChange = z.strictObject({
  id: Id.describe('The recurring invoice’s id'),
  ...RecurringContent.shape,
  ...subject,
  ...z.object(schedule).partial().shape,
  lines: lines.optional(),
})
export const RecurringId = z.strictObject({ id: Id.describe('The recurring invoice’s id') })

const text = z.string().nullable()

const ListedRecurring = z
  .object({
    id: IdOut,
    version: z.int(),
    clientId: IdOut.nullable(),
    companyId: IdOut.nullable(),
    party: z.string().describe('Whom they go to'),
    currency: z.string(),
    total: z.int().describe('Of each, minor units'),
    rhythm: z.enum(rhythms),
    every: z.int(),
    lastDay: z.boolean(),
    startsOn: Day,
    endsOn: Day.nullable(),
    endsAfter: z.int().nullable(),
    mode: z.enum(['draft', 'send']),
    paused: z.boolean(),
    problem: text.describe('Why it was paused, or why the latest stayed a draft'),
    made: z.int().describe('How many there are so far'),
    nextOn: Day.nullable().describe('Null when there is none any more'),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'ListedRecurring' })

export const Recurring = ListedRecurring.extend({
  lines: z.array(
    z.object({
      description: z.string(),
      quantity: z.string(),
      unit: text,
      unitPrice: z.string(),
      discountPercent: text,
      taxCategory: TaxCategory.nullable().describe('Null: as the settings have it on the day'),
      taxRate: text,
    }),
  ),
  pricesIncludeTax: z.boolean(),
  discountPercent: text,
  reference: text,
  buyerReference: text,
  orderReference: text,
  note: text,
  paymentTerms: text,
  paymentLink: text,
  exemptionReason: text,
  language: z.enum(languages).nullable(),
  remind: z.boolean(),
  runs: z
    .array(z.object({ dueOn: Day, invoiceId: IdOut.nullable(), number: text, status: text }))
    .describe('The latest twelve that were made'),
}).meta({ id: 'Recurring' })
export type Recurring = z.output<typeof Recurring>

export const RecurringQuery = z.strictObject({
  clientId: Id.optional().describe('To this client'),
  companyId: Id.optional().describe('To this company'),
  ...listInput(['nextOn', 'createdAt'], 'nextOn'),
})
export const RecurringPage = pageOf(ListedRecurring)

export const RecurringDays = z.object({
  items: z
    .array(
      z.object({
        on: Day,
        periodStartsOn: Day,
        periodEndsOn: Day,
        descriptions: z.array(z.string()).describe('Of its lines, filled in'),
      }),
    )
    .describe('The next twelve'),
})
