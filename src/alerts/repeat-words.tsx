/** A repeat in words: `const words = useRepeatWords()`, `words('FREQ=WEEKLY;BYDAY=MO')` is "every week on Mon". */
import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat, usePerson } from '#src/web/intl.tsx'
import { dayCodes, workdayRule } from './repeat-choices.ts'
import { readRepeatRule } from './repeat-rule.ts'

const names = {
  HOURLY: 'hourly',
  DAILY: 'daily',
  WEEKLY: 'weekly',
  MONTHLY: 'monthly',
  YEARLY: 'yearly',
} as const
const told = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'COUNT', 'UNTIL', 'WKST']

/** 2024-01-01 was a Monday. */
const weekdayName = (index: number, locale: string) =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, 1 + index)),
  )

export function useRepeatWords() {
  const t = useTranslations('alerts.repeat')
  const { day } = useFormat()
  const { language } = usePerson()
  return useCallback(
    (text: string): string => {
      const rule = readRepeatRule(text)
      if (typeof rule === 'string') return t('own')
      const { frequency, interval, count, until, parts } = rule
      if (rule.text === workdayRule) return t('workdays')
      if (Object.keys(parts).some((name) => !told.includes(name))) return t('own')
      let often: string = t(names[frequency], { interval })
      if (parts.BYDAY) {
        const days = parts.BYDAY.split(',').map((code) => dayCodes.indexOf(code))
        if (days.includes(-1)) return t('own')
        const list = new Intl.ListFormat(language, { type: 'conjunction' })
        often = t('onDays', { often, days: list.format(days.map((index) => weekdayName(index, language))) })
      }
      if (parts.BYMONTHDAY === '-1') often = t('onLastDay', { often })
      else if (parts.BYMONTHDAY) often = t('onMonthDay', { often, day: parts.BYMONTHDAY })
      if (count !== null) return t('times', { often, count })
      if (until !== null)
        return t('until', {
          often,
          day: day(`${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`),
        })
      return often
    },
    [t, day, language],
  )
}
