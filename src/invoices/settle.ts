/** What an invoice still asks for: what was paid on it and what its credit notes take off, reckoned anew each time. */
import { byKey, type Sql } from '#src/core/db.ts'
import { present } from '#src/core/record.ts'
import { readInvoice } from './rows.ts'
import type { Invoice } from './schema.ts'

interface Row {
  id: string
  type: Invoice['type']
  status: Invoice['status']
  total: number
  paid: number
  amountPaid: number
  amountCredited: number
  amountWrittenOff: number
}

/** Holds an invoice and what corrects it, or a credit note with its invoice, always in the same order. */
export async function holdFamily(sql: Sql, organization: string, id: string): Promise<void> {
  await sql`${byKey}
    select 1 from invoices where org_id = ${organization} and id = (
      select coalesce(credited_invoice_id, id) from invoices where org_id = ${organization} and id = ${id}) for update`
  await sql`
    select 1 from invoices where org_id = ${organization} and credited_invoice_id = (
      select coalesce(credited_invoice_id, id) from invoices where org_id = ${organization} and id = ${id})
    order by id for update`
}

/**
 * Writes what is paid and credited now, and the status that follows from it, on the invoice and on its credit notes. A
 * credit note first takes off what is still open; only the rest of it is to be given back. All must be held.
 */
export async function settle(sql: Sql, organization: string, id: string): Promise<Invoice> {
  const rows = await sql<Row>`
    select i.id, i.type, i.status, i.total, i.amount_paid, i.amount_credited, i.amount_written_off, i.prepaid + coalesce((
      select sum(p.amount) from payments p
      where p.org_id = i.org_id and p.invoice_id = i.id and p.removed_at is null), 0)::bigint as paid
    from invoices i
    where i.org_id = ${organization} and i.status <> 'draft' and coalesce(i.credited_invoice_id, i.id) = (
      select coalesce(r.credited_invoice_id, r.id) from invoices r where r.org_id = ${organization} and r.id = ${id})
    order by i.credited_invoice_id is not null, i.issued_at, i.id`
  const [root, ...notes] = rows
  if (!root) throw new Error('there is nothing to settle')
  let open = Math.max(0, root.total - root.paid)
  let credited = 0
  for (const note of notes) {
    const applied = Math.min(note.total, open)
    open -= applied
    credited += applied
    await write(sql, organization, note, applied)
  }
  await write(sql, organization, root, credited)
  return present(await readInvoice(sql, organization, id), undefined)
}

/** All taken off by credit notes and nothing paid is void; void stays void. */
function statusOf({ type, status, total, paid }: Row, credited: number): Invoice['status'] {
  if (status === 'void') return 'void'
  if (type === 'invoice' && total > 0 && paid === 0 && credited >= total) return 'void'
  return total - paid - credited <= 0 ? 'paid' : 'issued'
}

async function write(sql: Sql, organization: string, row: Row, credited: number): Promise<void> {
  const status = statusOf(row, credited)
  // What comes in after all was not lost: so much less is given up.
  const lost = Math.min(row.amountWrittenOff, Math.max(0, row.total - row.paid - credited))
  const same = row.amountPaid === row.paid && row.amountCredited === credited && row.amountWrittenOff === lost
  if (same && row.status === status) return
  await sql`${byKey}
    update invoices set amount_paid = ${row.paid}, amount_credited = ${credited}, amount_written_off = ${lost},
      written_off_at = case when ${lost > 0} then written_off_at end, status = ${status},
      version = version + 1, updated_at = now()
    where org_id = ${organization} and id = ${row.id}`
}
