/**
 * The days on which a recurring invoice comes, and the period each is for. Every day is reckoned from the first one, so
 * that the 31st is the 28th in February and the 31st again in March. Pure: runs in Node and in the browser.
 */
export const rhythms = ['weekly', 'monthly', 'quarterly', 'yearly'] as const

export interface Schedule {
  rhythm: (typeof rhythms)[number]
  /** Every so many weeks, months, quarters or years. */
  every: number
  lastDay: boolean
  startsOn: string
  endsOn: string | null
  /** How many there are in all. */
  endsAfter: number | null
}

const months = { monthly: 1, quarterly: 3, yearly: 12 } as const
const dayMs = 86_400_000

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

/** Moves a day by so many days. */
export const moveDay = (day: string, days: number) => dayOf(Date.parse(day) + days * dayMs)

const lengthOf = (year: number, month: number) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate()

/** The day of the one with this index; the first has 0. Its end is not asked for here. */
export function occurrence({ rhythm, every, lastDay, startsOn }: Schedule, index: number): string {
  if (rhythm === 'weekly') return moveDay(startsOn, 7 * every * index)
  const [year = 0, month = 1, day = 1] = startsOn.split('-').map(Number)
  const whole = year * 12 + month - 1 + months[rhythm] * every * index
  const [toYear, toMonth] = [Math.floor(whole / 12), ((whole % 12) + 12) % 12]
  const length = lengthOf(toYear, toMonth)
  return dayOf(Date.UTC(toYear, toMonth, lastDay ? length : Math.min(day, length)))
}

/** The index of the first one on this day or after it. */
export function indexFrom(schedule: Schedule, day: string): number {
  const step =
    schedule.rhythm === 'weekly' ? 7 * schedule.every : 28 * months[schedule.rhythm] * schedule.every
  // At most so many can have passed, since no month is shorter; from there it is looked for, half by half.
  let high = Math.max(0, Math.ceil((Date.parse(day) - Date.parse(schedule.startsOn)) / dayMs / step) + 1)
  let low = 0
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (occurrence(schedule, middle) < day) low = middle + 1
    else high = middle
  }
  return low
}

/** The next one on this day or after it, when so many were made already; null when it is at its end. */
export function nextOn(schedule: Schedule, day: string, made: number): string | null {
  if (schedule.endsAfter !== null && made >= schedule.endsAfter) return null
  const next = occurrence(schedule, indexFrom(schedule, day))
  return schedule.endsOn !== null && next > schedule.endsOn ? null : next
}

/** What one is for: from its day until the day before the next; with the last day of the month, what ends with it. */
export function periodFor(schedule: Schedule, day: string): { startsOn: string; endsOn: string } {
  const index = indexFrom(schedule, day)
  if (schedule.lastDay && schedule.rhythm !== 'weekly')
    return { startsOn: moveDay(occurrence(schedule, index - 1), 1), endsOn: day }
  return { startsOn: day, endsOn: moveDay(occurrence(schedule, index + 1), -1) }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(language: string, kind: 'month' | 'day'): Intl.DateTimeFormat {
  const key = `${language} ${kind}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    ...(kind === 'month' ? { month: 'long' } : { dateStyle: 'medium' }),
  })
  formats.set(key, made)
  return made
}

/** Fills {month}, {year} and {period} in, in the language of the document; other braces stay. */
export function fillPeriod(
  text: string,
  period: { startsOn: string; endsOn: string },
  language: string,
): string {
  const [first, last] = [new Date(period.startsOn), new Date(period.endsOn)]
  return text.replace(/\{(month|year|period)\}/g, (_, name: string) => {
    if (name === 'month') return formatOf(language, 'month').format(first)
    if (name === 'year') return period.startsOn.slice(0, 4)
    // Thin spaces are not in every font.
    return formatOf(language, 'day')
      .formatRange(first, last)
      .replace(/[\u2009\u202f]/g, ' ')
  })
}
