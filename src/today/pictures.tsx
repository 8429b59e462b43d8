/** The pictures beside the lists: what was noted by day, the clients by status, the new ones by month. */
import { Skeleton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import type { Output } from '#src/web/api.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { useFormat, usePerson } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { Bars, BarsLegend } from '#src/web/ui/bars.tsx'
import classes from './pictures.module.css'

type Summary = Output<'GET /activity'>
const kinds = ['meeting', 'call', 'note'] as const
const tones = { note: 1, call: 3, meeting: 4 } as const
const statuses = ['lead', 'active', 'inactive'] as const

export function Pictures() {
  const t = useTranslations('today.pictures')
  const { data, error, refetch, dataUpdatedAt } = useApi('GET /activity', {})
  if (!data) {
    return error ? (
      <FailurePanel failure={error} title={t('failed')} retry={() => void refetch()} />
    ) : (
      <div className={classes.picture}>
        <Skeleton height={160} />
      </div>
    )
  }
  return (
    <>
      {error && <FailurePanel failure={error} retry={() => void refetch()} readAt={dataUpdatedAt} />}
      <Activity days={data.days} />
      <Statuses clients={data.clients} />
      <Months months={data.months} />
    </>
  )
}

function Activity({ days }: { days: Summary['days'] }) {
  const t = useTranslations('today.activity')
  const { day } = useFormat()
  const { language } = usePerson()
  const short = useMemo(
    () => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
    [language],
  )
  const sum = (kind: (typeof kinds)[number]) => days.reduce((total, one) => total + one[kind], 0)
  const count = sum('note') + sum('call') + sum('meeting')
  const bars = days.map((one, index) => ({
    key: one.on,
    name: day(one.on),
    // A week apart, today last.
    label: (days.length - 1 - index) % 7 === 0 ? short.format(new Date(`${one.on}T00:00:00Z`)) : '',
    parts: kinds.map((kind) => ({ name: t(`kinds.${kind}`), value: one[kind], tone: tones[kind] })),
  }))
  return (
    <section className={classes.picture}>
      <div className={classes.pictureHead}>
        <h2>{t('title')}</h2>
        <span className={classes.aside}>{t('weeks')}</span>
      </div>
      {count === 0 ? (
        <p className={classes.none}>{t('none')}</p>
      ) : (
        <>
          <Bars
            label={t('label', {
              from: day(days[0]?.on ?? ''),
              to: day(days.at(-1)?.on ?? ''),
              count: String(count),
            })}
            bars={bars}
          />
          <BarsLegend
            items={kinds
              .toReversed()
              .map((kind) => ({ label: t(kind, { count: sum(kind) }), tone: tones[kind] }))}
          />
        </>
      )}
    </section>
  )
}

function Statuses({ clients }: { clients: Summary['clients'] }) {
  const t = useTranslations('today.statuses')
  const { number } = useFormat()
  const { slug } = useOrganization()
  const all = statuses.reduce((total, status) => total + clients[status], 0)
  const most = Math.max(1, ...statuses.map((status) => clients[status]))
  return (
    <section className={classes.picture}>
      <div className={classes.pictureHead}>
        <h2>{t('title')}</h2>
        <b className={classes.sum}>{number(all)}</b>
      </div>
      <ul className={classes.statuses}>
        {statuses.map((status) => (
          <li key={status} className={classes.status}>
            <Link to="/o/$slug/clients" params={{ slug }} search={{ status }}>
              {t(status)}
            </Link>
            <span className={classes.track}>
              <span
                className={classes.statusBar}
                data-status={status}
                style={{ width: `${(clients[status] / most) * 100}%` }}
              />
            </span>
            <b className={classes.sum}>{number(clients[status])}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Months({ months }: { months: Summary['months'] }) {
  const t = useTranslations('today.months')
  const { month: monthName } = useFormat()
  const { language } = usePerson()
  const letter = useMemo(
    () => new Intl.DateTimeFormat(language, { month: 'narrow', timeZone: 'UTC' }),
    [language],
  )
  const count = months.reduce((total, { newClients }) => total + newClients, 0)
  return (
    <section className={classes.picture}>
      <div className={classes.pictureHead}>
        <h2>{t('title')}</h2>
        <span className={classes.aside}>{t('aside')}</span>
      </div>
      <Bars
        label={t('label', { count: String(count) })}
        height={96}
        bars={months.map(({ month, newClients }, index) => ({
          key: month,
          name: monthName(`${month}-15T12:00:00Z`),
          label: letter.format(new Date(`${month}-15T12:00:00Z`)),
          parts: [{ name: t('title'), value: newClients, tone: index === months.length - 1 ? 4 : 1 }],
        }))}
      />
    </section>
  )
}
