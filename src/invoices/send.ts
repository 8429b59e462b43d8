/** Sending: a draft is issued if need be, then a mail with the PDF and a link goes through the outbox, once. */
import { z } from 'zod'
import { byKey } from '#src/core/db.ts'
import { conflict } from '#src/core/errors.ts'
import { EmailInput, Id, IdOut, Moment } from '#src/core/field-schema.ts'
import { operation } from '#src/core/operation.ts'
import { mustExist, organizationOf, present } from '#src/core/record.ts'
import { OneLine } from '#src/organizations/schema.ts'
import { mailStatuses } from '#src/outbox/schema.ts'
import { issueDraft } from './issue.ts'
import { mailInvoice, mustNotBeOnItsWay, recipientOf } from './mail.ts'
import { templateFor } from './mail-values.ts'
import { holdInvoice, readInvoice } from './rows.ts'
import { Invoice } from './schema.ts'
import { readSettings } from './settings.ts'

const Sending = z.strictObject({
  id: Id.describe('The invoice’s id'),
  to: EmailInput.optional().describe('When left out, the buyer’s address'),
  subject: OneLine(200)
    .optional()
    .describe('When left out, from the template; {number} and the like are filled in'),
  text: z.string().trim().min(1).max(5000).optional().describe('Likewise; the link is added if it lacks it'),
  again: z.boolean().default(false).describe('Although it was sent before'),
})

const SentInvoice = Invoice.extend({
  mail: z.object({ id: IdOut, to: z.string(), status: z.enum(mailStatuses) }),
}).meta({ id: 'SentInvoice', queued: true })

export const sendInvoice = operation({
  name: 'invoice.send',
  route: 'POST /invoices/:id/send',
  summary: 'Mail an invoice to its buyer, with the PDF and a link; a draft is numbered and issued first',
  kind: 'write',
  permission: 'invoices.issue',
  tool: true,
  input: Sending,
  output: SentInvoice,
  async run(context, { id, to: said, subject, text, again }) {
    const { sql, actor, version, touched } = context
    const organization = organizationOf(actor)
    const before = await holdInvoice(sql, actor, id, version)
    if (before.direction === 'purchase') throw conflict('purchase', 'A bill is not sent: it came in.')
    if (before.status === 'void') throw conflict('void', `${before.number} is void. Send its credit note.`)
    await mustNotBeOnItsWay(sql, organization, before, again)
    const invoice = before.status === 'draft' ? await issueDraft(context, before) : before
    const to = recipientOf(invoice, said)
    const template = templateFor(invoice, await readSettings(sql, organization), invoice.type)
    const mail = await mailInvoice(context, invoice, {
      to,
      kind: invoice.type,
      template: { subject: subject ?? template.subject, text: text ?? template.text },
    })
    // Without a mail server it stays in the outbox, which is as far as it goes.
    if (mail.status === 'kept')
      await sql`${byKey}
        update invoices set sent_at = now(), version = version + 1, updated_at = now()
        where org_id = ${organization} and id = ${id}`
    touched('invoice', id, ['sentAt'])
    const sent = present(await readInvoice(sql, organization, id), undefined)
    return { ...sent, mail: { ...mail, to } }
  },
})

/** What the outbox leaves to be done when the mail server has taken a mail. */
export const noteSent = operation({
  name: 'invoice.note_sent',
  summary: 'Note that the mail server took the mail with an invoice',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({ id: Id, sentAt: z.iso.datetime() }),
  output: z.null(),
  async run({ sql, actor, touched }, { id, sentAt }) {
    await sql`
      update invoices set sent_at = ${sentAt}, version = version + 1, updated_at = now()
      where org_id = ${organizationOf(actor)} and id = ${id}`
    touched('invoice', id, ['sentAt'])
    return null
  },
})

const InvoiceMail = z
  .object({
    id: IdOut,
    kind: z.string().describe('invoice, credit_note, reminder_before or reminder'),
    to: z.string(),
    subject: z.string(),
    status: z
      .enum(mailStatuses)
      .describe('unknown: it may have arrived or not; nothing is sent again by itself'),
    createdAt: Moment,
    sentAt: Moment.nullable(),
  })
  .meta({ id: 'InvoiceMail' })

export const listInvoiceMails = operation({
  name: 'invoice.mails',
  route: 'GET /invoices/:id/mails',
  summary: 'List the mails about an invoice and what became of them, the latest first',
  kind: 'read',
  permission: 'invoices.read',
  input: z.strictObject({ id: Id }),
  output: z.object({ items: z.array(InvoiceMail) }),
  async run({ sql, actor }, { id }) {
    const organization = organizationOf(actor)
    await mustExist(sql, organization, 'invoices', id, 'id')
    const items = await sql<z.output<typeof InvoiceMail>>`
      select id, kind, recipient as to, subject, status, created_at, sent_at from outbox
      where org_id = ${organization} and invoice_id = ${id} order by created_at desc, id limit 100`
    return { items }
  },
})
