/** Alerts: find, read, add, change, move to the trash and take back. What is done with a due one is in deeds.ts. */
import { z } from 'zod'
import { type Part, part } from '#src/core/db.ts'
import { invalid } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { page, type SortBy } from '#src/core/paging.ts'
import {
  changedFields,
  checkAll,
  intoTrash,
  mustBeMember,
  mustSee,
  newId,
  organizationOf,
  placeOf,
  present,
  takeFromTrash,
} from '#src/core/record.ts'
import { restartedRepeat } from './repeat.ts'
import {
  type AlertRow,
  alertColumns,
  alertTables,
  mustComeOnce,
  notInTrash,
  readAlert,
  seriesOf,
  timeZoneOf,
  toAlert,
} from './rows.ts'
import { Alert, AlertChange, AlertId, AlertPage, AlertQuery, NewAlert } from './schema.ts'

const sorts: Record<string, SortBy> = {
  dueAt: { expression: 'a.next_at', type: 'timestamptz' },
  createdAt: { expression: 'a.created_at', type: 'timestamptz' },
}

function conditions(organization: string, query: z.output<typeof AlertQuery>): Part[] {
  const where = [part`a.org_id = ${organization}`, notInTrash]
  if (query.status) where.push(part`a.status = ${query.status}`)
  if (query.clientId) where.push(part`a.client_id = ${query.clientId}`)
  if (query.companyId) {
    const own = part`a.company_id = ${query.companyId}`
    const ofPeople = part`a.client_id = any(array(select p.id from clients p
      where p.org_id = ${organization} and p.company_id = ${query.companyId} and p.deleted_at is null))`
    where.push(query.withPeople ? part`(${own} or ${ofPeople})` : own)
  }
  if (query.invoiceId) where.push(part`a.invoice_id = ${query.invoiceId}`)
  if (query.assigneeId) where.push(part`a.assignee_id = ${query.assigneeId}`)
  if (query.dueAfter) where.push(part`a.next_at >= ${query.dueAfter}`)
  if (query.dueBefore) where.push(part`a.next_at < ${query.dueBefore}`)
  return where
}

export const listAlerts = operation({
  name: 'alert.list',
  route: 'GET /alerts',
  summary: 'List alerts, filtered and sorted',
  kind: 'read',
  permission: 'alerts.read',
  tool: true,
  input: AlertQuery,
  output: AlertPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const listed = page<AlertRow>(
      sql,
      {
        scope: `alert.list ${organization}`,
        sorts,
        select: alertColumns,
        from: alertTables,
        where: conditions(organization, query),
        id: 'a.id',
      },
      query,
    )
    const [found] = await Promise.all([listed, mustSee(sql, organization, query)])
    return { ...found, items: found.items.map(toAlert) }
  },
})

export const getAlert = operation({
  name: 'alert.get',
  route: 'GET /alerts/:id',
  summary: 'Read one alert',
  kind: 'read',
  permission: 'alerts.read',
  input: AlertId,
  output: Alert,
  async run({ sql, actor }, { id }) {
    return toAlert(present(await readAlert(sql, organizationOf(actor), id), undefined))
  },
})

export const createAlert = operation({
  name: 'alert.create',
  route: 'POST /alerts',
  summary: 'Set an alert that rings at a moment, once or again and again',
  kind: 'write',
  permission: 'alerts.write',
  tool: true,
  input: NewAlert,
  output: Alert,
  async run({ sql, actor, touched }, said) {
    const organization = organizationOf(actor)
    const { title, dueAt, repeat = null, channels = ['app'] } = said
    const assigneeId = said.assigneeId ?? actor.personId
    if (!assigneeId) throw invalid('assigneeId', 'Say for whom it rings.')
    await checkAll([
      mustSee(sql, organization, said),
      mustBeMember(sql, organization, assigneeId, 'assigneeId'),
    ])
    const { clientId, companyId, invoiceId } = await placeOf(sql, organization, said)
    const timeZone = said.timeZone ?? (await timeZoneOf(sql, actor))
    mustComeOnce(repeat, dueAt, timeZone)
    const id = newId()
    await sql`
      insert into alerts (org_id, id, title, due_at, rings_at, repeat, starts_at, time_zone, channels, assignee_id,
        client_id, company_id, invoice_id, created_by)
      values (${organization}, ${id}, ${title}, ${dueAt}, ${dueAt}, ${repeat}, ${repeat && dueAt}, ${timeZone}, ${channels},
        ${assigneeId}, ${clientId}, ${companyId}, ${invoiceId}, ${actor.personId})`
    touched('alert', id)
    return toAlert(present(await readAlert(sql, organization, id), undefined))
  },
})

export const updateAlert = operation({
  name: 'alert.update',
  route: 'PATCH /alerts/:id',
  summary: 'Change fields of an alert; what is left out stays',
  kind: 'write',
  permission: 'alerts.write',
  tool: true,
  input: AlertChange,
  output: Alert,
  async run({ sql, actor, version, touched }, { id, ...said }) {
    const organization = organizationOf(actor)
    const before = present(await readAlert(sql, organization, id, part` for update of a`), version)
    const changed = changedFields({ ...before }, said)
    if (changed.length === 0) return toAlert(before)
    await checkAll([
      mustSee(sql, organization, said),
      changed.includes('assigneeId') && mustBeMember(sql, organization, said.assigneeId, 'assigneeId'),
    ])
    const { startsAt, ringsAt, movedFrom, repeat } = rescheduled(before, said, changed)
    const after = { ...before, ...definedOnly(said), repeat }
    const moves = changed.some((name) => ['clientId', 'companyId', 'invoiceId'].includes(name))
    // On another invoice it is no longer about the client and company of the one before.
    const place =
      !moves || !after.invoiceId ? after : await placeOf(sql, organization, said.invoiceId ? said : after)
    const snoozedUntil = changed.includes('dueAt') ? null : before.snoozedUntil
    mustComeOnce(changed.includes('repeat') ? repeat : null, after.dueAt, after.timeZone)
    // Who sees only their own could not store a row that they no longer see: giving it away is a step of its own.
    const handsOver =
      actor.visibility === 'own' && changed.includes('assigneeId') && before.assigneeId === actor.personId
    const assigneeId = handsOver ? before.assigneeId : after.assigneeId
    await sql`
      update alerts set title = ${after.title}, due_at = ${after.dueAt}, snoozed_until = ${snoozedUntil}, rings_at = ${ringsAt},
        repeat = ${repeat}, starts_at = ${startsAt}, time_zone = ${after.timeZone}, channels = ${after.channels},
        client_id = ${place.clientId}, company_id = ${place.companyId}, invoice_id = ${place.invoiceId}, assignee_id = ${assigneeId},
        moved_from = ${movedFrom && JSON.stringify(movedFrom)}, version = version + 1, updated_at = now()
      where org_id = ${organization} and id = ${id}`
    touched('alert', id, changed)
    const stored = toAlert(present(await readAlert(sql, organization, id), undefined))
    if (!handsOver || !said.assigneeId) return stored
    await sql`select hand_over_alert(${id}, ${said.assigneeId})`
    const [assignee] = await sql<{ id: string; name: string }>`
      select id, name from people where id = ${said.assigneeId}`
    return { ...stored, assigneeId: said.assigneeId, assignee: assignee ?? null, version: stored.version + 1 }
  },
})

/** A new due moment, rule or zone begins the series anew there; only a new due moment lets it ring again. */
function rescheduled(
  before: AlertRow,
  said: { dueAt?: string | undefined; repeat?: string | null | undefined },
  changed: readonly string[],
): Pick<AlertRow, 'repeat' | 'startsAt' | 'ringsAt' | 'movedFrom'> {
  const { startsAt, ringsAt, movedFrom } = before
  if (!changed.some((field) => ['dueAt', 'repeat', 'timeZone'].includes(field)))
    return { repeat: before.repeat, startsAt, ringsAt, movedFrom }
  const series = seriesOf(before)
  const continued = series && restartedRepeat(series, new Date(before.dueAt))
  const repeat = changed.includes('repeat') ? (said.repeat ?? null) : continued
  const dueAt = said.dueAt ?? before.dueAt
  return {
    repeat,
    startsAt: repeat && dueAt,
    ringsAt: changed.includes('dueAt') ? dueAt : ringsAt,
    movedFrom: null,
  }
}

const definedOnly = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

export const deleteAlert = operation({
  name: 'alert.delete',
  route: 'DELETE /alerts/:id',
  summary: 'Move an alert to the trash for 30 days',
  kind: 'write',
  permission: 'alerts.write',
  input: AlertId,
  output: z.null(),
  run: intoTrash('alerts', 'alert'),
})

export const restoreAlert = operation({
  name: 'alert.restore',
  route: 'POST /alerts/:id/restore',
  summary: 'Take an alert out of the trash',
  kind: 'write',
  permission: 'alerts.write',
  input: AlertId,
  output: Alert,
  async run({ sql, actor, touched }, { id }) {
    const organization = organizationOf(actor)
    await takeFromTrash(sql, 'alerts', organization, id)
    touched('alert', id)
    return toAlert(present(await readAlert(sql, organization, id), undefined))
  },
})
