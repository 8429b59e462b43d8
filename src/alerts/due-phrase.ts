/**
 * "call tue 10:00": reads what to do and when out of one line, as people write it. Pure: runs in Node and in the browser.
 * English and German in any locale, and the locale's own names of days, months and spans.
 */
import { readDay, readRepeat } from './due-days.ts'
import { type Day, type Piece, type Repeat, type Time, type Token, tokensOf } from './due-pieces.ts'
import { readSpan, readTime } from './due-times.ts'
import { type Words, wordsOf } from './due-words.ts'
import {
  addDays,
  daysInMonth,
  fromFloating,
  momentsOf,
  type WallTime,
  wallTimeAt,
  weekdayOf,
} from './zone-time.ts'

export interface DuePhrase {
  /** The text without what was understood; empty when nothing else was said. */
  title: string
  /** UTC, as alert.create takes it. */
  dueAt: string
  /** An RFC 5545 RRULE. */
  repeat: string | null
  /** Where in the text the moment stands: [start, end), from left to right. */
  understood: [number, number][]
}

export interface Reader {
  now: Date
  timeZone: string
  locale: string
}

/** Longer texts are no phrase. */
const most = 500

/** What the phrase says, always in the future; null when it names no moment, or only one that has passed. */
export function readDuePhrase(text: string, { now, timeZone, locale }: Reader): DuePhrase | null {
  if (text.length > most) return null
  const tokens = tokensOf(text)
  const chosen = choose(piecesOf(tokens, wordsOf(locale)), tokens.length)
  if (!chosen) return null
  const moment = momentOf(chosen, now.getTime(), timeZone)
  if (moment === null) return null
  const understood = rangesOf(chosen.pieces, tokens)
  return {
    title: titleOf(text, understood),
    dueAt: new Date(moment).toISOString().replace('.000Z', 'Z'),
    repeat: chosen.repeat ? ruleOf(chosen.repeat) : null,
    understood,
  }
}

/** All pieces of a text, from left to right, none over another. */
function piecesOf(tokens: readonly Token[], words: Words): Piece[] {
  const pieces: Piece[] = []
  for (let index = 0; index < tokens.length; ) {
    const last = pieces.at(-1)
    const place = { tokens, words, index, before: last?.to === index ? last : undefined }
    const piece = readRepeat(place) ?? readSpan(place) ?? readDay(place) ?? readTime(place)
    if (piece) pieces.push(piece)
    index = piece?.to ?? index + 1
  }
  return pieces
}

interface Chosen {
  pieces: Piece[]
  day?: Day | undefined
  time?: Time | undefined
  repeat?: Repeat | undefined
  elapsed?: number | undefined
}

const beside = (a: Piece, b: Piece) => a.to === b.from || b.to === a.from

/** At most one repeat, one day and one time; those that stand together, and certain ones, before others. */
function choose(all: readonly Piece[], length: number): Chosen | undefined {
  const pieces = all.filter((piece) => {
    if (!piece.needs || all.some((other) => other !== piece && beside(piece, other))) return true
    return (
      (piece.needs !== 'neighbour' && piece.to === length) || (piece.needs === 'edge' && piece.from === 0)
    )
  })
  const best = (fits: (piece: Piece) => boolean, near: (piece: Piece) => boolean) => {
    const rank = (piece: Piece) => (near(piece) ? 2 : 0) + (piece.needs ? 0 : 1)
    return pieces
      .filter(fits)
      .reduce<Piece | undefined>(
        (held, piece) => (!held || rank(piece) >= rank(held) ? piece : held),
        undefined,
      )
  }
  const repeat = best(
    ({ repeat: said }) => said !== undefined,
    () => false,
  )
  const elapsed = repeat
    ? undefined
    : best(
        ({ elapsed: said }) => said !== undefined,
        () => false,
      )
  if (elapsed) return { pieces: [elapsed], elapsed: elapsed.elapsed }
  const time = best(
    (piece) => piece.time !== undefined && piece.day === undefined,
    (piece) => pieces.some((other) => (other.day ?? other.repeat) !== undefined && beside(piece, other)),
  )
  const day = repeat?.day
    ? undefined
    : best(
        (piece) => piece.day !== undefined,
        (piece) => [time, repeat].some((other) => other !== undefined && beside(piece, other)),
      )
  const said = [repeat, day, time].filter((piece) => piece !== undefined)
  if (said.length === 0) return undefined
  return {
    pieces: said.sort((a, b) => a.from - b.from),
    day: repeat?.day ?? day?.day,
    time: timeOf(day, time?.time),
    repeat: repeat?.repeat,
  }
}

/** "tonight at 8" is twenty o'clock. */
const timeOf = (day: Piece | undefined, time: Time | undefined): Time | undefined =>
  day?.time && time?.bare && time.hour < 12 ? { ...time, hour: time.hour + 12 } : (time ?? day?.time)

const nine: Time = { hour: 9, minute: 0 }

/** The first moment after now that fits, or null. */
function momentOf({ day, time, repeat, elapsed }: Chosen, now: number, zone: string): number | null {
  if (elapsed !== undefined) return now - (now % 1000) + elapsed
  if (repeat?.frequency === 'HOURLY' && !day && !time) return now - (now % 1000) + repeat.interval * 3_600_000
  const { hour, minute } = time ?? nine
  const today = { ...wallTimeAt(now, zone), hour, minute, second: 0 }
  for (const wall of daysFrom(today, day, repeat)) {
    const moment = momentsOf(wall, zone).find((one) => one > now)
    if (moment !== undefined) return moment
  }
  // "today" said after nine: the next full hour.
  const isToday = day?.kind === 'offset' && day.days === 0 && !time
  return isToday ? now - (now % 3_600_000) + 3_600_000 : null
}

/** The days that are meant, the nearest first: several where only the moment decides whether today still counts. */
function* daysFrom(today: WallTime, day: Day | undefined, repeat: Repeat | undefined): Generator<WallTime> {
  if (!day) {
    const weekdays = repeat?.weekdays ?? []
    const step = repeat && weekdays.length === 0 ? repeat.frequency : undefined
    if (step === 'MONTHLY' || step === 'YEARLY') {
      yield today
      yield addMonths(today, step === 'YEARLY' ? 12 : 1)
    } else
      for (let i = 0; i <= 14; i += step === 'WEEKLY' ? 7 : 1) {
        const one = addDays(today, i)
        if (weekdays.length === 0 || weekdays.includes(weekdayOf(one))) yield one
      }
    return
  }
  switch (day.kind) {
    case 'offset':
      yield addDays(today, day.days)
      return
    case 'months':
      yield addMonths(today, day.count)
      return
    case 'nextWeek':
      yield addDays(today, 7 - weekdayOf(today))
      return
    case 'weekday': {
      const until = (day.weekday - weekdayOf(today) + 7) % 7
      if (day.nextWeek) yield addDays(today, 7 - weekdayOf(today) + day.weekday)
      else for (const days of [until, until + 7]) yield addDays(today, days)
      return
    }
    case 'monthDay':
      for (let i = 0; i <= 3; i++) {
        const { year, month } = addMonths({ ...today, day: 1 }, i)
        if (day.day <= daysInMonth(year, month)) yield { ...today, year, month, day: day.day }
      }
      return
    case 'date': {
      const { year, month, day: dayOfMonth } = day
      // Eight years on, 29 February has come.
      for (let i = year ?? today.year; i <= (year ?? today.year + 8); i++)
        if (dayOfMonth <= daysInMonth(i, month)) yield { ...today, year: i, month, day: dayOfMonth }
    }
  }
}

/** The same day of a later month, or that month's last. */
function addMonths(wall: WallTime, count: number): WallTime {
  const first = fromFloating(Date.UTC(wall.year, wall.month - 1 + count, 1))
  const { year, month } = first
  return { ...wall, year, month, day: Math.min(wall.day, daysInMonth(year, month)) }
}

const dayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

const ruleOf = ({ frequency, interval, weekdays }: Repeat): string =>
  [
    `FREQ=${frequency}`,
    ...(interval > 1 ? [`INTERVAL=${interval}`] : []),
    ...(weekdays.length > 0 ? [`BYDAY=${weekdays.map((weekday) => dayCodes[weekday]).join(',')}`] : []),
  ].join(';')

function rangesOf(pieces: readonly Piece[], tokens: readonly Token[]): [number, number][] {
  const ranges: [number, number][] = []
  let end = -1
  for (const { from, to } of pieces) {
    const range: [number, number] = [tokens[from]!.start, tokens[to - 1]!.end]
    const last = ranges.at(-1)
    if (last && from === end) last[1] = range[1]
    else ranges.push(range)
    end = to
  }
  return ranges
}

function titleOf(text: string, ranges: readonly [number, number][]): string {
  let rest = ''
  let at = 0
  for (const [start, end] of ranges) {
    rest += `${text.slice(at, start)} `
    at = end
  }
  return (rest + text.slice(at))
    .replace(/\s+/g, ' ')
    .replace(/ ([,;:.!?])/g, '$1')
    .replace(/^[\s,;:.\-–—]+|[\s,;:\-–—]+$/g, '')
}
