/** What an accountant is given: the VAT summary of a period, and all papers of it. */
import { z } from 'zod'
import { Day, Id, IdOut, Moment } from '#src/core/field-schema.ts'
import { taxCategories } from './totals.ts'

const period = {
  from: z.iso.date().describe('Issued, or paid, on this day or later'),
  until: z.iso.date().describe('Issued, or paid, on this day or earlier'),
}

export const TaxQuery = z.strictObject(period)
const TaxRow = z.object({
  category: z.enum(taxCategories),
  rate: z.string(),
  net: z.int().describe('Without tax, credit notes taken off, minor units'),
  tax: z.int(),
  count: z.int().describe('Of invoices, bills and credit notes'),
})
export const TaxReport = z.object({
  currency: z.string().describe('The organization’s'),
  from: Day,
  until: Day,
  sales: z.array(TaxRow).describe('By category and rate'),
  purchases: z.array(TaxRow),
  rates: z
    .array(z.object({ currency: z.string(), on: Day, rate: z.string() }))
    .describe('Rates by which other currencies are in it; each sum is rounded once'),
  beside: z
    .array(TaxRow.extend({ side: z.enum(['sales', 'purchases']), currency: z.string() }))
    .describe('What is in a currency without a rate for its day; it is in no sum'),
})

export const bookParts = ['pdf', 'xml', 'csv'] as const
export const NewBooks = z.strictObject({
  ...period,
  parts: z
    .array(z.enum(bookParts))
    .min(1)
    .max(3)
    .default([...bookParts])
    .describe('PDFs and e-invoices of what was issued, and CSV of invoices, their lines, tax and payments'),
})
export const Period = z.strictObject({ ...period, parts: z.array(z.enum(bookParts)) })
export type Period = z.output<typeof Period>

export const Books = z
  .object({
    id: IdOut,
    version: z.int(),
    status: z.enum(['writing', 'done', 'failed']),
    from: Day,
    until: Day,
    parts: z.array(z.enum(bookParts)),
    written: z.int().describe('Files in it so far'),
    fileId: IdOut.nullable().describe('A ZIP, to be downloaded from /files by whoever made it, for a day'),
    problem: z.string().nullable(),
    createdAt: Moment,
    finishedAt: Moment.nullable(),
  })
  .meta({ id: 'Books' })
export type Books = z.output<typeof Books>
export const BooksId = z.strictObject({ id: Id.describe('The export’s id') })

export const tables = ['invoices', 'lines', 'taxes', 'payments'] as const
export type Table = (typeof tables)[number]
