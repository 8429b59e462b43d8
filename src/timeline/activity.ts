/** The pictures of Today: what was noted day by day, the clients by status, and the new ones by month. */
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { part } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { ActivitySummary, activityDays, activityMonths } from './schema.ts'

interface Counted {
  status: 'lead' | 'active' | 'inactive'
  month: string | null
  count: number
}

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
    const [place] = await sql<{ timeZone: string; firstDay: string; firstMonth: string }>`
      select zone.name as time_zone, (today.on_day - ${activityDays - 1}::int)::text as first_day,
        (date_trunc('month', today.on_day) - make_interval(months => ${activityMonths - 1}::int))::date::text as first_month
      from organizations o left join people p on p.id = ${actor.personId}
        cross join lateral (select coalesce(nullif(p.time_zone, 'UTC'), o.time_zone) as name) zone
        cross join lateral (select (${now()}::timestamptz at time zone zone.name)::date as on_day) today
      where o.id = ${organization}`
    const { timeZone = 'UTC', firstDay = '', firstMonth = '' } = place ?? {}
    const here = (column: string) => part([`(${column} at time zone `, ')'], timeZone)
    const [days, clients] = await Promise.all([
      sql<{ on: string; note: number; call: number; meeting: number }>`
        select day.on_day::date::text as on, count(n.kind) filter (where n.kind = 'note') as note,
          count(n.kind) filter (where n.kind = 'call') as call, count(n.kind) filter (where n.kind = 'meeting') as meeting
        from generate_series(${firstDay}::date, ${firstDay}::date + ${activityDays - 1}::int, interval '1 day') day (on_day)
        left join (
          select ${here('n.happened_at')}::date as on_day, n.kind from notes n
          left join clients c on c.org_id = n.org_id and c.id = n.client_id
          left join companies co on co.org_id = n.org_id and co.id = n.company_id
          where n.org_id = ${organization} and n.deleted_at is null and not n.imported
            and n.happened_at >= (${firstDay}::timestamp at time zone ${timeZone})
            and ((c.id is not null and c.deleted_at is null) or (co.id is not null and co.deleted_at is null))
        ) n on n.on_day = day.on_day
        group by day.on_day order by day.on_day`,
      // One walk through an index that holds all it needs, for both pictures of the clients.
      sql<Counted>`
        select c.status, case when c.created_at >= (${firstMonth}::timestamp at time zone ${timeZone})
          then to_char(${here('c.created_at')}, 'YYYY-MM') end as month, count(*) as count
        from clients c where c.org_id = ${organization} and c.deleted_at is null group by 1, 2`,
    ])
    const sum = (fits: (one: Counted) => boolean) =>
      clients.reduce((total, one) => total + (fits(one) ? one.count : 0), 0)
    return {
      timeZone,
      days,
      clients: {
        lead: sum(({ status }) => status === 'lead'),
        active: sum(({ status }) => status === 'active'),
        inactive: sum(({ status }) => status === 'inactive'),
      },
      months: monthsFrom(firstMonth).map((month) => ({
        month,
        newClients: sum((one) => one.month === month),
      })),
    }
  },
})

function monthsFrom(first: string): string[] {
  const [year = 0, month = 1] = first.split('-').map(Number)
  return Array.from({ length: activityMonths }, (_, i) =>
    new Date(Date.UTC(year, month - 1 + i, 1)).toISOString().slice(0, 7),
  )
}
