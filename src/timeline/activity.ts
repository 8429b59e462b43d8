/** The pictures of Today: what was noted day by day, the clients by status, and the new ones by month. */
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { join, part, type Sql } from '#src/core/db.ts'
import { notFound } from '#src/core/errors.ts'
import { type Actor, operation } from '#src/core/operation.ts'
import { organizationOf, ownedBy } from '#src/core/record.ts'
import { ActivitySummary, activityDays, activityMonths } from './schema.ts'

/** Days and months are those of the person's clock; of an API key, the organization's. */
export const summarizeActivity = operation({
  name: 'activity.summary',
  route: 'GET /activity',
  summary: 'Count notes, calls and meetings by day, clients by status, and new clients by month',
  kind: 'read',
  permission: 'clients.read',
  input: z.strictObject({}),
  output: ActivitySummary,
  async run({ sql, actor }) {
    const organization = organizationOf(actor)
    const { timeZone, days, months, dayStarts, monthStarts } = await calendarOf(sql, actor)
    const live = join(
      [part`c.org_id = ${organization}`, part`c.deleted_at is null`, ...ownedBy(actor, 'c')],
      ' and ',
    )
    const [notes, clients] = await Promise.all([
      sql<{ day: number; kind: 'note' | 'call' | 'meeting'; count: number }>`
        select day, kind, count from notes_by_day(${dayStarts}::timestamptz[])`,
      // One walk for both pictures of the clients; an index holds all it needs, the walls' owner too.
      sql<{ status: 'lead' | 'active' | 'inactive'; month: number; count: number }>`
        select c.status, width_bucket(c.created_at, ${monthStarts}::timestamptz[]) as month, count(*) as count
        from clients c where ${live} group by 1, 2`,
    ])
    const ofDay = (index: number, kind: string) =>
      notes.find((one) => one.day === index + 1 && one.kind === kind)?.count ?? 0
    const sum = (fits: (one: (typeof clients)[number]) => boolean) =>
      clients.reduce((total, one) => total + (fits(one) ? one.count : 0), 0)
    return {
      timeZone,
      days: days.map((on, i) => ({
        on,
        note: ofDay(i, 'note'),
        call: ofDay(i, 'call'),
        meeting: ofDay(i, 'meeting'),
      })),
      clients: {
        lead: sum(({ status }) => status === 'lead'),
        active: sum(({ status }) => status === 'active'),
        inactive: sum(({ status }) => status === 'inactive'),
      },
      months: months.map((month, i) => ({ month, newClients: sum((one) => one.month === i + 1) })),
    }
  },
})

interface Calendar {
  timeZone: string
  days: string[]
  months: string[]
  /** The moments at which they begin, and at which tomorrow does. */
  dayStarts: string[]
  monthStarts: string[]
}

/** The days and months that are counted, on the person's clock: once, so that no row has to be converted. */
async function calendarOf(sql: Sql, actor: Actor): Promise<Calendar> {
  const [calendar] = await sql<Calendar>`
    select zone.name as time_zone,
      array(select day::date::text from generate_series(today.day - ${activityDays - 1}::int, today.day, interval '1 day') day)
        as days,
      array(select to_char(month, 'YYYY-MM') from generate_series(first.month, today.day, interval '1 month') month)
        as months,
      array(select (day at time zone zone.name)::text
        from generate_series((today.day - ${activityDays - 1}::int)::timestamp, today.day + 1, interval '1 day') day)
        as day_starts,
      array(select (month at time zone zone.name)::text
        from generate_series(first.month, today.day, interval '1 month') month) as month_starts
    from organizations o left join people p on p.id = ${actor.personId}
      cross join lateral (select coalesce(nullif(p.time_zone, 'UTC'), o.time_zone) as name) zone
      cross join lateral (select (${now()}::timestamptz at time zone zone.name)::date as day) today
      cross join lateral (
        select date_trunc('month', today.day::timestamp) - make_interval(months => ${activityMonths - 1}::int) as month) first
    where o.id = ${organizationOf(actor)}`
  if (!calendar) throw notFound()
  return calendar
}
