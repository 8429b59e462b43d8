/** Days, hours, numbers and sums as people read them. Pages take them from `useFormat()`, which knows whose they are. */
import { showAmount } from '#src/invoices/money.ts'

const minute = 60_000
const hour = 60 * minute
const dayLength = 24 * hour

export type Formats = ReturnType<typeof formats>

export function formats(locale: string, timeZone: string, language: string) {
  // Names of days and months are words: they follow the language; order and figures follow the locale when both agree.
  const dates = locale.split('-')[0] === language ? locale : language === 'en' ? 'en-GB' : language
  const date = (options: Intl.DateTimeFormatOptions, zone = timeZone) =>
    new Intl.DateTimeFormat(dates, { ...options, timeZone: zone })
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone })
  const short = date({ weekday: 'short', day: 'numeric', month: 'short' })
  const withYear = date({ day: 'numeric', month: 'short', year: 'numeric' })
  const exact = date({ dateStyle: 'full', timeStyle: 'short' })
  const civil = new Intl.DateTimeFormat('en-CA', { timeZone })
  const relative = new Intl.RelativeTimeFormat(dates, { numeric: 'auto', style: 'short' })
  const numbers = new Intl.NumberFormat(locale)
  const dayOf = (at: Date) => civil.format(at)
  const daysBetween = (from: Date, to: Date) =>
    Math.round((Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / dayLength)
  const sameYear = (a: Date, b: Date) => dayOf(a).slice(0, 4) === dayOf(b).slice(0, 4)

  return {
    /** `1,234` */
    number: (value: number) => numbers.format(value),
    /** Minor units to `€7,312.40`. */
    money: (amount: number, currency: string) => showAmount(amount, currency, locale),
    /** A calendar day, `2026-11-23`, in no time zone: `23 Nov 2026`. A birthday without a year is `--11-23`. */
    day: (on: string) =>
      on.startsWith('--')
        ? date({ day: 'numeric', month: 'long' }, 'UTC').format(new Date(`2000-${on.slice(2)}T00:00:00Z`))
        : date({ day: 'numeric', month: 'short', year: 'numeric' }, 'UTC').format(
            new Date(`${on}T00:00:00Z`),
          ),
    /** How many days it is to a calendar day: 0 today, 13 in 13 days, -36 when it has passed. */
    daysTo: (on: string, now = new Date()) =>
      Math.round((Date.parse(on) - Date.parse(dayOf(now))) / dayLength),
    /** `today`, `in 13 days`, `36 days ago` */
    nearDay: (days: number) => relative.format(days, 'day'),
    /** `09:12` */
    time: (at: string) => time.format(new Date(at)),
    /** `Fri 20 Nov`, with the year when it is not this one. */
    date: (at: string, now = new Date()) => {
      const moment = new Date(at)
      return (sameYear(moment, now) ? short : withYear).format(moment).replace(',', '')
    },
    /** `Monday 23 November`, with the year when it is not this one: the head of a group of days. */
    longDate: (at: string, now = new Date()) => {
      const moment = new Date(at)
      const year = sameYear(moment, now) ? {} : ({ year: 'numeric' } as const)
      return date({ weekday: 'long', day: 'numeric', month: 'long', ...year })
        .format(moment)
        .replace(',', '')
    },
    /** `November`, `October 2025` */
    month: (at: string, now = new Date()) => {
      const moment = new Date(at)
      return date({ month: 'long', ...(!sameYear(moment, now) && { year: 'numeric' }) }).format(moment)
    },
    /** The whole of it, for hovering: `Monday 23 November 2026 at 09:12`. */
    exact: (at: string) => exact.format(new Date(at)),
    /** `11 min. ago`, `yesterday`, `in 3 days`; days are counted by the calendar, not by 24 hours. */
    ago: (at: string, now = new Date()) => {
      const moment = new Date(at)
      const passed = moment.getTime() - now.getTime()
      if (Math.abs(passed) < minute) return relative.format(0, 'second')
      if (Math.abs(passed) < hour) return relative.format(Math.trunc(passed / minute), 'minute')
      const days = daysBetween(now, moment)
      if (days === 0) return relative.format(Math.trunc(passed / hour), 'hour')
      if (Math.abs(days) < 60) return relative.format(days, 'day')
      if (Math.abs(days) < 730) return relative.format(Math.trunc(days / 30.44), 'month')
      return relative.format(Math.trunc(days / 365.25), 'year')
    },
    /** The calendar day of a moment where this person is: `2026-11-23`. */
    dayOf: (at: string) => dayOf(new Date(at)),
    /** How many midnights lie between: 0 today, 1 tomorrow, -1 yesterday. */
    daysFromNow: (at: string, now = new Date()) => daysBetween(now, new Date(at)),
  }
}
