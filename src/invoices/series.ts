/** The proof that no number is missing and that nothing was changed since: every series, counted and read against its seals. */
import type { z } from 'zod'
import type { Sql } from '#src/core/db.ts'
import { forbidden } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { invoiceColumns } from './rows.ts'
import type { Invoice } from './schema.ts'
import { noSeal, sealOf } from './seal.ts'
import { SeriesList, SeriesQuery } from './series-schema.ts'

type Item = Omit<z.output<typeof SeriesList>['items'][number], 'broken'>

/** Numbers missing before, between and, by the counter, after those that are there. */
const countSeries = (sql: Sql, organization: string) => sql<Item>`
  with numbered as (
    select series, period, sequence, number,
      lag(sequence, 1, 0) over (partition by series, period order by sequence) as before
    from invoices where org_id = ${organization} and sequence is not null),
  missing as (
    select series, period, g as number from numbered, generate_series(before + 1, sequence - 1) g where sequence > before + 1
    union all
    select c.series, c.period, g from invoice_counters c, generate_series(
      1 + coalesce((select max(n.sequence) from numbered n where n.series = c.series and n.period = c.period), 0), c.last) g
    where c.org_id = ${organization} and c.series <> 'quote')
  select c.series, c.period, coalesce(min(n.sequence), 1) as first, c.last, count(n.sequence)::integer as count,
    coalesce((array_agg(n.number order by n.sequence))[1], '') as first_number,
    coalesce((array_agg(n.number order by n.sequence desc))[1], '') as last_number,
    coalesce((select array_agg(m.number order by m.number) from missing m
      where m.series = c.series and m.period = c.period), '{}') as gaps
  from invoice_counters c left join numbered n on n.series = c.series and n.period = c.period
  where c.org_id = ${organization} and c.series <> 'quote'
  group by c.series, c.period, c.last order by c.series desc, c.period desc`

interface SealedRow extends Invoice {
  sequence: number
  seal: string
}

const batch = 500

/** Numbers whose content is not what was sealed, or which do not follow the one before. */
async function brokenSeals(sql: Sql, organization: string, { series, period }: Item): Promise<string[]> {
  const broken: string[] = []
  let last = 0
  let seal = noSeal
  for (;;) {
    const rows = await sql<SealedRow>`
      select ${invoiceColumns(organization)}, i.sequence, i.seal from invoices i
      where i.org_id = ${organization} and i.series = ${series} and i.period = ${period} and i.sequence > ${last}
      order by i.sequence limit ${batch}`
    for (const row of rows) {
      if (sealOf(row, seal) !== row.seal) broken.push(row.number ?? '')
      seal = row.seal
      last = row.sequence
    }
    if (rows.length < batch) return broken
  }
}

export const proveSeries = operation({
  name: 'invoice.series',
  route: 'GET /invoices/series',
  summary:
    'Prove the numbers complete: first, last, count and gaps of each series; with seals, that nothing was changed',
  kind: 'read',
  permission: 'invoices.read',
  input: SeriesQuery,
  output: SeriesList,
  async run({ sql, actor }, { seals }) {
    if (actor.visibility === 'own')
      throw forbidden('Whoever sees only their own records cannot tell whether a number is missing.')
    const organization = organizationOf(actor)
    const items = await countSeries(sql, organization)
    const whole = []
    for (const item of items)
      whole.push({ ...item, broken: seals ? await brokenSeals(sql, organization, item) : null })
    return { items: whole }
  },
})
