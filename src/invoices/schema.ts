/** What an invoice looks like from outside, in the terms of EN 16931. */
import { z } from 'zod'
import { AddressOut, Day, Id, IdOut, Moment, optionalText, requiredText } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'
import { Currency } from '#src/organizations/schema.ts'
import { mostMoney } from './money.ts'
import { taxCategories } from './totals.ts'

export const directions = ['sales', 'purchase'] as const
export const invoiceTypes = ['invoice', 'credit_note'] as const
export const invoiceStatuses = ['draft', 'issued', 'paid', 'void'] as const
export const languages = ['en', 'de', 'fr', 'pl', 'es'] as const
export type Language = (typeof languages)[number]

/** A number of at most `whole` places before and `fraction` behind the point, as text. */
const decimal = (whole: number, fraction: number, message: string) =>
  z.string().regex(new RegExp(`^\\d{1,${whole}}(\\.\\d{1,${fraction}})?$`), message)

const isZero = (text: string) => /^[0.]*$/.test(text)

export const Quantity = decimal(9, 6, 'A quantity is a number such as "2.5", as text, and not negative.')
  .refine((text) => !isZero(text), 'A quantity is more than zero.')
  .describe('Decimal text, more than zero, e.g. "18.5"')
export const UnitPrice = decimal(
  12,
  6,
  'A price is a number such as "112.00", as text, and not negative.',
).describe('Price of one unit, decimal text with up to six places, e.g. "2.345"')
export const Percent = decimal(3, 4, 'A percentage is a number such as "19", as text.')
  .refine((text) => Number(text) <= 100, 'A percentage is at most 100.')
  .describe('Percent as decimal text, e.g. "19"')
export const Amount = z
  .int()
  .min(0)
  .max(mostMoney)
  .describe('Amount in the currency’s minor unit, e.g. cents')

export const TaxCategory = z
  .enum(taxCategories)
  .describe(
    'UNCL 5305: S standard, Z zero, E exempt, AE reverse charge, K intra-community, G export, O not subject to tax',
  )

const noNull = <S extends z.ZodType>(schema: S) => schema.nullable().optional()

export const NewLine = z
  .strictObject({
    description: requiredText(1000),
    quantity: Quantity.default('1'),
    unit: optionalText(20).optional().describe('Of what there are so many, e.g. hour'),
    unitPrice: UnitPrice,
    discountPercent: noNull(Percent),
    taxCategory: TaxCategory.optional(),
    taxRate: Percent.optional(),
  })
  .refine(({ taxCategory = 'S', taxRate = '0' }) => taxCategory === 'S' || isZero(taxRate), {
    path: ['taxRate'],
    message: 'Only the standard category (S) has a rate above zero.',
  })
export type NewLine = z.output<typeof NewLine>

export const Line = z
  .object({
    description: z.string(),
    quantity: z.string(),
    unit: z.string().nullable(),
    unitPrice: z.string(),
    discountPercent: z.string().nullable(),
    taxCategory: z.enum(taxCategories),
    taxRate: z.string(),
    gross: z.int().describe('Quantity × price without tax, before the line’s discount'),
    discount: z.int().describe('The line’s discount without tax'),
    net: z.int().describe('What the line adds, without tax'),
  })
  .meta({ id: 'InvoiceLine' })
export type Line = z.output<typeof Line>

/** Seller or buyer as they stand on the paper. */
export const Party = z
  .object({
    name: z.string(),
    contactName: z.string().nullable(),
    address: AddressOut,
    vatId: z.string().nullable(),
    taxNumber: z.string().nullable(),
    registrationNumber: z.string().nullable(),
    electronicAddress: z.object({ scheme: z.string(), value: z.string() }).nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    iban: z.string().nullable(),
    bic: z.string().nullable(),
  })
  .meta({ id: 'InvoiceParty' })
export type Party = z.output<typeof Party>

export const Tax = z
  .object({
    category: z.enum(taxCategories),
    rate: z.string(),
    discount: z.int().describe('Its share of the document’s discount'),
    net: z.int().describe('What is taxed'),
    tax: z.int(),
  })
  .meta({ id: 'InvoiceTax' })

const DayInput = z.iso.date('This is not a day such as 2026-11-23.')

/** What a person writes; each may be left out of a draft. */
const written = {
  issuedOn: noNull(DayInput).describe('When left out, the day it is issued'),
  dueOn: noNull(DayInput).describe('When left out, by the terms in the settings'),
  deliveredOn: noNull(DayInput).describe('Day of delivery or service (BT-72)'),
  periodStartsOn: noNull(DayInput).describe('First day that is billed (BT-73)'),
  periodEndsOn: noNull(DayInput).describe('Last day that is billed (BT-74)'),
  pricesIncludeTax: z.boolean().optional().describe('The unit prices hold the tax already'),
  discountPercent: noNull(Percent).describe('On the whole document, percent as text'),
  reference: optionalText(200).optional().describe('What it is about, in the seller’s words'),
  buyerReference: optionalText(200).optional().describe('The buyer’s own reference or routing id (BT-10)'),
  orderReference: optionalText(200).optional().describe('The buyer’s order number (BT-13)'),
  note: optionalText(2000).optional().describe('Text to the buyer (BT-22)'),
  paymentTerms: optionalText(500).optional().describe('In words (BT-20)'),
  paymentLink: optionalText(500)
    .refine((text) => text === null || /^https:\/\/[^\s]+$/.test(text), 'A payment link starts with https.')
    .optional()
    .describe('Where it can be paid online'),
  exemptionReason: optionalText(500).optional().describe('Why no tax is charged (BT-120)'),
  language: z.enum(languages).optional().describe('Of the document'),
  prepaidAmount: Amount.optional().describe('Paid already when it is issued (BT-113), minor units'),
  remind: z.boolean().optional().describe('Whether payment reminders are sent'),
}

const lines = z.array(NewLine).max(1000).describe('At most 1,000')

export const NewInvoice = z
  .strictObject({
    direction: z.enum(directions).default('sales').describe('sales: we bill; purchase: a bill we got'),
    clientId: Id.nullable().optional().describe('Whom it goes to'),
    companyId: Id.nullable().optional().describe('The company it goes to; of a bill the one it comes from'),
    number: optionalText(60).optional().describe('Only of a bill: the number its seller gave'),
    currency: Currency.optional().describe('When left out, the organization’s'),
    lines: lines.default([]),
    ...written,
  })
  .refine((said) => said.direction === 'purchase' || said.clientId || said.companyId, {
    path: ['clientId'],
    message: 'An invoice goes to a client or a company.',
  })
  .refine((said) => said.direction === 'purchase' || !said.number, {
    path: ['number'],
    message: 'An invoice gets its number when it is issued.',
  })
export type NewInvoice = z.output<typeof NewInvoice>

export const InvoiceChange = z.strictObject({
  id: Id.describe('The invoice’s id'),
  clientId: Id.nullable().optional().describe('Whom it goes to'),
  companyId: Id.nullable().optional().describe('The company'),
  number: optionalText(60).optional().describe('Only of a bill'),
  currency: Currency.optional().describe('ISO 4217'),
  lines: lines.optional(),
  ...written,
})

export const Invoice = z
  .object({
    id: IdOut,
    version: z.int(),
    direction: z.enum(directions),
    type: z.enum(invoiceTypes),
    status: z.enum(invoiceStatuses),
    number: z.string().nullable().describe('Null until it is issued'),
    clientId: IdOut.nullable(),
    companyId: IdOut.nullable(),
    buyer: Party,
    seller: Party,
    currency: z.string(),
    issuedOn: Day.nullable(),
    dueOn: Day.nullable(),
    deliveredOn: Day.nullable(),
    periodStartsOn: Day.nullable(),
    periodEndsOn: Day.nullable(),
    lines: z.array(Line),
    pricesIncludeTax: z.boolean(),
    discountPercent: z.string().nullable(),
    reference: z.string().nullable(),
    buyerReference: z.string().nullable(),
    orderReference: z.string().nullable(),
    note: z.string().nullable(),
    paymentTerms: z.string().nullable(),
    paymentLink: z.string().nullable(),
    exemptionReason: z.string().nullable(),
    language: z.enum(languages),
    subtotal: z.int().describe('Without tax, after discounts (BT-109), minor units'),
    taxes: z.array(Tax).describe('One entry per category and rate'),
    taxTotal: z.int(),
    rounding: z.int().describe('What makes the total what prices with tax say (BT-114); usually 0'),
    total: z.int().describe('With tax, minor units'),
    prepaidAmount: z.int(),
    amountPaid: z.int(),
    amountCredited: z.int().describe('Taken off by credit notes'),
    amountWrittenOff: z.int().describe('Given up: nobody expects it to be paid any more'),
    writtenOffAt: Moment.nullable(),
    writeOffReason: z.string().nullable(),
    amountDue: z.int().describe('What is still to be paid; negative when too much was paid'),
    overdue: z.boolean(),
    creditedInvoiceId: IdOut.nullable().describe('Of a credit note: the invoice it corrects'),
    deposit: z.boolean().describe('It bills a part in advance'),
    quoteId: IdOut.nullable().describe('The quote it came of'),
    finalId: IdOut.nullable().describe('Of a deposit: the invoice that takes it off'),
    remind: z.boolean(),
    sentAt: Moment.nullable(),
    viewedAt: Moment.nullable(),
    issuedAt: Moment.nullable(),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Invoice' })
export type Invoice = z.output<typeof Invoice>

/** In a list the lines and the parties' details would be most of the answer. */
export const ListedInvoice = Invoice.omit({ lines: true, buyer: true, seller: true, taxes: true })
  .extend({ party: z.string().describe('The buyer’s name; of a bill the seller’s') })
  .meta({ id: 'ListedInvoice' })
export type ListedInvoice = z.output<typeof ListedInvoice>

export const invoiceSorts = ['createdAt', 'issuedOn', 'dueOn', 'number', 'total'] as const

export const InvoiceFilter = z.strictObject({
  search: z.string().max(200).optional().describe('Part of a number, a name or a reference'),
  direction: z.enum(directions).default('sales').describe('sales or purchase'),
  type: z.enum(invoiceTypes).optional().describe('Only invoices, or only credit notes'),
  status: z.array(z.enum(invoiceStatuses)).max(4).optional().describe('Any of these'),
  overdue: z.boolean().optional().describe('Only those due before today and not paid'),
  clientId: Id.optional().describe('Of this client'),
  companyId: Id.optional().describe('Of this company'),
  creditedInvoiceId: Id.optional().describe('Only credit notes that correct this invoice'),
  currency: Currency.optional().describe('ISO 4217'),
  issuedFrom: z.iso.date().optional().describe('Issued on this day or later'),
  issuedUntil: z.iso.date().optional().describe('Issued on this day or earlier'),
  dueFrom: z.iso.date().optional().describe('Due on this day or later'),
  dueUntil: z.iso.date().optional().describe('Due on this day or earlier'),
})

export const InvoiceQuery = z.strictObject({
  ...InvoiceFilter.shape,
  ...listInput(invoiceSorts, '-createdAt'),
})
export const InvoicePage = pageOf(ListedInvoice)
export const InvoiceId = z.strictObject({ id: Id.describe('The invoice’s id') })

export const Issue = InvoiceId.extend({
  duplicate: z
    .boolean()
    .default(false)
    .describe('Of a bill: book it although its seller has a bill with this number already'),
})

export const Credit = z.strictObject({
  id: Id.describe('The invoice to correct'),
  lines: z
    .array(NewLine)
    .min(1)
    .max(1000)
    .optional()
    .describe('What is credited, priced as the invoice is; when left out, all that is left of it'),
  note: optionalText(2000).optional().describe('Why, for the buyer'),
})

export const seriesNames = ['invoice', 'credit_note', 'quote'] as const
export type SeriesName = (typeof seriesNames)[number]
