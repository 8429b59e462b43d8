/** Ringing: each due alert leaves one notification, once, whatever restarts and however many servers look. */
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { part, type Sql } from '#src/core/db.ts'
import { Refusal } from '#src/core/errors.ts'
import { describeFault, log } from '#src/core/log.ts'
import { type Contexts, operation } from '#src/core/operation.ts'
import { type Role, roles } from '#src/core/permissions.ts'
import { newId, organizationOf } from '#src/core/record.ts'
import { mailOrigin, organizationMail } from '#src/services/mailer.ts'
import { alertTables, notInTrash } from './rows.ts'

interface DueAlert {
  id: string
  title: string
  dueAt: string
  ringsAt: string
  timeZone: string
  channels: string[]
  assigneeId: string | null
  createdBy: string | null
  clientId: string | null
  companyId: string | null
  clientOwnerId: string | null
  companyOwnerId: string | null
}

interface Member {
  personId: string
  email: string
  locale: string
  role: Role
  visibility: 'all' | 'own'
}

/** So many at once; the others follow at the next tick. */
const most = 200
const lateAfterMs = 5 * 60_000

export const ringAlerts = operation({
  name: 'alert.ring',
  summary: 'Leave a notification for each alert that is due',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({}),
  output: z.object({ rung: z.int() }),
  async run(context) {
    const { sql, actor, touched } = context
    const organization = organizationOf(actor)
    const moment = now()
    // Another server's ring holds the rows it is ringing: they are passed over here and have rung once it is done.
    const due = await sql<DueAlert>`
      select a.id, a.title, a.due_at, a.rings_at, a.time_zone, a.channels, a.assignee_id, a.created_by, a.client_id, a.company_id,
        c.owner_id as client_owner_id, co.owner_id as company_owner_id
      from ${alertTables}
      where a.org_id = ${organization} and a.rings_at <= ${moment} and a.status = 'open' and ${notInTrash}
        and ${someoneSees}
      order by a.rings_at, a.id limit ${most} for update of a skip locked`
    if (due.length === 0) return { rung: 0 }

    const members = await membersAround(sql, organization, due)
    const notifications = due.flatMap((alert) =>
      recipientsOf(alert, members).map((member) => ({ id: newId(), alert, member })),
    )
    const rows = notifications.map(({ id, alert, member }) => ({
      id,
      person_id: member.personId,
      title: alert.title,
      subject_id: alert.id,
      client_id: alert.clientId,
      late: moment.getTime() - Date.parse(alert.ringsAt) > lateAfterMs,
    }))
    await sql`
      insert into notifications (org_id, id, person_id, kind, title, subject_kind, subject_id, client_id, late)
      select ${organization}, n.id, n.person_id, 'alert', n.title, 'alert', n.subject_id, n.client_id, n.late
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as n (id uuid, person_id uuid, title text, subject_id uuid, client_id uuid, late boolean)`
    await sql`
      update alerts set rings_at = null where org_id = ${organization} and id = any(${due.map(({ id }) => id)})`
    const slug = await slugOf(sql, organization)
    for (const { id, alert, member } of notifications) {
      touched('notification', id)
      if (alert.channels.includes('email')) await mail(context, alert, member, linkTo(alert, member, slug))
    }
    return { rung: due.length }
  },
})

/** Where nobody is left who sees it, an alert stays due until somebody does. The definer function says the same. */
const someoneSees = part`exists (select 1 from memberships m
  where m.org_id = a.org_id and m.ended_at is null and (m.visibility = 'all'
    or m.person_id in (a.assignee_id, a.created_by, c.owner_id, co.owner_id)))`

const concernedBy = ({ assigneeId, createdBy, clientOwnerId, companyOwnerId }: DueAlert) => [
  assigneeId,
  createdBy,
  clientOwnerId,
  companyOwnerId,
]

/** Everybody who may have to hear of these alerts and is still a member. */
function membersAround(sql: Sql, organization: string, due: readonly DueAlert[]): Promise<Member[]> {
  const concerned = [...new Set(due.flatMap(concernedBy))].filter((id) => id !== null)
  return sql<Member>`
    select m.person_id, p.email, p.locale, m.role, m.visibility
    from memberships m join people p on p.id = m.person_id
    where m.org_id = ${organization} and m.ended_at is null
      and (m.person_id = any(${concerned}) or m.visibility = 'all')`
}

/**
 * The assignee; if they have left, whoever set the alert; if they have left too, of those who see it the ones with the
 * highest role, which is the owners as a rule.
 */
function recipientsOf(alert: DueAlert, members: readonly Member[]): Member[] {
  const present = (id: string | null) => members.find(({ personId }) => personId === id)
  const one = present(alert.assigneeId) ?? present(alert.createdBy)
  if (one) return [one]
  const concerned = concernedBy(alert)
  const seeing = members.filter(
    ({ personId, visibility }) => visibility === 'all' || concerned.includes(personId),
  )
  const highest = roles.findLast((role) => seeing.some((member) => member.role === role))
  return seeing.filter(({ role }) => role === highest)
}

async function slugOf(sql: Sql, organization: string): Promise<string> {
  const [row] = await sql<{ slug: string }>`select slug from organizations where id = ${organization}`
  return row?.slug ?? ''
}

/** The page on which this member finds it: of what it hangs on, if they see that, else the list of the day. */
function linkTo(alert: DueAlert, { personId, visibility }: Member, slug: string): string {
  const sees = (ownerId: string | null) => visibility === 'all' || ownerId === personId
  const start = `${mailOrigin()}/o/${slug}`
  if (alert.clientId && sees(alert.clientOwnerId)) return `${start}/clients/${alert.clientId}`
  if (alert.companyId && !alert.clientId && sees(alert.companyOwnerId))
    return `${start}/companies/${alert.companyId}`
  return `${start}?alert=${alert.id}`
}

/** A mail that cannot be written must not keep the others of the organization from ringing. */
async function mail(
  context: Contexts['write'],
  alert: DueAlert,
  { email, locale }: Member,
  link: string,
): Promise<void> {
  const due = new Intl.DateTimeFormat(locale, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: alert.timeZone,
  }).format(new Date(alert.dueAt))
  try {
    await organizationMail(context, {
      to: email,
      subject: `Alert: ${alert.title}`,
      text: `${alert.title}\n\nDue: ${due} (${alert.timeZone})\n\n${link}\n`,
      quotesRecord: true,
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    log('warn', 'alert.not_mailed', { alert: alert.id, ...describeFault(error) })
  }
}
