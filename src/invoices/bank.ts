/** The lines of bank statements: what each may pay is proposed, and a person accepts. Nothing is booked by itself. */
import { now } from '#src/core/clock.ts'
import { byKey, type Part, part, type Sql } from '#src/core/db.ts'
import { conflict, invalid, notFound } from '#src/core/errors.ts'
import { type Contexts, operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { newId, organizationOf, present } from '#src/core/record.ts'
import { mustSeeAll } from './bank-import.ts'
import { type OpenInvoice, prepare, proposalsFor } from './bank-match.ts'
import { Acceptance, BankLine, LineId, LinePage, LineQuery } from './bank-schema.ts'
import { readInvoice } from './rows.ts'
import { holdFamily, settle } from './settle.ts'
import { tellWhenPaid } from './tell.ts'

/** Open invoices that lines are matched with, the latest due first; who has more has most of them written off in truth. */
const mostOpen = 5_000

const columns = part`l.id, l.version, l.statement_id, l.booked_on, l.amount, l.currency, l.account, l.name, l.iban, l.text,
  l.end_to_end_id, l.status, l.settled_at,
  coalesce((select jsonb_agg(jsonb_build_object('paymentId', p.id, 'invoiceId', p.invoice_id, 'number', i.number,
      'amount', p.amount) order by p.created_at, p.id)
    from payments p join invoices i on i.org_id = p.org_id and i.id = p.invoice_id
    where p.org_id = l.org_id and p.bank_line_id = l.id and p.removed_at is null), '[]') as payments`

type Row = Omit<BankLine, 'rest'>

const toLine = (row: Row): BankLine => ({
  ...row,
  rest:
    row.status === 'accepted'
      ? Math.abs(row.amount) - row.payments.reduce((sum, { amount }) => sum + amount, 0)
      : 0,
})

async function readLine(
  sql: Sql,
  organization: string,
  id: string,
  lock: Part = part``,
): Promise<BankLine | undefined> {
  const [row] = await sql<Row>`${byKey}
    select ${columns} from bank_lines l where l.org_id = ${organization} and l.id = ${id}${lock}`
  return row && toLine(row)
}

/** What may be paid: invoices and bills, and credit notes the other way. */
async function readOpen(sql: Sql, organization: string): Promise<OpenInvoice[]> {
  return sql<OpenInvoice>`
    select i.id, i.number, i.party, i.currency, i.due_on, i.amount_due,
      (i.direction = 'sales') = (i.type = 'invoice') as comes_in
    from invoices i
    where i.org_id = ${organization} and i.status = 'issued' and i.deleted_at is null and i.amount_due > 0
    order by i.due_on desc, i.id limit ${mostOpen}`
}

/** Whose invoices were paid from, or to, these accounts before. */
async function readKnown(sql: Sql, organization: string, ibans: string[]): Promise<Map<string, string[]>> {
  if (ibans.length === 0) return new Map()
  const rows = await sql<{ iban: string; parties: string[] }>`
    select l.iban, array_agg(distinct i.party) as parties
    from bank_lines l
    join payments p on p.org_id = l.org_id and p.bank_line_id = l.id and p.removed_at is null
    join invoices i on i.org_id = p.org_id and i.id = p.invoice_id
    where l.org_id = ${organization} and l.status = 'accepted' and l.iban = any(${ibans})
    group by 1`
  return new Map(rows.map(({ iban, parties }) => [iban, parties]))
}

export const listLines = operation({
  name: 'bank.lines',
  route: 'GET /bank/lines',
  summary: 'List lines of bank statements, the open ones with what they may pay',
  kind: 'read',
  permission: 'invoices.issue',
  input: LineQuery,
  output: LinePage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const where: Part[] = [part`l.org_id = ${organization}`]
    if (query.status) where.push(part`l.status = ${query.status}`)
    if (query.statementId) where.push(part`l.statement_id = ${query.statementId}`)
    const found = await page<Row>(
      sql,
      {
        scope: `bank.lines ${organization}`,
        sorts: { bookedOn: { expression: 'l.booked_on', type: 'date' } },
        select: columns,
        from: part`bank_lines l`,
        where,
        id: 'l.id',
      },
      query,
    )
    if (query.statementId) {
      const seen = await sql`${byKey}
        select 1 from bank_statements where org_id = ${organization} and id = ${query.statementId}`
      if (seen.length === 0) throw notFound('statementId')
    }
    const lines = found.items.map(toLine)
    const open = lines.filter(({ status }) => status === 'open')
    const [invoices, known] =
      open.length === 0
        ? [[], new Map<string, string[]>()]
        : await Promise.all([
            readOpen(sql, organization),
            readKnown(sql, organization, [...new Set(open.flatMap(({ iban }) => iban ?? []))]),
          ])
    const prepared = prepare(invoices)
    return {
      ...found,
      items: lines.map((line) => ({
        ...line,
        proposals:
          line.status === 'open'
            ? proposalsFor({ ...line, knownParties: known.get(line.iban ?? '') ?? [] }, prepared)
            : [],
      })),
    }
  },
})

async function holdOpen({ sql, actor, version }: Contexts['write'], id: string): Promise<BankLine> {
  mustSeeAll(actor)
  const line = present(await readLine(sql, organizationOf(actor), id, part` for update of l`), version)
  if (line.status === 'accepted')
    throw conflict('accepted', 'This line is accepted already. Release it first.')
  if (line.status === 'ignored') throw conflict('ignored', 'This line is ignored. Release it first.')
  return line
}

/** Writes what became of a held line, and answers it. */
async function settleLine(
  { sql, actor, touched }: Contexts['write'],
  id: string,
  status: BankLine['status'],
): Promise<BankLine> {
  const organization = organizationOf(actor)
  const settled = status !== 'open'
  await sql`${byKey}
    update bank_lines set status = ${status}, settled_at = ${settled ? now() : null},
      settled_by = ${settled ? actor.personId : null}, version = version + 1
    where org_id = ${organization} and id = ${id}`
  touched('bank_line', id, ['status'])
  return present(await readLine(sql, organization, id), undefined)
}

export const acceptLine = operation({
  name: 'bank.accept',
  route: 'POST /bank/lines/:lineId/accept',
  summary: 'Record what a line of a bank statement pays, of one invoice or several',
  kind: 'write',
  permission: 'invoices.issue',
  input: Acceptance,
  output: BankLine,
  async run(context, { lineId, invoices, overpayment }) {
    const { sql, actor, touched } = context
    const organization = organizationOf(actor)
    const line = await holdOpen(context, lineId)
    if (new Set(invoices.map(({ invoiceId }) => invoiceId)).size < invoices.length)
      throw invalid('invoices', 'Each invoice can be named once.')
    // Always in the same order, so that two of them never wait for each other.
    const inOrder = invoices
      .map((one, index) => ({ ...one, index }))
      .sort((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1))
    for (const { invoiceId } of inOrder) await holdFamily(sql, organization, invoiceId)
    let rest = Math.abs(line.amount)
    // In the order they were named: the last gets what is left.
    for (const [index, said] of invoices.entries()) {
      const path = `invoices.${index}.invoiceId`
      const invoice = await readInvoice(sql, organization, said.invoiceId)
      if (!invoice) throw notFound(path)
      if (invoice.currency !== line.currency)
        throw invalid(
          path,
          `The line is in ${line.currency}, ${invoice.number ?? 'the draft'} in ${invoice.currency}.`,
        )
      if (((invoice.direction === 'sales') === (invoice.type === 'invoice')) !== line.amount > 0)
        throw invalid(
          path,
          line.amount > 0
            ? 'Money that came in pays no bill and no credit note.'
            : 'Money that went out pays no invoice.',
        )
      if (invoice.status === 'draft') throw conflict('draft', 'A draft cannot be paid. Issue it first.')
      if (invoice.status === 'void')
        throw conflict('void', `${invoice.number} is void: nothing is to be paid.`)
      const amount = said.amount ?? Math.min(Math.max(invoice.amountDue, 0), rest)
      if (amount > rest) throw invalid(`invoices.${index}.amount`, 'This is more than the line still has.')
      if (amount === 0 && rest === 0) throw invalid(path, 'Nothing of the line is left for it.')
      if (amount === 0 || (amount > invoice.amountDue && !overpayment))
        throw conflict(
          'paid',
          `${invoice.number} asks for less than that. If the money really came, say that it is an over-payment.`,
        )
      const id = newId()
      await sql`${byKey}
        insert into payments (org_id, id, invoice_id, amount, paid_on, method, reference, recorded_by, bank_line_id)
        values (${organization}, ${id}, ${said.invoiceId}, ${amount}, ${line.bookedOn}, 'transfer',
          ${(line.endToEndId ?? line.text)?.slice(0, 200) ?? null}, ${actor.personId}, ${lineId})`
      await tellWhenPaid(context, invoice, await settle(sql, organization, said.invoiceId))
      touched('invoice', said.invoiceId, ['amountPaid'])
      touched('payment', id)
      rest -= amount
    }
    return settleLine(context, lineId, 'accepted')
  },
})

export const releaseLine = operation({
  name: 'bank.release',
  route: 'POST /bank/lines/:lineId/release',
  summary: 'Take back what was accepted from a line, or no longer ignore it',
  kind: 'write',
  permission: 'invoices.issue',
  input: LineId,
  output: BankLine,
  async run(context, { lineId }) {
    const { sql, actor, version, touched } = context
    mustSeeAll(actor)
    const organization = organizationOf(actor)
    const line = present(await readLine(sql, organization, lineId, part` for update of l`), version)
    if (line.status === 'open') throw conflict('open', 'Nothing was accepted from this line.')
    const invoiceIds = [...new Set(line.payments.map(({ invoiceId }) => invoiceId))].sort()
    for (const invoiceId of invoiceIds) await holdFamily(sql, organization, invoiceId)
    await sql`
      update payments set removed_at = now(), removed_by = ${actor.personId}, version = version + 1
      where org_id = ${organization} and bank_line_id = ${lineId} and removed_at is null`
    for (const { paymentId } of line.payments) touched('payment', paymentId, ['removedAt'])
    for (const invoiceId of invoiceIds) {
      await settle(sql, organization, invoiceId)
      touched('invoice', invoiceId, ['amountPaid'])
    }
    return settleLine(context, lineId, 'open')
  },
})

export const ignoreLine = operation({
  name: 'bank.ignore',
  route: 'POST /bank/lines/:lineId/ignore',
  summary: 'Set a line aside that is on no invoice',
  kind: 'write',
  permission: 'invoices.issue',
  input: LineId,
  output: BankLine,
  async run(context, { lineId }) {
    await holdOpen(context, lineId)
    return settleLine(context, lineId, 'ignored')
  },
})
