/**
 * Values as people read them, in their locale and time zone: `<Money amount={731240} currency="EUR" />`,
 * `<Day on="2026-11-23" />`, `<Moment at="…Z" />` (how long ago, the exact one on hover), `<Count of={list.count} />`.
 */
import { useEffect, useReducer } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '../intl.tsx'
import classes from './small.module.css'

/** An integer of the currency's minor unit. */
export function Money({ amount, currency }: { amount: number; currency: string }) {
  const { money } = useFormat()
  return <span className={classes.figures}>{money(amount, currency)}</span>
}

/** A calendar day, the same everywhere on earth. */
export function Day({ on }: { on: string }) {
  const { day } = useFormat()
  return <time dateTime={on}>{day(on)}</time>
}

interface MomentProps {
  at: string
  /** `ago` 11 min ago · `date` Fri 20 Nov · `time` 09:12 · `both` Fri 20 Nov 09:12 (Today 10:00 when it is today) */
  as?: 'ago' | 'date' | 'time' | 'both'
}

/** A moment, kept fresh while it is shown, the exact one on hover. */
export function Moment({ at, as = 'ago' }: MomentProps) {
  const format = useFormat()
  const t = useTranslations('ui.timeline')
  useMinute(as === 'ago')
  const text =
    as === 'both'
      ? `${format.daysFromNow(at) === 0 ? t('today') : format.date(at)} ${format.time(at)}`
      : format[as](at)
  return (
    <time dateTime={at} title={format.exact(at)}>
      {text}
    </time>
  )
}

/** A number of records, perhaps capped: 214 or 10,000+. */
export function Count({ of: count }: { of: number | { value: number; atLeast: boolean } | undefined }) {
  const { number } = useFormat()
  const t = useTranslations('ui')
  if (count === undefined) return null
  if (typeof count === 'number') return <>{number(count)}</>
  return <>{count.atLeast ? t('atLeast', { count: number(count.value) }) : number(count.value)}</>
}

const minute = 60_000

/** Draws again every minute, and when a moment comes that says something else once it has passed. */
export function useMinute(running: boolean, moment = Number.POSITIVE_INFINITY) {
  const [times, again] = useReducer((n: number) => n + 1, 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time it was drawn the next one is awaited
  useEffect(() => {
    if (!running) return
    const ahead = moment - Date.now()
    const timer = setTimeout(again, ahead >= 0 && ahead < minute ? ahead + 1 : minute)
    return () => clearTimeout(timer)
  }, [running, moment, times])
}
