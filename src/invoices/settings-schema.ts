/** What an organization settles once for all of its invoices. */
import { z } from 'zod'
import { Id, IdOut, optionalText } from '#src/core/field-schema.ts'
import { patternFault } from './numbers.ts'
import { languages, Percent, TaxCategory } from './schema.ts'

export const papers = ['A4', 'Letter'] as const
/** A mail each: the invoice, a credit note, a reminder before and after the due day, a quote, a statement. */
export const mailKinds = [
  'invoice',
  'credit_note',
  'reminder_before',
  'reminder',
  'quote',
  'statement',
] as const
export type MailKind = (typeof mailKinds)[number]

export const Template = z.strictObject({
  subject: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^\P{Cc}*$/u, 'A subject stands on one line.'),
  text: z.string().trim().min(1).max(5000),
})
export type Template = z.output<typeof Template>

const Pattern = z
  .string()
  .trim()
  .max(40)
  .superRefine((pattern, context) => {
    const fault = patternFault(pattern)
    if (fault) context.addIssue({ code: 'custom', message: fault })
  })

const Numbering = z
  .object({ invoice: z.string(), credit_note: z.string(), quote: z.string() })
  .describe('A pattern for each series, such as {year}-{0001}')

export const Reminders = z
  .strictObject({
    active: z.boolean().describe('Whether they go out by themselves'),
    days: z
      .array(z.int().min(-60).max(365))
      .min(1)
      .max(10)
      .transform((days) => [...new Set(days)].sort((a, b) => a - b))
      .describe('Days from the due day; negative is before it'),
  })
  .describe('When to remind of what is not paid')

const mails = <S extends z.ZodType>(schema: S) =>
  z.strictObject({
    invoice: schema,
    credit_note: schema,
    reminder_before: schema,
    reminder: schema,
    quote: schema,
    statement: schema,
  })

export const InvoiceSettings = z
  .object({
    version: z.int(),
    numbering: Numbering,
    termsDays: z.int().describe('Days from issue until it is due, when nothing else is said'),
    paymentTerms: z.string().nullable(),
    taxCategory: TaxCategory,
    taxRate: z.string(),
    exemptionReason: z.string().nullable(),
    language: z.enum(languages),
    paper: z.enum(papers),
    footer: z.string().nullable(),
    paymentLink: z.string().nullable(),
    logoFileId: IdOut.nullable(),
    mails: mails(Template.nullable()).describe('Own subjects and texts; null where the usual ones are sent'),
    reminders: z.object({ active: z.boolean(), days: z.array(z.int()) }),
    taxLabel: z
      .enum(['VAT', 'GST', 'Sales tax'])
      .describe('What the tax is called in the organization’s country'),
    taxRates: z.array(z.string()).describe('Usual rates there, the standard one first'),
    smallBusinessSentence: z
      .string()
      .nullable()
      .describe('What small businesses that charge no tax print there'),
  })
  .meta({ id: 'InvoiceSettings' })
export type InvoiceSettings = z.output<typeof InvoiceSettings>

export const InvoiceSettingsChange = z.strictObject({
  numbering: z
    .strictObject({
      invoice: Pattern.optional(),
      credit_note: Pattern.optional(),
      quote: Pattern.optional(),
    })
    .optional(),
  termsDays: z.int().min(0).max(365).optional(),
  paymentTerms: optionalText(500).optional(),
  taxCategory: TaxCategory.optional(),
  taxRate: Percent.optional(),
  exemptionReason: optionalText(500).optional(),
  language: z.enum(languages).optional(),
  paper: z.enum(papers).optional(),
  footer: optionalText(1000).optional(),
  paymentLink: optionalText(500)
    .refine((text) => text === null || /^https:\/\/[^\s]+$/.test(text), 'A payment link starts with https.')
    .optional(),
  logoFileId: Id.nullable().optional().describe('An uploaded PNG or JPEG'),
  mails: mails(Template.nullable().optional()).optional(),
  reminders: Reminders.optional(),
})
