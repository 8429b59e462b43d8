/**
 * What happened to invoices, read from the invoices themselves, the mails about them and what was paid: each event is as
 * true as the row it comes from. An invoice has few moments and a client few invoices, so all of a subject's are looked
 * at; only mails and payments, of which there may be more, are walked backwards.
 */
import { now } from '#src/core/clock.ts'
import { type Part, part, raw } from '#src/core/db.ts'
import type { Source, Subject } from './events.ts'

const facts = (
  event: Part,
  amount: Part,
  more = part``,
) => part`jsonb_build_object('id', i.id, 'event', ${event},
  'direction', i.direction, 'type', i.type, 'number', i.number, 'party', i.party, 'currency', i.currency,
  'amount', ${amount}${more})`

/** The columns that every source has, of an event of the invoice `i`. */
const columns = (
  id: Part,
  at: Part,
  actor: Part,
  invoice: Part,
) => part`'invoice', ${id}, ${at}, i.id, ${actor}, null,
  i.client_id, '', '', null, null, null, null, null, null, null, null, ${invoice}`

/** Several events of one row and one moment must still be told apart. */
const ownId = 'event_id(i.id, e.event)'

/** `about`: whose invoices, by the alias `i`. */
export function invoiceSources(organization: string, subject: Subject, about: Part): Source[] {
  const one = 'invoiceId' in subject ? subject.invoiceId : undefined
  const whose = one ? part`(i.id = ${one} or i.credited_invoice_id = ${one})` : about
  const alive = part`i.org_id = ${organization} and i.deleted_at is null and ${whose}`
  const lateSince = part`(i.due_on + 1)::timestamp at time zone
    (select o.time_zone from organizations o where o.id = ${organization})`
  const moments = part`
    select 'created' as event, i.created_at as at, i.created_by as actor_id, i.total as amount
      where i.type = 'invoice' or i.status = 'draft'
    union all select 'issued', i.issued_at, null, i.total where i.type = 'invoice' and i.issued_at is not null
    union all select 'credited', i.issued_at, i.created_by, i.total
      where i.type = 'credit_note' and i.issued_at is not null
    union all select 'viewed', i.viewed_at, null, null where i.viewed_at is not null
    union all select 'void', coalesce((select max(c.issued_at) from invoices c
        where c.org_id = ${organization} and c.credited_invoice_id = i.id), i.updated_at), null, null
      where i.status = 'void'
    union all select 'overdue', ${lateSince}, null, i.amount_due
      where i.status = 'issued' and i.type = 'invoice' and i.amount_due > 0
        and ${lateSince} <= ${now().toISOString()}::timestamptz`
  return [
    {
      kind: 'invoice',
      columns: columns(
        part`${raw(ownId)}`,
        part`e.at`,
        part`e.actor_id`,
        facts(
          part`e.event`,
          part`e.amount`,
          part`, 'dueOn', case e.event when 'overdue' then i.due_on end, 'corrects', r.number`,
        ),
      ),
      from: part`invoices i left join invoices r on r.org_id = i.org_id and r.id = i.credited_invoice_id
        cross join lateral (${moments}) e`,
      where: alive,
      at: 'e.at',
      id: ownId,
    },
    {
      kind: 'invoice',
      columns: columns(
        part`m.id`,
        part`m.created_at`,
        part`null::uuid`,
        facts(
          part`case when m.kind like 'reminder%' then 'reminded' else 'sent' end`,
          part`null`,
          part`, 'mailStatus', m.status, 'to', m.recipient`,
        ),
      ),
      from: part`invoices i join outbox m on m.org_id = i.org_id and m.invoice_id = i.id`,
      where: part`${alive} and m.org_id = ${organization}`,
      at: 'm.created_at',
      id: 'm.id',
    },
    {
      kind: 'invoice',
      columns: columns(
        part`p.id`,
        part`p.created_at`,
        part`p.recorded_by`,
        facts(part`'paid'`, part`p.amount`, part`, 'paidOn', p.paid_on`),
      ),
      from: part`invoices i join payments p on p.org_id = i.org_id and p.invoice_id = i.id`,
      where: part`${alive} and p.org_id = ${organization} and p.removed_at is null`,
      at: 'p.created_at',
      id: 'p.id',
    },
    ...(one ? [] : [filesOn(organization, alive)]),
  ]
}

/** A file hangs on the invoice alone, and is told of whoever the invoice is for. */
const filesOn = (organization: string, alive: Part): Source => ({
  kind: 'file',
  columns: part`'file', f.id, f.attached_at, f.id, f.uploaded_by, null, i.client_id, f.type, f.name, null, null,
    null, null, f.size, null, null, null, null`,
  from: part`invoices i join files f on f.org_id = i.org_id and f.invoice_id = i.id`,
  where: part`${alive} and f.org_id = ${organization} and f.stored_at is not null and f.deleted_at is null`,
  at: 'f.attached_at',
  id: 'f.id',
})
