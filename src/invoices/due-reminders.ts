/** Which reminders are due, and which of them wait: read from the database and decided here, for people and for the clock. */
import { now } from '#src/core/clock.ts'
import { byKey, type Part, part, type Sql } from '#src/core/db.ts'
import { EmailInput } from '#src/core/field-schema.ts'
import type { Hold } from './reminders-schema.ts'

/** Day and hour where the organization is. */
export interface Wall {
  day: string
  zone: string
  /** A weekday from nine to five. */
  open: boolean
}

export async function wallOf(sql: Sql, organization: string): Promise<Wall> {
  const [row] = await sql<Wall>`${byKey}
    select w.wall::date as day, w.time_zone as zone,
      extract(isodow from w.wall) < 6 and extract(hour from w.wall) between 9 and 16 as open
    from (select o.time_zone, ${now().toISOString()}::timestamptz at time zone o.time_zone as wall
      from organizations o where o.id = ${organization}) w`
  return row!
}

export interface Due {
  id: string
  number: string
  party: string
  clientId: string | null
  companyId: string | null
  dueOn: string
  daysOverdue: number
  step: number
  /** Where the invoice went, or else the buyer's address. */
  recipient: string | null
  sent: boolean
  remind: boolean
  failed: boolean
}

/** Every invoice with a step whose day has come, the longest due first. */
export const readDue = (
  sql: Sql,
  organization: string,
  { day, zone }: Wall,
  days: readonly number[],
  also: Part = part``,
): Promise<Due[]> => sql<Due>`
  select i.id, i.number, i.party, i.client_id, i.company_id, i.due_on, ${day}::date - i.due_on as days_overdue, d.step, d.failed,
    i.sent_at is not null as sent, i.remind, coalesce((
      select o.recipient from outbox o
      where o.org_id = i.org_id and o.invoice_id = i.id and o.kind = 'invoice' and o.status <> 'failed'
      order by o.created_at desc limit 1), i.buyer->>'email') as recipient
  from due_steps(${organization}, ${day}, ${zone}, ${days}) d
    join invoices i on i.org_id = ${organization} and i.id = d.invoice_id
  where true${also}
  order by i.due_on, i.issued_at, i.id`

type Reached = Pick<Due, 'clientId' | 'companyId' | 'recipient'>

/** Whom mails about invoices went to today. What was refused reached nobody. */
export const mailedToday = (sql: Sql, organization: string, { day, zone }: Wall): Promise<Reached[]> =>
  sql<Reached>`
    select o.recipient, i.client_id, i.company_id from outbox o join invoices i on i.org_id = o.org_id and i.id = o.invoice_id
    where o.org_id = ${organization} and o.created_at >= ${day}::timestamp at time zone ${zone} and o.status <> 'failed'`

/** What one client is known by: the record, and the address that the mails arrive at. */
const keysOf = ({ clientId, companyId, recipient }: Reached): string[] =>
  [clientId ?? companyId, recipient?.toLowerCase()].filter((key) => typeof key === 'string')

/**
 * For each that is due why it waits, or null for what goes out now: at most one mail a client and day, and the longest
 * due comes first. `byHand`: a person may send again what the mail server refused.
 */
export function holdBack(due: readonly Due[], reached: readonly Reached[], byHand: boolean): (Hold | null)[] {
  const taken = new Set(reached.flatMap(keysOf))
  return due.map((one) => {
    if (!one.sent) return 'not_sent'
    if (!one.remind) return 'switched_off'
    if (!EmailInput.safeParse(one.recipient).success) return 'no_address'
    if (one.failed && !byHand) return 'failed'
    const keys = keysOf(one)
    if (keys.some((key) => taken.has(key))) return 'client_today'
    for (const key of keys) taken.add(key)
    return null
  })
}
