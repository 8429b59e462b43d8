/** Billing a part in advance: of an accepted quote, or of what a draft will bill in the end. */
import { z } from 'zod'
import { type Part, part } from '#src/core/db.ts'
import { conflict, invalid, notFound } from '#src/core/errors.ts'
import { Id } from '#src/core/field-schema.ts'
import { type Contexts, operation } from '#src/core/operation.ts'
import { organizationOf, present } from '#src/core/record.ts'
import { depositLines, isDeduction, partOf } from './deposit-sums.ts'
import { depositsSoFar, ofInvoice, ofQuote } from './deposits.ts'
import { countDraft } from './draft.ts'
import { writeDraft } from './drafts.ts'
import { showAmount } from './money.ts'
import { readQuote } from './quote-rows.ts'
import { readInvoice } from './rows.ts'
import { Amount, Invoice, Percent } from './schema.ts'
import { readSettings } from './settings.ts'

const Depositing = z
  .strictObject({
    quoteId: Id.optional().describe('An accepted quote'),
    invoiceId: Id.optional().describe('A draft that bills the whole in the end'),
    percent: Percent.optional().describe('Of the whole, with tax'),
    amount: Amount.min(1).optional().describe('With tax, minor units'),
  })
  .refine(({ quoteId, invoiceId }) => Boolean(quoteId) !== Boolean(invoiceId), {
    path: ['quoteId'],
    message: 'A deposit is of one quote or of one draft.',
  })
  .refine(({ percent, amount }) => (percent === undefined) !== (amount === undefined), {
    path: ['percent'],
    message: 'Say how many percent, or which amount.',
  })

type Whole = Pick<
  Invoice,
  | 'number'
  | 'clientId'
  | 'companyId'
  | 'currency'
  | 'taxes'
  | 'total'
  | 'language'
  | 'discountPercent'
  | 'reference'
  | 'buyerReference'
  | 'exemptionReason'
>

interface Source {
  whole: Whole
  deposits: Part
  links: { quoteId: string | null; finalId: string | null }
}

async function quoted({ sql, actor }: Contexts['write'], id: string): Promise<Source> {
  const quote = await readQuote(sql, organizationOf(actor), id, part` for update of q`)
  if (!quote) throw notFound('quoteId')
  if (quote.status === 'invoiced')
    throw conflict('invoiced', `${quote.number} has been invoiced already. Make the deposit from that draft.`)
  if (quote.status !== 'accepted')
    throw conflict('not_accepted', 'Only what was accepted is invoiced. Note that it was.')
  return { whole: quote, deposits: ofQuote(id), links: { quoteId: id, finalId: null } }
}

async function drafted({ sql, actor }: Contexts['write'], id: string): Promise<Source> {
  const organization = organizationOf(actor)
  const draft = await readInvoice(sql, organization, id, part` for update of i`)
  if (!draft) throw notFound('invoiceId')
  if (draft.direction === 'purchase') throw conflict('purchase', 'A bill is written by its seller.')
  if (draft.status !== 'draft')
    throw conflict('issued', `${draft.number} has been issued: the whole is billed already.`)
  if (draft.deposit) throw conflict('deposit', 'This is a deposit itself.')
  const lines = draft.lines.filter((line) => !isDeduction(line))
  const settings = await readSettings(sql, organization)
  const full = await countDraft(sql, organization, { ...draft, lines }, settings)
  return {
    whole: { ...draft, taxes: full.taxes, total: full.total },
    deposits: ofInvoice(id),
    links: { quoteId: draft.quoteId, finalId: id },
  }
}

export const depositInvoice = operation({
  name: 'invoice.deposit',
  route: 'POST /invoices/deposit',
  summary:
    'Make the draft of a deposit on an accepted quote or on a draft; the final invoice takes off what was issued. Answers the draft',
  kind: 'write',
  permission: 'invoices.write',
  input: Depositing,
  output: Invoice,
  async run(context, { quoteId, invoiceId, percent, amount: said }) {
    const { sql, actor, touched } = context
    const organization = organizationOf(actor)
    const { whole, deposits, links } = quoteId
      ? await quoted(context, quoteId)
      : await drafted(context, invoiceId ?? '')
    if (whole.discountPercent)
      throw conflict(
        'discount',
        'Put the discount on the lines: a deposit cannot be taken off a discounted whole.',
      )
    const amount = said ?? partOf(whole.total, percent ?? '0')
    const left = whole.total - (await depositsSoFar(sql, organization, deposits))
    if (amount < 1 || amount >= left)
      throw invalid(
        said === undefined ? 'percent' : 'amount',
        `A deposit is less than what is left to bill, which is ${showAmount(Math.max(0, left), whole.currency, 'en')}.`,
      )
    const { clientId, companyId, currency, language, buyerReference, exemptionReason } = whole
    const of = whole.number ?? whole.reference ?? ''
    const id = await writeDraft(
      sql,
      organization,
      {
        ...{ direction: 'sales', clientId, companyId, currency, language, buyerReference, exemptionReason },
        lines: depositLines(amount, whole, of),
        pricesIncludeTax: true,
        reference: of || null,
      },
      actor.personId,
    )
    await sql`
      update invoices set deposit = true, quote_id = ${links.quoteId}, final_id = ${links.finalId}
      where org_id = ${organization} and id = ${id}`
    touched('invoice', id)
    return present(await readInvoice(sql, organization, id), undefined)
  },
})
