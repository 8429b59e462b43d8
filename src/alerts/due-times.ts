/** Times of day and spans from now in a phrase. Pure: runs in Node and in the browser. */
import { countAt, type Piece, type Place, type Time, wordAt } from './due-pieces.ts'
import { article, at, counts, dayParts, half, oClock } from './due-words.ts'

const minuteMs = 60_000

/** in 2 hours, in half an hour, in 3 days, in a month, in 2h. */
export function readSpan(place: Place): Piece | undefined {
  const { index: from, words } = place
  if (!words.within.has(wordAt(place, from))) return undefined
  const attached = /^(\d{1,3})(\p{L}+)$/u.exec(wordAt(place, from + 1))
  if (attached) return spanOf(place, Number(attached[1]), attached[2]!, from + 2)
  const halved = [from + 1, from + 2].find((index) => half.has(wordAt(place, index)))
  if (halved) {
    const to = counts.get(wordAt(place, halved + 1)) === 1 ? halved + 2 : halved + 1
    const isHour = words.units.get(wordAt(place, to))?.unit === 'hour'
    return isHour ? { from, to: to + 1, elapsed: 30 * minuteMs } : undefined
  }
  const count = countAt(place, from + 1, counts)
  return count === undefined ? undefined : spanOf(place, count, wordAt(place, from + 2), from + 3)
}

function spanOf(place: Place, count: number, name: string, to: number): Piece | undefined {
  const found = place.words.units.get(name)
  if (!found || count < 1) return undefined
  const { index: from } = place
  const total = count * found.times
  switch (found.unit) {
    case 'minute':
      return { from, to, elapsed: total * minuteMs }
    case 'hour':
      return { from, to, elapsed: total * 60 * minuteMs }
    case 'day':
      return { from, to, day: { kind: 'offset', days: total } }
    case 'week':
      return { from, to, day: { kind: 'offset', days: total * 7 } }
    case 'month':
      return { from, to, day: { kind: 'months', count: total } }
    case 'year':
      return { from, to, day: { kind: 'months', count: total * 12 } }
  }
}

/** 10:00, 9am, 9.30 pm, at 9, 15 Uhr, halb 10, noon, in the morning. */
export function readTime(place: Place): Piece | undefined {
  const { index: from } = place
  const besideDay = Boolean(place.before?.day ?? place.before?.repeat)
  const prefixed = at.has(wordAt(place, from))
  const index = prefixed ? from + 1 : from
  const found = clockAt(place, index, prefixed, besideDay)
  if (found) return { from, ...withDayPart(place, found) }

  const named = partAt(place, index) ?? index
  const part = dayParts.get(wordAt(place, named))
  if (!part) return undefined
  const piece: Piece = { from, to: named + 1, time: { hour: part.hour, minute: 0 } }
  // "noon", "at noon" and "in the morning" say it by themselves; a morning may also be a noun.
  return part.hour === 12 || prefixed || named > index ? piece : { ...piece, needs: 'neighbour' }
}

/** Where the part of the day stands in "in the evening", "am Abend". */
function partAt(place: Place, index: number): number | undefined {
  if (wordAt(place, index) === 'am' && dayParts.has(wordAt(place, index + 1))) return index + 1
  const inThe = place.words.within.has(wordAt(place, index)) && article.has(wordAt(place, index + 1))
  return inThe && dayParts.has(wordAt(place, index + 2)) ? index + 2 : undefined
}

interface Found {
  to: number
  time: Time
  needs?: Piece['needs']
}

function clockAt(place: Place, index: number, prefixed: boolean, besideDay: boolean): Found | undefined {
  const word = wordAt(place, index)
  if (word === 'halb' && /^\d{1,2}$/.test(wordAt(place, index + 1))) {
    const hour = Number(wordAt(place, index + 1)) - 1
    const to = oClock.has(wordAt(place, index + 2)) ? index + 3 : index + 2
    return hour >= 0 ? timed(to, afternoon(hour, true), 30, '') : undefined
  }
  const match = /^(\d{1,2})(?:([:.h])(\d{2}))?(am|pm|uhr|h)?$/.exec(word)
  if (!match) return undefined
  const [, hour = '', divider, minutes, attached] = match
  const apart = attached ? '' : wordAt(place, index + 1)
  const said = attached ?? (/^(am|pm|a\.m|p\.m)$/.test(apart) || oClock.has(apart) ? apart : '')
  const mark = said.replace('.', '')
  let to = said && !attached ? index + 2 : index + 1
  if (minutes) {
    // 10.30 is a number as well.
    if (divider === '.' && !mark && !prefixed && !besideDay) return undefined
    return timed(to, Number(hour), Number(minutes), mark)
  }
  if (mark === 'h') return place.words.hourMark ? timed(to, Number(hour), 0, mark) : undefined
  if (mark) {
    const behind = wordAt(place, to)
    if (mark === 'uhr' && /^[0-5]\d$/.test(behind)) return timed(to + 1, Number(hour), Number(behind), mark)
    return timed(to, Number(hour), 0, mark)
  }
  if (!prefixed && !besideDay && !partAt(place, to)) return undefined
  to = index + 1
  const bare = timed(to, afternoon(Number(hour), prefixed), 0, '')
  return (
    bare && { ...bare, time: { ...bare.time, bare: true }, needs: prefixed && besideDay ? undefined : 'end' }
  )
}

/** Nobody means at three in the night when they say "at 3". */
const afternoon = (hour: number, said: boolean) => (said && hour >= 1 && hour <= 6 ? hour + 12 : hour)

function timed(to: number, hour: number, minute: number, mark: string): Found | undefined {
  if (hour > 23 || minute > 59) return undefined
  if (mark === 'am' || mark === 'pm') {
    if (hour < 1 || hour > 12) return undefined
    return { to, time: { hour: (hour % 12) + (mark === 'pm' ? 12 : 0), minute } }
  }
  return { to, time: { hour, minute } }
}

/** 8 in the evening, 8 Uhr abends. */
function withDayPart(place: Place, found: Found): Found {
  const index = partAt(place, found.to) ?? found.to
  const part = dayParts.get(wordAt(place, index))
  if (!part) return found
  const hour = part.late && found.time.hour < 12 ? found.time.hour + 12 : found.time.hour
  return { to: index + 1, time: { hour, minute: found.time.minute } }
}
