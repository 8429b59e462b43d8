/** Drafts: written, changed and thrown away until they are issued. Whatever is counted is counted here, on the server. */
import { z } from 'zod'
import { byKey, join, type Part, part, raw, type Sql } from '#src/core/db.ts'
import { invalid } from '#src/core/errors.ts'
import { columnOf } from '#src/core/fields.ts'
import { type Contexts, operation } from '#src/core/operation.ts'
import { changedFields, mustSee, newId, organizationOf, outOfTrash, present } from '#src/core/record.ts'
import { countWithDeposits } from './deposits.ts'
import { type Counted, countDraft } from './draft.ts'
import { holdDraft, holdInvoice, readInvoice } from './rows.ts'
import { Invoice, InvoiceChange, InvoiceId, NewInvoice } from './schema.ts'
import { readSettings } from './settings.ts'

/** Columns that are not called like their fields. */
const columns: Record<string, string> = { prepaidAmount: 'prepaid' }
const asJson = new Set(['lines', 'taxes', 'buyer', 'seller'])

function assignments(values: Record<string, unknown>): { columns: Part[]; values: Part[] } {
  const names = Object.keys(values).filter((name) => values[name] !== undefined)
  return {
    columns: names.map((name) => raw(columns[name] ?? columnOf(name))),
    values: names.map((name) => {
      const value = values[name]
      return part`${asJson.has(name) ? JSON.stringify(value) : value}`
    }),
  }
}

/** Inserts a draft, counted already, and answers its id. */
export async function insertDraft(
  sql: Sql,
  organization: string,
  counted: Counted,
  values: Record<string, unknown>,
): Promise<string> {
  const id = newId()
  const whole = assignments({ orgId: organization, id, ...values, ...counted })
  await sql`${byKey}insert into invoices (${join(whole.columns)}) values (${join(whole.values)})`
  return id
}

/** Writes fields of an invoice that is held. */
export async function setFields(
  sql: Sql,
  organization: string,
  id: string,
  values: Record<string, unknown>,
): Promise<void> {
  const whole = assignments(values)
  const each = whole.columns.map((column, i) => part`${column} = ${whole.values[i]}`)
  await sql`
    update invoices set ${join([...each, part`version = version + 1, updated_at = now()`])}
    where org_id = ${organization} and id = ${id}`
}

export function checkDays(said: {
  issuedOn?: string | null | undefined
  dueOn?: string | null | undefined
  periodStartsOn?: string | null | undefined
  periodEndsOn?: string | null | undefined
}): void {
  const { issuedOn, dueOn, periodStartsOn, periodEndsOn } = said
  if (issuedOn && dueOn && dueOn < issuedOn)
    throw invalid('dueOn', 'It cannot be due before the day it is issued.')
  if (periodStartsOn && periodEndsOn && periodEndsOn < periodStartsOn)
    throw invalid('periodEndsOn', 'The period cannot end before it starts.')
}

const notBoth = (direction: string, number: string | null | undefined) => {
  if (direction === 'sales' && number)
    throw invalid('number', 'An invoice gets its number when it is issued.')
}

export const createInvoice = operation({
  name: 'invoice.create',
  route: 'POST /invoices',
  summary: 'Write a draft of an invoice, or enter a bill that came in',
  kind: 'write',
  permission: 'invoices.write',
  tool: true,
  input: NewInvoice,
  output: Invoice,
  async run({ sql, actor, touched }, said) {
    const organization = organizationOf(actor)
    const id = await writeDraft(sql, organization, said, actor.personId)
    touched('invoice', id)
    return present(await readInvoice(sql, organization, id), undefined)
  },
})

/** A draft of what was said, counted, with what the settings say where nothing was; answers its id. */
export async function writeDraft(
  sql: Sql,
  organization: string,
  { clientId = null, companyId = null, ...said }: NewInvoice,
  createdBy: string | null,
): Promise<string> {
  checkDays(said)
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
    prepaidAmount: said.prepaidAmount ?? 0,
  }
  const counted = await countDraft(sql, organization, written, settings)
  return insertDraft(sql, organization, counted, {
    type: 'invoice',
    language: settings.language,
    paymentTerms: settings.paymentTerms,
    paymentLink: settings.paymentLink,
    exemptionReason: settings.exemptionReason,
    ...written,
    amountPaid: written.prepaidAmount,
    createdBy,
  })
}

/** What the organization bills in, when nothing else is said. */
export async function currencyOf(sql: Sql, organization: string): Promise<string> {
  const [row] = await sql<{ currency: string }>`${byKey}
    select currency from organizations where id = ${organization}`
  return row?.currency ?? 'EUR'
}

/** Counts a held draft anew, with what is said now in place of what was. */
export async function recount(
  { sql, actor }: Pick<Contexts['write'], 'sql' | 'actor'>,
  before: Invoice,
  said: Partial<Invoice> = {},
): Promise<Counted> {
  const organization = organizationOf(actor)
  const settings = await readSettings(sql, organization)
  const written = { ...before, ...said }
  // A credit note takes off what its invoice says, deductions and all.
  return before.type === 'credit_note'
    ? countDraft(sql, organization, written, settings)
    : countWithDeposits(sql, organization, before.id, written, settings)
}

export const updateInvoice = operation({
  name: 'invoice.update',
  route: 'PATCH /invoices/:id',
  summary:
    'Change a draft; what is left out stays. Issued invoices stay as they are, but for whether to remind',
  kind: 'write',
  permission: 'invoices.write',
  tool: true,
  input: InvoiceChange,
  output: Invoice,
  async run(context, { id, ...said }) {
    const { sql, actor, version, touched } = context
    const organization = organizationOf(actor)
    if (said.remind !== undefined && Object.keys(said).length === 1) return spare(context, id, said.remind)
    const before = await holdDraft(sql, actor, id, version)
    notBoth(before.direction, said.number)
    const changed = changedFields({ ...before }, said)
    if (changed.length === 0) return before
    const after = { ...before, ...definedOnly(said) }
    if (after.direction === 'sales' && !after.clientId && !after.companyId)
      throw invalid('clientId', 'An invoice goes to a client or a company.')
    checkDays(after)
    await mustSee(sql, organization, { clientId: said.clientId, companyId: said.companyId })
    const counted = await recount(context, before, definedOnly(said) as Partial<Invoice>)
    await setFields(sql, organization, id, { ...said, ...counted, amountPaid: after.prepaidAmount })
    if (changed.includes('clientId') || changed.includes('companyId'))
      await takeAlong(sql, organization, after)
    touched('invoice', id, changed)
    return present(await readInvoice(sql, organization, id), undefined)
  },
})

/** What is said about an invoice follows it to another client or company, which decides who sees it. */
async function takeAlong(
  sql: Sql,
  organization: string,
  { id, clientId, companyId }: Pick<Invoice, 'id' | 'clientId' | 'companyId'>,
) {
  if (!clientId && !companyId) return
  for (const table of ['notes', 'alerts'])
    await sql`
      update ${raw(table)} set client_id = ${clientId}, company_id = ${companyId}
      where org_id = ${organization} and invoice_id = ${id}`
}

/** Whether to remind is nothing that stands on the paper: it can be changed at any time. */
async function spare(context: Contexts['write'], id: string, remind: boolean): Promise<Invoice> {
  const { sql, actor, version, touched } = context
  const before = await holdInvoice(sql, actor, id, version)
  if (before.remind === remind) return before
  const organization = organizationOf(actor)
  await setFields(sql, organization, id, { remind })
  touched('invoice', id, ['remind'])
  return present(await readInvoice(sql, organization, id), undefined)
}

const definedOnly = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T

export const deleteInvoice = operation({
  name: 'invoice.delete',
  route: 'DELETE /invoices/:id',
  summary: 'Move a draft to the trash for 30 days',
  kind: 'write',
  permission: 'invoices.write',
  input: InvoiceId,
  output: z.null(),
  async run({ sql, actor, version, touched }, { id }) {
    const organization = organizationOf(actor)
    await holdDraft(sql, actor, id, version)
    await sql`
      update invoices set deleted_at = now(), deleted_by = ${actor.personId}, version = version + 1
      where org_id = ${organization} and id = ${id}`
    touched('invoice', id)
    return null
  },
})

export const restoreInvoice = operation({
  name: 'invoice.restore',
  route: 'POST /invoices/:id/restore',
  summary: 'Take a draft out of the trash',
  kind: 'write',
  permission: 'invoices.write',
  input: InvoiceId,
  output: Invoice,
  run: outOfTrash('invoices', 'invoice', readInvoice),
})
