/** Credit notes: how what was issued is corrected. Each names its invoice and has a series of its own. */
import { byKey, type Sql } from '#src/core/db.ts'
import { conflict } from '#src/core/errors.ts'
import { type Contexts, operation } from '#src/core/operation.ts'
import { organizationOf, present } from '#src/core/record.ts'
import { writeDecimal } from './decimal.ts'
import { countDraft } from './draft.ts'
import { insertDraft } from './drafts.ts'
import { issueDraft } from './issue.ts'
import { exponentOf, showAmount } from './money.ts'
import { holdInvoice, readInvoice } from './rows.ts'
import { Credit, Invoice, InvoiceId, type NewLine } from './schema.ts'
import { readSettings } from './settings.ts'
import { holdFamily, settle } from './settle.ts'

/** What earlier credit notes took off, by tax group. */
async function creditedBefore(sql: Sql, organization: string, id: string) {
  const notes = await sql<Pick<Invoice, 'total' | 'taxes'>>`${byKey}
    select total, taxes from invoices
    where org_id = ${organization} and credited_invoice_id = ${id} and status <> 'draft' and deleted_at is null`
  const nets = new Map<string, number>()
  for (const { taxes } of notes)
    for (const tax of taxes) nets.set(groupOf(tax), (nets.get(groupOf(tax)) ?? 0) + tax.net)
  return { total: notes.reduce((all, { total }) => all + total, 0), nets, any: notes.length > 0 }
}

const groupOf = ({ category, rate }: { category: string; rate: string }) => `${category} ${rate}`

/** A line for each tax group with what is left of it. */
function restOf(invoice: Invoice, nets: ReadonlyMap<string, number>): NewLine[] {
  const scale = exponentOf(invoice.currency)
  return invoice.taxes.flatMap((tax) => {
    const left = tax.net - (nets.get(groupOf(tax)) ?? 0)
    if (left <= 0) return []
    const unitPrice = writeDecimal({ units: BigInt(left), scale }, scale)
    return [
      {
        description: `${invoice.number}`,
        quantity: '1',
        unitPrice,
        taxCategory: tax.category,
        taxRate: tax.rate,
      },
    ]
  })
}

/** Makes and issues a credit note for a held invoice. Without lines it takes off all that is left. */
async function credit(
  context: Contexts['write'],
  invoice: Invoice,
  said: { lines?: readonly NewLine[] | undefined; note?: string | null | undefined },
): Promise<Invoice> {
  const { sql, actor } = context
  const organization = organizationOf(actor)
  await mustNotBeTakenOff(sql, organization, invoice)
  const earlier = await creditedBefore(sql, organization, invoice.id)
  const left = invoice.total - earlier.total
  const money = (amount: number) => showAmount(amount, invoice.currency, 'en')
  if (left <= 0) throw conflict('credited', 'All of this invoice has been credited already.')
  const asItWas = !said.lines && !earlier.any
  const whole = {
    ...invoice,
    lines: said.lines ?? (earlier.any ? restOf(invoice, earlier.nets) : invoice.lines),
    discountPercent: asItWas ? invoice.discountPercent : null,
    pricesIncludeTax: asItWas || said.lines ? invoice.pricesIncludeTax : false,
    prepaidAmount: 0,
  }
  const settings = await readSettings(sql, organization)
  const counted = await countDraft(sql, organization, whole, settings)
  const openOf = (tax: Invoice['taxes'][number]) => tax.net - (earlier.nets.get(groupOf(tax)) ?? 0)
  const takenOf = (tax: Invoice['taxes'][number]) =>
    counted.taxes.find((one) => groupOf(one) === groupOf(tax))?.net ?? 0
  // Taxes of several credit notes, each rounded, need not come to that of the invoice: the last one makes up for it.
  if (invoice.taxes.every((tax) => openOf(tax) === takenOf(tax))) {
    counted.total = left
    counted.rounding = left - counted.subtotal - counted.taxTotal
  }
  if (counted.total > left)
    throw conflict(
      'credit_too_high',
      `${money(counted.total)} is more than the ${money(left)} that can still be credited on ${invoice.number}.`,
    )
  for (const tax of counted.taxes) {
    const billed = invoice.taxes.find((one) => groupOf(one) === groupOf(tax))
    const open = billed ? openOf(billed) : 0
    if (tax.net > open)
      throw conflict(
        'credit_too_high',
        `Of what ${invoice.number} bills at ${tax.rate} % (${tax.category}) only ${money(open)} net can still be credited.`,
      )
  }
  const id = await insertDraft(sql, organization, counted, {
    direction: 'sales',
    type: 'credit_note',
    clientId: invoice.clientId,
    companyId: invoice.companyId,
    currency: invoice.currency,
    deliveredOn: invoice.deliveredOn,
    periodStartsOn: invoice.periodStartsOn,
    periodEndsOn: invoice.periodEndsOn,
    pricesIncludeTax: whole.pricesIncludeTax,
    discountPercent: whole.discountPercent,
    reference: invoice.reference,
    buyerReference: invoice.buyerReference,
    orderReference: invoice.orderReference,
    note: said.note ?? null,
    exemptionReason: invoice.exemptionReason,
    language: invoice.language,
    creditedInvoiceId: invoice.id,
    createdBy: actor.personId,
  })
  const draft = present(await readInvoice(sql, organization, id), undefined)
  const note = await issueDraft(context, draft, {
    buyer: invoice.buyer,
    total: counted.total,
    rounding: counted.rounding,
  })
  return settle(sql, organization, note.id)
}

/** A final invoice has taken the deposit off: crediting both would give it back twice. */
async function mustNotBeTakenOff(sql: Sql, organization: string, { id, number }: Invoice): Promise<void> {
  const [final] = await sql<{ number: string }>`${byKey}
    select f.number from invoices d join invoices f on f.org_id = d.org_id and f.id = d.final_id
    where d.org_id = ${organization} and d.id = ${id} and f.status in ('issued', 'paid') for share of f`
  if (final)
    throw conflict(
      'deposit_taken',
      `${final.number} has taken the deposit ${number} off. Credit that invoice instead.`,
    )
}

function mustBeCreditable(invoice: Invoice): void {
  if (invoice.status === 'draft') throw conflict('draft', 'A draft is not credited. Change or delete it.')
  if (invoice.direction === 'purchase') throw conflict('purchase', 'A bill is credited by its seller.')
  if (invoice.type === 'credit_note')
    throw conflict('credit_note', 'A credit note cannot be credited itself.')
  if (invoice.status === 'void') throw conflict('void', 'This invoice is void: all of it is credited.')
}

export const creditInvoice = operation({
  name: 'invoice.credit',
  route: 'POST /invoices/:id/credit',
  summary:
    'Correct an issued invoice with a credit note: all that is left of it, or the lines given. Answers the credit note',
  kind: 'write',
  permission: 'invoices.issue',
  tool: true,
  input: Credit,
  output: Invoice,
  async run(context, { id, ...said }) {
    const { sql, actor, version } = context
    await holdFamily(sql, organizationOf(actor), id)
    const invoice = await holdInvoice(sql, actor, id, version)
    mustBeCreditable(invoice)
    const note = await credit(context, invoice, said)
    context.touched('invoice', id, ['amountCredited'])
    return note
  },
})

export const voidInvoice = operation({
  name: 'invoice.void',
  route: 'POST /invoices/:id/void',
  summary:
    'Take back an issued invoice that nobody paid: a credit note over all of it, and nothing is due any more',
  kind: 'write',
  permission: 'invoices.issue',
  input: InvoiceId,
  output: Invoice,
  async run(context, { id }) {
    const { sql, actor, touched } = context
    const organization = organizationOf(actor)
    await holdFamily(sql, organization, id)
    const invoice = await holdInvoice(sql, actor, id, context.version)
    if (invoice.direction === 'sales') mustBeCreditable(invoice)
    else if (invoice.status === 'draft') throw conflict('draft', 'A draft is not void. Delete it.')
    else if (invoice.status === 'void') throw conflict('void', 'This bill is void already.')
    if (invoice.amountPaid > 0)
      throw conflict('paid', 'Something was paid on it. Make a credit note instead, and give the money back.')
    if (invoice.direction === 'sales') await credit(context, invoice, {})
    else
      await sql`
        update invoices set status = 'void', version = version + 1, updated_at = now()
        where org_id = ${organization} and id = ${id}`
    touched('invoice', id, ['status'])
    return present(await readInvoice(sql, organization, id), undefined)
  },
})
