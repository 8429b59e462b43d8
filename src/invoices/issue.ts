/** Issuing: a number without a gap, a copy of both sides, a seal; all in one transaction. */
import { now } from '#src/core/clock.ts'
import { byKey, type Sql } from '#src/core/db.ts'
import { invalid, invalidFields } from '#src/core/errors.ts'
import { type Contexts, operation } from '#src/core/operation.ts'
import { organizationOf, present } from '#src/core/record.ts'
import { mustBeNew } from './bills.ts'
import { checkDeposits } from './deposits.ts'
import { checkDays, recount, setFields } from './drafts.ts'
import { periodOf, writeNumber } from './numbers.ts'
import { blocking, problemsOf } from './problems.ts'
import { holdDraft, readInvoice, todayThere } from './rows.ts'
import { Invoice, Issue, type SeriesName } from './schema.ts'
import { noSeal, sealOf } from './seal.ts'
import { readSettings } from './settings.ts'

const dayMs = 86_400_000
export const daysAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)

export async function todayOf(sql: Sql, organization: string): Promise<string> {
  const [row] = await sql<{ day: string }>`${byKey}select ${todayThere(organization)} as day`
  return row!.day
}

/**
 * The next number of a series. Its row stays locked until the transaction ends, so it is asked for last: whoever comes
 * next waits, and a transaction that fails takes its number back.
 */
export async function takeNumber(sql: Sql, organization: string, series: SeriesName, period: string) {
  const [row] = await sql<{ last: number; seal: string }>`${byKey}
    insert into invoice_counters (org_id, series, period, last, seal) values (${organization}, ${series}, ${period}, 1, ${noSeal})
    on conflict (org_id, series, period) do update set last = invoice_counters.last + 1
    returning last, seal`
  return row!
}

/** Issues a held draft and answers it as it is then. A bill keeps its seller's number and is in no series. */
export async function issueDraft(
  context: Contexts['write'],
  draft: Invoice,
  /** Instead of what is fresh: a credit note goes to whom its invoice went, and takes off what is left to the unit. */
  kept: Partial<Pick<Invoice, 'buyer' | 'total' | 'rounding'>> = {},
  /** A bill whose number its seller has used before. */
  duplicate = false,
): Promise<Invoice> {
  const { sql, actor, later, touched } = context
  const organization = organizationOf(actor)
  const { id } = draft
  await checkDeposits(sql, organization, draft)
  const [settings, today] = await Promise.all([readSettings(sql, organization), todayOf(sql, organization)])
  const issuedOn = draft.issuedOn ?? today
  const dueOn = draft.dueOn ?? daysAfter(issuedOn, draft.type === 'invoice' ? settings.termsDays : 0)
  checkDays({ ...draft, issuedOn, dueOn })
  const counted = { ...(await recount(context, draft)), ...kept }
  const whole = { ...draft, ...counted, issuedOn, dueOn }
  if (draft.direction === 'purchase') {
    if (!draft.number) throw invalid('number', 'Enter the number that stands on the bill.')
    if (counted.lines.length === 0) throw invalid('lines', 'A bill needs at least one line.')
    if (!duplicate) await mustBeNew(sql, organization, whole)
    await setFields(sql, organization, id, {
      ...counted,
      status: statusOf(whole),
      issuedOn,
      dueOn,
      issuedAt: now(),
    })
    touched('invoice', id, ['status'])
    return present(await readInvoice(sql, organization, id), undefined)
  }
  const missing = blocking(problemsOf(whole))
  if (missing.length > 0) throw invalidFields(missing.map(({ path, message }) => ({ path, message })))

  const series: SeriesName = draft.type
  const pattern = settings.numbering[series]
  const period = periodOf(pattern, issuedOn)
  const { last: sequence, seal: sealBefore } = await takeNumber(sql, organization, series, period)
  const number = writeNumber(pattern, issuedOn, sequence)
  const seal = sealOf({ ...whole, number }, sealBefore)
  await Promise.all([
    setFields(sql, organization, id, {
      ...counted,
      status: statusOf(whole),
      series,
      period,
      sequence,
      number,
      issuedOn,
      dueOn,
      seal,
      sealBefore,
      issuedAt: now(),
    }),
    sql`${byKey}
      update invoice_counters set seal = ${seal}
      where org_id = ${organization} and series = ${series} and period = ${period}`,
  ])
  await later('invoice.render', { id }, { asSystem: true })
  touched('invoice', id, ['status', 'number'])
  return present(await readInvoice(sql, organization, id), undefined)
}

/** Nothing to pay is paid. */
const statusOf = ({ total, prepaidAmount }: Pick<Invoice, 'total' | 'prepaidAmount'>) =>
  total - prepaidAmount <= 0 ? 'paid' : 'issued'

export const issueInvoice = operation({
  name: 'invoice.issue',
  route: 'POST /invoices/:id/issue',
  summary: 'Number and seal a draft; from then on it stays as it is. Book a bill',
  kind: 'write',
  permission: 'invoices.issue',
  input: Issue,
  output: Invoice,
  async run(context, { id, duplicate }) {
    const draft = await holdDraft(context.sql, context.actor, id, context.version)
    return issueDraft(context, draft, {}, duplicate)
  },
})
