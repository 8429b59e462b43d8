/** The repeats one chooses among, made from when the alert is due. Pure: runs in Node and in the browser. */
import { wallTimeAt, weekdayOf } from './zone-time.ts'

export const dayCodes: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
export const workdayRule = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'

/** Every day, every weekday, every week on that day, every other, every month on that day, every year. */
export function repeatChoices(dueAt: string, zone: string): string[] {
  const wall = wallTimeAt(Date.parse(dueAt), zone)
  const day = dayCodes[weekdayOf(wall)]
  return [
    'FREQ=DAILY',
    workdayRule,
    `FREQ=WEEKLY;BYDAY=${day}`,
    `FREQ=WEEKLY;INTERVAL=2;BYDAY=${day}`,
    // A day that some months lack would be left out in them.
    wall.day > 28 ? 'FREQ=MONTHLY;BYMONTHDAY=-1' : `FREQ=MONTHLY;BYMONTHDAY=${wall.day}`,
    'FREQ=YEARLY',
  ]
}
