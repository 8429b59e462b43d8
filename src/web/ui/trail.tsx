/** The way here, in place of a plain title: Clients › Katarzyna Wójcik, with her neighbours in the list. */
import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconChevronLeft, IconChevronRight, IconChevronUp } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './trail.module.css'

interface TrailProps {
  /** Where one came from. */
  from: { label: string; link: Pick<LinkProps, 'to' | 'params' | 'search'> }
  /** Where one is. `title` makes it the page's own title, as on the import. */
  children: ReactNode
  title?: boolean
  neighbours?: { previous?: (() => void) | undefined; next?: (() => void) | undefined; position: string }
  /** Names of the two arrows. */
  labels?: { previous: string; next: string }
}

export function Trail({ from, children, title = false, neighbours, labels }: TrailProps) {
  return (
    <div className={classes.trail} data-title={title || undefined}>
      <Link {...from.link} className={classes.from}>
        <IconChevronLeft className={classes.back} size={20} aria-hidden="true" />
        {from.label}
      </Link>
      <IconChevronRight className={classes.arrow} size={14} aria-hidden="true" />
      {title ? (
        <h1 className={classes.title}>{children}</h1>
      ) : (
        <span className={classes.here}>{children}</span>
      )}
      {neighbours && (
        <span className={classes.neighbours}>
          <ActionIcon
            size="sm"
            aria-label={labels?.previous}
            disabled={!neighbours.previous}
            onClick={neighbours.previous}
          >
            <IconChevronUp />
          </ActionIcon>
          <ActionIcon
            size="sm"
            aria-label={labels?.next}
            disabled={!neighbours.next}
            onClick={neighbours.next}
          >
            <IconChevronDown />
          </ActionIcon>
          <span>{neighbours.position}</span>
        </span>
      )}
    </div>
  )
}
