/** What a quote looks like from outside: an invoice's lines and sums, a day until which it stands, and an answer. */
import { z } from 'zod'
import { Day, EmailInput, Id, IdOut, Moment, optionalText, requiredText } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'
import { Currency, OneLine } from '#src/organizations/schema.ts'
import { mailStatuses } from '#src/outbox/schema.ts'
import { Invoice, InvoiceChange } from './schema.ts'
import { InvoiceSettings } from './settings-schema.ts'

export const quoteStatuses = ['draft', 'sent', 'accepted', 'declined', 'expired', 'invoiced'] as const

const {
  pricesIncludeTax,
  discountPercent,
  reference,
  buyerReference,
  note,
  paymentTerms,
  exemptionReason,
  language,
} = InvoiceChange.shape
const written = {
  validUntil: z.iso
    .date('This is not a day such as 2026-11-23.')
    .nullable()
    .optional()
    .describe('How long it stands; when left out, 30 days from when it is sent'),
  pricesIncludeTax,
  discountPercent,
  reference,
  buyerReference,
  note,
  paymentTerms,
  exemptionReason,
  language,
}
const lines = InvoiceChange.shape.lines.unwrap()

export const NewQuote = z
  .strictObject({
    clientId: Id.nullable().optional().describe('Whom it goes to'),
    companyId: Id.nullable().optional().describe('The company it goes to'),
    currency: Currency.optional().describe('When left out, the organization’s'),
    lines: lines.default([]),
    ...written,
  })
  .refine(({ clientId, companyId }) => clientId || companyId, {
    path: ['clientId'],
    message: 'A quote goes to a client or a company.',
  })

export const QuoteChange = z.strictObject({
  id: Id.describe('The quote’s id'),
  clientId: Id.nullable().optional().describe('Whom it goes to'),
  companyId: Id.nullable().optional().describe('The company'),
  currency: Currency.optional().describe('ISO 4217'),
  lines: lines.optional(),
  ...written,
})
export const QuoteId = z.strictObject({ id: Id.describe('The quote’s id') })

const onPaper = Invoice.pick({
  number: true,
  buyer: true,
  seller: true,
  currency: true,
  issuedOn: true,
  lines: true,
  pricesIncludeTax: true,
  discountPercent: true,
  reference: true,
  buyerReference: true,
  note: true,
  paymentTerms: true,
  exemptionReason: true,
  language: true,
  subtotal: true,
  taxes: true,
  taxTotal: true,
  rounding: true,
  total: true,
}).extend({
  status: z.enum(quoteStatuses),
  validUntil: Day.nullable(),
  answeredAt: Moment.nullable(),
  answeredBy: z
    .string()
    .nullable()
    .describe('The name that was typed, or the colleague who noted the answer'),
})

export const Quote = onPaper
  .extend({
    id: IdOut,
    version: z.int(),
    clientId: IdOut.nullable(),
    companyId: IdOut.nullable(),
    answer: z.string().nullable().describe('What was said with it'),
    sentAt: Moment.nullable(),
    viewedAt: Moment.nullable(),
    createdAt: Moment,
    updatedAt: Moment,
    invoices: z
      .array(
        z.object({
          id: IdOut,
          number: z.string().nullable(),
          status: z.string(),
          total: z.int(),
          deposit: z.boolean(),
        }),
      )
      .describe('What it became'),
  })
  .meta({ id: 'Quote' })
export type Quote = z.output<typeof Quote>

export const ListedQuote = Quote.omit({ lines: true, buyer: true, seller: true, taxes: true, invoices: true })
  .extend({ party: z.string().describe('The buyer’s name') })
  .meta({ id: 'ListedQuote' })
export type ListedQuote = z.output<typeof ListedQuote>

export const QuoteQuery = z.strictObject({
  status: z.array(z.enum(quoteStatuses)).max(6).optional().describe('Any of these'),
  clientId: Id.optional().describe('Of this client'),
  companyId: Id.optional().describe('Of this company'),
  ...listInput(['createdAt', 'number', 'validUntil'], '-createdAt'),
})
export const QuotePage = pageOf(ListedQuote)

export const QuoteSending = z.strictObject({
  id: Id.describe('The quote’s id'),
  to: EmailInput.optional().describe('When left out, the buyer’s address'),
  subject: OneLine(200)
    .optional()
    .describe('When left out, from the template; {number} and the like are filled in'),
  text: z.string().trim().min(1).max(5000).optional().describe('Likewise; the link is added if it lacks it'),
  again: z.boolean().default(false).describe('Although it was sent before'),
})
export const SentQuote = Quote.extend({
  mail: z.object({ id: IdOut, to: z.string(), status: z.enum(mailStatuses) }),
}).meta({ id: 'SentQuote', queued: true })

export const QuoteAnswer = z.strictObject({
  id: Id.describe('The quote’s id'),
  answer: optionalText(1000).optional().describe('What the client said'),
})
/** What a stranger answers by the link. */
export const GivenAnswer = z.strictObject({
  id: Id,
  accepted: z.boolean(),
  name: requiredText(200),
  answer: optionalText(1000).optional(),
})

/** What whoever follows the link sees: no ids, and nothing that is only the organization's business. */
export const ShownQuote = onPaper.extend({
  taxLabel: InvoiceSettings.shape.taxLabel,
  paper: InvoiceSettings.shape.paper,
  footer: InvoiceSettings.shape.footer,
})
