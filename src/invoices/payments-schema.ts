/** What a payment looks like from outside. */
import { z } from 'zod'
import { Day, Id, IdOut, Moment, optionalText } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'
import { mostMoney } from './money.ts'

export const paymentMethods = [
  'transfer',
  'card',
  'cash',
  'direct_debit',
  'online',
  'cheque',
  'other',
] as const

export const Payment = z
  .object({
    id: IdOut,
    version: z.int(),
    invoiceId: IdOut,
    amount: z.int().describe('Minor units of the invoice’s currency'),
    paidOn: Day,
    method: z.string(),
    reference: z.string().nullable(),
    recordedBy: z.object({ id: IdOut, name: z.string() }).nullable(),
    createdAt: Moment,
    removedAt: Moment.nullable().describe('It was recorded by mistake and taken back'),
  })
  .meta({ id: 'Payment' })
export type Payment = z.output<typeof Payment>

export const RecordedPayment = Payment.extend({
  invoice: z
    .object({
      id: IdOut,
      version: z.int(),
      status: z.string(),
      amountPaid: z.int(),
      amountDue: z.int().describe('Negative when too much was paid'),
    })
    .describe('How the invoice stands now'),
})

export const NewPayment = z.strictObject({
  invoiceId: Id.describe('What is paid'),
  amount: z.int().min(1, 'A payment is more than nothing.').max(mostMoney).describe('Minor units'),
  paidOn: z.iso.date().optional().describe('When left out, today'),
  method: z.enum(paymentMethods).default('transfer').describe('How'),
  reference: optionalText(200).optional().describe('What the bank says, or a cheque’s number'),
  overpayment: z
    .boolean()
    .default(false)
    .describe('Record it although nothing is to be paid any more: it really came twice'),
})
export const PaymentId = z.strictObject({ id: Id.describe('The payment’s id') })
export const PaymentQuery = z.strictObject({
  invoiceId: Id.optional().describe('Of this invoice'),
  removed: z.boolean().default(false).describe('Also those that were taken back'),
  ...listInput(['paidOn', 'createdAt'], '-paidOn'),
})
export const PaymentPage = pageOf(Payment)
