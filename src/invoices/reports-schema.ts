/** What reports look like from outside. Money is in the organization's currency unless a field beside it says another. */
import { z } from 'zod'
import { Day, Id, IdOut, Moment } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'
import { Currency } from '#src/organizations/schema.ts'
import { directions } from './schema.ts'

export const Rate = z
  .object({
    id: IdOut,
    version: z.int(),
    currency: z.string(),
    base: z.string().describe('The organization’s currency'),
    on: Day.describe('From this day on, until the next rate'),
    rate: z.string().describe('What one unit of `currency` is worth in `base`'),
    createdAt: Moment,
  })
  .meta({ id: 'ExchangeRate' })
export type Rate = z.output<typeof Rate>

export const NewRate = z.strictObject({
  currency: Currency.describe('ISO 4217, not the organization’s own'),
  on: z.iso.date().describe('From this day on, until the next rate'),
  rate: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,10})?$/, 'A rate is a number such as "0.9215", as text.')
    .refine((text) => !/^[0.]*$/.test(text), 'A rate is more than zero.')
    .describe('What one unit of `currency` is worth in the organization’s currency, decimal text'),
})
export const RateId = z.strictObject({ id: Id.describe('The rate’s id') })
export const RateQuery = z.strictObject({
  currency: Currency.optional().describe('Only of this currency'),
  ...listInput(['on'], '-on'),
})
export const RatePage = pageOf(Rate)

const UsedRate = z.object({ currency: z.string(), on: Day, rate: z.string() })
/** The rates that were used, so that everybody can reckon it again. */
const used = {
  currency: z.string().describe('The organization’s'),
  rates: z.array(UsedRate).describe('Rates by which other currencies are in it; each sum is rounded once'),
}
const reckoned = (what: string) => `${what}, minor units`
const Owed = { amount: z.int(), count: z.int() }

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'A month is written such as 2026-11.')

export const RevenueQuery = z.strictObject({
  from: Month.optional().describe('First month; when left out, twelve months are told'),
  until: Month.optional().describe('Last month; when left out, this one'),
  direction: z.enum(directions).default('sales').describe('sales, or purchase for what was spent'),
})
const Revenue = z.object({
  net: z.int().describe(reckoned('Without tax, credit notes taken off')),
  gross: z.int().describe(reckoned('With tax, credit notes taken off')),
  invoices: z.int().describe('How many'),
  creditNotes: z.int().describe('How many'),
})
export const RevenueReport = z.object({
  ...used,
  months: z.array(Revenue.extend({ month: z.string() })).describe('Every month, by the day of issue'),
  total: Revenue,
  beside: z
    .array(Revenue.extend({ month: z.string(), currency: z.string() }))
    .describe('What is in a currency without a rate for its day; it is in no sum'),
})

export const ages = ['notDue', 'days1To30', 'days31To60', 'days61To90', 'over90'] as const

export const AgingQuery = z.strictObject({
  direction: z.enum(directions).default('sales').describe('sales: owed to us; purchase: what we owe'),
})
export const AgingReport = z.object({
  ...used,
  on: Day.describe('Today, where the organization is'),
  ages: z.array(z.object({ age: z.enum(ages), ...Owed })),
  total: z.object(Owed),
  giveBack: z
    .object(Owed)
    .describe('Open credit notes and what was paid too much; it is not taken off the sums above'),
  beside: z
    .array(z.object({ age: z.enum([...ages, 'giveBack']), currency: z.string(), ...Owed }))
    .describe('What is in a currency without a rate; it is in no sum'),
})

export const CashQuery = z.strictObject({
  weeks: z.int().min(1).max(53).default(12).describe('How many, this one included'),
})
const Cash = {
  in: z.int().describe(reckoned('What clients owe')),
  out: z.int().describe(reckoned('Bills to pay')),
}
export const CashReport = z.object({
  ...used,
  on: Day.describe('Today, where the organization is'),
  overdue: z.object(Cash).describe('Due before today'),
  weeks: z.array(z.object({ startsOn: Day.describe('A Monday'), ...Cash })),
  later: z.object(Cash),
  beside: z
    .array(
      z.object({
        startsOn: z.string().describe('A Monday, or overdue, or later'),
        currency: z.string(),
        ...Cash,
      }),
    )
    .describe('What is in a currency without a rate; it is in no sum'),
})

export const TopQuery = z.strictObject({
  from: z.iso.date().optional().describe('Issued on this day or later; when left out, a year before the end'),
  until: z.iso.date().optional().describe('Issued on this day or earlier; when left out, today'),
  limit: z.int().min(1).max(50).default(10).describe('How many'),
})
export const TopReport = z.object({
  ...used,
  from: Day,
  until: Day,
  clients: z.array(
    z.object({
      clientId: IdOut.nullable(),
      companyId: IdOut.nullable().describe('The company it was billed to, if it was one'),
      name: z.string(),
      net: z.int().describe(reckoned('Without tax, credit notes taken off')),
      gross: z.int(),
      invoices: z.int(),
      beside: z
        .array(z.object({ currency: z.string(), net: z.int(), gross: z.int() }))
        .describe('What is in a currency without a rate; it is in no sum'),
    }),
  ),
})
