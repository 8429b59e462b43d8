/** What whoever wrote an invoice is told of: that it was seen, that it is paid, that a mail about it did not arrive. */
import { z } from 'zod'
import { Id } from '#src/core/field-schema.ts'
import { type Contexts, operation } from '#src/core/operation.ts'
import { newId, organizationOf } from '#src/core/record.ts'
import type { Invoice } from './schema.ts'

const News = z.strictObject({
  id: Id.describe('The invoice'),
  kind: z.enum(['invoice_viewed', 'invoice_paid', 'mail_failed', 'mail_unknown']),
  by: Id.nullable().default(null).describe('Who did it and so knows already'),
  since: z.iso.datetime().optional().describe('Told again when it was told only before this; otherwise once'),
})

interface Recipient {
  personId: string
  isCreator: boolean
  number: string
  clientId: string | null
}

/** A job of the system, which alone sees whether somebody was told before. */
export const tellOfInvoice = operation({
  name: 'invoice.tell',
  summary: 'Leave a notification about an invoice for whoever wrote it, once',
  kind: 'write',
  permission: 'system',
  input: News,
  output: z.null(),
  async run({ sql, actor, touched }, { id, kind, by, since }) {
    const organization = organizationOf(actor)
    // Held, so that of two that are told of at the same moment the second sees the first.
    await sql`select 1 from invoices where org_id = ${organization} and id = ${id} for no key update`
    const told = await sql`
      select 1 from notifications where org_id = ${organization} and subject_id = ${id} and kind = ${kind}
        and created_at >= ${since ?? '-infinity'} limit 1`
    if (told.length > 0) return null
    // Whoever wrote it, if they are still here and still see it; otherwise the owners from whom nothing is hidden.
    const found = await sql<Recipient>`
      select m.person_id, m.person_id = i.created_by is true as is_creator, coalesce(i.number, i.party) as number,
        i.client_id
      from invoices i join memberships m on m.org_id = i.org_id and m.ended_at is null
      left join clients c on c.org_id = i.org_id and c.id = i.client_id
      left join companies co on co.org_id = i.org_id and co.id = i.company_id
      where i.org_id = ${organization} and i.id = ${id} and i.deleted_at is null
        and (m.visibility = 'all' and (m.person_id = i.created_by or m.role = 'owner')
          or m.person_id = i.created_by and m.person_id in (c.owner_id, co.owner_id))
      order by is_creator desc, m.person_id`
    const recipients = found[0]?.isCreator ? found.slice(0, 1) : found
    for (const { personId, number, clientId } of recipients) {
      if (personId === by) continue
      const notification = newId()
      await sql`
        insert into notifications (org_id, id, person_id, kind, title, subject_kind, subject_id, client_id)
        values (${organization}, ${notification}, ${personId}, ${kind}, ${number}, 'invoice', ${id},
          ${clientId})`
      touched('notification', notification)
    }
    if (kind === 'mail_failed' || kind === 'mail_unknown') touched('invoice', id, [])
    return null
  },
})

/** Says so when a payment was the last that was missing. A bill is paid by oneself, which is no news. */
export async function tellWhenPaid(
  { later, actor }: Pick<Contexts['write'], 'later' | 'actor'>,
  before: Pick<Invoice, 'status'>,
  after: Pick<Invoice, 'id' | 'status' | 'direction' | 'type'>,
): Promise<void> {
  if (before.status !== 'issued' || after.status !== 'paid') return
  if (after.direction !== 'sales' || after.type !== 'invoice') return
  await later('invoice.tell', { id: after.id, kind: 'invoice_paid', by: actor.personId }, { asSystem: true })
}
