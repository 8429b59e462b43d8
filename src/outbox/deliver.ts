/** Sending what waits in an organization's outbox: each mail once, and "unknown, check" when that cannot be told. */
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { deliverMail } from '#src/services/mailer.ts'

const giveUpAfter = 2 * 86_400_000
const MailId = z.strictObject({ id: z.uuid() })
const Nothing = z.null()

const OutgoingMail = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  messageId: z.string(),
})

export const claimMail = operation({
  name: 'outbox.claim',
  summary: 'Take a waiting mail to hand it over',
  kind: 'write',
  permission: 'system',
  input: MailId,
  output: OutgoingMail.nullable(),
  async run({ sql, actor }, { id }) {
    const organization = organizationOf(actor)
    const [row] = await sql<{
      status: string
      recipient: string
      subject: string
      body: string
      messageId: string
    }>`
      select status, recipient, subject, body, message_id from outbox
      where org_id = ${organization} and id = ${id} for update`
    if (row?.status !== 'waiting' && row?.status !== 'sending') return null
    // Taken before and never settled: the server died while it spoke to the mail server, which may have the mail.
    const next = row.status === 'waiting' ? 'sending' : 'unknown'
    await sql`update outbox set status = ${next} where org_id = ${organization} and id = ${id}`
    if (next === 'unknown') return null
    return { to: row.recipient, subject: row.subject, text: row.body, messageId: row.messageId }
  },
})

export const settleMail = operation({
  name: 'outbox.settle',
  summary: 'Note what became of a mail',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({ id: z.uuid(), delivery: z.enum(['sent', 'refused', 'unreachable', 'unsure']) }),
  output: Nothing,
  async run({ sql, later, actor }, { id, delivery }) {
    const organization = organizationOf(actor)
    const [row] = await sql<{ createdAt: string }>`
      select created_at from outbox where org_id = ${organization} and id = ${id} and status in ('sending', 'unknown') for update`
    if (!row) return null
    const age = now().getTime() - new Date(row.createdAt).getTime()
    const again = delivery === 'unreachable' && age < giveUpAfter
    const status = again
      ? 'waiting'
      : { sent: 'sent', unsure: 'unknown', refused: 'failed', unreachable: 'failed' }[delivery]
    await sql`
      update outbox set status = ${status}, sent_at = case when ${status} = 'sent' then now() end,
        failure = ${delivery === 'sent' ? null : delivery}
      where org_id = ${organization} and id = ${id}`
    // The longer it has waited, the longer until the next try: from ten seconds to an hour.
    const pause = Math.min(Math.max(age, 10_000), 3_600_000)
    if (again)
      await later('outbox.deliver', { id }, { asSystem: true, at: new Date(now().getTime() + pause) })
    return null
  },
})

export const deliverOutbox = operation({
  name: 'outbox.deliver',
  summary: 'Hand a waiting mail to the mail server',
  kind: 'reach',
  permission: 'system',
  input: MailId,
  output: Nothing,
  async run({ call }, { id }) {
    const mail = await call('outbox.claim', { id })
    if (!mail) return null
    const { messageId, ...content } = mail
    await call('outbox.settle', { id, delivery: await deliverMail(content, messageId) })
    return null
  },
})
