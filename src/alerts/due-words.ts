/**
 * The words of moments. Names of days and months, today and tomorrow, hours and weeks come from Intl in any locale; what
 * Intl does not know (every, next, at, noon) is written here in English and German. Pure: runs in Node and in the browser.
 */
import type { Frequency } from './repeat-rule.ts'

type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

export interface Words {
  /** 0 is Monday. `short` ones are also words of their own (sun, do, mar), so they need company. */
  weekdays: ReadonlyMap<string, { weekday: number; short: boolean }>
  /** 1 is January. */
  months: ReadonlyMap<string, number>
  /** Days from today. */
  days: ReadonlyMap<string, number>
  units: ReadonlyMap<string, { unit: Unit; times: number }>
  /** in (2 hours), dans, za. */
  within: ReadonlySet<string>
  /** 12/24 rather than 24/12. */
  monthFirst: boolean
  /** 14h is a time. */
  hourMark: boolean
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))
const map = <V>(entries: Record<string, V>): ReadonlyMap<string, V> =>
  new Map(Object.entries(entries).flatMap(([words, value]) => words.split(' ').map((word) => [word, value])))

export const on = set('on am by bis')
export const at = set('at @ um by bis gegen ab')
export const by = set('by bis')
export const tonight = set('tonight')
export const weekWords = set('week woche')
export const article = set('the den dem der')
export const coming = set('this coming diesen dieser kommenden kommender')
export const next = set('next nachsten nachster nachste nachstes')
export const every = set('every each jeden jede jedes jeder alle')
export const and = set('and und &')
export const workday = set('weekday workday werktag arbeitstag')
export const oClock = set("uhr o'clock")
export const half = set('half halben halbe')

export const counts = map({
  'a an one ein eine einen einem einer': 1,
  'two zwei other second zweite zweiten zweiter': 2,
  'three drei third dritte dritten': 3,
  'four vier': 4,
  'five funf': 5,
  'six sechs': 6,
})

export const adverbs = map<{ frequency: Frequency; interval?: number; workdays?: true }>({
  'daily taglich': { frequency: 'DAILY' },
  'weekly wochentlich': { frequency: 'WEEKLY' },
  'monthly monatlich': { frequency: 'MONTHLY' },
  'quarterly vierteljahrlich quartalsweise': { frequency: 'MONTHLY', interval: 3 },
  'yearly annually jahrlich': { frequency: 'YEARLY' },
  'weekdays workdays werktags': { frequency: 'WEEKLY', workdays: true },
})

/** Parts of a day and when they begin; `late` ones make eight o'clock twenty o'clock. */
export const dayParts = map<{ hour: number; late: boolean }>({
  'fruh fruhmorgens': { hour: 8, late: false },
  'morning morgens vormittag vormittags': { hour: 9, late: false },
  'noon midday mittag mittags': { hour: 12, late: false },
  'afternoon nachmittag nachmittags': { hour: 14, late: true },
  'evening abend abends': { hour: 18, late: true },
  night: { hour: 20, late: true },
})

const shared: [string, Unit, number?][] = [
  ['min mins minute minutes minuten', 'minute'],
  ['h hr hrs hour hours std stunde stunden', 'hour'],
  ['day days tag tage tagen', 'day'],
  ['week weeks wk wks woche wochen', 'week'],
  ['month months monat monate monaten', 'month'],
  ['quarter quarters quartal quartale', 'month', 3],
  ['year years jahr jahre jahren', 'year'],
]

/** As words are compared: lower case, without accents and without the full stop of an abbreviation. */
export const fold = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’`]/g, "'").replace(/\.$/, '')

const known = new Map<string, Words>()

/** The words of a locale, e.g. de-DE; English and German long names are always among them. */
export function wordsOf(locale: string): Words {
  let words = known.get(locale)
  if (!words) {
    words = readWords(locale)
    known.set(locale, words)
  }
  return words
}

function readWords(locale: string): Words {
  const language = new Intl.Locale(locale).language
  const weekdays = new Map<string, { weekday: number; short: boolean }>()
  const months = new Map<string, number>()
  const days = new Map<string, number>()
  const units = new Map(
    shared.flatMap(([names, unit, times = 1]) => names.split(' ').map((name) => [name, { unit, times }])),
  )
  const within = new Set(['in'])
  // The reader's own language first: in French mar is a day and mon is not.
  for (const one of new Set([locale, 'en', 'de'])) {
    const own = one === locale
    // English abbreviations are used in German too; German ones (do, so, mi) are English words.
    const short = own || (one === 'en' && language === 'de')
    addNames(one, short, weekdays, months)
    addRelative(one, days, own ? units : undefined, own ? within : undefined)
  }
  if (language === 'en' || language === 'de')
    for (const [name, weekday] of Object.entries({ tues: 1, weds: 2, thur: 3, thurs: 3 }))
      weekdays.set(name, { weekday, short: true })
  weekdays.set('sonnabend', { weekday: 5, short: false })
  days.set('uebermorgen', 2)
  const order = new Intl.DateTimeFormat(locale).formatToParts(0).map(({ type }) => type)
  return {
    weekdays,
    months,
    days,
    units,
    within,
    monthFirst: order.indexOf('month') < order.indexOf('day') && order[0] !== 'year',
    hourMark: language === 'fr' || language === 'pt',
  }
}

function addNames(
  locale: string,
  withShort: boolean,
  weekdays: Map<string, { weekday: number; short: boolean }>,
  months: Map<string, number>,
): void {
  for (const length of ['long', 'short'] as const) {
    const dayName = new Intl.DateTimeFormat(locale, { weekday: length, timeZone: 'UTC' })
    const monthName = new Intl.DateTimeFormat(locale, { day: 'numeric', month: length, timeZone: 'UTC' })
    for (let i = 0; i < 7; i++) {
      const name = fold(dayName.format(Date.UTC(2024, 0, 1 + i)))
      if ((length === 'long' || withShort) && !weekdays.has(name))
        weekdays.set(name, { weekday: i, short: length === 'short' })
    }
    for (let i = 0; i < 12; i++) {
      // With a day beside it, because some languages then put the month into another case.
      const parts = monthName.formatToParts(Date.UTC(2024, i, 1))
      const name = fold(parts.find(({ type }) => type === 'month')?.value ?? '')
      if (!months.has(name)) months.set(name, i + 1)
    }
  }
}

function addRelative(
  locale: string,
  days: Map<string, number>,
  units: Map<string, { unit: Unit; times: number }> | undefined,
  within: Set<string> | undefined,
): void {
  const natural = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const count of [0, 1, 2]) {
    const name = fold(natural.format(count, 'day'))
    if (!/\d/.test(name) && !days.has(name)) days.set(name, count)
  }
  if (!units || !within) return
  const numeric = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  for (const unit of ['minute', 'hour', 'day', 'week', 'month', 'year'] as const)
    for (const count of [1, 2, 5]) {
      const parts = numeric.formatToParts(count, unit)
      const index = parts.findIndex(({ type }) => type === 'integer')
      const before = fold(parts[index - 1]?.value ?? '').trim()
      const after = fold(parts[index + 1]?.value ?? '').trim()
      if (!before || !after) continue
      within.add(before)
      if (!units.has(after)) units.set(after, { unit, times: 1 })
    }
}
