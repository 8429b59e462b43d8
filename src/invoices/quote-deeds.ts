/** What becomes of a quote: sent, seen, answered once, and billed. */
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { byKey, type Sql } from '#src/core/db.ts'
import { conflict, invalid } from '#src/core/errors.ts'
import { type Contexts, operation } from '#src/core/operation.ts'
import { newId, organizationOf, present } from '#src/core/record.ts'
import { hashToken, newToken } from '#src/core/tokens.ts'
import { mailOrigin, organizationMail } from '#src/services/mailer.ts'
import { recount, setFields, writeDraft } from './drafts.ts'
import { daysAfter, takeNumber, todayOf } from './issue.ts'
import { fillTemplate } from './mail-template.ts'
import { templateFor, valuesOf } from './mail-values.ts'
import { periodOf, writeNumber } from './numbers.ts'
import { holdQuote, readQuote, setQuote } from './quote-rows.ts'
import { countQuote } from './quotes.ts'
import {
  GivenAnswer,
  Quote,
  QuoteAnswer,
  QuoteId,
  QuoteSending,
  SentQuote,
  ShownQuote,
} from './quotes-schema.ts'
import { readInvoice } from './rows.ts'
import { Invoice } from './schema.ts'
import { readSettings } from './settings.ts'

const usualValidDays = 30

const seen = async (sql: Sql, organization: string, id: string) =>
  present(await readQuote(sql, organization, id), undefined)

/** Numbers a held draft and copies both sides into it for the last time. */
async function issueQuote({ sql, actor }: Contexts['write'], draft: Quote): Promise<Quote> {
  const organization = organizationOf(actor)
  const [settings, today] = await Promise.all([readSettings(sql, organization), todayOf(sql, organization)])
  const counted = await countQuote(sql, organization, draft)
  if (counted.lines.length === 0) throw invalid('lines', 'A quote needs at least one line.')
  const validUntil = draft.validUntil ?? daysAfter(today, usualValidDays)
  if (validUntil < today) throw invalid('validUntil', 'This day is over already.')
  const pattern = settings.numbering.quote
  const period = periodOf(pattern, today)
  const { last: sequence } = await takeNumber(sql, organization, 'quote', period)
  await setQuote(sql, organization, draft.id, {
    ...counted,
    status: 'sent',
    series: 'quote',
    period,
    sequence,
    number: writeNumber(pattern, today, sequence),
    issuedOn: today,
    validUntil,
  })
  return seen(sql, organization, draft.id)
}

/** Makes a link by which a stranger sees the quote and answers it. Only its hash is stored. */
async function makeQuoteLink({ sql, actor }: Contexts['write'], quoteId: string): Promise<string> {
  const token = newToken()
  await sql`${byKey}
    insert into quote_links (org_id, id, quote_id, token_hash, created_by)
    values (${organizationOf(actor)}, ${newId()}, ${quoteId}, ${hashToken(token)}, ${actor.personId})`
  return `${mailOrigin()}/q/${token}`
}

export const sendQuote = operation({
  name: 'quote.send',
  route: 'POST /quotes/:id/send',
  summary: 'Mail a quote to its buyer with a link to accept it; a draft is numbered first',
  kind: 'write',
  permission: 'invoices.issue',
  input: QuoteSending,
  output: SentQuote,
  async run(context, { id, to: said, subject, text, again }) {
    const { sql, actor, version, touched } = context
    const organization = organizationOf(actor)
    const before = await holdQuote(sql, actor, id, version)
    if (before.status !== 'draft' && before.status !== 'sent')
      throw conflict(before.status, `${before.number} is ${before.status}: it is not sent any more.`)
    if (before.sentAt && !again)
      throw conflict('sent', `${before.number} has been sent already. Say that it is to be sent again.`)
    const quote = before.status === 'draft' ? await issueQuote(context, before) : before
    const to = said ?? quote.buyer.email
    if (!to) throw invalid('to', 'The buyer has no e-mail address. Say where it goes.')
    const template = templateFor(quote, await readSettings(sql, organization), 'quote')
    const values = valuesOf(
      { ...quote, amountDue: quote.total, dueOn: quote.validUntil },
      await makeQuoteLink(context, id),
    )
    const mail = await organizationMail(context, {
      to,
      ...fillTemplate({ subject: subject ?? template.subject, text: text ?? template.text }, values),
      quotesRecord: true,
      about: { quoteId: id, kind: 'quote' },
    })
    await setQuote(sql, organization, id, { sentAt: now().toISOString() })
    touched('quote', id, ['status', 'sentAt'])
    return { ...(await seen(sql, organization, id)), mail: { ...mail, to } }
  },
})

/** A quote is answered once, and by the link only as long as it stands. */
function mustBeOpen(quote: Quote, byLink: boolean): void {
  if (quote.status === 'sent' || (quote.status === 'expired' && !byLink)) return
  if (quote.status === 'draft') throw conflict('draft', 'A draft cannot be answered. Send it first.')
  if (quote.status === 'expired')
    throw conflict('expired', 'This quote has expired. Please ask for a new one.')
  throw conflict('answered', `This quote is ${quote.status} already.`)
}

async function answerQuote(
  { sql, actor, touched }: Contexts['write'],
  quote: Quote,
  said: { accepted: boolean; name: string; answer?: string | null | undefined },
): Promise<Quote> {
  const organization = organizationOf(actor)
  await setQuote(sql, organization, quote.id, {
    status: said.accepted ? 'accepted' : 'declined',
    answeredAt: now().toISOString(),
    answeredBy: said.name,
    answer: said.answer ?? null,
  })
  touched('quote', quote.id, ['status'])
  return seen(sql, organization, quote.id)
}

export const acceptQuote = operation({
  name: 'quote.accept',
  route: 'POST /quotes/:id/accept',
  summary: 'Note that the client accepted a quote in another way than by its link',
  kind: 'write',
  permission: 'invoices.issue',
  input: QuoteAnswer,
  output: Quote,
  async run(context, { id, answer }) {
    const quote = await holdQuote(context.sql, context.actor, id, context.version)
    mustBeOpen(quote, false)
    return answerQuote(context, quote, { accepted: true, name: context.actor.name, answer })
  },
})

export const declineQuote = operation({
  name: 'quote.decline',
  route: 'POST /quotes/:id/decline',
  summary: 'Note that the client declined a quote',
  kind: 'write',
  permission: 'invoices.issue',
  input: QuoteAnswer,
  output: Quote,
  async run(context, { id, answer }) {
    const quote = await holdQuote(context.sql, context.actor, id, context.version)
    mustBeOpen(quote, false)
    return answerQuote(context, quote, { accepted: false, name: context.actor.name, answer })
  },
})

const shown = async (sql: Sql, organization: string, id: string) => {
  const [quote, { taxLabel, paper, footer }] = await Promise.all([
    seen(sql, organization, id),
    readSettings(sql, organization),
  ])
  return { ...quote, taxLabel, paper, footer }
}

/** The answer of whoever followed the link: the name they typed is kept with the moment. */
export const giveAnswer = operation({
  name: 'quote.give_answer',
  summary: 'Accept or decline a quote by its link',
  kind: 'write',
  permission: 'system',
  input: GivenAnswer,
  output: ShownQuote,
  async run(context, { id, ...said }) {
    mustBeOpen(await holdQuote(context.sql, context.actor, id, undefined), true)
    await answerQuote(context, await seen(context.sql, organizationOf(context.actor), id), said)
    return shown(context.sql, organizationOf(context.actor), id)
  },
})

export const showQuote = operation({
  name: 'quote.show',
  summary: 'Show a quote to whoever followed a link to it',
  kind: 'read',
  permission: 'system',
  input: QuoteId,
  output: ShownQuote,
  run: ({ sql, actor }, { id }) => shown(sql, organizationOf(actor), id),
})

export const visitQuote = operation({
  name: 'quote.visit',
  summary: 'Note that a stranger has seen a quote',
  kind: 'write',
  permission: 'system',
  input: QuoteId,
  output: z.null(),
  async run({ sql, actor, touched }, { id }) {
    const first = await sql`
      update quotes set viewed_at = ${now().toISOString()}, version = version + 1
      where org_id = ${organizationOf(actor)} and id = ${id} and viewed_at is null returning 1`
    if (first.length > 0) touched('quote', id, ['viewedAt'])
    return null
  },
})

export const invoiceQuote = operation({
  name: 'quote.invoice',
  route: 'POST /quotes/:id/invoice',
  summary:
    'Make the draft of an invoice from an accepted quote, less the deposits that were issued. Answers the draft',
  kind: 'write',
  permission: 'invoices.write',
  input: QuoteId,
  output: Invoice,
  async run({ sql, actor, version, touched }, { id }) {
    const organization = organizationOf(actor)
    const quote = await holdQuote(sql, actor, id, version)
    // A draft that was thrown away, or an invoice that is void, bills nothing.
    if (quote.invoices.some(({ deposit, status }) => !deposit && status !== 'void'))
      throw conflict('invoiced', `${quote.number} has been invoiced already.`)
    if (quote.status !== 'accepted' && quote.status !== 'invoiced')
      throw conflict('not_accepted', 'Only what was accepted is invoiced. Note that it was.')
    const { clientId, companyId, currency, lines, pricesIncludeTax, discountPercent, language } = quote
    const invoiceId = await writeDraft(
      sql,
      organization,
      {
        ...{ direction: 'sales', clientId, companyId, currency, pricesIncludeTax, discountPercent, language },
        lines: lines.map(({ gross: _, discount: __, net: ___, ...line }) => line),
        reference: quote.reference ?? quote.number,
        buyerReference: quote.buyerReference,
        note: quote.note,
        paymentTerms: quote.paymentTerms,
        exemptionReason: quote.exemptionReason,
      },
      actor.personId,
    )
    await sql`update invoices set quote_id = ${id} where org_id = ${organization} and id = ${invoiceId}`
    await sql`
      update invoices set final_id = ${invoiceId} where org_id = ${organization} and quote_id = ${id} and deposit`
    const draft = present(await readInvoice(sql, organization, invoiceId), undefined)
    await setFields(sql, organization, invoiceId, { ...(await recount({ sql, actor }, draft)) })
    await setQuote(sql, organization, id, { status: 'invoiced' })
    touched('invoice', invoiceId)
    touched('quote', id, ['status'])
    return present(await readInvoice(sql, organization, invoiceId), undefined)
  },
})
