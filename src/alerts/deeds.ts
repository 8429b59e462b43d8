/** What is done with a due alert: complete it, take that back, or snooze it. */
import { now } from '#src/core/clock.ts'
import { part } from '#src/core/db.ts'
import { conflict, invalid } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf, present } from '#src/core/record.ts'
import { nextOccurrence } from './repeat.ts'
import { type Occurrence, readAlert, readOwnNotifications, seriesOf, toAlert } from './rows.ts'
import { Alert, AlertId, CompletedAlert, Snooze } from './schema.ts'

export const completeAlert = operation({
  name: 'alert.complete',
  route: 'POST /alerts/:id/complete',
  summary: 'Complete an alert; one that repeats moves to its next occurrence and stays open',
  kind: 'write',
  permission: 'alerts.write',
  tool: true,
  input: AlertId,
  output: CompletedAlert,
  async run({ sql, actor, version, touched }, { id }) {
    const organization = organizationOf(actor)
    const before = present(await readAlert(sql, organization, id, part` for update of a`), version)
    if (before.status === 'done') return { ...toAlert(before), movedOn: false }
    const series = seriesOf(before)
    // Whatever was missed is missed: the next occurrence lies ahead, after a time away too.
    const handled = new Date(Math.max(Date.parse(before.dueAt), now().getTime()))
    const next = series && nextOccurrence(series, handled)
    if (next) {
      const { dueAt, snoozedUntil, ringsAt } = before
      const movedFrom: Occurrence = { dueAt, snoozedUntil, ringsAt }
      await sql`
        update alerts set due_at = ${next}, rings_at = ${next}, snoozed_until = null, completed_at = now(),
          moved_from = ${JSON.stringify(movedFrom)}, version = version + 1, updated_at = now()
        where org_id = ${organization} and id = ${id}`
    } else
      await sql`
        update alerts set status = 'done', completed_at = now(), version = version + 1, updated_at = now()
        where org_id = ${organization} and id = ${id}`
    touched('alert', id, next ? ['dueAt'] : ['status'])
    await readOwnNotifications(sql, actor, id, touched)
    const after = present(await readAlert(sql, organization, id), undefined)
    return { ...toAlert(after), movedOn: next !== null }
  },
})

export const reopenAlert = operation({
  name: 'alert.reopen',
  route: 'POST /alerts/:id/reopen',
  summary: 'Undo the completion of an alert; one that repeats goes back to the occurrence it was moved from',
  kind: 'write',
  permission: 'alerts.write',
  input: AlertId,
  output: Alert,
  async run({ sql, actor, version, touched }, { id }) {
    const organization = organizationOf(actor)
    const before = present(await readAlert(sql, organization, id, part` for update of a`), version)
    const back = before.status === 'done' ? before : before.movedFrom
    if (!back) throw conflict('not_completed', 'This alert has not been completed.')
    const { dueAt, snoozedUntil, ringsAt } = back
    await sql`
      update alerts set status = 'open', completed_at = null, due_at = ${dueAt}, snoozed_until = ${snoozedUntil},
        rings_at = ${ringsAt}, moved_from = null, version = version + 1, updated_at = now()
      where org_id = ${organization} and id = ${id}`
    touched('alert', id, [before.status === 'done' ? 'status' : 'dueAt'])
    return toAlert(present(await readAlert(sql, organization, id), undefined))
  },
})

export const snoozeAlert = operation({
  name: 'alert.snooze',
  route: 'POST /alerts/:id/snooze',
  summary: 'Let an alert rest until a moment, at which it rings again, or wake it',
  kind: 'write',
  permission: 'alerts.write',
  tool: true,
  input: Snooze,
  output: Alert,
  async run({ sql, actor, version, touched }, { id, until }) {
    const organization = organizationOf(actor)
    const before = present(await readAlert(sql, organization, id, part` for update of a`), version)
    if (before.status === 'done') throw conflict('alert_done', 'This alert is done. Reopen it to snooze it.')
    if (until && Date.parse(until) <= now().getTime())
      throw invalid('until', 'Snooze it to a moment in the future.')
    // Woken: what is still to come rings when it is due, what has passed has rung.
    const ringsAt = until ?? (Date.parse(before.dueAt) > now().getTime() ? before.dueAt : null)
    await sql`
      update alerts set snoozed_until = ${until}, rings_at = ${ringsAt}, version = version + 1, updated_at = now()
      where org_id = ${organization} and id = ${id}`
    touched('alert', id, ['snoozedUntil'])
    await readOwnNotifications(sql, actor, id, touched)
    return toAlert(present(await readAlert(sql, organization, id), undefined))
  },
})
