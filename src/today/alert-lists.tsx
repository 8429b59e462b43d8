/** One's own alerts: late and due today, and those of the week that comes. */
import { Kbd } from '@mantine/core'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { AlertRow } from '#src/alerts/alert-row.tsx'
import { nextAt } from '#src/alerts/due.tsx'
import { useDueToday } from '#src/alerts/due-today.tsx'
import { midnightAfter } from '#src/alerts/moments.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { usePerson } from '#src/web/intl.tsx'
import { keyCaps } from '#src/web/keys.tsx'
import { useList } from '#src/web/query.ts'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { useMinute } from '#src/web/ui/values.tsx'
import classes from './today.module.css'
import { TodayList } from './today-list.tsx'

const most = 200
const shownOfWeek = 6
const week = 7

export function DueAlerts({ quiet }: { quiet: boolean }) {
  const t = useTranslations('today.alerts')
  const ui = useTranslations('ui')
  const list = useList('GET /alerts', { ...useDueToday(), limit: most })
  const now = Date.now()
  const next = list.rows.map((alert) => Date.parse(nextAt(alert))).find((at) => at >= now)
  useMinute(true, next)
  const late = list.rows.filter((alert) => Date.parse(nextAt(alert)) < now).length
  const count = (value: number, last: boolean) =>
    last && list.more ? ui('atLeast', { count: String(value) }) : String(value)
  const dueToday = list.rows.length - late
  const aside = [
    late > 0 && t('late', { count: count(late, dueToday === 0) }),
    dueToday > 0 && t('today', { count: count(dueToday, true) }),
  ]
  // Before the first client there is nothing that an empty list would tell.
  if (quiet && !list.loading && !list.failure && list.rows.length === 0) return null
  return (
    <>
      {list.failure && (
        <FailurePanel
          failure={list.failure}
          retry={list.refetch}
          readAt={list.readAt}
          {...(list.readAt > 0 && { title: t('failed') })}
        />
      )}
      <TodayList
        title={t('title')}
        aside={aside.filter(Boolean).join(', ')}
        right={
          list.rows.length > 0 && (
            <span className={classes.keys} aria-hidden="true">
              <Kbd>{keyCaps(' ')[0]}</Kbd> {t('done')} <Kbd>S</Kbd> {t('snooze')}
            </span>
          )
        }
        stale={list.failure !== null}
      >
        {list.loading && <Loading />}
        {!list.loading && !list.failure && list.rows.length === 0 && (
          <li className={classes.none}>{t('none')}</li>
        )}
        {list.rows.map((alert) => (
          <AlertRow key={alert.id} alert={alert} />
        ))}
      </TodayList>
    </>
  )
}

export function ComingUp() {
  const t = useTranslations('today.week')
  const { timeZone } = usePerson()
  const { dueBefore: midnight, ...mine } = useDueToday()
  const [all, setAll] = useState(false)
  const list = useList('GET /alerts', {
    ...mine,
    dueAfter: midnight,
    dueBefore: midnightAfter(new Date(), timeZone, week + 1),
    limit: most,
  })
  const { rows } = list
  if (rows.length === 0) return null
  const shown = all ? rows : rows.slice(0, shownOfWeek)
  return (
    <TodayList title={t('title')} aside={t('aside', { count: String(rows.length) })}>
      {shown.map((alert) => (
        <AlertRow key={alert.id} alert={alert} />
      ))}
      {shown.length < rows.length && (
        <li className={classes.moreLine}>
          <button type="button" className={classes.more} onClick={() => setAll(true)}>
            {t('more', { count: String(rows.length - shown.length) })}
          </button>
        </li>
      )}
    </TodayList>
  )
}

function Loading() {
  return (
    <li className={classes.loading}>
      <LinesSkeleton count={3} />
    </li>
  )
}
