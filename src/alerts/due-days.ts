/** Days and repeats in a phrase. Pure: runs in Node and in the browser. */
import { countAt, type Day, type Piece, type Place, type Repeat, wordAt } from './due-pieces.ts'
import {
  adverbs,
  and,
  article,
  by,
  coming,
  counts,
  dayParts,
  every,
  next,
  on,
  tonight,
  weekWords,
  workday,
} from './due-words.ts'
import { daysInMonth } from './zone-time.ts'

const workdays = [0, 1, 2, 3, 4]

/** every monday, every 2 weeks, every other friday, every 15th, mondays, daily. */
export function readRepeat(place: Place): Piece | undefined {
  const { index: from, words } = place
  const word = wordAt(place, from)
  const adverb = adverbs.get(word)
  if (adverb) {
    const { frequency, interval = 1, workdays: onWorkdays } = adverb
    const repeat = { frequency, interval, weekdays: onWorkdays ? workdays : [] }
    return { from, to: from + 1, repeat, needs: 'end' }
  }
  const plural = word.endsWith('s') ? words.weekdays.get(word.slice(0, -1)) : undefined
  if (plural && !plural.short && !words.weekdays.has(word))
    return { from, to: from + 1, repeat: weekly(1, [plural.weekday]) }
  if (!every.has(word)) return undefined

  const count = countAt(place, from + 1, counts)
  const at = count === undefined ? from + 1 : from + 2
  const interval = count ?? 1
  if (interval < 1) return undefined
  const unit = words.units.get(wordAt(place, at))
  const frequency = unit && frequencyOf[unit.unit]
  if (frequency)
    return { from, to: at + 1, repeat: { frequency, interval: interval * unit.times, weekdays: [] } }
  if (workday.has(wordAt(place, at))) return { from, to: at + 1, repeat: weekly(interval, workdays) }
  const { weekdays, to } = weekdayList(place, at)
  if (weekdays.length > 0) return { from, to, repeat: weekly(interval, weekdays) }
  const ordinal = count === undefined ? ordinalAt(place, at) : undefined
  if (!ordinal) return undefined
  const repeat: Repeat = { frequency: 'MONTHLY', interval: 1, weekdays: [] }
  return { from, to: at + 1, repeat, day: { kind: 'monthDay', day: ordinal } }
}

const frequencyOf = {
  minute: undefined,
  hour: 'HOURLY',
  day: 'DAILY',
  week: 'WEEKLY',
  month: 'MONTHLY',
  year: 'YEARLY',
} as const

const weekly = (interval: number, weekdays: number[]): Repeat => ({ frequency: 'WEEKLY', interval, weekdays })

/** monday and thursday, mo mi fr. */
function weekdayList(place: Place, from: number): { weekdays: number[]; to: number } {
  const weekdays = new Set<number>()
  let to = from
  for (;;) {
    const at = weekdays.size > 0 && and.has(wordAt(place, to)) ? to + 1 : to
    const found = place.words.weekdays.get(wordAt(place, at))
    if (!found) return { weekdays: [...weekdays].sort((a, b) => a - b), to }
    weekdays.add(found.weekday)
    to = at + 1
  }
}

/** tomorrow, tue, next friday, 24.12., Dec 24, on the 15th, next week. */
export function readDay(place: Place): Piece | undefined {
  const { index: from } = place
  const word = wordAt(place, from)
  if (tonight.has(word))
    return { from, to: from + 1, day: { kind: 'offset', days: 0 }, time: { hour: 20, minute: 0 } }
  if (coming.has(word) && dayParts.has(wordAt(place, from + 1)))
    return { from, to: from + 1, day: { kind: 'offset', days: 0 } }
  const until = by.has(word) ? from + 1 : from
  const relative = relativeAt(place, until)
  if (relative) return { from, ...relative }
  if (next.has(word) && weekWords.has(wordAt(place, from + 1)))
    return { from, to: from + 2, day: { kind: 'nextWeek' } }

  let at = from
  const prefixed = on.has(word)
  if (prefixed) at += 1
  if (prefixed && article.has(wordAt(place, at))) at += 1
  const nextWeek = next.has(wordAt(place, at))
  const named = nextWeek || coming.has(wordAt(place, at))
  const weekday = place.words.weekdays.get(wordAt(place, named ? at + 1 : at))
  if (weekday) {
    const day: Day = { kind: 'weekday', weekday: weekday.weekday, nextWeek }
    const to = named ? at + 2 : at + 1
    if (!weekday.short || prefixed || named) return { from, to, day }
    return { from, to, day, needs: wordAt(place, at).length > 2 ? 'edge' : 'end' }
  }
  const date = dateAt(place, at)
  if (date) return { from, ...date }
  const ordinal = prefixed ? ordinalAt(place, at) : undefined
  return ordinal ? { from, to: at + 1, day: { kind: 'monthDay', day: ordinal } } : undefined
}

/** Names of days from today, of one word or two (pasado mañana). Beside a day, German morgen is the morning. */
function relativeAt(place: Place, at: number): Omit<Piece, 'from'> | undefined {
  const { days } = place.words
  const word = wordAt(place, at)
  const two = days.get(`${word} ${wordAt(place, at + 1)}`)
  if (two !== undefined) return { to: at + 2, day: { kind: 'offset', days: two } }
  const one = days.get(word)
  if (one === undefined) return undefined
  if (word === 'morgen' && place.before?.day) return { to: at + 1, time: { hour: 9, minute: 0 } }
  return { to: at + 1, day: { kind: 'offset', days: one } }
}

/** 15th, 15. */
function ordinalAt(place: Place, index: number): number | undefined {
  const raw = place.tokens[index]?.raw.toLowerCase() ?? ''
  const day = Number(/^(\d{1,2})(?:\.|st|nd|rd|th)$/.exec(raw)?.[1])
  return day >= 1 && day <= 31 ? day : undefined
}

type Found = Pick<Piece, 'to' | 'day' | 'needs'>

function dateAt(place: Place, at: number): Found | undefined {
  const raw = place.tokens[at]?.raw ?? ''
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(raw)
  if (iso) return dated(at + 1, Number(iso[3]), Number(iso[2]), Number(iso[1]))
  const dotted = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2})?)?$/.exec(raw)
  if (dotted) {
    const found = dated(at + 1, Number(dotted[1]), Number(dotted[2]), yearOf(dotted[3]))
    // 2.5 is a number as well: without its second full stop it needs a time beside it.
    return found && !/\.\d*\./.test(raw) ? { ...found, needs: 'neighbour' } : found
  }
  const slashed = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/.exec(raw)
  // Round the clock is no day in July.
  if (slashed && raw !== '24/7') {
    const [first, second, year] = [Number(slashed[1]), Number(slashed[2]), yearOf(slashed[3])]
    const dayFirst = dated(at + 1, first, second, year)
    const monthFirst = dated(at + 1, second, first, year)
    return place.words.monthFirst ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst)
  }
  return namedDateAt(place, at)
}

/** 24 December, 24. Dez 2026, 24th of December, Dec 24th. */
function namedDateAt(place: Place, at: number): Found | undefined {
  const { months } = place.words
  const dayOf = (index: number) =>
    ordinalAt(place, index) ?? (/^\d{1,2}$/.test(wordAt(place, index)) ? Number(wordAt(place, index)) : 0)
  const yearAt = (index: number) =>
    /^20\d\d$/.test(wordAt(place, index)) ? Number(wordAt(place, index)) : null
  const month = months.get(wordAt(place, at))
  if (month && dayOf(at + 1)) {
    const year = yearAt(at + 2)
    return dated(year ? at + 3 : at + 2, dayOf(at + 1), month, year)
  }
  if (!dayOf(at)) return undefined
  const behind = /^(of|de)$/.test(wordAt(place, at + 1)) ? at + 2 : at + 1
  const named = months.get(wordAt(place, behind))
  if (!named) return undefined
  const year = yearAt(behind + 1)
  return dated(year ? behind + 2 : behind + 1, dayOf(at), named, year)
}

const yearOf = (text: string | undefined) => (text ? Number(text.length === 2 ? `20${text}` : text) : null)

function dated(to: number, day: number, month: number, year: number | null): Found | undefined {
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year ?? 2024, month)
  return exists ? { to, day: { kind: 'date', year, month, day } } : undefined
}
