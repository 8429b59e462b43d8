/** Notifications: what the person was told, and that they have seen it. They are left by other slices' writes. */
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { part, type Sql } from '#src/core/db.ts'
import { notFound } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { organizationOf } from '#src/core/record.ts'
import { Notification, NotificationId, NotificationPage, NotificationQuery, unreadCap } from './schema.ts'

const columns = part`n.id, n.kind, n.title, n.late, n.subject_kind,
  case n.subject_kind when 'alert' then a.id when 'invoice' then i.id else n.subject_id end as subject_id,
  c.id as client_id, c.name as client_name, co.id as company_id, co.name as company_name, n.created_at, n.read_at`

const tables = part`notifications n
  left join clients c on c.org_id = n.org_id and c.id = n.client_id and c.deleted_at is null
  left join alerts a on a.org_id = n.org_id and a.id = n.subject_id and n.subject_kind = 'alert'
    and a.deleted_at is null
  left join invoices i on i.org_id = n.org_id and i.id = n.subject_id and n.subject_kind = 'invoice'
    and i.deleted_at is null
  left join companies co on co.org_id = n.org_id and co.id = coalesce(a.company_id, i.company_id) and co.deleted_at is null`

interface Row extends Omit<Notification, 'subject' | 'client' | 'company'> {
  subjectKind: string
  subjectId: string | null
  clientId: string | null
  clientName: string | null
  companyId: string | null
  companyName: string | null
}

const toNotification = ({ subjectKind, subjectId, ...row }: Row): Notification => {
  const { clientId, clientName, companyId, companyName, ...rest } = row
  return {
    ...rest,
    subject: subjectId ? { kind: subjectKind, id: subjectId } : null,
    client: clientId && clientName !== null ? { id: clientId, name: clientName } : null,
    company: companyId && companyName !== null ? { id: companyId, name: companyName } : null,
  }
}

async function countUnread(sql: Sql, organization: string, personId: string | null): Promise<number> {
  const [row] = await sql<{ unread: number }>`
    select count(*) as unread from (
      select 1 from notifications
      where org_id = ${organization} and person_id = ${personId} and read_at is null limit ${unreadCap}) capped`
  return row?.unread ?? 0
}

export const listNotifications = operation({
  name: 'notification.list',
  route: 'GET /notifications',
  summary: 'List one’s own notifications, the newest first',
  kind: 'read',
  permission: 'notifications',
  input: NotificationQuery,
  output: NotificationPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const where = [part`n.org_id = ${organization}`, part`n.person_id = ${actor.personId}`]
    if (query.unread !== undefined) where.push(part`(n.read_at is null) = ${query.unread}`)
    const [found, unread] = await Promise.all([
      page<Row>(
        sql,
        {
          scope: `notification.list ${organization} ${actor.personId}`,
          sorts: { createdAt: { expression: 'n.created_at', type: 'timestamptz' } },
          select: columns,
          from: tables,
          countFrom: part`notifications n`,
          where,
          id: 'n.id',
        },
        query,
      ),
      countUnread(sql, organization, actor.personId),
    ])
    return { ...found, items: found.items.map(toNotification), unread }
  },
})

export const readNotification = operation({
  name: 'notification.read',
  route: 'POST /notifications/:id/read',
  summary: 'Mark one of one’s own notifications as read',
  kind: 'write',
  permission: 'notifications',
  input: NotificationId,
  output: Notification,
  async run({ sql, actor, touched }, { id }) {
    const organization = organizationOf(actor)
    const changed = await sql`
      update notifications set read_at = now()
      where org_id = ${organization} and id = ${id} and person_id = ${actor.personId} and read_at is null returning 1`
    if (changed.length > 0) touched('notification', id, ['readAt'])
    const [row] = await sql<Row>`
      select ${columns} from ${tables}
      where n.org_id = ${organization} and n.id = ${id} and n.person_id = ${actor.personId}`
    if (!row) throw notFound()
    return toNotification(row)
  },
})

export const readAllNotifications = operation({
  name: 'notification.read_all',
  route: 'POST /notifications/read',
  summary: 'Mark all of one’s own notifications as read',
  kind: 'write',
  permission: 'notifications',
  input: z.strictObject({}),
  output: z.object({ read: z.int().describe('How many were marked') }),
  async run({ sql, actor, touched }) {
    const rows = await sql<{ id: string }>`
      update notifications set read_at = now()
      where org_id = ${organizationOf(actor)} and person_id = ${actor.personId} and read_at is null returning id`
    // One entry and one event for the whole deed.
    if (rows[0]) touched('notification', rows[0].id, ['readAt'])
    return { read: rows.length }
  },
})

export const purgeNotifications = operation({
  name: 'notification.purge',
  summary: 'Forget notifications that were read more than 90 days ago',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({}),
  output: z.object({ forgotten: z.int() }),
  async run({ sql, actor }) {
    const rows = await sql`
      delete from notifications where org_id = ${organizationOf(actor)} and id in (
        select id from notifications
        where org_id = ${organizationOf(actor)} and read_at < ${now()}::timestamptz - interval '90 days' limit 10000)
      returning 1`
    return { forgotten: rows.length }
  },
})
