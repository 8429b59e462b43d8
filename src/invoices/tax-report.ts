/** The VAT summary: what was taxed, by category and rate, of sales and of purchases. */
import { part } from '#src/core/db.ts'
import { invalid } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { TaxQuery, TaxReport } from './accountant-schema.ts'
import { openLedger, readRates } from './report-money.ts'
import type { Invoice } from './schema.ts'
import type { TaxCategory } from './totals.ts'

/** A void invoice counts with the credit note that made it void; a void bill was never owed. */
export const booked = part`i.status <> 'draft' and i.deleted_at is null and (i.direction = 'sales' or i.status <> 'void')`

export const reportTax = operation({
  name: 'report.tax',
  route: 'GET /reports/tax',
  summary: 'VAT of a period by category and rate, of sales and of purchases, by the day of issue',
  kind: 'read',
  permission: 'invoices.read',
  input: TaxQuery,
  output: TaxReport,
  async run({ sql, actor }, { from, until }) {
    if (from > until) throw invalid('until', 'The last day cannot be before the first.')
    const organization = organizationOf(actor)
    const [rates, rows] = await Promise.all([
      readRates(sql, organization),
      sql<{
        direction: Invoice['direction']
        type: Invoice['type']
        day: string
        currency: string
        category: TaxCategory
        rate: string
        count: string
        net: string
        tax: string
      }>`
        select i.direction, i.type, i.issued_on as day, i.currency, t.category, t.rate, count(*)::text as count,
          sum(t.net)::text as net, sum(t.tax)::text as tax
        from invoices i, jsonb_to_recordset(i.taxes) t(category text, rate text, net bigint, tax bigint)
        where i.org_id = ${organization} and i.direction in ('sales', 'purchase') and ${booked}
          and i.issued_on between ${from}::date and ${until}::date
        group by 1, 2, 3, 4, 5, 6`,
    ])
    const ledger = openLedger(rates, ['net', 'tax', 'count'], ['count'])
    const groups = new Map<string, { side: 'sales' | 'purchases'; category: TaxCategory; rate: string }>()
    for (const { direction, type, day, currency, category, rate, count, net, tax } of rows) {
      const side = direction === 'sales' ? 'sales' : 'purchases'
      const key = `${side} ${category} ${rate}`
      groups.set(key, { side, category, rate })
      const sign = type === 'credit_note' ? -1n : 1n
      const sums = { net: sign * BigInt(net), tax: sign * BigInt(tax), count: BigInt(count) }
      ledger.add(key, currency, day, sums)
    }
    const sorted = [...groups].sort(
      ([, a], [, b]) => a.category.localeCompare(b.category) || Number(b.rate) - Number(a.rate),
    )
    const of = (wanted: 'sales' | 'purchases') =>
      sorted.flatMap(([key, { side, ...group }]) => {
        const sums = ledger.sumOf(key)
        // What is only in other currencies is told beside.
        return side === wanted && sums.count > 0 ? [{ ...group, ...sums }] : []
      })
    return {
      currency: rates.base,
      ...{ from, until },
      sales: of('sales'),
      purchases: of('purchases'),
      rates: ledger.used(),
      beside: ledger.beside().map(({ bucket, ...sums }) => ({ ...groups.get(bucket)!, ...sums })),
    }
  },
})
