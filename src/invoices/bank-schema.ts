/** What bank statements and their lines look like from outside. */
import { z } from 'zod'
import { Day, Id, IdOut, Moment, optionalText } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'
import { mostMoney } from './money.ts'

export const lineStatuses = ['open', 'accepted', 'ignored'] as const
export const matchReasons = ['amount', 'sum', 'number', 'name', 'account'] as const
export type MatchReason = (typeof matchReasons)[number]

export const Proposal = z.object({
  invoices: z.array(
    z.object({
      invoiceId: IdOut,
      number: z.string().nullable(),
      party: z.string(),
      dueOn: Day.nullable(),
      amountDue: z.int().describe('What is to be paid'),
      amount: z.int().describe('What would be recorded of this line'),
    }),
  ),
  score: z.int().describe('How sure it is, up to 100'),
  reasons: z
    .array(z.enum(matchReasons))
    .describe(
      'amount: exactly what is to be paid; sum: exactly that of several; number: stands in the text; name: alike; account: accepted from there before',
    ),
})
export type Proposal = z.output<typeof Proposal>

export const BankLine = z
  .object({
    id: IdOut,
    version: z.int(),
    statementId: IdOut,
    bookedOn: Day,
    amount: z.int().describe('Minor units; what went out is negative'),
    currency: z.string(),
    account: z.string().nullable().describe('The own account'),
    name: z.string().nullable().describe('The other side'),
    iban: z.string().nullable().describe('The other side’s account'),
    text: z.string().nullable(),
    endToEndId: z.string().nullable(),
    status: z.enum(lineStatuses),
    settledAt: Moment.nullable(),
    payments: z
      .array(z.object({ paymentId: IdOut, invoiceId: IdOut, number: z.string().nullable(), amount: z.int() }))
      .describe('What was recorded from it'),
    rest: z.int().describe('What of an accepted line is on no invoice'),
  })
  .meta({ id: 'BankLine' })
export type BankLine = z.output<typeof BankLine>

export const ProposedLine = BankLine.extend({
  proposals: z.array(Proposal).describe('Of an open line, the likeliest first. A person accepts one'),
})

export const LineQuery = z.strictObject({
  status: z.enum(lineStatuses).optional().describe('Only these'),
  statementId: Id.optional().describe('Only of this statement'),
  ...listInput(['bookedOn'], '-bookedOn'),
  limit: z.int().min(1).max(100).default(50).describe('Rows a page, 1 to 100'),
})
export const LinePage = pageOf(ProposedLine)
export const LineId = z.strictObject({ lineId: Id.describe('The line’s id') })

export const Acceptance = z.strictObject({
  lineId: Id.describe('The line’s id'),
  invoices: z
    .array(
      z.strictObject({
        invoiceId: Id.describe('What it pays; of money that went out a bill or a credit note'),
        amount: z
          .int()
          .min(1)
          .max(mostMoney)
          .optional()
          .describe('Minor units; when left out what is to be paid, or as much of it as the line still has'),
      }),
    )
    .min(1)
    .max(100)
    .describe('Each once'),
  overpayment: z.boolean().default(false).describe('Record more than is to be paid: it really came'),
})

export const Statement = z
  .object({
    id: IdOut,
    version: z.int(),
    fileName: z.string(),
    format: z.enum(['csv', 'camt']),
    lines: z.int().describe('In the file'),
    added: z.int().describe('That were not there before'),
    createdAt: Moment,
  })
  .meta({ id: 'BankStatement' })
export type Statement = z.output<typeof Statement>

export const Refused = z.object({ row: z.int(), reason: z.string() })
export const ImportedStatement = Statement.extend({
  refused: z.array(Refused).describe('Rows that could not be read; at most 100 are told'),
})
export const NewStatement = z.strictObject({
  fileId: Id.describe('A statement as CSV, or CAMT.053 as XML'),
})
export const StatementQuery = z.strictObject({ ...listInput(['createdAt'], '-createdAt') })
export const StatementPage = pageOf(Statement)

/** A line as a file has it. */
export const ReadLine = z.strictObject({
  account: optionalText(60),
  bookedOn: z.iso.date(),
  amount: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  name: z.string().nullable(),
  iban: z.string().nullable(),
  text: z.string().nullable(),
  endToEndId: z.string().nullable(),
  bankReference: z.string().nullable(),
})
export type ReadLine = z.output<typeof ReadLine>

export interface ReadStatement {
  format: 'csv' | 'camt'
  lines: ReadLine[]
  refused: z.output<typeof Refused>[]
}
