/**
 * A timeline: groups of days (`useDayGroups`), in each the events: a circle with an icon, a sentence, the hour.
 *
 *   const groups = useDayGroups(events, (event) => event.at)
 *   <Timeline>{groups.map((group) => (
 *     <TimelineGroup key={group.label} label={group.label}>{group.items.map((event) =>
 *       <TimelineEvent key={event.id} icon={IconBell} at={event.at} time={group.time}>…</TimelineEvent>)}
 *     </TimelineGroup>))}
 *   </Timeline>
 */
import type { ComponentType, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Formats } from '../formats.ts'
import { useFormat } from '../intl.tsx'
import classes from './timeline.module.css'
import { Moment } from './values.tsx'

export function Timeline({ children }: { children: ReactNode }) {
  return <div className={classes.timeline}>{children}</div>
}

export function TimelineGroup({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.group}>
      <h3 className={classes.label}>{label}</h3>
      <ol className={classes.events}>{children}</ol>
    </section>
  )
}

interface TimelineEventProps {
  icon: ComponentType<{ size?: number; stroke?: number }>
  tone?: 'red' | 'amber'
  at: string
  /** `time` within a day, `both` where a group spans several. */
  time?: 'time' | 'both'
  /** The sentence: `<><b>Lena</b> noted a call</>`. */
  children: ReactNode
  /** What it said: a quoted note, a framed mail. */
  body?: ReactNode
  /** What can be done with it, at the right, seen on hover and focus. */
  actions?: ReactNode
}

export function TimelineEvent(props: TimelineEventProps) {
  const { icon: Icon, tone, at, time = 'time', children, body, actions } = props
  return (
    <li className={classes.event}>
      <span className={classes.circle} data-tone={tone}>
        <Icon size={14} stroke={1.75} />
      </span>
      <div className={classes.main}>
        <div className={classes.line}>
          <span className={classes.sentence}>{children}</span>
          {actions && <span className={classes.actions}>{actions}</span>}
          <span className={classes.at}>
            <Moment at={at} as={time} />
          </span>
        </div>
        {body && <div className={classes.body}>{body}</div>}
      </div>
    </li>
  )
}

/** The words of a note inside the timeline: a line at their left. */
export function Quote({ children }: { children: ReactNode }) {
  return <div className={classes.quote}>{children}</div>
}

/** The one thing that waits for an answer is framed; nothing else is. */
export function Framed({ children }: { children: ReactNode }) {
  return <div className={classes.framed}>{children}</div>
}

export interface DayGroup<T> {
  label: string
  items: T[]
  time: 'time' | 'both'
}

const eachDay = 7

/** Groups moments, newest first: each of the last days, then "Earlier in November", then months. */
export function useDayGroups<T>(items: readonly T[], at: (item: T) => string): DayGroup<T>[] {
  const format = useFormat()
  const t = useTranslations('ui.timeline')
  const groups: DayGroup<T>[] = []
  for (const item of items) {
    const { label, time } = groupOf(at(item), format, {
      today: t('today'),
      yesterday: t('yesterday'),
      earlierIn: (month) => t('earlierIn', { month }),
    })
    const last = groups.at(-1)
    if (last?.label === label) last.items.push(item)
    else groups.push({ label, items: [item], time })
  }
  return groups
}

interface GroupWords {
  today: string
  yesterday: string
  earlierIn: (month: string) => string
}

function groupOf(at: string, format: Formats, words: GroupWords): Pick<DayGroup<unknown>, 'label' | 'time'> {
  const days = format.daysFromNow(at)
  if (days === 0) return { label: words.today, time: 'time' }
  if (days === -1) return { label: words.yesterday, time: 'time' }
  if (days > -eachDay) return { label: format.longDate(at), time: 'time' }
  const now = new Date().toISOString()
  const sameMonth = format.dayOf(at).slice(0, 7) === format.dayOf(now).slice(0, 7)
  const month = format.month(at)
  return { label: sameMonth ? words.earlierIn(month) : month, time: 'both' }
}
