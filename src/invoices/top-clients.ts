/** Who was billed most in a period. */
import { part, type Sql } from '#src/core/db.ts'
import { invalid } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { daysAfter, todayOf } from './issue.ts'
import { exponentOf } from './money.ts'
import { openLedger, type Rates, readRates } from './report-money.ts'
import { TopQuery, TopReport } from './reports-schema.ts'
import type { Invoice } from './schema.ts'

interface Key {
  clientId: string | null
  companyId: string | null
}
interface Period {
  from: string
  until: string
  limit: number
}

/** The rates as ranges of days, and what a minor unit is by each in the organization's: enough to rank by. */
function rangesOf({ base, of }: Rates) {
  return [...of.values()].flatMap((rates) =>
    rates.map(({ currency, on, rate }, i) => ({
      currency,
      on,
      before: rates[i - 1]?.on ?? 'infinity',
      factor: `${rate}e${exponentOf(base) - exponentOf(currency)}`,
    })),
  )
}

/** Those with the most, by what can be told in one currency. What hangs on nobody any more is nobody's. */
async function rank(
  sql: Sql,
  organization: string,
  rates: Rates,
  { from, until, limit }: Period,
): Promise<Key[]> {
  const ranges = rangesOf(rates)
  const list = (name: 'currency' | 'on' | 'before' | 'factor') => ranges.map((range) => range[name])
  const signed = part`case i.type when 'credit_note' then -i.subtotal else i.subtotal end`
  // Most have no rates, and joining tens of thousands with none of them takes as long as the rest.
  const [converted, join] =
    ranges.length === 0
      ? [part`0`, part``]
      : [
          part`coalesce(sum(${signed} * r.factor), 0)`,
          part`left join unnest(${list('currency')}::text[], ${list('on')}::date[], ${list('before')}::date[],
              ${list('factor')}::numeric[]) r(currency, starts_on, before, factor)
            on r.currency = i.currency and i.issued_on >= r.starts_on and i.issued_on < r.before`,
        ]
  return sql<Key>`
    select i.company_id, case when i.company_id is null then i.client_id end as client_id
    from invoices i ${join}
    where i.org_id = ${organization} and i.direction = 'sales' and i.status <> 'draft' and i.deleted_at is null
      and i.issued_on between ${from}::date and ${until}::date and num_nonnulls(i.company_id, i.client_id) > 0
    group by 1, 2
    order by coalesce(sum(${signed}) filter (where i.currency = ${rates.base}), 0) + ${converted} desc, 1, 2
    limit ${limit}`
}

const keyOf = ({ companyId, clientId }: Key) => companyId ?? clientId ?? ''

export const reportTopClients = operation({
  name: 'report.top_clients',
  route: 'GET /reports/top-clients',
  summary: 'Clients and companies that were billed most in a period, net of credit notes',
  kind: 'read',
  permission: 'invoices.read',
  input: TopQuery,
  output: TopReport,
  async run({ sql, actor }, { limit, ...said }) {
    const organization = organizationOf(actor)
    const [rates, today] = await Promise.all([readRates(sql, organization), todayOf(sql, organization)])
    const until = said.until ?? (said.from && said.from > today ? said.from : today)
    const from = said.from ?? daysAfter(until, -364)
    if (from > until) throw invalid('until', 'The last day cannot be before the first.')
    const keys = await rank(sql, organization, rates, { from, until, limit })
    const companyIds = keys.flatMap(({ companyId }) => companyId ?? [])
    const clientIds = keys.flatMap(({ clientId }) => clientId ?? [])
    const [rows, names] = await Promise.all([
      sql<
        Key & {
          day: string
          currency: string
          type: Invoice['type']
          count: string
          net: string
          gross: string
        }
      >`
        select i.company_id, case when i.company_id is null then i.client_id end as client_id, i.issued_on as day,
          i.currency, i.type, count(*)::text as count, sum(i.subtotal)::text as net, sum(i.total)::text as gross
        from invoices i
        where i.org_id = ${organization} and i.direction = 'sales' and i.status <> 'draft' and i.deleted_at is null
          and i.issued_on between ${from}::date and ${until}::date
          and (i.company_id = any(${companyIds}) or (i.company_id is null and i.client_id = any(${clientIds})))
        group by 1, 2, 3, 4, 5`,
      sql<{ id: string; name: string }>`
        select id, name from companies where org_id = ${organization} and id = any(${companyIds})
        union all select id, name from clients where org_id = ${organization} and id = any(${clientIds})`,
    ])
    const ledger = openLedger(rates, ['net', 'gross', 'invoices'], ['invoices'])
    for (const { day, currency, type, count, net, gross, ...key } of rows) {
      const sign = type === 'credit_note' ? -1n : 1n
      ledger.add(keyOf(key), currency, day, {
        net: sign * BigInt(net),
        gross: sign * BigInt(gross),
        invoices: type === 'invoice' ? BigInt(count) : 0n,
      })
    }
    const beside = ledger.beside()
    const nameOf = new Map(names.map(({ id, name }) => [id, name]))
    const hidden = companyIds.filter((id) => !nameOf.has(id))
    // Who sees the client and not its company knows the company from the paper alone.
    if (hidden.length > 0)
      for (const { companyId, party } of await sql<{ companyId: string; party: string }>`
        select distinct on (company_id) company_id, party from invoices
        where org_id = ${organization} and company_id = any(${hidden}) and status <> 'draft'
        order by company_id, created_at desc`)
        nameOf.set(companyId, party)
    return {
      currency: rates.base,
      rates: ledger.used(),
      from,
      until,
      clients: keys.map((key) => ({
        ...key,
        name: nameOf.get(keyOf(key)) ?? '',
        ...ledger.sumOf(keyOf(key)),
        beside: beside
          .filter(({ bucket }) => bucket === keyOf(key))
          .map(({ currency, net, gross }) => ({ currency, net, gross })),
      })),
    }
  },
})
