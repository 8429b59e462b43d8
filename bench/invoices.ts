/** Invoices, a hundred thousand of them: what lists and reports take, and how many a second are issued. */
import { readFile } from 'node:fs/promises'
import type pg from 'pg'
import { countTotals } from '#src/invoices/totals.ts'
import type { Measurement, Parties } from './parties.ts'
import type { Scenario, Sees } from './scenarios.ts'
import type { People } from './world.ts'

/** Fills the organization with invoices, unless that was done before. */
export async function fillInvoices(
  database: pg.Client,
  invoices: number,
  { organizationId }: People,
): Promise<void> {
  const { rowCount } = await database.query('select 1 from invoices where org_id = $1 limit 1', [
    organizationId,
  ])
  if (rowCount) return
  await database.query(await readFile(new URL('invoices.sql', import.meta.url), 'utf8'))
  await database.query('call bench.fill_all_invoices($1, $2)', [organizationId, invoices])
  await database.query('vacuum (analyze) invoices')
}

const get = (name: string, ...paths: string[]): Scenario => ({ name, method: 'GET', paths })

function scenarios(companyIds: string[]): Scenario[] {
  const year = new Date().getUTCFullYear()
  return [
    get('list', '/invoices?limit=50'),
    get('list, counted', '/invoices?limit=50&count=true'),
    get('overdue', '/invoices?overdue=true&sort=dueOn'),
    get('of a company', ...companyIds.map((id) => `/invoices?companyId=${id}`)),
    get(
      'of a month',
      ...[1, 5, 9].map(
        (month) =>
          `/invoices?issuedFrom=${year - 1}-0${month}-01&issuedUntil=${year - 1}-0${month}-28&sort=-issuedOn`,
      ),
    ),
    get('in USD', '/invoices?currency=USD'),
    get('largest', '/invoices?sort=-total'),
    get('by number', ...['B0012345', 'B0054321', 'B0099'].map((text) => `/invoices?search=${text}`)),
    get('bills by due day', '/invoices?direction=purchase&status=issued&sort=dueOn'),
    get('revenue, a year', '/reports/revenue'),
    get('revenue, all', `/reports/revenue?from=${year - 4}-01`),
    get('aging', '/reports/aging'),
    get('cash expected', '/reports/cash-expected'),
    get('top clients, a year', '/reports/top-clients'),
    get('top clients, all', `/reports/top-clients?from=${year - 4}-01-01`),
  ]
}

const row = (name: string, sees: Sees, { answers, milliseconds, p50, p99, refused }: Measurement) =>
  `| ${`${name}${refused > 0 ? ` (${refused} refused)` : ''}`.padEnd(24)} | ${sees.padEnd(4)} | ${p50.toFixed(1).padStart(8)} | ${p99
    .toFixed(1)
    .padStart(8)} | ${((answers * 1000) / milliseconds).toFixed(0).padStart(6)} |`

/** Each row with one connection: what one person waits for. */
export async function measureInvoices(
  parties: Parties,
  database: pg.Client,
  { organizationId }: People,
  { invoices, milliseconds }: { invoices: number; milliseconds: number },
): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    `select id from companies where org_id = $1 order by md5(id::text) limit 100`,
    [organizationId],
  )
  const lines: string[] = []
  for (const sees of ['all', 'own'] as Sees[])
    for (const scenario of scenarios(rows.map(({ id }) => id))) {
      // Most companies are hidden from who sees only their own.
      if (sees === 'own' && scenario.name === 'of a company') continue

      // Once for nothing: connections, caches, compiled code.
      await parties.measure('ours', scenario, sees, { connections: 1, milliseconds: milliseconds / 4 })
      const measured = await parties.measure('ours', scenario, sees, { connections: 1, milliseconds })
      lines.push(row(scenario.name, sees, measured))
    }
  return `${invoices} invoices, one connection

| ${'invoices'.padEnd(24)} | sees | p50 ms   | p99 ms   | 1/s    |
|${'-'.repeat(26)}|------|---------:|---------:|-------:|
${lines.join('\n')}

${measureTotals()}
${await measureIssuing(parties, rows[0]?.id ?? '', milliseconds)}`
}

/** The sums of an invoice with five hundred lines, discounts and three rates. */
function measureTotals(): string {
  const lines = Array.from({ length: 500 }, (_, n) => ({
    quantity: `${1 + (n % 40)}.25`,
    unitPrice: `${n}.1234`,
    discountPercent: n % 5 === 0 ? '7.5' : null,
    taxCategory: 'S' as const,
    taxRate: ['19', '7', '5.5'][n % 3]!,
  }))
  const document = { currency: 'EUR', pricesIncludeTax: false, discountPercent: '3', lines }
  const took = Array.from({ length: 400 }, () => {
    const startedAt = performance.now()
    countTotals(document)
    return performance.now() - startedAt
  })
    .slice(100)
    .sort((a, b) => a - b)
  return `totals of an invoice with 500 lines: ${took[150]?.toFixed(2)} ms at the median, ${took.at(-1)?.toFixed(2)} ms at worst`
}

/**
 * Drafts made before, issued over sixteen connections: each number waits for the one before it. There are more of them
 * than are issued, since each connection takes its own, and none is to come to another's.
 */
async function measureIssuing(parties: Parties, companyId: string, milliseconds: number): Promise<string> {
  await parties.ask('PATCH', '/organization', {
    ...{ legalName: 'Bench GmbH', vatId: 'DE123456789' },
    address: { line1: 'Ring 1', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
  const body = {
    companyId,
    lines: [{ description: 'Design', quantity: '3', unitPrice: '960', taxRate: '19' }],
  }
  const drafts: string[] = []
  while (drafts.length < 640) {
    const some = Array.from({ length: 16 }, () => parties.ask<{ id: string }>('POST', '/invoices', body))
    for (const { id } of await Promise.all(some)) drafts.push(id)
  }
  const scenario: Scenario = {
    ...{ name: 'issue', method: 'POST', body: {} },
    paths: drafts.map((id) => `/invoices/${id}/issue`),
  }
  const limits = { connections: 16, milliseconds: milliseconds * 20, atMost: 240 }
  const { answers, refused, milliseconds: took, p50 } = await parties.measure('ours', scenario, 'all', limits)
  return `issuing over 16 connections: ${Math.round(((answers - refused) * 1000) / took)} invoices/s, ${p50.toFixed(
    0,
  )} ms at the median${refused > 0 ? `, ${refused} refused` : ''}`
}
