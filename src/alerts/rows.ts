/** How an alert is read from and written to its table. */
import { type Part, part, type Sql } from '#src/core/db.ts'
import { invalid } from '#src/core/errors.ts'
import type { Actor, Touched } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { nextOccurrence, type Series } from './repeat.ts'
import type { Alert } from './schema.ts'

export const alertColumns = part`a.id, a.version, a.title, a.due_at, a.status, a.snoozed_until, a.repeat, a.time_zone, a.channels,
  a.assignee_id, p.name as assignee_name, a.client_id, case when c.deleted_at is null then c.name end as client_name,
  a.company_id, case when co.deleted_at is null then co.name end as company_name, a.invoice_id,
  a.completed_at, a.created_at, a.updated_at, a.starts_at, a.rings_at, a.moved_from`

export const alertTables = part`alerts a
  left join clients c on c.org_id = a.org_id and c.id = a.client_id
  left join companies co on co.org_id = a.org_id and co.id = a.company_id
  left join people p on p.id = a.assignee_id`

/** What hangs on a client or company in the trash waits there with it. */
export const notInTrash = part`a.deleted_at is null and c.deleted_at is null and (a.client_id is not null or co.deleted_at is null)`

/** What an undo needs of the occurrence that was completed. */
export interface Occurrence {
  dueAt: string
  snoozedUntil: string | null
  ringsAt: string | null
}

/** An alert with what only its own operations look at. */
export interface AlertRow extends Omit<Alert, 'client' | 'company' | 'assignee'> {
  clientName: string | null
  companyName: string | null
  assigneeName: string | null
  startsAt: string | null
  ringsAt: string | null
  movedFrom: Occurrence | null
}

const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)

export const toAlert = ({
  clientName,
  companyName,
  assigneeName,
  startsAt,
  ringsAt,
  movedFrom,
  ...row
}: AlertRow): Alert => ({
  ...row,
  client: named(row.clientId, clientName),
  company: named(row.companyId, companyName),
  assignee: named(row.assigneeId, assigneeName),
})

export async function readAlert(
  sql: Sql,
  organization: string,
  id: string,
  lock: Part = part``,
): Promise<AlertRow | undefined> {
  const [row] = await sql<AlertRow>`
    select ${alertColumns} from ${alertTables}
    where a.org_id = ${organization} and a.id = ${id} and a.deleted_at is null${lock}`
  return row
}

/** The series an alert belongs to, if it repeats. */
export const seriesOf = ({ repeat, startsAt, timeZone }: AlertRow): Series | null =>
  repeat && startsAt ? { repeat, startsAt: new Date(startsAt), timeZone } : null

/** Refuses a repeat without a single occurrence, such as every 30 February or one that ended before it began. */
export function mustComeOnce(repeat: string | null, dueAt: string, timeZone: string): void {
  if (!repeat) return
  const startsAt = new Date(dueAt)
  if (!nextOccurrence({ repeat, startsAt, timeZone }, new Date(startsAt.getTime() - 1)))
    throw invalid('repeat', 'This repeat never comes.')
}

/** One's own time zone; the organization's as long as one has not said. */
export async function timeZoneOf(sql: Sql, actor: Actor): Promise<string> {
  const [row] = await sql<{ timeZone: string }>`
    select coalesce(nullif(p.time_zone, 'UTC'), o.time_zone) as time_zone
    from organizations o left join people p on p.id = ${actor.personId} where o.id = ${organizationOf(actor)}`
  return row?.timeZone ?? 'UTC'
}

/** Who has dealt with an alert need not be told of it any more. */
export async function readOwnNotifications(
  sql: Sql,
  actor: Actor,
  alertId: string,
  touched: Touched,
): Promise<void> {
  if (!actor.personId) return
  const rows = await sql<{ id: string }>`
    update notifications set read_at = now()
    where org_id = ${organizationOf(actor)} and person_id = ${actor.personId} and read_at is null
      and subject_kind = 'alert' and subject_id = ${alertId} returning id`
  for (const { id } of rows) touched('notification', id)
}
