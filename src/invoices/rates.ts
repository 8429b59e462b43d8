/** Exchange rates, entered by a person: reports convert by these and by nothing else. */
import { z } from 'zod'
import { byKey, type Part, part, type Sql } from '#src/core/db.ts'
import { conflict, invalid } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { newId, organizationOf, present } from '#src/core/record.ts'
import { plainDecimal } from './decimal.ts'
import { NewRate, Rate, RateId, RatePage, RateQuery } from './reports-schema.ts'

const columns = part`r.id, r.version, r.currency, r.base, r.rated_on as "on", r.rate, r.created_at`

async function readRate(sql: Sql, organization: string, id: string): Promise<Rate | undefined> {
  const [row] = await sql<Rate>`${byKey}
    select ${columns} from exchange_rates r where r.org_id = ${organization} and r.id = ${id}`
  return row
}

export const createRate = operation({
  name: 'rate.create',
  route: 'POST /rates',
  summary: 'Enter what a currency is worth from a day on, for reports',
  kind: 'write',
  permission: 'invoices.issue',
  input: NewRate,
  output: Rate,
  async run({ sql, actor, touched }, { currency, on, rate }) {
    const organization = organizationOf(actor)
    const [own] = await sql<{ currency: string }>`${byKey}
      select currency from organizations where id = ${organization}`
    const base = own!.currency
    if (currency === base) throw invalid('currency', `${currency} is your own currency and needs no rate.`)
    const id = newId()
    const made = await sql`${byKey}
      insert into exchange_rates (org_id, id, currency, base, rated_on, rate, created_by)
      values (${organization}, ${id}, ${currency}, ${base}, ${on}, ${plainDecimal(rate)}, ${actor.personId})
      on conflict (org_id, base, currency, rated_on) do nothing returning 1`
    if (made.length === 0)
      throw conflict(
        'rate_known',
        `There is a rate of ${currency} for ${on} already. Delete it to enter another.`,
      )
    touched('rate', id)
    return present(await readRate(sql, organization, id), undefined)
  },
})

export const listRates = operation({
  name: 'rate.list',
  route: 'GET /rates',
  summary: 'List the exchange rates that were entered',
  kind: 'read',
  permission: 'invoices.read',
  input: RateQuery,
  output: RatePage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const where: Part[] = [part`r.org_id = ${organization}`]
    if (query.currency) where.push(part`r.currency = ${query.currency}`)
    return page<Rate>(
      sql,
      {
        scope: `rate.list ${organization}`,
        sorts: { on: { expression: 'r.rated_on', type: 'date' } },
        select: columns,
        from: part`exchange_rates r`,
        where,
        id: 'r.id',
      },
      query,
    )
  },
})

export const deleteRate = operation({
  name: 'rate.delete',
  route: 'DELETE /rates/:id',
  summary: 'Delete an exchange rate; reports then do without it',
  kind: 'write',
  permission: 'invoices.issue',
  input: RateId,
  output: z.null(),
  async run({ sql, actor, version, touched }, { id }) {
    const organization = organizationOf(actor)
    present(await readRate(sql, organization, id), version)
    await sql`${byKey}delete from exchange_rates where org_id = ${organization} and id = ${id}`
    touched('rate', id)
    return null
  },
})
