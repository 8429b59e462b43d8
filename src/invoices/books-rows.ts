/** Pages of what an accountant's tables hold, as cells: a page is as much as memory ever has of them. */
import { z } from 'zod'
import { type Part, part, type Sql } from '#src/core/db.ts'
import { IdOut } from '#src/core/field-schema.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { organizationOf } from '#src/core/record.ts'
import { type Table, tables } from './accountant-schema.ts'
import { writeAmount } from './money.ts'
import type { Invoice } from './schema.ts'
import { booked } from './tax-report.ts'

export const bookHeadings: Record<Table, string[]> = {
  invoices: [
    ...[
      'number',
      'direction',
      'type',
      'status',
      'issuedOn',
      'dueOn',
      'deliveredOn',
      'party',
      'vatId',
      'country',
    ],
    ...['currency', 'net', 'tax', 'total', 'paid', 'credited', 'due', 'overpaid', 'reference', 'corrects'],
  ],
  lines: [
    ...[
      'number',
      'direction',
      'type',
      'party',
      'issuedOn',
      'line',
      'description',
      'quantity',
      'unit',
      'unitPrice',
    ],
    ...['discountPercent', 'taxCategory', 'taxRate', 'net', 'currency'],
  ],
  taxes: [
    'number',
    'direction',
    'type',
    'party',
    'issuedOn',
    'taxCategory',
    'taxRate',
    'net',
    'tax',
    'currency',
  ],
  payments: ['paidOn', 'number', 'direction', 'type', 'party', 'amount', 'currency', 'method', 'reference'],
}

const Input = z.strictObject({
  table: z.enum(tables),
  from: z.string(),
  until: z.string(),
  cursor: z.string().optional(),
})
type Input = z.output<typeof Input>

const Rows = z.object({
  rows: z.array(z.array(z.string())),
  /** Of the page of invoices: whose papers go along. */
  papers: z.array(z.object({ id: IdOut, number: z.string() })),
  nextCursor: z.string().nullable(),
})

type Row = Invoice & { party: string; corrects: string | null }

const cells = (values: readonly (string | number | null | undefined)[]) =>
  values.map((value) => (value === null || value === undefined ? '' : String(value)))

function rowsOf(table: Exclude<Table, 'payments'>, row: Row): string[][] {
  const money = (amount: number) => writeAmount(amount, row.currency)
  const { number, direction, type, party, issuedOn, currency } = row
  if (table === 'lines')
    return row.lines.map((line, i) =>
      cells([
        ...[number, direction, type, party, issuedOn, i + 1, line.description, line.quantity, line.unit],
        ...[line.unitPrice, line.discountPercent, line.taxCategory, line.taxRate, money(line.net), currency],
      ]),
    )
  if (table === 'taxes')
    return row.taxes.map((tax) =>
      cells([
        ...[number, direction, type, party, issuedOn, tax.category, tax.rate, money(tax.net), money(tax.tax)],
        currency,
      ]),
    )
  const other = direction === 'sales' ? row.buyer : row.seller
  return [
    cells([
      ...[number, direction, type, row.status, issuedOn, row.dueOn, row.deliveredOn, party, other.vatId],
      ...[other.address?.country, currency, money(row.subtotal), money(row.taxTotal), money(row.total)],
      ...[money(row.amountPaid), money(row.amountCredited)],
      // Two columns instead of one below zero, which a spreadsheet would be kept from reading as a number.
      ...[money(Math.max(row.amountDue, 0)), money(Math.max(-row.amountDue, 0)), row.reference, row.corrects],
    ]),
  ]
}

async function invoicePage(sql: Sql, organization: string, { table, from, until, cursor }: Input) {
  const wanted: Record<string, Part> = {
    lines: part`, i.lines`,
    taxes: part`, i.taxes`,
    invoices: part`, i.buyer, i.seller, (select c.number from invoices c
      where c.org_id = i.org_id and c.id = i.credited_invoice_id) as corrects`,
  }
  const found = await page<Row>(
    sql,
    {
      scope: `books ${organization} ${table}`,
      sorts: { issuedOn: { expression: 'i.issued_on', type: 'date' } },
      select: part`i.id, i.number, i.direction, i.type, i.status, i.issued_on, i.due_on, i.delivered_on, i.party, i.currency,
        i.subtotal, i.tax_total, i.total, i.amount_paid, i.amount_credited, i.amount_due, i.reference${wanted[table]}`,
      from: part`invoices i`,
      where: [
        part`i.org_id = ${organization}`,
        booked,
        part`i.direction in ('sales', 'purchase') and i.issued_on between ${from}::date and ${until}::date`,
      ],
      id: 'i.id',
    },
    { sort: 'issuedOn', cursor, count: false, limit: table === 'lines' ? 50 : 500 },
  )
  return {
    rows: found.items.flatMap((row) => rowsOf(table as Exclude<Table, 'payments'>, row)),
    papers:
      table === 'invoices'
        ? found.items.flatMap(({ id, direction, number }) =>
            direction === 'sales' && number ? [{ id, number }] : [],
          )
        : [],
    nextCursor: found.nextCursor,
  }
}

interface PaidRow {
  paidOn: string
  amount: number
  method: string
  reference: string | null
  number: string | null
  direction: string
  type: string
  party: string
  currency: string
}

async function paymentPage(sql: Sql, organization: string, { from, until, cursor }: Input) {
  const found = await page<PaidRow>(
    sql,
    {
      scope: `books ${organization} payments`,
      sorts: { paidOn: { expression: 'p.paid_on', type: 'date' } },
      select: part`p.paid_on, p.amount, p.method, p.reference, i.number, i.direction, i.type, i.party, i.currency`,
      from: part`payments p join invoices i on i.org_id = p.org_id and i.id = p.invoice_id`,
      where: [
        part`p.org_id = ${organization}`,
        part`p.removed_at is null`,
        part`p.paid_on between ${from}::date and ${until}::date`,
      ],
      id: 'p.id',
    },
    { sort: 'paidOn', cursor, count: false, limit: 1000 },
  )
  return {
    rows: found.items.map((row) =>
      cells([
        ...[
          row.paidOn,
          row.number,
          row.direction,
          row.type,
          row.party,
          writeAmount(row.amount, row.currency),
        ],
        ...[row.currency, row.method, row.reference],
      ]),
    ),
    papers: [],
    nextCursor: found.nextCursor,
  }
}

export const readBooksPage = operation({
  name: 'books.page',
  summary: 'Read a page of what an accountant is given',
  kind: 'read',
  permission: 'exports',
  input: Input,
  output: Rows,
  async run({ sql, actor }, input) {
    const organization = organizationOf(actor)
    return input.table === 'payments'
      ? paymentPage(sql, organization, input)
      : invoicePage(sql, organization, input)
  },
})
