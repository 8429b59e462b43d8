/** The statement of an account: what a client owed, all that happened in order, and what they owe then; per currency. */
import { z } from 'zod'
import { type Part, part, raw, type Sql } from '#src/core/db.ts'
import { invalid, notFound } from '#src/core/errors.ts'
import { Day, Id, IdOut } from '#src/core/field-schema.ts'
import { type Contexts, operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'

const DayInput = z.iso.date('This is not a day such as 2026-11-23.')
const StatementQuery = z.strictObject({
  id: Id.describe('Whose account'),
  from: DayInput.describe('The first day'),
  to: DayInput.describe('The last day'),
})

export const entryKinds = ['invoice', 'credit_note', 'prepayment', 'payment', 'refund', 'write_off'] as const

const Statement = z
  .object({
    party: z.string(),
    from: Day,
    to: Day,
    accounts: z
      .array(
        z.object({
          currency: z.string(),
          opening: z
            .int()
            .describe('Owed before the first day, minor units; negative in the client’s favour'),
          entries: z.array(
            z.object({
              on: Day,
              kind: z.enum(entryKinds),
              invoiceId: IdOut,
              number: z.string(),
              amount: z.int().describe('Positive: more is owed'),
              balance: z.int().describe('What is owed after it'),
            }),
          ),
          closing: z.int().describe('Owed after the last day'),
        }),
      )
      .describe('One for each currency in which there was anything, by its code'),
  })
  .meta({ id: 'Statement' })

interface Entry {
  currency: string
  on: string
  kind: (typeof entryKinds)[number]
  invoiceId: string
  number: string
  amount: number
}

/** More on one statement nobody reads; a shorter time has fewer. */
const most = 5000

/** All that moves an account until a day, as rows of (day, kind, invoice, amount). Alias `e`. */
const movements = (organization: string, whose: Part, to: string): Part => part`(
  with held as (
    select i.*, o.time_zone from invoices i join organizations o on o.id = i.org_id
    where i.org_id = ${organization} and ${whose} and i.direction = 'sales' and i.status <> 'draft' and i.deleted_at is null)
  select h.currency, h.issued_on as "on", h.type as kind, h.id, h.number, h.issued_at as at, 0 as step,
    case h.type when 'invoice' then h.total else -h.total end as amount from held h
  union all select h.currency, h.issued_on, 'prepayment', h.id, h.number, h.issued_at, 1, -h.prepaid from held h
    where h.prepaid > 0
  union all select h.currency, p.paid_on, case h.type when 'invoice' then 'payment' else 'refund' end, h.id, h.number,
    p.created_at, 2, case h.type when 'invoice' then -p.amount else p.amount end
    from held h join payments p on p.org_id = h.org_id and p.invoice_id = h.id and p.removed_at is null
  union all select h.currency, (h.written_off_at at time zone h.time_zone)::date, 'write_off', h.id, h.number,
    h.written_off_at, 3, -h.amount_written_off from held h where h.amount_written_off > 0
  ) e where e."on" <= ${to}`

async function read(sql: Sql, organization: string, whose: Part, { from, to }: { from: string; to: string }) {
  const rows = movements(organization, whose, to)
  const [openings, entries] = await Promise.all([
    sql<{ currency: string; opening: number }>`
      select e.currency, coalesce(sum(e.amount) filter (where e."on" < ${from}), 0)::bigint as opening
      from ${rows} group by e.currency order by e.currency`,
    sql<Entry>`
      select e.currency, e."on", e.kind, e.id as invoice_id, e.number, e.amount from ${rows} and e."on" >= ${from}
      order by e."on", e.step, e.at, e.id limit ${most + 1}`,
  ])
  if (entries.length > most)
    throw invalid('from', `There are more than ${most} entries. Choose a shorter time.`)
  return openings.map(({ currency, opening }) => {
    let balance = opening
    const own = entries.filter((entry) => entry.currency === currency)
    const listed = own.map(({ currency: _, ...entry }) => {
      balance += entry.amount
      return { ...entry, balance }
    })
    return { currency, opening, entries: listed, closing: balance }
  })
}

async function state(
  { sql, actor }: Contexts['read'],
  table: 'clients' | 'companies',
  { id, from, to }: z.output<typeof StatementQuery>,
): Promise<z.input<typeof Statement>> {
  const organization = organizationOf(actor)
  if (to < from) throw invalid('to', 'It cannot end before it starts.')
  const [subject] = await sql<{ name: string }>`
    select name from ${raw(table)} where org_id = ${organization} and id = ${id} and deleted_at is null`
  if (!subject) throw notFound()
  const whose = table === 'clients' ? part`i.client_id = ${id}` : part`i.company_id = ${id}`
  return { party: subject.name, from, to, accounts: await read(sql, organization, whose, { from, to }) }
}

export const clientStatement = operation({
  name: 'client.statement',
  route: 'GET /clients/:id/statement',
  summary:
    'State a client’s account: opening balance, invoices, credit notes and payments in order, closing balance',
  kind: 'read',
  permission: 'invoices.read',
  input: StatementQuery,
  output: Statement,
  run: (context, query) => state(context, 'clients', query),
})

export const companyStatement = operation({
  name: 'company.statement',
  route: 'GET /companies/:id/statement',
  summary:
    'State a company’s account: opening balance, invoices, credit notes and payments in order, closing balance',
  kind: 'read',
  permission: 'invoices.read',
  input: StatementQuery,
  output: Statement,
  run: (context, query) => state(context, 'companies', query),
})
