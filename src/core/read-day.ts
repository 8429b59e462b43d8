/** Promise: a day as people write it is read as that day or refused, never guessed against its column's order. */
import { wordsOf } from './fold-text.ts'

/** Which comes first in a date such as 3/4/1975. */
export type DayOrder = 'dayFirst' | 'monthFirst'

export type DayReading =
  | { day: string }
  /** A day without a year, as address books keep birthdays: no day, but not wrong either. */
  | { yearless: true }
  | { empty: true }
  | { fault: string }

const numeric = /^(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})(?!\d)/

/** What one date says about the order in its column: 14/3/1975 says the day comes first, 3/4/1975 nothing. */
export function dayOrderOf(text: string): DayOrder | null {
  const [, first = '', separator, second = ''] = numeric.exec(text) ?? []
  if (!separator || separator === '.' || first.length > 2) return null
  if (Number(first) > 12 && Number(second) <= 12) return 'dayFirst'
  return Number(second) > 12 && Number(first) <= 12 ? 'monthFirst' : null
}

/** The order that people of a locale write. */
export function usualDayOrder(locale: string): DayOrder {
  const parts = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', year: 'numeric' })
    .formatToParts(new Date(0))
    .map(({ type }) => type)
  return parts.indexOf('month') < parts.indexOf('day') && parts[0] !== 'year' ? 'monthFirst' : 'dayFirst'
}

const monthLanguages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt']
let months: Map<string, number> | null = null

function monthNamed(text: string): number | undefined {
  if (!months) {
    months = new Map()
    for (const language of monthLanguages)
      for (const style of ['long', 'short'] as const)
        for (let month = 1; month <= 12; month += 1) {
          const date = new Date(Date.UTC(2001, month - 1, 15))
          for (const options of [{ month: style }, { month: style, day: 'numeric' }] as const) {
            const part = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
              .formatToParts(date)
              .find(({ type }) => type === 'month')
            const name = wordsOf(part?.value ?? '')
            if (name && !/^\d+$/.test(name) && !months.has(name)) months.set(name, month)
          }
        }
    // Common in German lists and in no locale data.
    for (const [name, month] of [
      ['mar', 3],
      ['mrz', 3],
      ['maerz', 3],
      ['sept', 9],
      ['okt', 10],
      ['dez', 12],
    ] as const)
      months.set(name, month)
  }
  return months.get(wordsOf(text))
}

/** Two digits are a year of this century up to 29, as spreadsheet programs have it. */
const fullYear = (text: string) =>
  text.length > 2 ? Number(text) : Number(text) + (Number(text) < 30 ? 2000 : 1900)

/** Reads a day; the order is that of its column. */
export function readDay(given: string, order: DayOrder): DayReading {
  const text = given.trim()
  if (!text || /^0+([./-])0+\1(0+)\b/.test(text)) return { empty: true }
  if (/^--?\d{2}-?\d{2}$/.test(text)) return { yearless: true }
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (compact) return dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  const parts = numeric.exec(text)
  if (parts && isOnlyTime(text.slice(parts[0].length))) {
    const [, first = '', separator, second = '', third = ''] = parts
    if (first.length > 2) return dayOf(Number(first), Number(second), Number(third))
    if (first.length <= 2 && third.length === 3) return { fault: `“${text}” is not a day` }
    const monthFirst = separator !== '.' && order === 'monthFirst'
    return monthFirst
      ? dayOf(fullYear(third), Number(first), Number(second))
      : dayOf(fullYear(third), Number(second), Number(first))
  }
  return readWords(text) ?? { fault: `“${text.slice(0, 40)}” is not a day` }
}

const isOnlyTime = (rest: string) =>
  /^$|^[T ,]\s*\d{1,2}:\d{2}(:\d{2})?([.,]\d+)?\s*([AP]M|Z|[+-]\d{2}:?\d{2})?$/i.test(rest)

/** "14. März 1975", "March 14, 1975", "14-Mar-75". */
function readWords(text: string): DayReading | null {
  const dayFirst =
    /^(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]*(?:de |of )?(\p{L}+)\.?(?:[\s,-]| de )*(\d{4}|\d{2})$/u.exec(text)
  const monthFirst = /^(\p{L}+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u.exec(text)
  const [day, name, year] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]]
  const month = name && monthNamed(name)
  return day && month && year ? dayOf(fullYear(year), month, Number(day)) : null
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function dayOf(year: number, month: number, day: number): DayReading {
  if (month < 1 || month > 12) return { fault: `There is no month ${month}` }
  if (day < 1 || day > 31) return { fault: `There is no day ${day}` }
  if (year < 1000 || year > 9999) return { fault: `There is no year ${year}` }
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (day > last)
    return {
      fault:
        month === 2 && day === 29
          ? `${year} had no 29 February`
          : `${day} ${monthNames[month - 1]} does not exist`,
    }
  const two = (number: number) => String(number).padStart(2, '0')
  return { day: `${year}-${two(month)}-${two(day)}` }
}
