/** Clock time in a time zone and the moments it stands for, over daylight saving. Pure: runs in Node and in the browser. */

/** What calendar and clock on the wall of a zone show; `month` counts from 1. */
export interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'narrow',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  return format
}

/** The wall time at a moment, in milliseconds since 1970. */
export function wallTimeAt(moment: number, zone: string): WallTime {
  const wall = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
  for (const { type, value } of formatOf(zone).formatToParts(moment))
    if (type in wall) wall[type as keyof WallTime] = Number(value)
  return wall
}

/** The wall time as if it were UTC: a number that can be counted and compared with. */
export const floating = ({ year, month, day, hour, minute, second }: WallTime): number =>
  Date.UTC(year, month - 1, day, hour, minute, second)

export const fromFloating = (time: number): WallTime => wallTimeAt(time, 'UTC')

const offsetAt = (moment: number, zone: string) =>
  floating(wallTimeAt(moment, zone)) - Math.floor(moment / 1000) * 1000

/**
 * The moments at which the zone's clock shows this time, earliest first: two when the clock is set back over it. Where it is
 * set forward over it, the one that the offset before the gap gives, as RFC 5545 reads it (02:30 becomes 03:30).
 */
export function momentsOf(wall: WallTime, zone: string): number[] {
  const time = floating(wall)
  const [before, after] = [offsetAt(time - dayMs, zone), offsetAt(time + dayMs, zone)]
  const shown = [...new Set([time - before, time - after])].filter(
    (moment) => floating(wallTimeAt(moment, zone)) === time,
  )
  return shown.length > 0 ? shown.sort((a, b) => a - b) : [time - before]
}

/** The day so many days later (or earlier), at the same time on the wall. */
export const addDays = (wall: WallTime, days: number): WallTime => fromFloating(floating(wall) + days * dayMs)

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (wall: WallTime): number => (new Date(floating(wall)).getUTCDay() + 6) % 7

export const daysInMonth = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate()
