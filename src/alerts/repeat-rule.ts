/** A repeat as people may say it: an RFC 5545 RRULE, read strictly and within reason. Pure: runs in Node and in the browser. */

export const frequencies = ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof frequencies)[number]

export interface RepeatRule {
  /** The rule in its one spelling: upper case, without `RRULE:`. */
  text: string
  frequency: Frequency
  interval: number
  count: number | null
  /** `UNTIL` as written: a day, a time on the wall, or a moment when it ends in Z. */
  until: string | null
  parts: Readonly<Record<string, string>>
}

export const repeatLimit = 500

/** Ten years at most between two occurrences. */
const longest: Record<Frequency, number> = {
  HOURLY: 87_600,
  DAILY: 3650,
  WEEKLY: 520,
  MONTHLY: 120,
  YEARLY: 10,
}

const number = (most: number, negative = false) => {
  const one = (text: string) =>
    (negative ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/).test(text) &&
    Math.abs(Number(text)) <= most &&
    (!negative || Number(text) !== 0)
  return (value: string) => value.split(',').every(one)
}

const weekday = /^(MO|TU|WE|TH|FR|SA|SU)$/
const weekdayInPeriod = /^([+-]?([1-9]|[1-4]\d|5[0-3]))?(MO|TU|WE|TH|FR|SA|SU)$/
const untilForm = /^(\d{4})(\d{2})(\d{2})(T([01]\d|2[0-3])[0-5]\d[0-5]\dZ?)?$/

const isUntil = (value: string) => {
  const [, year, month, day] = untilForm.exec(value) ?? []
  if (!year) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}

const valid: Record<string, (value: string, frequency: Frequency) => boolean> = {
  FREQ: () => true,
  INTERVAL: (value) => /^[1-9]\d{0,5}$/.test(value),
  COUNT: (value) => /^[1-9]\d{0,3}$/.test(value),
  UNTIL: isUntil,
  WKST: (value) => weekday.test(value),
  BYMINUTE: (value) => /^\d{1,2}$/.test(value) && Number(value) <= 59,
  BYHOUR: number(23),
  BYDAY: (value, frequency) =>
    value
      .split(',')
      .every((day) =>
        (frequency === 'MONTHLY' || frequency === 'YEARLY' ? weekdayInPeriod : weekday).test(day),
      ),
  BYMONTHDAY: (value, frequency) => frequency !== 'WEEKLY' && number(31, true)(value),
  BYYEARDAY: (value, frequency) => frequency === 'YEARLY' && number(366, true)(value),
  BYWEEKNO: (value, frequency) => frequency === 'YEARLY' && number(53, true)(value),
  BYMONTH: (value) => number(12)(value) && !value.split(',').includes('0'),
  BYSETPOS: number(366, true),
}

/** The rule, or a sentence saying why it is none. */
export function readRepeatRule(said: string): RepeatRule | string {
  const text = said
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '')
  if (text.length > repeatLimit) return `A repeat has at most ${repeatLimit} characters.`
  if (/EXRULE|EXDATE|RDATE|DTSTART|[\r\n]/.test(text))
    return 'A repeat is one rule; it begins when the alert is due. Leave out DTSTART, RDATE, EXDATE and EXRULE.'
  const parts: Record<string, string> = {}
  for (const piece of text.split(';')) {
    const [, name, value] = /^([A-Z]+)=([A-Z0-9,+-]+)$/.exec(piece) ?? []
    if (!name || !value) return 'A repeat is an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=MO.'
    if (name in parts) return `${name} stands twice in this repeat.`
    parts[name] = value
  }
  const { FREQ: frequency, COUNT: count, UNTIL: until } = parts
  if (!frequency) return 'A repeat needs FREQ, for example FREQ=WEEKLY.'
  if (frequency === 'SECONDLY' || frequency === 'MINUTELY') return 'An alert repeats every hour at the most.'
  if (!isFrequency(frequency)) return `FREQ is one of ${frequencies.join(', ')}.`
  if (count && until) return 'A repeat ends by COUNT or by UNTIL, not by both.'
  for (const [name, value] of Object.entries(parts))
    if (!valid[name]?.(value, frequency)) return `${name} does not fit into this repeat.`
  if (frequency === 'HOURLY' && Object.keys(parts).some((name) => name.startsWith('BY')))
    return 'An hourly repeat takes only INTERVAL, COUNT and UNTIL. For certain hours, say FREQ=DAILY;BYHOUR=9,13.'
  if (parts.BYSETPOS && !Object.keys(parts).some((name) => name.startsWith('BY') && name !== 'BYSETPOS'))
    return 'BYSETPOS chooses among the days of another part, such as BYDAY.'
  if (parts.BYWEEKNO && /\d/.test(parts.BYDAY ?? '')) return 'With BYWEEKNO, BYDAY names plain weekdays.'
  const interval = Number(parts.INTERVAL ?? 1)
  if (interval > longest[frequency]) return 'An alert repeats every ten years at the least.'
  return { text, frequency, interval, count: count ? Number(count) : null, until: until ?? null, parts }
}

const isFrequency = (text: string): text is Frequency => (frequencies as readonly string[]).includes(text)
