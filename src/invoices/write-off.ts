/** Giving up what nobody will pay: the invoice stays as it was issued, nothing is due any more, and it can be taken back. */
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { byKey } from '#src/core/db.ts'
import { conflict } from '#src/core/errors.ts'
import { Id, requiredText } from '#src/core/field-schema.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf, present } from '#src/core/record.ts'
import { holdInvoice, readInvoice } from './rows.ts'
import { Invoice, InvoiceId } from './schema.ts'
import { holdFamily } from './settle.ts'

export const writeOffInvoice = operation({
  name: 'invoice.write_off',
  route: 'POST /invoices/:id/write-off',
  summary: 'Give up what is still open of an invoice. It is no credit note: tax and numbers stay as they are',
  kind: 'write',
  permission: 'invoices.issue',
  input: z.strictObject({
    id: Id.describe('The invoice’s id'),
    reason: requiredText(500).describe('Why it is given up'),
  }),
  output: Invoice,
  async run({ sql, actor, version, touched }, { id, reason }) {
    const organization = organizationOf(actor)
    await holdFamily(sql, organization, id)
    const invoice = await holdInvoice(sql, actor, id, version)
    if (invoice.direction === 'purchase') throw conflict('purchase', 'A bill is not written off: void it.')
    if (invoice.type === 'credit_note') throw conflict('credit_note', 'A credit note is not written off.')
    if (invoice.status === 'draft') throw conflict('draft', 'A draft is not written off. Delete it.')
    if (invoice.amountDue <= 0) throw conflict('nothing_due', 'Nothing is open on this invoice.')
    await sql`${byKey}
      update invoices set amount_written_off = amount_written_off + amount_due, written_off_at = ${now().toISOString()},
        write_off_reason = ${reason}, version = version + 1, updated_at = now()
      where org_id = ${organization} and id = ${id}`
    touched('invoice', id, ['amountWrittenOff'])
    return present(await readInvoice(sql, organization, id), undefined)
  },
})

export const takeBackWriteOff = operation({
  name: 'invoice.take_back_write_off',
  route: 'DELETE /invoices/:id/write-off',
  summary: 'Expect again what was written off',
  kind: 'write',
  permission: 'invoices.issue',
  input: InvoiceId,
  output: z.null(),
  async run({ sql, actor, version, touched }, { id }) {
    const organization = organizationOf(actor)
    await holdFamily(sql, organization, id)
    const invoice = await holdInvoice(sql, actor, id, version)
    if (invoice.amountWrittenOff === 0) throw conflict('not_written_off', 'Nothing of it was written off.')
    await sql`${byKey}
      update invoices set amount_written_off = 0, written_off_at = null, write_off_reason = null, version = version + 1,
        updated_at = now()
      where org_id = ${organization} and id = ${id}`
    touched('invoice', id, ['amountWrittenOff'])
    return null
  },
})
