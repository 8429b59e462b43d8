/** Recurring invoices: what comes again, and when. The clock makes them, in recurring-run.ts. */
import { z } from 'zod'
import { type Part, part, type Sql } from '#src/core/db.ts'
import { invalid } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { changedFields, mustSee, newId, organizationOf, present } from '#src/core/record.ts'
import { todayOf } from './issue.ts'
import { fillPeriod, moveDay, nextOn, periodFor, type Schedule } from './recurring-days.ts'
import {
  countContent,
  type RecurringRow,
  readRecurring,
  recurringColumns,
  recurringTables,
  toRecurring,
} from './recurring-rows.ts'
import {
  NewRecurring,
  Recurring,
  RecurringChange,
  RecurringContent,
  RecurringDays,
  RecurringId,
  RecurringPage,
  RecurringQuery,
} from './recurring-schema.ts'
import { readSettings } from './settings.ts'

const contentNames = Object.keys(RecurringContent.shape)

/** What was said of the invoices themselves, apart from when they come and to whom. */
const contentOf = (said: Record<string, unknown>) =>
  Object.fromEntries(
    contentNames.filter((name) => said[name] !== undefined).map((name) => [name, said[name]]),
  )

function checkEnd({ startsOn, endsOn }: Pick<Schedule, 'startsOn' | 'endsOn'>): void {
  if (endsOn && endsOn < startsOn) throw invalid('endsOn', 'It cannot end before it starts.')
}

/** What lies in the past is written by hand: a forgotten year would make a dozen invoices at once. */
function mustBeAhead(startsOn: string, today: string): void {
  if (startsOn < today) throw invalid('startsOn', 'The first one comes today or later.')
}

const later = (a: string, b: string) => (a > b ? a : b)

export const createRecurring = operation({
  name: 'recurring.create',
  route: 'POST /recurring-invoices',
  summary: 'Let an invoice come again: weekly, monthly, quarterly or yearly, as a draft or sent by itself',
  kind: 'write',
  permission: 'invoices.issue',
  input: NewRecurring,
  output: Recurring,
  async run({ sql, actor, touched }, { clientId = null, companyId = null, ...said }) {
    const organization = organizationOf(actor)
    checkEnd(said)
    const subject = { clientId, companyId }
    const content = { ...contentOf(said), lines: said.lines }
    const [today] = await Promise.all([todayOf(sql, organization), mustSee(sql, organization, subject)])
    mustBeAhead(said.startsOn, today)
    const { currency, total } = await countContent(sql, organization, content, subject)
    const id = newId()
    await sql`
      insert into recurring_invoices (org_id, id, client_id, company_id, content, currency, total, rhythm, every, last_day,
        starts_on, ends_on, ends_after, mode, paused, next_on, created_by)
      values (${organization}, ${id}, ${clientId}, ${companyId}, ${JSON.stringify({ ...content, currency })}, ${currency},
        ${total}, ${said.rhythm}, ${said.every}, ${said.lastDay}, ${said.startsOn}, ${said.endsOn}, ${said.endsAfter},
        ${said.mode}, ${said.paused}, ${nextOn(said, said.startsOn, 0)}, ${actor.personId})`
    touched('recurring', id)
    return answer(sql, organization, id)
  },
})

const answer = async (sql: Sql, organization: string, id: string): Promise<Recurring> =>
  toRecurring(sql, organization, present(await readRecurring(sql, organization, id), undefined))

export const getRecurring = operation({
  name: 'recurring.get',
  route: 'GET /recurring-invoices/:id',
  summary: 'Read a recurring invoice and the latest that were made of it',
  kind: 'read',
  permission: 'invoices.read',
  input: RecurringId,
  output: Recurring,
  run: ({ sql, actor }, { id }) => answer(sql, organizationOf(actor), id),
})

export const listRecurring = operation({
  name: 'recurring.list',
  route: 'GET /recurring-invoices',
  summary: 'List recurring invoices, the next to come first',
  kind: 'read',
  permission: 'invoices.read',
  input: RecurringQuery,
  output: RecurringPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const where: Part[] = [part`r.org_id = ${organization}`]
    if (query.clientId) where.push(part`r.client_id = ${query.clientId}`)
    if (query.companyId) where.push(part`r.company_id = ${query.companyId}`)
    const listed = page<RecurringRow>(
      sql,
      {
        scope: `recurring.list ${organization}`,
        sorts: {
          nextOn: { expression: `coalesce(r.next_on, 'infinity')`, type: 'date' },
          createdAt: { expression: 'r.created_at', type: 'timestamptz' },
        },
        select: recurringColumns,
        from: recurringTables,
        countFrom: part`recurring_invoices r`,
        where,
        id: 'r.id',
      },
      query,
    )
    const [found] = await Promise.all([
      listed,
      mustSee(sql, organization, { clientId: query.clientId, companyId: query.companyId }),
    ])
    return found
  },
})

const whenNames = ['rhythm', 'every', 'lastDay', 'startsOn', 'endsOn', 'endsAfter', 'paused']

export const updateRecurring = operation({
  name: 'recurring.update',
  route: 'PATCH /recurring-invoices/:id',
  summary:
    'Change what comes again or when, pause it, or let it go on; what was made stays, and what was missed while it was paused is left out',
  kind: 'write',
  permission: 'invoices.issue',
  input: RecurringChange,
  output: Recurring,
  async run({ sql, actor, version, touched }, { id, ...said }) {
    const organization = organizationOf(actor)
    const held = await readRecurring(sql, organization, id, part` for update of r`)
    const { content, ...before } = present(held, version)
    const changed = changedFields({ ...content, ...before }, said)
    if (changed.length === 0) return answer(sql, organization, id)
    const spoken = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
    const after = { ...before, ...spoken } as typeof before
    checkEnd(after)
    if (!after.clientId && !after.companyId)
      throw invalid('clientId', 'An invoice goes to a client or a company.')
    const whole = { ...content, ...contentOf(said) } as typeof content
    const [today] = await Promise.all([
      todayOf(sql, organization),
      mustSee(sql, organization, { clientId: said.clientId, companyId: said.companyId }),
    ])
    if (changed.includes('startsOn')) mustBeAhead(after.startsOn, today)
    const { currency, total } = await countContent(sql, organization, whole, after)
    const [last] = await sql<{ day: string | null }>`
      select max(due_on) as day from recurring_runs where org_id = ${organization} and recurring_id = ${id}`
    // Never again for a day that has had one; what is changed counts from today on.
    const from = later(later(after.startsOn, today), last?.day ? moveDay(last.day, 1) : '')
    const moved = changed.some((name) => whenNames.includes(name))
    await sql`
      update recurring_invoices set client_id = ${after.clientId}, company_id = ${after.companyId},
        content = ${JSON.stringify({ ...whole, currency })}, currency = ${currency}, total = ${total}, rhythm = ${after.rhythm},
        every = ${after.every}, last_day = ${after.lastDay}, starts_on = ${after.startsOn}, ends_on = ${after.endsOn},
        ends_after = ${after.endsAfter}, mode = ${after.mode}, paused = ${after.paused}, problem = null,
        next_on = ${moved ? nextOn(after, from, after.made) : before.nextOn}, version = version + 1, updated_at = now()
      where org_id = ${organization} and id = ${id}`
    touched('recurring', id, changed)
    return answer(sql, organization, id)
  },
})

export const deleteRecurring = operation({
  name: 'recurring.delete',
  route: 'DELETE /recurring-invoices/:id',
  summary:
    'End a recurring invoice for good; the invoices that were made of it stay. Pausing can be taken back',
  kind: 'write',
  permission: 'invoices.issue',
  input: RecurringId,
  output: z.null(),
  async run({ sql, actor, version, touched }, { id }) {
    const organization = organizationOf(actor)
    present(await readRecurring(sql, organization, id, part` for update of r`), version)
    await sql`delete from recurring_invoices where org_id = ${organization} and id = ${id}`
    touched('recurring', id)
    return null
  },
})

export const previewRecurring = operation({
  name: 'recurring.preview',
  route: 'GET /recurring-invoices/:id/preview',
  summary: 'Show the next twelve days of a recurring invoice, their periods and what the lines will say',
  kind: 'read',
  permission: 'invoices.read',
  input: RecurringId,
  output: RecurringDays,
  async run({ sql, actor }, { id }) {
    const organization = organizationOf(actor)
    const row = present(await readRecurring(sql, organization, id), undefined)
    const language = row.content.language ?? (await readSettings(sql, organization)).language
    const items = []
    let on = row.nextOn
    for (let made = row.made; on !== null && items.length < 12; made++) {
      const period = periodFor(row, on)
      items.push({
        on,
        periodStartsOn: period.startsOn,
        periodEndsOn: period.endsOn,
        descriptions: row.content.lines.map(({ description }) => fillPeriod(description, period, language)),
      })
      on = nextOn(row, moveDay(on, 1), made + 1)
    }
    return { items }
  },
})
