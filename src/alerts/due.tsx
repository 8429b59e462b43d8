/** When an alert is due, in words and in a tone: late, soon, today, later. */
import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import type { Output } from '#src/web/api.ts'
import { useFormat } from '#src/web/intl.tsx'

export type Alert = Output<'GET /alerts'>['items'][number]

/** When it rings, or rang: due, or snoozed to. */
export const nextAt = ({ snoozedUntil, dueAt }: Pick<Alert, 'snoozedUntil' | 'dueAt'>) =>
  snoozedUntil ?? dueAt

const minute = 60_000
const hour = 60 * minute

export interface Due {
  tone: 'late' | 'soon' | 'today' | 'later'
  /** `10:00` today, `Thu 19 Nov` else. */
  short: string
  /** `4 days late`, `in 37 min`; empty when the day says it all. */
  distance: string
}

export function useDue() {
  const t = useTranslations('alerts.due')
  const { date, time, daysFromNow } = useFormat()
  return useCallback(
    (at: string, now = Date.now()): Due => {
      const ahead = Date.parse(at) - now
      const days = daysFromNow(at, new Date(now))
      const short = days === 0 ? time(at) : date(at)
      if (ahead < 0) {
        const late = -ahead
        const distance =
          days < 0
            ? t('daysLate', { count: -days })
            : late < minute
              ? t('now')
              : late < hour
                ? t('minutesLate', { count: String(Math.floor(late / minute)) })
                : t('hoursLate', { count: String(Math.floor(late / hour)) })
        return { tone: 'late', short, distance }
      }
      if (ahead < hour) {
        return { tone: 'soon', short, distance: t('inMinutes', { count: String(Math.ceil(ahead / minute)) }) }
      }
      return { tone: days === 0 ? 'today' : 'later', short, distance: '' }
    },
    [t, date, time, daysFromNow],
  )
}

/** `Today 10:00`, `Tomorrow 09:00`, `Tue 1 Dec 10:00`. */
export function useMomentWords() {
  const t = useTranslations('alerts.due')
  const { date, time, daysFromNow } = useFormat()
  return useCallback(
    (at: string) => {
      const days = daysFromNow(at)
      const day = days === 0 ? t('today') : days === 1 ? t('tomorrow') : date(at)
      return t('at', { day, time: time(at) })
    },
    [t, date, time, daysFromNow],
  )
}
