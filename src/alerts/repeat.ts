/** When a repeating alert comes next: RFC 5545 on the wall clock of the alert's zone, so that 09:00 stays 09:00. */
import rrule from 'rrule'
import { type RepeatRule, readRepeatRule } from './repeat-rule.ts'
import { floating, fromFloating, momentsOf, wallTimeAt } from './zone-time.ts'

export interface Series {
  repeat: string
  /** The first occurrence, RFC 5545's DTSTART: it gives what the rule leaves open, and COUNT counts from it. */
  startsAt: Date
  timeZone: string
}

/**
 * The calendar is the same every 400 years, to the weekday. Days are reckoned this much later, where the library's
 * calendar is about to end: a rule that never comes is then known in milliseconds instead of 8,000 years of looking.
 */
const cycles = Date.UTC(9600, 0) - Date.UTC(2000, 0)

const hourMs = 3_600_000

/** The days and times on the wall, reckoned `cycles` later. */
function occurrences(rule: RepeatRule, { startsAt, timeZone }: Series) {
  const start = floating(wallTimeAt(startsAt.getTime(), timeZone))
  return new rrule.RRule({
    ...rrule.RRule.parseString(withoutUntil(rule)),
    dtstart: new Date(start + cycles),
  })
}

const momentOf = (onWall: Date, timeZone: string): number =>
  momentsOf(fromFloating(onWall.getTime() - cycles), timeZone)[0]!

function readStored(repeat: string): RepeatRule {
  const rule = readRepeatRule(repeat)
  if (typeof rule === 'string') throw new Error(rule)
  return rule
}

/** The first occurrence after a moment, or null when there is none any more. */
export function nextOccurrence(series: Series, after: Date): Date | null {
  const { startsAt, timeZone } = series
  const rule = readStored(series.repeat)
  if (rule.frequency === 'HOURLY') return nextHour(rule, startsAt.getTime(), after.getTime(), timeZone)
  const until = rule.until ? untilMoment(rule.until, timeZone) : Number.POSITIVE_INFINITY
  const all = occurrences(rule, series)
  // The moments of an occurrence can lie an hour off around a change of the clock, so looking begins a day earlier.
  let onWall = new Date(floating(wallTimeAt(after.getTime(), timeZone)) + cycles - 24 * hourMs)
  for (;;) {
    const next = all.after(onWall)
    if (!next) return null
    const moment = momentOf(next, timeZone)
    if (moment > until) return null
    if (moment > after.getTime()) return new Date(moment)
    onWall = next
  }
}

/** Hours are counted as they pass, not on the wall: a night with 25 hours has one more. */
function nextHour(rule: RepeatRule, start: number, after: number, zone: string): Date | null {
  const step = rule.interval * hourMs
  const index = Math.max(0, Math.floor((after - start) / step) + 1)
  const moment = start + index * step
  if (rule.count !== null && index >= rule.count) return null
  return rule.until && moment > untilMoment(rule.until, zone) ? null : new Date(moment)
}

const withoutUntil = ({ text }: RepeatRule) =>
  text
    .split(';')
    .filter((piece) => !piece.startsWith('UNTIL='))
    .join(';')

/** A day counts to its end; a time without Z is one on the wall. */
function untilMoment(until: string, zone: string): number {
  const [, year, month, day, hour = '23', minute = '59', second = '59', utc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(until) as unknown as string[]
  const wall = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  }
  return utc ? floating(wall) : momentsOf(wall, zone).at(-1)!
}

/** The rule for the same series when it begins anew at a later occurrence: what COUNT has used up is taken off. */
export function restartedRepeat(series: Series, dueAt: Date): string {
  const rule = readStored(series.repeat)
  if (rule.count === null) return series.repeat
  let used = 0
  if (rule.frequency === 'HOURLY')
    used = Math.ceil((dueAt.getTime() - series.startsAt.getTime()) / (rule.interval * hourMs))
  else
    occurrences(rule, series).all((onWall) => {
      if (momentOf(onWall, series.timeZone) >= dueAt.getTime()) return false
      used += 1
      return true
    })
  return rule.text.replace(/COUNT=\d+/, `COUNT=${Math.max(1, rule.count - Math.max(0, used))}`)
}
