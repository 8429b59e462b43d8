/** Bars by day. Apart, because what draws them is large and fetched only here. */
import { BarChart } from '@mantine/charts'
import '@mantine/charts/styles.layer.css'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat, usePerson } from '#src/web/intl.tsx'

export function DaysChart({ days }: { days: readonly { day: string; count: number }[] }) {
  const t = useTranslations('usage')
  const { number } = useFormat()
  const { locale } = usePerson()
  const data = useMemo(() => {
    const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
    return days.map(({ day, count }) => ({ day: short.format(new Date(`${day}T00:00:00Z`)), count }))
  }, [days, locale])
  return (
    <BarChart
      h={200}
      data={data}
      dataKey="day"
      series={[{ name: 'count', label: t('uses'), color: 'var(--ramp3)' }]}
      gridColor="var(--line)"
      textColor="var(--text3)"
      tickLine="none"
      valueFormatter={number}
      barProps={{ radius: [2, 2, 0, 0], isAnimationActive: false }}
      xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 32 }}
      yAxisProps={{ allowDecimals: false, width: 44 }}
      tooltipAnimationDuration={0}
    />
  )
}
