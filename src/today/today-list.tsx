/** A list of Today under its heading. */
import { type ReactNode, useId } from 'react'
import classes from './today.module.css'

interface TodayListProps {
  title: ReactNode
  /** How many, beside the title. */
  aside?: ReactNode
  /** At the right: keys, or the way to all of them. */
  right?: ReactNode
  stale?: boolean
  children: ReactNode
}

export function TodayList({ title, aside, right, stale = false, children }: TodayListProps) {
  const id = useId()
  return (
    <section className={classes.list} aria-labelledby={id} data-stale={stale || undefined}>
      <div className={classes.listHead}>
        <h2 id={id}>{title}</h2>
        {aside && <span className={classes.aside}>{aside}</span>}
        {right && <span className={classes.right}>{right}</span>}
      </div>
      <ul className={classes.lines}>{children}</ul>
    </section>
  )
}
