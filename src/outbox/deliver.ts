/** Sending what waits in an organization's outbox: each mail once, and "unknown, check" when that cannot be told. */
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { type Call, type Later, operation } from '#src/core/operation.ts'
import { newId, organizationOf } from '#src/core/record.ts'
import { deliverMail, type Enclosure } from '#src/services/mailer.ts'
import { fileStorage } from '#src/services/storage.ts'

const giveUpAfter = 2 * 86_400_000
const MailId = z.strictObject({ id: z.uuid() })
const Nothing = z.null()

const OutgoingMail = z.object({
  claim: z.uuid(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  messageId: z.string(),
  invoiceId: z.uuid().nullable().describe('The invoice whose PDF goes with it'),
})

export const claimMail = operation({
  name: 'outbox.claim',
  summary: 'Take a waiting mail to hand it over',
  kind: 'write',
  permission: 'system',
  input: MailId,
  output: OutgoingMail.nullable(),
  async run({ sql, actor, later }, { id }) {
    const organization = organizationOf(actor)
    const [row] = await sql<{
      createdAt: string
      status: string
      handedAt: string | null
      recipient: string
      subject: string
      body: string
      messageId: string
      invoiceId: string | null
    }>`
      select created_at, status, handed_at, recipient, subject, body, message_id, invoice_id from outbox
      where org_id = ${organization} and id = ${id} for update`
    if (row?.status !== 'waiting' && row?.status !== 'sending') return null
    if (row.status === 'sending' && row.handedAt) {
      // Its end was sent and no answer was noted: the server died in between, and the mail may have arrived.
      await sql`update outbox set status = 'unknown' where org_id = ${organization} and id = ${id}`
      await tellOf(later, row, 'mail_unknown')
      return null
    }
    // Whoever took it before is gone, or will find it taken before the end is sent.
    const claim = newId()
    await sql`
      update outbox set status = 'sending', claim = ${claim} where org_id = ${organization} and id = ${id}`
    const { recipient: to, subject, body: text, messageId, invoiceId } = row
    return { claim, to, subject, text, messageId, invoiceId }
  },
})

/** Whoever wrote the invoice should know that nobody may have got the mail about it. */
async function tellOf(
  later: Later,
  { invoiceId, createdAt }: { invoiceId: string | null; createdAt: string },
  kind: 'mail_failed' | 'mail_unknown',
): Promise<void> {
  if (invoiceId) await later('invoice.tell', { id: invoiceId, kind, since: createdAt }, { asSystem: true })
}

const Claimed = z.strictObject({ id: z.uuid(), claim: z.uuid() })

export const handMail = operation({
  name: 'outbox.hand',
  summary: 'Note that the end of a mail is about to leave, unless another took it meanwhile',
  kind: 'write',
  permission: 'system',
  input: Claimed,
  output: z.object({ mine: z.boolean() }),
  async run({ sql, actor }, { id, claim }) {
    const mine = await sql`
      update outbox set handed_at = now()
      where org_id = ${organizationOf(actor)} and id = ${id} and status = 'sending' and claim = ${claim} returning 1`
    return { mine: mine.length > 0 }
  },
})

export const settleMail = operation({
  name: 'outbox.settle',
  summary: 'Note what became of a mail',
  kind: 'write',
  permission: 'system',
  input: Claimed.extend({ delivery: z.enum(['sent', 'refused', 'unreachable', 'unsure']) }),
  output: Nothing,
  async run({ sql, later, actor }, { id, claim, delivery }) {
    const organization = organizationOf(actor)
    const [row] = await sql<{ createdAt: string; invoiceId: string | null; kind: string | null }>`
      select created_at, invoice_id, kind from outbox where org_id = ${organization} and id = ${id} and claim = ${claim}
        and status in ('sending', 'unknown') for update`
    if (!row) return null
    const age = now().getTime() - new Date(row.createdAt).getTime()
    const again = delivery === 'unreachable' && age < giveUpAfter
    const status = again
      ? 'waiting'
      : { sent: 'sent', unsure: 'unknown', refused: 'failed', unreachable: 'failed' }[delivery]
    await sql`
      update outbox set status = ${status}, sent_at = case when ${status} = 'sent' then now() end,
        failure = ${delivery === 'sent' ? null : delivery}, handed_at = case when not ${again} then handed_at end
      where org_id = ${organization} and id = ${id}`
    if (status === 'sent' && row.invoiceId && (row.kind === 'invoice' || row.kind === 'credit_note'))
      await later('invoice.note_sent', { id: row.invoiceId, sentAt: now().toISOString() }, { asSystem: true })
    if (status === 'failed' || status === 'unknown') await tellOf(later, row, `mail_${status}`)
    // The longer it has waited, the longer until the next try: from ten seconds to an hour.
    const pause = Math.min(Math.max(age, 10_000), 3_600_000)
    if (again)
      await later('outbox.deliver', { id }, { asSystem: true, at: new Date(now().getTime() + pause) })
    return null
  },
})

/** The PDF of the invoice, written now if it was not before. */
async function enclosed(call: Call, invoiceId: string): Promise<Enclosure> {
  const { name, storageKey } = await call('invoice.pdf', { id: invoiceId }, { asSystem: true })
  return {
    name,
    type: 'application/pdf',
    bytes: await buffer(fileStorage().read(storageKey)),
  }
}

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
    const { claim, messageId, invoiceId, ...content } = mail
    const hand = async () => (await call('outbox.hand', { id, claim })).mine
    const enclosures = invoiceId ? [await enclosed(call, invoiceId)] : []
    const delivery = await deliverMail(content, messageId, enclosures, hand)
    if (delivery !== 'taken') await call('outbox.settle', { id, claim, delivery })
    return null
  },
})
