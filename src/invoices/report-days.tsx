/** Days of reports as filters of the list: which invoices stand behind a bar. */
import type { Output } from '#src/web/api.ts'

const dayLength = 86_400_000
export const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10)

type Age = Output<'GET /reports/aging'>['ages'][number]['age']

const open = { status: 'issued', type: 'invoice', sort: 'dueOn' } as const

/** What is open and due between these days. */
export const dueBetween = (dueFrom: string | null, dueUntil: string | null): Record<string, string> => ({
  ...open,
  ...(dueFrom && { dueFrom }),
  ...(dueUntil && { dueUntil }),
})

export function dueAtAge(age: Age, today: string) {
  const late = (most: number | null, least: number) =>
    dueBetween(most === null ? null : dayAfter(today, -most), dayAfter(today, -least))
  return {
    notDue: () => dueBetween(today, null),
    days1To30: () => late(30, 1),
    days31To60: () => late(60, 31),
    days61To90: () => late(90, 61),
    over90: () => late(null, 91),
  }[age]()
}

/** Issued in this month, `2026-11`. */
export function issuedIn(month: string) {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
  return {
    issuedFrom: `${month}-01`,
    issuedUntil: last,
    status: ['issued', 'paid', 'void'],
    sort: 'issuedOn',
  }
}
