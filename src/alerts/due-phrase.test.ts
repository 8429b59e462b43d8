import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDuePhrase } from './due-phrase.ts'
import { nextOccurrence } from './repeat.ts'
import { floating, fromFloating, momentsOf, wallTimeAt } from './zone-time.ts'

/** Tuesday, ten o'clock in Berlin. */
const tuesday = '2026-11-24T09:00:00Z'

/** Title, moment on the wall in Berlin, and the rule if there is one. */
function read(text: string, locale = 'en-GB', now = tuesday, timeZone = 'Europe/Berlin') {
  const phrase = readDuePhrase(text, { now: new Date(now), timeZone, locale })
  if (!phrase) return null
  const wall = new Date(floating(wallTimeAt(Date.parse(phrase.dueAt), timeZone))).toISOString()
  return [phrase.title, wall.slice(0, 16).replace('T', ' '), ...(phrase.repeat ? [phrase.repeat] : [])]
}

describe('a phrase', () => {
  it('says what and when in English', () => {
    const cases: Record<string, string[] | null> = {
      'call tue 10:30': ['call', '2026-11-24 10:30'],
      'call tue 10:00': ['call', '2026-12-01 10:00'],
      'Call Acme tomorrow 9am': ['Call Acme', '2026-11-25 09:00'],
      'in 2 hours send offer': ['send offer', '2026-11-24 12:00'],
      'in half an hour': ['', '2026-11-24 10:30'],
      'in 3 days': ['', '2026-11-27 09:00'],
      'in a month 8:15': ['', '2026-12-24 08:15'],
      mon: ['', '2026-11-30 09:00'],
      'next friday 14:30': ['', '2026-12-04 14:30'],
      'this friday': ['', '2026-11-27 09:00'],
      'next week': ['', '2026-11-30 09:00'],
      '24.12. 9:00': ['', '2026-12-24 09:00'],
      '2026-12-24': ['', '2026-12-24 09:00'],
      'offer by Dec 24th, 4pm': ['offer', '2026-12-24 16:00'],
      '24th of december 10am': ['', '2026-12-24 10:00'],
      '29 feb': ['', '2028-02-29 09:00'],
      'rent on the 15th': ['rent', '2026-12-15 09:00'],
      'at 9': ['', '2026-11-25 09:00'],
      'call at 3': ['call', '2026-11-24 15:00'],
      'call mon 10': ['call', '2026-11-30 10:00'],
      noon: ['', '2026-11-24 12:00'],
      'friday morning': ['', '2026-11-27 09:00'],
      '9 in the evening': ['', '2026-11-24 21:00'],
      'mail tonight at 8': ['mail', '2026-11-24 20:00'],
      today: ['', '2026-11-24 11:00'],
      'today 9:00': null,
      'call Anna, tomorrow, 9:30.': ['call Anna', '2026-11-25 09:30'],
      'tomorrow call Acme at 3pm': ['call Acme', '2026-11-25 15:00'],
      'every monday 9:00 stand-up': ['stand-up', '2026-11-30 09:00', 'FREQ=WEEKLY;BYDAY=MO'],
      'every mon, wed and fri 8:30': ['', '2026-11-25 08:30', 'FREQ=WEEKLY;BYDAY=MO,WE,FR'],
      'every other thursday': ['', '2026-11-26 09:00', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH'],
      'every 2 weeks on friday 16:00': ['', '2026-11-27 16:00', 'FREQ=WEEKLY;INTERVAL=2'],
      'rent every month on the 1st': ['rent', '2026-12-01 09:00', 'FREQ=MONTHLY'],
      'every 15th': ['', '2026-12-15 09:00', 'FREQ=MONTHLY'],
      'every weekday 9am': ['', '2026-11-25 09:00', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
      'mondays 9:00 stand-up': ['stand-up', '2026-11-30 09:00', 'FREQ=WEEKLY;BYDAY=MO'],
      'daily 8:00 stand-up': ['stand-up', '2026-11-25 08:00', 'FREQ=DAILY'],
      'every hour': ['', '2026-11-24 11:00', 'FREQ=HOURLY'],
      'weekly report mon 9:00': ['weekly report', '2026-11-30 09:00'],
    }
    for (const [text, expected] of Object.entries(cases)) expect(read(text), text).toEqual(expected)
  })

  it('says it in German, and in the names of any locale', () => {
    const german: Record<string, string[]> = {
      'heute 15 Uhr': ['', '2026-11-24 15:00'],
      'di 10:00': ['', '2026-12-01 10:00'],
      'Di 10.30': ['', '2026-11-24 10:30'],
      'tue 10:30': ['', '2026-11-24 10:30'],
      morgen: ['', '2026-11-25 09:00'],
      'Morgen früh Anna anrufen': ['Anna anrufen', '2026-11-25 08:00'],
      'Montag Morgen': ['', '2026-11-30 09:00'],
      'übermorgen um 8': ['', '2026-11-26 08:00'],
      'nächsten Freitag 14.30': ['', '2026-12-04 14:30'],
      'Miete am 15.': ['Miete', '2026-12-15 09:00'],
      '24. Dezember 18 Uhr 15': ['', '2026-12-24 18:15'],
      '24.12 9:00': ['', '2026-12-24 09:00'],
      'heute Abend': ['', '2026-11-24 18:00'],
      'am Abend': ['', '2026-11-24 18:00'],
      '8 Uhr abends': ['', '2026-11-24 20:00'],
      'halb 10': ['', '2026-11-25 09:30'],
      'in zwei Stunden': ['', '2026-11-24 12:00'],
      'in einer halben Stunde anrufen': ['anrufen', '2026-11-24 10:30'],
      'jeden Montag 9 Uhr Jour fixe': ['Jour fixe', '2026-11-30 09:00', 'FREQ=WEEKLY;BYDAY=MO'],
      'montags 9:00': ['', '2026-11-30 09:00', 'FREQ=WEEKLY;BYDAY=MO'],
      'alle 2 Wochen': ['', '2026-12-01 09:00', 'FREQ=WEEKLY;INTERVAL=2'],
      'werktags 8 Uhr': ['', '2026-11-25 08:00', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    }
    for (const [text, expected] of Object.entries(german)) expect(read(text, 'de-DE'), text).toEqual(expected)
    // German and English long names are understood everywhere.
    expect(read('morgen 8:00', 'en-US')).toEqual(['', '2026-11-25 08:00'])

    expect(read('appeler mar 10:30', 'fr-FR')).toEqual(['appeler', '2026-11-24 10:30'])
    expect(read('appeler mon ami', 'fr-FR')).toBeNull()
    expect(read('demain 14h30', 'fr-FR')).toEqual(['', '2026-11-25 14:30'])
    expect(read('dans 2 heures', 'fr-FR')).toEqual(['', '2026-11-24 12:00'])
    expect(read('24 déc 9:00', 'fr-FR')).toEqual(['', '2026-12-24 09:00'])
    expect(read('pasado mañana 9:00', 'es-ES')).toEqual(['', '2026-11-26 09:00'])
    expect(read('za 2 godziny', 'pl-PL')).toEqual(['', '2026-11-24 12:00'])
    expect(read('1 grudnia', 'pl-PL')).toEqual(['', '2026-12-01 09:00'])
    expect(read('3/4', 'en-US')).toEqual(['', '2027-03-04 09:00'])
    expect(read('3/4', 'en-GB')).toEqual(['', '2027-04-03 09:00'])
    expect(read('12/24 9:00', 'en-US')).toEqual(['', '2026-12-24 09:00'])
    expect(read('12/24 9:00', 'de-DE')).toEqual(['', '2026-12-24 09:00'])
  })

  it('says nothing where words and numbers mean something else, or what was has passed', () => {
    const texts = [
      '',
      '   ',
      'Call Acme',
      'look at 3 offers',
      'buy sun cream',
      'version 2.5 test',
      'Call 10 people',
      '10.30',
      '31.11.',
      '2020-01-01',
      'prepare weekly report',
      'morning report',
      'support 24/7',
      'in 0 hours',
      'x'.repeat(501),
    ]
    for (const text of texts) expect(read(text), text).toBeNull()
    for (const text of ['So geht das nicht', 'alle Kunden anrufen', '3 Angebote'])
      expect(read(text, 'de-DE'), text).toBeNull()
  })

  it('shows where in the text the moment stands', () => {
    const marked = (text: string) =>
      readDuePhrase(text, {
        now: new Date(tuesday),
        timeZone: 'Europe/Berlin',
        locale: 'en-GB',
      })?.understood.map(([start, end]) => text.slice(start, end))
    expect(marked('call tue 10:00')).toEqual(['tue 10:00'])
    expect(marked('Tomorrow: call Acme, at 3pm!')).toEqual(['Tomorrow', 'at 3pm'])
    expect(marked('  every monday, 9:00 – stand-up')).toEqual(['every monday, 9:00'])
  })

  it('lands beside what the clock skips, on the coming one of what it shows twice', () => {
    // 29 March 2026: two becomes three.
    expect(read('tomorrow 2:30', 'en-GB', '2026-03-28T09:00:00Z')).toEqual(['', '2026-03-29 03:30'])
    expect(read('in 24 hours', 'en-GB', '2026-03-28T09:00:00Z')).toEqual(['', '2026-03-29 11:00'])
    // 25 October 2026: three becomes two. At 02:40 the first time, 02:30 comes again in fifty minutes.
    const at = (now: string) =>
      readDuePhrase('2:30', { now: new Date(now), timeZone: 'Europe/Berlin', locale: 'de' })?.dueAt
    expect(at('2026-10-25T00:10:00Z')).toBe('2026-10-25T00:30:00Z')
    expect(at('2026-10-25T00:40:00Z')).toBe('2026-10-25T01:30:00Z')
    expect(at('2026-10-25T01:40:00Z')).toBe('2026-10-26T01:30:00Z')
  })
})

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
]
const locales = ['en-GB', 'en-US', 'de-DE', 'fr-FR', 'es-ES', 'pl-PL', 'it-IT', 'ja-JP']
const moment = fc
  .integer({ min: Date.UTC(2024, 0) / 1000, max: Date.UTC(2034, 0) / 1000 })
  .map((seconds) => seconds * 1000)
const vocabulary = [
  'call',
  'tue',
  'monday',
  'tomorrow',
  'morgen',
  'every',
  'jeden',
  'next',
  'on',
  'the',
  'at',
  'um',
  'in',
  '2',
  '31',
  '9:00',
  '2:30',
  '9am',
  '15',
  'uhr',
  'hours',
  'weeks',
  'and',
  '24.12.',
  '12/24',
  '15th',
  'half',
  'an',
  'hour',
  'tonight',
  'morning',
  'dec',
  '2026-12-24',
  'daily',
  'mondays',
  'heute',
  'abend',
  'month',
  'this',
  'weekday',
  ',',
]

describe('any phrase', () => {
  it('is never in the past, marks what is there, and gives alerts what they take', () => {
    const text = fc.oneof(
      fc.array(fc.constantFrom(...vocabulary), { maxLength: 8 }).map((words) => words.join(' ')),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    )
    fc.assert(
      fc.property(
        text,
        moment,
        fc.constantFrom(...zones),
        fc.constantFrom(...locales),
        (said, now, timeZone, locale) => {
          const phrase = readDuePhrase(said, { now: new Date(now), timeZone, locale })
          if (!phrase) return
          expect(Date.parse(phrase.dueAt)).toBeGreaterThan(now)
          let last = 0
          for (const [start, end] of phrase.understood) {
            expect(start).toBeGreaterThanOrEqual(last)
            expect(end).toBeGreaterThan(start)
            last = end
          }
          expect(last).toBeLessThanOrEqual(said.length)
          if (!phrase.repeat) return
          const startsAt = new Date(phrase.dueAt)
          const series = { repeat: phrase.repeat, startsAt, timeZone }
          expect(nextOccurrence(series, startsAt)?.getTime()).toBeGreaterThan(startsAt.getTime())
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('that names a coming moment is that moment, in every zone and locale', () => {
    const two = (part: number) => String(part).padStart(2, '0')
    const minutesAhead = fc.integer({ min: 1, max: 300 * 24 * 60 })
    fc.assert(
      fc.property(
        moment,
        minutesAhead,
        fc.constantFrom(...zones),
        fc.constantFrom(...locales),
        (now, minutes, timeZone, locale) => {
          const wall = { ...wallTimeAt(now + minutes * 60_000, timeZone), second: 0 }
          const [day, month, year] = [two(wall.day), two(wall.month), wall.year]
          const time = `${wall.hour}:${two(wall.minute)}`
          const monthName = new Intl.DateTimeFormat(locale, {
            day: 'numeric',
            month: 'long',
            timeZone: 'UTC',
          })
            .formatToParts(floating(wall))
            .find(({ type }) => type === 'month')?.value
          const soon =
            floating(wall) - floating({ ...wallTimeAt(now, timeZone), hour: 0, minute: 0, second: 0 }) <
            6 * 86_400_000
          const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(
            floating(wall),
          )
          const phrases = [
            `${year}-${month}-${day} ${time}`,
            `${day}.${month}.${year} ${time}`,
            `${day}.${month}. ${time}`,
            locale === 'ja-JP' ? `${day}.${month}. ${time}` : `${wall.day} ${monthName} ${time}`,
            locale === 'en-US'
              ? `${month}/${day} ${time}`
              : `${day}.${month}.${String(year).slice(2)} ${time}`,
            ...(soon ? [`${weekday} ${time}`] : []),
          ]
          const expected = momentsOf(wall, timeZone).find((one) => one > now)
          if (expected === undefined) return
          for (const phrase of phrases) {
            const found = readDuePhrase(`zqx ${phrase} vvk`, { now: new Date(now), timeZone, locale })
            expect(found && [found.title, Date.parse(found.dueAt)], `${locale} ${phrase}`).toEqual([
              'zqx vvk',
              expected,
            ])
          }
        },
      ),
      { numRuns: 400 },
    )
    expect(fromFloating(0).year).toBe(1970)
  })
})
