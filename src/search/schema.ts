/** What one box finds. */
import { z } from 'zod'
import { clientStatuses } from '#src/clients/fields.ts'
import { IdOut, Moment } from '#src/core/field-schema.ts'
import { invoiceStatuses } from '#src/invoices/schema.ts'

export const SearchQuery = z.strictObject({
  q: z
    .string()
    .max(200)
    .default('')
    .describe(
      'Words in any order: of a name, e-mail, company, note or invoice; or digits of a phone or invoice number',
    ),
  limit: z.int().min(1).max(50).default(20).describe('Most items, 1 to 50'),
})

export const Found = z
  .object({
    kind: z.enum(['client', 'company', 'note', 'invoice']),
    id: IdOut,
    title: z
      .string()
      .describe(
        'The name; of a note the passage that was found, of an invoice its number, or empty for a draft',
      ),
    subtitle: z.string().nullable().describe('What tells it from others of that name'),
    match: z
      .enum(['name', 'contact', 'company', 'text', 'similar'])
      .describe(
        'Where it was found: in the name, e-mail or phone, the company’s name, inside a text, or nearly',
      ),
    status: z
      .enum([...clientStatuses, ...invoiceStatuses])
      .nullable()
      .describe('Of a client or an invoice'),
    clientId: IdOut.nullable().describe('Of a note: the client it hangs on'),
    companyId: IdOut.nullable().describe(
      'Of a note the company it hangs on, of a client the one it works for',
    ),
    happenedAt: Moment.nullable().describe('Of a note'),
  })
  .meta({ id: 'Found' })
export type Found = z.output<typeof Found>

export const FoundList = z.object({ items: z.array(Found) })
