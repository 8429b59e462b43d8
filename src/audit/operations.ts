/** Who did what, and who looked at whose record. Both are only ever read: there is no operation that changes them. */
import { type Part, part } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { organizationOf } from '#src/core/record.ts'
import { type Access, AccessPage, AccessQuery, type AuditEntry, AuditPage, AuditQuery } from './schema.ts'

interface AuditRow extends Omit<AuditEntry, 'actor' | 'subject'> {
  actorKind: string
  actorId: string | null
  actorName: string
  subjectKind: string
  subjectId: string
}

const toEntry = (row: AuditRow): AuditEntry => ({
  id: row.id,
  at: row.at,
  operation: row.operation,
  channel: row.channel,
  actor: { id: row.actorId, name: row.actorName, kind: row.actorKind },
  subject: { kind: row.subjectKind, id: row.subjectId },
  changed: row.changed,
})

export const listAudit = operation({
  name: 'audit.list',
  route: 'GET /audit',
  summary: 'List who changed what, newest first',
  kind: 'read',
  permission: 'audit.read',
  input: AuditQuery,
  output: AuditPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const where: Part[] = [part`a.org_id = ${organization}`]
    if (query.subjectKind) where.push(part`a.subject_kind = ${query.subjectKind}`)
    if (query.subjectId) where.push(part`a.subject_id = ${query.subjectId}`)
    if (query.actorId) where.push(part`a.actor_id = ${query.actorId}`)
    if (query.operation) where.push(part`a.operation = ${query.operation}`)
    if (query.from) where.push(part`a.at >= ${query.from}`)
    if (query.to) where.push(part`a.at < ${query.to}`)
    const found = await page<AuditRow>(
      sql,
      {
        scope: `audit.list ${organization}`,
        sorts: { at: { expression: 'a.at', type: 'timestamptz' } },
        select: part`a.id, a.at, a.operation, a.channel, a.actor_kind, a.actor_id, a.actor_name, a.subject_kind,
          a.subject_id, a.changed`,
        from: part`audit_entries a`,
        where,
        id: 'a.id',
      },
      query,
    )
    return { ...found, items: found.items.map(toEntry) }
  },
})

interface AccessRow extends Omit<Access, 'person'> {
  personId: string | null
  personName: string | null
}

export const listAccess = operation({
  name: 'access.list',
  route: 'GET /access',
  summary: 'List who looked at a record, newest first',
  kind: 'read',
  permission: 'audit.read',
  input: AccessQuery,
  output: AccessPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const found = await page<AccessRow>(
      sql,
      {
        scope: `access.list ${organization}`,
        sorts: { at: { expression: 'l.at', type: 'timestamptz' } },
        select: part`l.id, l.at, l.operation, l.subject_id, l.person_id,
          coalesce(p.name, k.name) as person_name`,
        from: part`access_log l left join people p on p.id = l.person_id
          left join api_keys k on k.org_id = l.org_id and k.id = l.person_id`,
        where: [part`l.org_id = ${organization}`, part`l.subject_id = ${query.subjectId}`],
        id: 'l.id',
      },
      query,
    )
    return {
      ...found,
      items: found.items.map(({ personId, personName, ...row }) => ({
        ...row,
        person: personId ? { id: personId, name: personName ?? '' } : null,
      })),
    }
  },
})
