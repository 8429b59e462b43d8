/** A mail about an invoice: its text from the template, its link, its place in the outbox. */
import { byKey, type Sql } from '#src/core/db.ts'
import { conflict, invalid } from '#src/core/errors.ts'
import type { Contexts } from '#src/core/operation.ts'
import { organizationMail } from '#src/services/mailer.ts'
import { makeLink } from './links.ts'
import { fillTemplate } from './mail-template.ts'
import { valuesOf } from './mail-values.ts'
import type { Invoice } from './schema.ts'
import type { MailKind, Template } from './settings-schema.ts'

interface Letter {
  to: string
  kind: MailKind
  template: Template
  /** Of a reminder: its day, counted from the due day. */
  step?: number
}

/** Puts the mail into the outbox, with a link of its own; the PDF goes with it. Answers what became of it so far. */
export async function mailInvoice(
  context: Contexts['write'],
  invoice: Invoice,
  { to, kind, template, step }: Letter,
): Promise<{ id: string; status: 'kept' | 'waiting' }> {
  const link = await makeLink(context, invoice.id)
  const mail = fillTemplate(template, valuesOf(invoice, link))
  return organizationMail(context, {
    to,
    ...mail,
    quotesRecord: true,
    about: { invoiceId: invoice.id, kind, ...(step === undefined ? {} : { step }) },
  })
}

/** Where mails about it go. */
export function recipientOf(invoice: Invoice, said: string | undefined): string {
  const to = said ?? invoice.buyer.email
  if (!to) throw invalid('to', 'The buyer has no e-mail address. Say where it goes.')
  return to
}

/** One mail after the other: a second click does not send a second one. */
export async function mustNotBeOnItsWay(
  sql: Sql,
  organization: string,
  invoice: Invoice,
  again: boolean,
): Promise<void> {
  const [last] = await sql<{ status: string }>`${byKey}
    select status from outbox
    where org_id = ${organization} and invoice_id = ${invoice.id} and kind in ('invoice', 'credit_note')
    order by created_at desc limit 1`
  if (last?.status === 'waiting' || last?.status === 'sending')
    throw conflict('sending', `${invoice.number} is being sent already.`)
  if (again || !last || last.status === 'failed') return
  throw conflict(
    'sent',
    last.status === 'unknown'
      ? `Nobody knows whether ${invoice.number} has arrived. Ask the buyer, or say that it is to be sent again.`
      : `${invoice.number} has been sent already. Say that it is to be sent again.`,
  )
}
