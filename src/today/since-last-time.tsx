/** What was told since one was here last. */
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { NotificationLine } from '#src/notifications/notification-line.tsx'
import { useFormat } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { useSince } from './since.tsx'
import classes from './today.module.css'
import { TodayList } from './today-list.tsx'

const Panel = lazy(() =>
  import('#src/notifications/panel.tsx').then((module) => ({ default: module.NotificationsPanel })),
)
const most = 6
const asked = 50

export function SinceLastTime() {
  const t = useTranslations('today.since')
  const { time, date, daysFromNow } = useFormat()
  const since = useSince()
  const [opened, setOpened] = useState(false)
  const { data } = useApi('GET /notifications', { limit: asked })
  const fresh = data?.items.filter(({ createdAt }) => Date.parse(createdAt) >= Date.parse(since)) ?? []
  if (fresh.length === 0) return null
  const days = daysFromNow(since)
  const moment =
    days === 0
      ? time(since)
      : days === -1
        ? t('yesterday', { time: time(since) })
        : `${date(since)} ${time(since)}`
  return (
    <>
      <TodayList
        title={t('title', { moment })}
        aside={t('count', { count: fresh.length })}
        right={
          <button type="button" className={classes.more} onClick={() => setOpened(true)}>
            {t('showAll')}
          </button>
        }
      >
        {fresh.slice(0, most).map((one) => (
          <NotificationLine
            key={one.id}
            notification={one}
            time={daysFromNow(one.createdAt) === 0 ? 'time' : 'both'}
          />
        ))}
      </TodayList>
      <Suspense>{opened && <Panel close={() => setOpened(false)} />}</Suspense>
    </>
  )
}
