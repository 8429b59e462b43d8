import fc from 'fast-check'
import rrule from 'rrule'
import { expect, it } from 'vitest'
import {
  fillPeriod,
  indexFrom,
  nextOn,
  occurrence,
  periodFor,
  rhythms,
  type Schedule,
} from './recurring-days.ts'

const schedule = (more: Partial<Schedule>): Schedule => ({
  ...{ rhythm: 'monthly', every: 1, lastDay: false, startsOn: '2027-01-31', endsOn: null, endsAfter: null },
  ...more,
})
const first = (one: Schedule, count: number) => Array.from({ length: count }, (_, i) => occurrence(one, i))

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const anySchedule = fc
  .record({
    rhythm: fc.constantFrom(...rhythms),
    every: fc.integer({ min: 1, max: 12 }),
    lastDay: fc.boolean(),
    startsOn: day,
  })
  .map((said) => schedule(said))

it('keeps the day of the month where the month has it, and the last day when that is meant', () => {
  expect(first(schedule({}), 5)).toEqual([
    '2027-01-31',
    '2027-02-28',
    '2027-03-31',
    '2027-04-30',
    '2027-05-31',
  ])
  expect(first(schedule({ rhythm: 'yearly', startsOn: '2028-02-29' }), 5)).toEqual([
    '2028-02-29',
    '2029-02-28',
    '2030-02-28',
    '2031-02-28',
    '2032-02-29',
  ])
  expect(first(schedule({ lastDay: true, startsOn: '2027-02-10' }), 3)).toEqual([
    '2027-02-28',
    '2027-03-31',
    '2027-04-30',
  ])
  expect(first(schedule({ rhythm: 'quarterly', startsOn: '2027-11-30' }), 3)).toEqual([
    '2027-11-30',
    '2028-02-29',
    '2028-05-30',
  ])
})

it('comes on the days that RFC 5545 says', () => {
  const { RRule } = rrule
  fc.assert(
    fc.property(anySchedule, (one) => {
      const at = new Date(one.startsOn)
      const monthDay = one.lastDay ? 31 : at.getUTCDate()
      const months = { monthly: 1, quarterly: 3, yearly: 12, weekly: 0 }[one.rhythm] * one.every
      // The last of the days up to this one that the month has.
      const days = Array.from({ length: monthDay }, (_, i) => i + 1).slice(-4)
      const begin = one.lastDay ? new Date(`${one.startsOn.slice(0, 8)}01`) : at
      const rule =
        one.rhythm === 'weekly'
          ? new RRule({ freq: RRule.WEEKLY, interval: one.every, dtstart: at, count: 30 })
          : new RRule({
              ...{ freq: RRule.MONTHLY, interval: months, dtstart: begin, count: 30 },
              ...{ bymonthday: days, bysetpos: -1 },
            })
      expect(first(one, 30)).toEqual(rule.all().map((date) => date.toISOString().slice(0, 10)))
    }),
  )
})

it('finds the first on a day or after it, and leaves no day out of the periods and none twice', () => {
  fc.assert(
    fc.property(anySchedule, day, fc.integer({ min: 0, max: 200 }), (one, from, index) => {
      const found = indexFrom(one, from)
      expect(occurrence(one, found) >= from).toBe(true)
      if (found > 0) expect(occurrence(one, found - 1) < from).toBe(true)
      const here = periodFor(one, occurrence(one, index))
      const next = periodFor(one, occurrence(one, index + 1))
      expect(here.startsOn <= here.endsOn).toBe(true)
      expect(Date.parse(next.startsOn) - Date.parse(here.endsOn)).toBe(86_400_000)
    }),
  )
})

it('ends on its day or after so many', () => {
  const until = schedule({ endsOn: '2027-03-30' })
  expect(nextOn(until, '2027-02-01', 1)).toBe('2027-02-28')
  expect(nextOn(until, '2027-03-01', 2)).toBeNull()
  expect(nextOn(schedule({ endsAfter: 2 }), '2027-02-01', 1)).toBe('2027-02-28')
  expect(nextOn(schedule({ endsAfter: 2 }), '2027-03-01', 2)).toBeNull()
})

it('writes month, year and period in the language of the document', () => {
  const period = periodFor(schedule({ startsOn: '2027-02-01' }), '2027-02-01')
  const text = '{month} {year}, {period}, {number}'
  expect(fillPeriod(text, period, 'en')).toBe('February 2027, Feb 1 – 28, 2027, {number}')
  expect(fillPeriod('{month} {year}', period, 'de')).toBe('Februar 2027')
  expect(fillPeriod('{month} {year}', period, 'pl')).toBe('luty 2027')
})
