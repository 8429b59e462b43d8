/** The link by which whoever has it sees one invoice: made, revoked, followed. */
import { z } from 'zod'
import { byKey, type Sql } from '#src/core/db.ts'
import { type Contexts, operation } from '#src/core/operation.ts'
import { newId, organizationOf, present } from '#src/core/record.ts'
import { hashToken, newToken } from '#src/core/tokens.ts'
import { mailOrigin } from '#src/services/mailer.ts'
import { mustBeIssued, precedingOf } from './document.ts'
import { InvoiceLink, ShownInvoice } from './links-schema.ts'
import { readInvoice } from './rows.ts'
import { InvoiceId } from './schema.ts'
import { readSettings } from './settings.ts'

/** Makes a link to an issued invoice. Only its hash is stored, so each time it is another. */
export async function makeLink(
  { sql, actor }: Pick<Contexts['write'], 'sql' | 'actor'>,
  invoiceId: string,
): Promise<string> {
  const token = newToken()
  await sql`${byKey}
    insert into invoice_links (org_id, id, invoice_id, token_hash, created_by)
    values (${organizationOf(actor)}, ${newId()}, ${invoiceId}, ${hashToken(token)}, ${actor.personId})`
  return `${mailOrigin()}/i/${token}`
}

const seen = async (sql: Sql, organization: string, id: string) =>
  present(await readInvoice(sql, organization, id), undefined)

export const linkInvoice = operation({
  name: 'invoice.link',
  route: 'POST /invoices/:id/link',
  summary: 'Make a link that shows this invoice to whoever has it, until the links are revoked',
  kind: 'write',
  permission: 'invoices.issue',
  input: InvoiceId,
  output: InvoiceLink,
  async run(context, { id }) {
    mustBeIssued(await seen(context.sql, organizationOf(context.actor), id))
    context.touched('invoice', id, ['link'])
    return { url: await makeLink(context, id) }
  },
})

export const revokeLinks = operation({
  name: 'invoice.revoke_links',
  route: 'DELETE /invoices/:id/link',
  summary: 'Revoke all links to this invoice: whoever has one sees nothing any more',
  kind: 'write',
  permission: 'invoices.issue',
  input: InvoiceId,
  output: z.null(),
  async run({ sql, actor, touched }, { id }) {
    const organization = organizationOf(actor)
    await seen(sql, organization, id)
    await sql`
      update invoice_links set revoked_at = now(), revoked_by = ${actor.personId}
      where org_id = ${organization} and invoice_id = ${id} and revoked_at is null`
    touched('invoice', id, ['link'])
    return null
  },
})

/** What a stranger sees of it: what stands on the paper, and what is still to be paid. */
export const showInvoice = operation({
  name: 'invoice.show',
  summary: 'Show an invoice to whoever followed a link to it',
  kind: 'read',
  permission: 'system',
  input: InvoiceId,
  output: ShownInvoice,
  async run({ sql, actor }, { id }) {
    const organization = organizationOf(actor)
    const [invoice, { taxLabel, paper, footer }] = await Promise.all([
      seen(sql, organization, id),
      readSettings(sql, organization),
    ])
    const corrects = await precedingOf(sql, organization, invoice)
    return { ...mustBeIssued(invoice), taxLabel, paper, footer, corrects }
  },
})

/** The first visit of a stranger is what the organization wants to know; later ones change nothing. */
export const visitInvoice = operation({
  name: 'invoice.visit',
  summary: 'Note that a stranger has seen an invoice',
  kind: 'write',
  permission: 'system',
  input: InvoiceId,
  output: z.null(),
  async run({ sql, actor, later, touched }, { id }) {
    const organization = organizationOf(actor)
    const first = await sql`
      update invoices set viewed_at = now(), version = version + 1
      where org_id = ${organization} and id = ${id} and viewed_at is null returning 1`
    if (first.length === 0) return null
    touched('invoice', id, ['viewedAt'])
    await later('invoice.tell', { id, kind: 'invoice_viewed' }, { asSystem: true })
    return null
  },
})
