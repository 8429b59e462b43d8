/** Quotes: written, changed and thrown away until they are sent. What follows is in quote-deeds.ts. */
import { z } from 'zod'
import { type Part, part, type Sql } from '#src/core/db.ts'
import { invalid } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { changedFields, mustSee, newId, organizationOf, present } from '#src/core/record.ts'
import { type Counted, countDraft } from './draft.ts'
import { currencyOf } from './drafts.ts'
import {
  holdDraftQuote,
  insertQuote,
  type ListedQuoteRow,
  listedQuote,
  quoteStatus,
  readQuote,
  setQuote,
} from './quote-rows.ts'
import { NewQuote, Quote, QuoteChange, QuoteId, QuotePage, QuoteQuery } from './quotes-schema.ts'
import type { NewLine } from './schema.ts'
import { readSettings } from './settings.ts'

type Written = Pick<Quote, 'clientId' | 'companyId' | 'currency' | 'pricesIncludeTax' | 'discountPercent'> & {
  lines: readonly NewLine[]
}

/** A quote counted as the invoice will be that comes of it, with fresh copies of both sides. */
export async function countQuote(sql: Sql, organization: string, written: Written): Promise<Counted> {
  const settings = await readSettings(sql, organization)
  return countDraft(sql, organization, { ...written, direction: 'sales', prepaidAmount: 0 }, settings)
}

export const createQuote = operation({
  name: 'quote.create',
  route: 'POST /quotes',
  summary: 'Write a draft of a quote',
  kind: 'write',
  permission: 'invoices.write',
  input: NewQuote,
  output: Quote,
  async run({ sql, actor, touched }, { clientId = null, companyId = null, ...said }) {
    const organization = organizationOf(actor)
    const [settings, currency] = await Promise.all([
      readSettings(sql, organization),
      said.currency ?? currencyOf(sql, organization),
      mustSee(sql, organization, { clientId, companyId }),
    ])
    const written = {
      ...said,
      clientId,
      companyId,
      currency,
      pricesIncludeTax: said.pricesIncludeTax ?? false,
      discountPercent: said.discountPercent ?? null,
    }
    const id = newId()
    await insertQuote(sql, {
      orgId: organization,
      id,
      language: settings.language,
      paymentTerms: settings.paymentTerms,
      exemptionReason: settings.exemptionReason,
      ...written,
      ...(await countQuote(sql, organization, written)),
      createdBy: actor.personId,
    })
    touched('quote', id)
    return present(await readQuote(sql, organization, id), undefined)
  },
})

export const getQuote = operation({
  name: 'quote.get',
  route: 'GET /quotes/:id',
  summary: 'Read one quote',
  kind: 'read',
  permission: 'invoices.read',
  input: QuoteId,
  output: Quote,
  async run({ sql, actor }, { id }) {
    return present(await readQuote(sql, organizationOf(actor), id), undefined)
  },
})

export const listQuotes = operation({
  name: 'quote.list',
  route: 'GET /quotes',
  summary: 'List quotes, filtered and sorted',
  kind: 'read',
  permission: 'invoices.read',
  input: QuoteQuery,
  output: QuotePage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const where: Part[] = [part`q.org_id = ${organization}`]
    if (query.status?.length) where.push(part`${quoteStatus(organization)} = any(${query.status})`)
    if (query.clientId) where.push(part`q.client_id = ${query.clientId}`)
    if (query.companyId) where.push(part`q.company_id = ${query.companyId}`)
    const listed = page<ListedQuoteRow>(
      sql,
      {
        scope: `quote.list ${organization}`,
        sorts: {
          createdAt: { expression: 'q.created_at', type: 'timestamptz' },
          number: { expression: `coalesce(q.number, '')`, type: 'text' },
          validUntil: { expression: `coalesce(q.valid_until, 'infinity')`, type: 'date' },
        },
        select: listedQuote(organization),
        from: part`quotes q`,
        where,
        id: 'q.id',
      },
      query,
    )
    const [found] = await Promise.all([
      listed,
      mustSee(sql, organization, { clientId: query.clientId, companyId: query.companyId }),
    ])
    return found
  },
})

export const updateQuote = operation({
  name: 'quote.update',
  route: 'PATCH /quotes/:id',
  summary: 'Change a draft of a quote; what is left out stays. Sent quotes stay as they are',
  kind: 'write',
  permission: 'invoices.write',
  input: QuoteChange,
  output: Quote,
  async run({ sql, actor, version, touched }, { id, ...said }) {
    const organization = organizationOf(actor)
    const before = await holdDraftQuote(sql, actor, id, version)
    const changed = changedFields({ ...before }, said)
    if (changed.length === 0) return before
    const spoken = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
    const after = { ...before, ...spoken } as Quote
    if (!after.clientId && !after.companyId)
      throw invalid('clientId', 'A quote goes to a client or a company.')
    await mustSee(sql, organization, { clientId: said.clientId, companyId: said.companyId })
    await setQuote(sql, organization, id, { ...spoken, ...(await countQuote(sql, organization, after)) })
    touched('quote', id, changed)
    return present(await readQuote(sql, organization, id), undefined)
  },
})

export const deleteQuote = operation({
  name: 'quote.delete',
  route: 'DELETE /quotes/:id',
  summary: 'Throw a draft of a quote away, for good. Sent quotes stay: they have a number',
  kind: 'write',
  permission: 'invoices.write',
  input: QuoteId,
  output: z.null(),
  async run({ sql, actor, version, touched }, { id }) {
    const organization = organizationOf(actor)
    await holdDraftQuote(sql, actor, id, version)
    await sql`delete from quotes where org_id = ${organization} and id = ${id}`
    touched('quote', id)
    return null
  },
})
