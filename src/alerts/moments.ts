/** Moments that alerts are set and snoozed to, on the clock of a person. Pure: runs in Node and in the browser. */
import { addDays, floating, momentsOf, type WallTime, wallTimeAt, weekdayOf } from './zone-time.ts'

const hour = 3_600_000
const nine = { hour: 9, minute: 0, second: 0 }

/** UTC, as the API takes it. */
const isoOf = (moment: number) => new Date(moment).toISOString().replace('.000Z', 'Z')

const firstOf = (wall: WallTime, zone: string) => isoOf(momentsOf(wall, zone)[0] ?? floating(wall))

/** The midnight after so many days: 1 is the coming one. */
export function midnightAfter(now: Date, zone: string, days: number): string {
  const today = { ...wallTimeAt(now.getTime(), zone), hour: 0, minute: 0, second: 0 }
  return firstOf(addDays(today, days), zone)
}

export const laterNames = ['hour', 'tomorrow', 'monday'] as const
export type LaterName = (typeof laterNames)[number]

/** In an hour, tomorrow at nine, on the next Monday at nine. */
export function laterMoment(name: LaterName, now: Date, zone: string): string {
  const moment = now.getTime() - (now.getTime() % 1000)
  if (name === 'hour') return isoOf(moment + hour)
  const today = { ...wallTimeAt(moment, zone), ...nine }
  return firstOf(addDays(today, name === 'tomorrow' ? 1 : 7 - weekdayOf(today)), zone)
}
