/** What a link to an invoice is, and what it shows. */
import { z } from 'zod'
import { Day } from '#src/core/field-schema.ts'
import { Invoice } from './schema.ts'
import { InvoiceSettings } from './settings-schema.ts'

export const InvoiceLink = z
  .object({ url: z.string().describe('Shows the invoice to whoever has it. It is answered this once') })
  .meta({ id: 'InvoiceLink' })

/** What whoever follows a link sees: no ids, and nothing that is only the organization's business. */
export const ShownInvoice = Invoice.pick({
  type: true,
  status: true,
  number: true,
  buyer: true,
  seller: true,
  currency: true,
  issuedOn: true,
  dueOn: true,
  deliveredOn: true,
  periodStartsOn: true,
  periodEndsOn: true,
  lines: true,
  pricesIncludeTax: true,
  discountPercent: true,
  reference: true,
  buyerReference: true,
  orderReference: true,
  note: true,
  paymentTerms: true,
  paymentLink: true,
  exemptionReason: true,
  language: true,
  subtotal: true,
  taxes: true,
  taxTotal: true,
  rounding: true,
  total: true,
  amountPaid: true,
  amountCredited: true,
  amountDue: true,
  overdue: true,
  prepaidAmount: true,
}).extend({
  taxLabel: InvoiceSettings.shape.taxLabel,
  paper: InvoiceSettings.shape.paper,
  footer: InvoiceSettings.shape.footer,
  corrects: z
    .object({ number: z.string(), issuedOn: Day })
    .nullable()
    .describe('Of a credit note: the invoice it corrects'),
})
export type ShownInvoice = z.output<typeof ShownInvoice>
