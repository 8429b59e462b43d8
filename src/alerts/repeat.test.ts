import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextOccurrence, restartedRepeat } from './repeat.ts'
import { readRepeatRule } from './repeat-rule.ts'
import { floating, fromFloating, momentsOf, wallTimeAt } from './zone-time.ts'

/** The first occurrences as they read on the wall of the zone. */
function series(repeat: string, start: string, timeZone: string, count: number): string[] {
  const startsAt = new Date(start)
  const found: string[] = []
  let moment: Date | null = new Date(startsAt.getTime() - 1)
  while (found.length < count) {
    moment = nextOccurrence({ repeat, startsAt, timeZone }, moment)
    if (!moment) return [...found, 'end']
    const wall = new Date(floating(wallTimeAt(moment.getTime(), timeZone))).toISOString()
    found.push(wall.slice(0, 16))
  }
  return found
}

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Santiago',
  'UTC',
]

describe('repeats', () => {
  it('keep the time on the wall over daylight saving, as RFC 5545 says for gaps and doubles', () => {
    expect(series('FREQ=DAILY', '2026-03-28T08:00:00Z', 'Europe/Berlin', 3)).toEqual([
      '2026-03-28T09:00',
      '2026-03-29T09:00',
      '2026-03-30T09:00',
    ])
    // 02:30 does not exist on 29 March: it is 03:30 then, and 02:30 again afterwards.
    expect(series('FREQ=DAILY', '2026-03-28T01:30:00Z', 'Europe/Berlin', 3)).toEqual([
      '2026-03-28T02:30',
      '2026-03-29T03:30',
      '2026-03-30T02:30',
    ])
    // 02:30 comes twice on 25 October: it rings once, the first time.
    const october = {
      repeat: 'FREQ=DAILY',
      startsAt: new Date('2026-10-24T00:30:00Z'),
      timeZone: 'Europe/Berlin',
    }
    const first = nextOccurrence(october, october.startsAt)
    expect(first?.toISOString()).toBe('2026-10-25T00:30:00.000Z')
    expect(nextOccurrence(october, first!)?.toISOString()).toBe('2026-10-26T01:30:00.000Z')
    // Hours pass one by one, whatever the clock does.
    expect(series('FREQ=HOURLY;INTERVAL=2;COUNT=4', '2026-10-24T23:00:00Z', 'Europe/Berlin', 9)).toEqual([
      '2026-10-25T01:00',
      '2026-10-25T02:00',
      '2026-10-25T04:00',
      '2026-10-25T06:00',
      'end',
    ])
  })

  it('follow the rule: the 31st, last weekdays, counts, ends, leap days, several hours', () => {
    const from = (repeat: string, start: string, count = 4) =>
      series(repeat, `${start}:00Z`, 'UTC', count).map((moment) =>
        moment.slice(0, moment.endsWith('T09:00') ? 10 : 16),
      )
    expect(from('FREQ=MONTHLY', '2026-01-31T09:00')).toEqual([
      '2026-01-31',
      '2026-03-31',
      '2026-05-31',
      '2026-07-31',
    ])
    expect(from('FREQ=MONTHLY;BYMONTHDAY=-1', '2026-01-31T09:00')).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ])
    expect(from('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-01-30T09:00', 3)).toEqual([
      '2026-01-30',
      '2026-02-27',
      '2026-03-31',
    ])
    expect(from('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=3', '2026-01-05T09:00')).toEqual([
      '2026-01-05',
      '2026-01-08',
      '2026-01-19',
      'end',
    ])
    expect(from('FREQ=DAILY;UNTIL=20260106', '2026-01-05T09:00')).toEqual(['2026-01-05', '2026-01-06', 'end'])
    expect(from('FREQ=DAILY;UNTIL=20260106T085959Z', '2026-01-05T09:00')).toEqual(['2026-01-05', 'end'])
    expect(from('FREQ=YEARLY', '2024-02-29T09:00', 2)).toEqual(['2024-02-29', '2028-02-29'])
    expect(from('FREQ=DAILY;BYHOUR=9,13', '2026-01-05T09:00', 3)).toEqual([
      '2026-01-05',
      '2026-01-05T13:00',
      '2026-01-06',
    ])
    // A day of UNTIL ends when it ends in the zone; a moment in Z is one everywhere.
    expect(series('FREQ=DAILY;UNTIL=20260106', '2026-01-05T03:00:00Z', 'America/New_York', 9)).toEqual([
      '2026-01-04T22:00',
      '2026-01-05T22:00',
      '2026-01-06T22:00',
      'end',
    ])
    expect(from('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', '2026-01-05T09:00')).toEqual(['end'])
    expect(from('FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20', '2026-01-05T09:00')).toEqual(['end'])
  })

  it('keep what is left of COUNT when the series begins anew', () => {
    const startsAt = new Date('2026-01-05T09:00:00Z')
    const left = (repeat: string, dueAt: string) =>
      restartedRepeat({ repeat, startsAt, timeZone: 'UTC' }, new Date(dueAt))
    expect(left('FREQ=DAILY;COUNT=9999', '2026-01-05T09:00:00Z')).toBe('FREQ=DAILY;COUNT=9999')
    expect(left('FREQ=DAILY;COUNT=5', '2026-01-07T09:00:00Z')).toBe('FREQ=DAILY;COUNT=3')
    expect(left('FREQ=HOURLY;COUNT=5', '2026-01-05T12:00:00Z')).toBe('FREQ=HOURLY;COUNT=2')
    expect(left('FREQ=DAILY;COUNT=5', '2027-01-05T09:00:00Z')).toBe('FREQ=DAILY;COUNT=1')
    expect(left('FREQ=DAILY;UNTIL=20270101', '2026-01-07T09:00:00Z')).toBe('FREQ=DAILY;UNTIL=20270101')
  })

  it('are one known rule, whatever text comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 80 }),
          fc.string({ maxLength: 40 }).map((text) => `FREQ=DAILY;${text}`),
        ),
        (text) => {
          const rule = readRepeatRule(text)
          if (typeof rule === 'string') expect(rule).toMatch(/[.]$/)
          else expect(readRepeatRule(rule.text)).toEqual(rule)
        },
      ),
    )
    for (const text of [
      '',
      'FREQ=',
      'FREQ=DAILY;BYDAY=1MO',
      'FREQ=WEEKLY;BYMONTHDAY=3',
      'FREQ=YEARLY;BYWEEKNO=1;BYDAY=2MO',
      'FREQ=DAILY;BYSECOND=1',
      'FREQ=DAILY;COUNT=0',
      'FREQ=DAILY;INTERVAL=0',
      'FREQ=DAILY;BYEASTER=1',
      'FREQ=DAILY;UNTIL=20260230',
      'FREQ=DAILY;BYMONTH=0',
      'FREQ=MONTHLY;BYMONTHDAY=0',
      'FREQ=DAILY;BYSETPOS=1',
      'DTSTART:20260101\nRRULE:FREQ=DAILY',
    ])
      expect(typeof readRepeatRule(text), text).toBe('string')
  })

  it('and clock time and moments belong together in every zone, on every day', () => {
    const moment = fc.integer({ min: Date.UTC(2020, 0) / 1000, max: Date.UTC(2040, 0) / 1000 })
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (seconds, zone) => {
        const moments = momentsOf(wallTimeAt(seconds * 1000, zone), zone)
        expect(moments).toContain(seconds * 1000)
        expect(moments).toEqual([...moments].sort((a, b) => a - b))
      }),
    )
    fc.assert(
      fc.property(
        moment,
        fc.constantFrom(...zones),
        fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
        (seconds, timeZone, frequency) => {
          const startsAt = new Date(seconds * 1000)
          let after = startsAt
          for (let i = 0; i < 5; i++) {
            const next = nextOccurrence({ repeat: `FREQ=${frequency}`, startsAt, timeZone }, after)!
            expect(next.getTime()).toBeGreaterThan(after.getTime())
            const [wall, first] = [wallTimeAt(next.getTime(), timeZone), wallTimeAt(seconds * 1000, timeZone)]
            // The same time of day, or the one after a gap.
            const [shown] = momentsOf({ ...wall, hour: first.hour, minute: first.minute }, timeZone)
            expect(next.getTime()).toBe(shown)
            after = next
          }
        },
      ),
      { numRuns: 60 },
    )
    expect(momentsOf(fromFloating(Date.UTC(2026, 9, 25, 2, 30)), 'Europe/Berlin')).toHaveLength(2)
  })
})
