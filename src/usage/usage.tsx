/** How much UpCRM is used here: by day as a picture, by person as bars with their numbers. */
import { Skeleton } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Output } from '#src/web/api.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { useFormat } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { Chips } from '#src/web/ui/chips.tsx'
import { PageBody, Section } from '#src/web/ui/page.tsx'
import classes from './usage.module.css'

const DaysChart = lazy(() => import('./days-chart.tsx').then((module) => ({ default: module.DaysChart })))

type Summary = Output<'GET /usage'>

const periods = ['30', '90', '365'] as const
const dayMs = 86_400_000
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

export function Usage() {
  const t = useTranslations('usage')
  const [period, setPeriod] = useState<(typeof periods)[number]>('30')
  // Days are counted in UTC, as the server counts them.
  const to = dayOf(Date.now())
  const from = dayOf(Date.parse(to) - (Number(period) - 1) * dayMs)
  const { data, error, refetch, dataUpdatedAt } = useApi('GET /usage', { from, to }, { keep: true })
  return (
    <>
      {error && <FailurePanel failure={error} retry={() => void refetch()} readAt={dataUpdatedAt} />}
      <PageBody>
        <div className={classes.column}>
          <p className={classes.text}>{t('text')}</p>
          <Chips
            label={t('period')}
            value={period}
            onChange={setPeriod}
            choices={periods.map((value) => ({ value, label: t('days', { count: value }) }))}
          />
          {data ? <Summary summary={data} /> : !error && <Skeleton height={200} mt="md" />}
        </div>
      </PageBody>
    </>
  )
}

function Summary({ summary }: { summary: Summary }) {
  const t = useTranslations('usage')
  const { day } = useFormat()
  if (summary.count === 0) return <p className={classes.empty}>{t('empty')}</p>
  const days = everyDay(summary)
  return (
    <>
      <Section
        title={t('byDay')}
        aside={`${t('total', { count: summary.count })}, ${t('refused', { count: summary.refused })}`}
      >
        <div
          role="img"
          aria-label={t('chart', { from: day(summary.from), to: day(summary.to) })}
          className={classes.chart}
        >
          <Suspense fallback={<Skeleton height={200} />}>
            <DaysChart days={days} />
          </Suspense>
        </div>
        <div className="unseen">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('day')}</th>
                <th scope="col">{t('uses')}</th>
              </tr>
            </thead>
            <tbody>
              {summary.days.map((one) => (
                <tr key={one.day}>
                  <td>{day(one.day)}</td>
                  <td>{one.count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      <Section title={t('byPerson')}>
        <People people={summary.people} />
      </Section>
    </>
  )
}

function People({ people }: { people: Summary['people'] }) {
  const t = useTranslations('usage')
  const { number } = useFormat()
  const most = Math.max(...people.map(({ count }) => count))
  return (
    <ol className={classes.people}>
      {people.map(({ person, count }) => (
        <li key={person?.id ?? 'system'} className={classes.person}>
          <span className={classes.name} title={person?.name}>
            {person?.name ?? t('system')}
          </span>
          <span className={classes.track}>
            <span className={classes.bar} style={{ width: `${(count / most) * 100}%` }} />
          </span>
          <span className={classes.number}>{number(count)}</span>
        </li>
      ))}
    </ol>
  )
}

/** Days without any use are days, too. */
function everyDay({ from, to, days }: Summary) {
  const counts = new Map(days.map(({ day, count }) => [day, count]))
  const all: { day: string; count: number }[] = []
  for (let time = Date.parse(from); time <= Date.parse(to); time += dayMs)
    all.push({ day: dayOf(time), count: counts.get(dayOf(time)) ?? 0 })
  return all
}
