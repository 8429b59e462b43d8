/** How much UpCRM is used, by whom and for what, and what it refused. */
import { now } from '#src/core/clock.ts'
import { part, raw } from '#src/core/db.ts'
import { invalid } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { UsageQuery, UsageSummary } from './schema.ts'

const dayMs = 86_400_000
const longest = 366

interface Counted {
  count: number
  refused: number
}

const dayOf = (moment: Date) => moment.toISOString().slice(0, 10)

export const summarizeUsage = operation({
  name: 'usage.summary',
  route: 'GET /usage',
  summary: 'Count uses by day, operation, person and door, and refusals by reason',
  kind: 'read',
  permission: 'usage.read',
  input: UsageQuery,
  output: UsageSummary,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const to = query.to ?? dayOf(now())
    const from = query.from ?? dayOf(new Date(Date.parse(to) - 29 * dayMs))
    const days = (Date.parse(to) - Date.parse(from)) / dayMs
    if (days < 0) throw invalid('from', 'The first day comes after the last.')
    if (days >= longest) throw invalid('from', 'At most 366 days at once.')
    const period = part`u.org_id = ${organization} and u.used_on between ${from} and ${to}`
    const counts = raw(
      `sum(u.count)::bigint as count, coalesce(sum(u.count) filter (where u.outcome <> 'done'), 0)::bigint as refused`,
    )
    const [total, byDay, byOperation, byPerson, byChannel, refusals] = await Promise.all([
      sql<Counted>`select ${counts} from usage_counts u where ${period}`,
      sql<Counted & { day: string }>`
        select u.used_on as day, ${counts} from usage_counts u where ${period} group by 1 order by 1`,
      sql<Counted & { operation: string }>`
        select u.operation, ${counts} from usage_counts u where ${period} group by 1 order by 2 desc, 1`,
      sql<Counted & { id: string | null; name: string | null }>`
        select u.person_id as id, coalesce(p.name, k.name) as name, ${counts} from usage_counts u
          left join people p on p.id = u.person_id
          left join api_keys k on k.org_id = u.org_id and k.id = u.person_id
        where ${period} group by 1, 2 order by 3 desc, 1`,
      sql<Counted & { channel: string }>`
        select u.channel, ${counts} from usage_counts u where ${period} group by 1 order by 2 desc, 1`,
      sql<{ code: string; count: number }>`
        select u.outcome as code, sum(u.count)::bigint as count from usage_counts u
        where ${period} and u.outcome <> 'done' group by 1 order by 2 desc, 1`,
    ])
    return {
      from,
      to,
      count: total[0]?.count ?? 0,
      refused: total[0]?.refused ?? 0,
      days: byDay,
      operations: byOperation,
      people: byPerson.map(({ id, name, ...rest }) => ({
        person: id ? { id, name: name ?? '' } : null,
        ...rest,
      })),
      channels: byChannel,
      refusals,
    }
  },
})
