/** The outbox as admins see it: mail that the organization sent, and what became of it. */
import { part } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { may } from '#src/core/permissions.ts'
import { organizationOf } from '#src/core/record.ts'
import { type OutboxMail, OutboxPage, OutboxQuery } from './schema.ts'

export const listOutbox = operation({
  name: 'outbox.list',
  route: 'GET /outbox',
  summary: 'List mail that the organization sent or would send',
  kind: 'read',
  permission: 'outbox.read',
  input: OutboxQuery,
  output: OutboxPage,
  run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const seesOwners = actor.role !== null && may(actor.role, 'owners.manage')
    return page<OutboxMail>(
      sql,
      {
        scope: `outbox.list ${organization}`,
        sorts: { createdAt: { expression: 'm.created_at', type: 'timestamptz' } },
        select: part`m.id, m.recipient, m.subject, m.body, m.status, m.created_at, m.sent_at`,
        from: part`outbox m`,
        where: [
          part`m.org_id = ${organization}`,
          ...(query.status ? [part`m.status = ${query.status}`] : []),
          ...(seesOwners ? [] : [part`not m.for_owners`]),
        ],
        id: 'm.id',
      },
      query,
    )
  },
})
