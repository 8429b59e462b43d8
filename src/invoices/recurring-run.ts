/** Making what comes again: each period once, whatever restarts, and each that was missed while nothing ran. */
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { byKey, type Sql } from '#src/core/db.ts'
import { Refusal } from '#src/core/errors.ts'
import { type Contexts, operation } from '#src/core/operation.ts'
import { organizationOf, present } from '#src/core/record.ts'
import { writeDraft } from './drafts.ts'
import { issueDraft } from './issue.ts'
import { mailInvoice, recipientOf } from './mail.ts'
import { templateFor } from './mail-values.ts'
import { fillPeriod, moveDay, nextOn, periodFor } from './recurring-days.ts'
import { type RecurringRow, recurringColumns, recurringTables } from './recurring-rows.ts'
import { readInvoice } from './rows.ts'
import type { NewInvoice } from './schema.ts'
import { readSettings } from './settings.ts'

/** So many at once; the others follow at the next tick. */
const most = 100

async function dayThere(sql: Sql, organization: string): Promise<string> {
  const [row] = await sql<{ day: string }>`${byKey}
    select ((${now().toISOString()}::timestamptz at time zone o.time_zone) - interval '6 hours')::date as day
    from organizations o where o.id = ${organization}`
  return row!.day
}

/** What this one says, with its period filled in. */
function writtenFor({ content, clientId, companyId, ...row }: RecurringRow, day: string, language: string) {
  const period = periodFor(row, day)
  const fill = (text: string) => fillPeriod(text, period, language)
  const { note, reference } = content
  const said: NewInvoice = {
    ...content,
    direction: 'sales',
    clientId,
    companyId,
    language: content.language ?? (language as NewInvoice['language']),
    lines: content.lines.map((line) => ({ ...line, description: fill(line.description) })),
    periodStartsOn: period.startsOn,
    periodEndsOn: period.endsOn,
    ...(note ? { note: fill(note) } : {}),
    ...(reference ? { reference: fill(reference) } : {}),
  }
  return said
}

/** Does it wholly or not at all, and answers why it was refused. A fault of ours undoes the whole run instead. */
async function attempt(sql: Sql, work: () => Promise<void>): Promise<string | null> {
  await sql`savepoint attempt`
  try {
    await work()
    await sql`release savepoint attempt`
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await sql`rollback to savepoint attempt`
    return error.errors?.map(({ message }) => message).join(' ') || error.message
  }
}

/** Numbers the draft and mails it. Where it goes is asked first: nothing is issued that cannot be sent. */
async function issueAndSend(context: Contexts['write'], id: string): Promise<void> {
  const { sql, actor } = context
  const organization = organizationOf(actor)
  const draft = present(await readInvoice(sql, organization, id), undefined)
  const to = recipientOf(draft, undefined)
  const invoice = await issueDraft(context, draft)
  const template = templateFor(invoice, await readSettings(sql, organization), 'invoice')
  const mail = await mailInvoice(context, invoice, { to, kind: 'invoice', template })
  if (mail.status === 'kept')
    await sql`${byKey}update invoices set sent_at = now() where org_id = ${organization} and id = ${id}`
}

/** Makes the one of this day. Answers false when another server has made it. */
async function make(context: Contexts['write'], row: RecurringRow, day: string): Promise<boolean> {
  const { sql, actor, touched } = context
  const organization = organizationOf(actor)
  const mine = await sql`
    insert into recurring_runs (org_id, recurring_id, due_on) values (${organization}, ${row.id}, ${day})
    on conflict do nothing returning 1`
  if (mine.length === 0) return false
  const language = row.content.language ?? (await readSettings(sql, organization)).language
  let id = ''
  const refused = await attempt(sql, async () => {
    id = await writeDraft(sql, organization, writtenFor(row, day, language), row.createdBy)
  })
  // Without a client there is no invoice, now or at the next tick: a person has to look.
  if (refused !== null) {
    row.paused = true
    row.problem = refused
    await sql`
      delete from recurring_runs where org_id = ${organization} and recurring_id = ${row.id} and due_on = ${day}`
    return false
  }
  await sql`
    update recurring_runs set invoice_id = ${id}
    where org_id = ${organization} and recurring_id = ${row.id} and due_on = ${day}`
  touched('invoice', id)
  row.problem = row.mode === 'send' ? await attempt(sql, () => issueAndSend(context, id)) : null
  return true
}

export const runRecurring = operation({
  name: 'recurring.run',
  summary: 'Make the recurring invoices whose day has come',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({}),
  output: z.object({ made: z.int() }),
  async run(context) {
    const { sql, actor, touched } = context
    const organization = organizationOf(actor)
    const today = await dayThere(sql, organization)
    // Those that another server is making are passed over here.
    const due = await sql<RecurringRow>`
      select ${recurringColumns} from ${recurringTables}
      where r.org_id = ${organization} and r.next_on <= ${today} and not r.paused
      order by r.next_on, r.id limit ${most} for update of r skip locked`
    let made = 0
    for (const row of due) {
      while (row.nextOn !== null && row.nextOn <= today && !row.paused && made < most) {
        const day = row.nextOn
        if (await make(context, row, day)) {
          row.made += 1
          made += 1
        }
        if (!row.paused) row.nextOn = nextOn(row, moveDay(day, 1), row.made)
      }
      await sql`
        update recurring_invoices set next_on = ${row.nextOn}, made = ${row.made}, paused = ${row.paused},
          problem = ${row.problem}, version = version + 1, updated_at = now()
        where org_id = ${organization} and id = ${row.id}`
      touched('recurring', row.id, ['nextOn'])
    }
    return { made }
  },
})
