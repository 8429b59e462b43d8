/** Payment reminders: shown before they go, sent by a person or by the clock, each step once and one a client and day. */
import { z } from 'zod'
import { byKey, part, type Sql } from '#src/core/db.ts'
import { notFound } from '#src/core/errors.ts'
import { type Contexts, operation } from '#src/core/operation.ts'
import { organizationOf, present } from '#src/core/record.ts'
import { mailOrigin } from '#src/services/mailer.ts'
import { type Due, holdBack, mailedToday, readDue, wallOf } from './due-reminders.ts'
import { mailInvoice } from './mail.ts'
import { fillTemplate } from './mail-template.ts'
import { templateFor, valuesOf } from './mail-values.ts'
import {
  type Hold,
  holds,
  mostReminders,
  ReminderPreview,
  ReminderSending,
  SentReminders,
} from './reminders-schema.ts'
import { readInvoice } from './rows.ts'
import { readSettings } from './settings.ts'
import type { InvoiceSettings } from './settings-schema.ts'

const kindOf = ({ daysOverdue }: Pick<Due, 'daysOverdue'>) =>
  daysOverdue > 0 ? 'reminder' : 'reminder_before'

export const previewReminders = operation({
  name: 'reminder.preview',
  route: 'GET /reminders',
  summary: 'Show which payment reminders are due, with their text, and why some of them wait',
  kind: 'read',
  permission: 'invoices.read',
  input: z.strictObject({}),
  output: ReminderPreview,
  async run({ sql, actor }) {
    const organization = organizationOf(actor)
    const [settings, wall] = await Promise.all([readSettings(sql, organization), wallOf(sql, organization)])
    const { active, days } = settings.reminders
    const [due, reached] = await Promise.all([
      readDue(sql, organization, wall, days),
      mailedToday(sql, organization, wall),
    ])
    const held = holdBack(due, reached, false)
    const shown = due.slice(0, mostReminders)
    const invoices = await Promise.all(shown.map(({ id }) => readInvoice(sql, organization, id)))
    const items = shown.flatMap((one, i) => {
      const invoice = invoices[i]
      if (!invoice) return []
      const template = templateFor(invoice, settings, kindOf(one))
      const hold = held[i] ?? null
      return {
        ...one,
        invoiceId: one.id,
        currency: invoice.currency,
        amountDue: invoice.amountDue,
        to: one.recipient,
        ...fillTemplate(template, valuesOf(invoice, `${mailOrigin()}/i/…`)),
        held: hold,
        reason: hold && holds[hold],
      }
    })
    return { active, open: wall.open, items, more: due.length > shown.length }
  },
})

/** Whoever reminds in an organization does it alone: a second server, or a person's second click, sees what went out. */
const remindAlone = (sql: Sql, organization: string) =>
  sql`${byKey}select pg_advisory_xact_lock(hashtext('reminders'), hashtext(${organization}))`

/** Mails the step that is due, unless the invoice was paid, credited or spared while this waited for it. */
async function remind(context: Contexts['write'], due: Due, settings: InvoiceSettings) {
  const { sql, actor, touched } = context
  const locked = await readInvoice(sql, organizationOf(actor), due.id, part` for update of i`)
  const invoice = present(locked, undefined)
  if (invoice.status !== 'issued' || invoice.amountDue <= 0 || !invoice.remind) return null
  const kind = kindOf(due)
  const to = due.recipient ?? ''
  const mail = await mailInvoice(context, invoice, {
    to,
    kind,
    template: templateFor(invoice, settings, kind),
    step: due.step,
  })
  touched('invoice', due.id, ['reminder'])
  return { invoiceId: due.id, step: due.step, mail: { ...mail, to } }
}

async function mustSeeAll(sql: Sql, organization: string, ids: readonly string[]): Promise<void> {
  const rows = await sql<{ id: string }>`
    select id from invoices where org_id = ${organization} and id = any(${ids}) and deleted_at is null`
  const seen = new Set(rows.map(({ id }) => id))
  const missing = ids.findIndex((id) => !seen.has(id))
  if (missing >= 0) throw notFound(`invoiceIds.${missing}`)
}

export const sendReminders = operation({
  name: 'reminder.send',
  route: 'POST /reminders/send',
  summary: 'Send the payment reminder that is due for each of these invoices, at most one a client and day',
  kind: 'write',
  permission: 'invoices.issue',
  input: ReminderSending,
  output: SentReminders,
  async run(context, { invoiceIds }) {
    const { sql, actor } = context
    const organization = organizationOf(actor)
    await mustSeeAll(sql, organization, invoiceIds)
    await remindAlone(sql, organization)
    const [settings, wall] = await Promise.all([readSettings(sql, organization), wallOf(sql, organization)])
    const [due, reached] = await Promise.all([
      readDue(sql, organization, wall, settings.reminders.days, part` and i.id = any(${invoiceIds})`),
      mailedToday(sql, organization, wall),
    ])
    const decided = holdBack(due, reached, true)
    const sent = []
    const waiting = new Map<string, Hold>(invoiceIds.map((id) => [id, 'not_due']))
    for (const [i, one] of due.entries()) {
      const hold = decided[i]
      if (hold) {
        waiting.set(one.id, hold)
        continue
      }
      // What reached nobody makes way for the next try at the same step.
      if (one.failed)
        await sql`
          update outbox set step = null
          where org_id = ${organization} and invoice_id = ${one.id} and step >= ${one.step} and status = 'failed'`
      const reminder = await remind(context, one, settings)
      if (reminder) {
        sent.push(reminder)
        waiting.delete(one.id)
      } else waiting.set(one.id, 'settled')
    }
    const held = [...waiting].map(([invoiceId, hold]) => ({ invoiceId, held: hold, reason: holds[hold] }))
    return { sent, held }
  },
})

/** So many at once; the others follow at the next tick. */
const most = 100

export const runReminders = operation({
  name: 'reminder.run',
  summary: 'Send the payment reminders that are due, on weekdays between nine and five',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({}),
  output: z.object({ sent: z.int() }),
  async run(context) {
    const { sql, actor } = context
    const organization = organizationOf(actor)
    await remindAlone(sql, organization)
    const [settings, wall] = await Promise.all([readSettings(sql, organization), wallOf(sql, organization)])
    if (!settings.reminders.active || !wall.open) return { sent: 0 }
    const [due, reached] = await Promise.all([
      readDue(sql, organization, wall, settings.reminders.days),
      mailedToday(sql, organization, wall),
    ])
    const decided = holdBack(due, reached, false)
    let sent = 0
    for (const one of due.filter((_, i) => decided[i] === null).slice(0, most))
      if (await remind(context, one, settings)) sent += 1
    return { sent }
  },
})
