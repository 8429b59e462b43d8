/** The pictures: what was earned by month, who owes since when, and what money is on its way. */
import { part, type Sql } from '#src/core/db.ts'
import { invalid } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { daysAfter, todayOf } from './issue.ts'
import { openLedger, readRates } from './report-money.ts'
import {
  AgingQuery,
  AgingReport,
  ages,
  CashQuery,
  CashReport,
  RevenueQuery,
  RevenueReport,
} from './reports-schema.ts'
import type { Invoice } from './schema.ts'

type Direction = Invoice['direction']

const mostMonths = 120

/** Grouped byte by byte: sorting tens of thousands of currency codes as a language would takes longer than reading them. */
const code = part`i.currency collate "C" as currency`

const monthOf = (day: string) => day.slice(0, 7)
const monthAfter = (month: string, months: number) => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}
/** The Monday of a day's week. */
const mondayOf = (day: string) => daysAfter(day, -((new Date(day).getUTCDay() + 6) % 7))

/** 31–60 and the like. */
function ageOf(dueOn: string, today: string): (typeof ages)[number] {
  if (dueOn >= today) return 'notDue'
  if (dueOn >= daysAfter(today, -30)) return 'days1To30'
  if (dueOn >= daysAfter(today, -60)) return 'days31To60'
  return dueOn >= daysAfter(today, -90) ? 'days61To90' : 'over90'
}

export const reportRevenue = operation({
  name: 'report.revenue',
  route: 'GET /reports/revenue',
  summary: 'What was earned by month, net and gross: invoices less credit notes, by the day of issue',
  kind: 'read',
  permission: 'invoices.read',
  input: RevenueQuery,
  output: RevenueReport,
  async run({ sql, actor }, { direction, ...said }) {
    const organization = organizationOf(actor)
    const [rates, today] = await Promise.all([readRates(sql, organization), todayOf(sql, organization)])
    const until = said.until ?? monthOf(said.from && said.from > today ? said.from : today)
    const from = said.from ?? monthAfter(until, -11)
    if (from > until) throw invalid('until', 'The last month cannot be before the first.')
    if (monthAfter(from, mostMonths) <= until) throw invalid('from', 'A report has ten years at most.')
    // A void invoice is in it with its credit note; a void bill was never owed.
    const counted = direction === 'purchase' ? part`and i.status <> 'void'` : part``
    // By day, since a day has its rate; the months are put together here.
    const rows = await sql<{
      day: string
      currency: string
      type: Invoice['type']
      count: string
      net: string
      gross: string
    }>`
      select i.issued_on as day, ${code}, i.type collate "C" as type, count(*)::text as count, sum(i.subtotal)::text as net,
        sum(i.total)::text as gross
      from invoices i
      where i.org_id = ${organization} and i.direction = ${direction} and i.status <> 'draft' and i.deleted_at is null ${counted}
        and i.issued_on >= ${`${from}-01`}::date and i.issued_on < ${`${monthAfter(until, 1)}-01`}::date
      group by 1, 2, 3`
    const names = ['net', 'gross', 'invoices', 'creditNotes'] as const
    const ledger = openLedger(rates, names, ['invoices', 'creditNotes'])
    for (const { day, currency, type, count, net, gross } of rows) {
      const sign = type === 'credit_note' ? -1n : 1n
      ledger.add(monthOf(day), currency, day, {
        net: sign * BigInt(net),
        gross: sign * BigInt(gross),
        [type === 'credit_note' ? 'creditNotes' : 'invoices']: BigInt(count),
      })
    }
    const months: string[] = []
    for (let month = from; month <= until; month = monthAfter(month, 1)) months.push(month)
    return {
      currency: rates.base,
      rates: ledger.used(),
      months: months.map((month) => ({ month, ...ledger.sumOf(month) })),
      total: ledger.sumOf(),
      beside: ledger.beside().map(({ bucket, ...sums }) => ({ month: bucket, ...sums })),
    }
  },
})

/** What is open, by the day it is due: an answer as long as there are such days, however many invoices. */
const openByDay = (sql: Sql, organization: string, direction: Direction) =>
  sql<{ day: string; currency: string; type: Invoice['type']; count: string; due: string }>`
    select i.due_on as day, ${code}, i.type collate "C" as type, count(*)::text as count, sum(i.amount_due)::text as due
    from invoices i
    where i.org_id = ${organization} and i.direction = ${direction} and i.status = 'issued' and i.deleted_at is null
    group by 1, 2, 3`

const overpaid = (sql: Sql, organization: string, direction: Direction) =>
  sql<{ currency: string; count: string; due: string }>`
    select i.currency, count(*)::text as count, sum(-i.amount_due)::text as due
    from invoices i
    where i.org_id = ${organization} and i.direction = ${direction} and i.amount_due < 0 and i.deleted_at is null
    group by 1`

export const reportAging = operation({
  name: 'report.aging',
  route: 'GET /reports/aging',
  summary: 'Money owed by age: not due, and by thirty days overdue; other currencies by the rate of today',
  kind: 'read',
  permission: 'invoices.read',
  input: AgingQuery,
  output: AgingReport,
  async run({ sql, actor }, { direction }) {
    const organization = organizationOf(actor)
    const [rates, today, open, tooMuch] = await Promise.all([
      readRates(sql, organization),
      todayOf(sql, organization),
      openByDay(sql, organization, direction),
      overpaid(sql, organization, direction),
    ])
    const owed = openLedger(rates, ['amount', 'count'], ['count'])
    const back = openLedger(rates, ['amount', 'count'], ['count'])
    for (const { day, currency, type, count, due } of open) {
      const sums = { amount: BigInt(due), count: BigInt(count) }
      if (type === 'invoice') owed.add(ageOf(day, today), currency, today, sums)
      else back.add('giveBack', currency, today, sums)
    }
    for (const { currency, count, due } of tooMuch)
      back.add('giveBack', currency, today, { amount: BigInt(due), count: BigInt(count) })
    const order = [...ages, 'giveBack'] as const
    return {
      currency: rates.base,
      rates: openRates(owed.used(), back.used()),
      on: today,
      ages: ages.map((age) => ({ age, ...owed.sumOf(age) })),
      total: owed.sumOf(),
      giveBack: back.sumOf(),
      beside: order.flatMap((age) =>
        [...owed.beside(), ...back.beside()]
          .filter(({ bucket }) => bucket === age)
          .map(({ bucket: _, ...sums }) => ({ age, ...sums })),
      ),
    }
  },
})

const openRates = <T>(some: readonly T[], others: readonly T[]) => [...new Set([...some, ...others])]

export const reportCash = operation({
  name: 'report.cash_expected',
  route: 'GET /reports/cash-expected',
  summary:
    'Money that is to come in and go out, by the week it is due; other currencies by the rate of today',
  kind: 'read',
  permission: 'invoices.read',
  input: CashQuery,
  output: CashReport,
  async run({ sql, actor }, { weeks }) {
    const organization = organizationOf(actor)
    const [rates, today, sales, bills] = await Promise.all([
      readRates(sql, organization),
      todayOf(sql, organization),
      openByDay(sql, organization, 'sales'),
      openByDay(sql, organization, 'purchase'),
    ])
    const first = mondayOf(today)
    const end = daysAfter(first, 7 * weeks)
    const bucketOf = (day: string) => (day < today ? 'overdue' : day >= end ? 'later' : mondayOf(day))
    const ledger = openLedger(rates, ['in', 'out'])
    for (const [way, rows] of [
      ['in', sales],
      ['out', bills],
    ] as const)
      for (const { day, currency, type, due } of rows)
        if (type === 'invoice') ledger.add(bucketOf(day), currency, today, { [way]: BigInt(due) })
    return {
      currency: rates.base,
      rates: ledger.used(),
      on: today,
      overdue: ledger.sumOf('overdue'),
      weeks: Array.from({ length: weeks }, (_, n) => daysAfter(first, 7 * n)).map((startsOn) => ({
        startsOn,
        ...ledger.sumOf(startsOn),
      })),
      later: ledger.sumOf('later'),
      beside: ledger.beside().map(({ bucket, ...sums }) => ({ startsOn: bucket, ...sums })),
    }
  },
})
