/** A moment as a `datetime-local` field holds it, in a person's own time zone. Pure: runs in Node and in the browser. */
import { momentsOf, wallTimeAt } from './zone-time.ts'

const digits = (value: number, length = 2) => String(value).padStart(length, '0')

export function writeWall(at: string, zone: string): string {
  const { year, month, day, hour, minute } = wallTimeAt(Date.parse(at), zone)
  return `${digits(year, 4)}-${digits(month)}-${digits(day)}T${digits(hour)}:${digits(minute)}`
}

/** The moment of what the field holds; null while it is not complete. */
export function readWall(text: string, zone: string): string | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text)?.slice(1).map(Number)
  if (!parts) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = parts
  const [moment] = momentsOf({ year, month, day, hour, minute, second: 0 }, zone)
  return moment === undefined ? null : new Date(moment).toISOString().replace('.000Z', 'Z')
}
