/**
 * A status is a shape, a word and a colour, never a colour alone. `<Status of="active" />` is the quiet form for
 * tables, `badge` the tinted one for headers, cards and the palette. Another word: `<Status of="overdue" badge>36 days overdue</Status>`.
 */
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Messages } from '../messages/languages.ts'
import classes from './small.module.css'

export type StatusName = keyof Messages['ui']['status']

type Tone = 'green' | 'amber' | 'red' | 'blue' | 'grey'

const looks: Record<StatusName, readonly [tone: Tone, shape: ReactNode]> = {
  lead: ['blue', <Dashes key="s" />],
  draft: ['grey', <Dashes key="s" />],
  active: ['green', <Disc key="s" />],
  open: ['blue', <Ring key="s" />],
  inactive: ['grey', <Ring key="s" />],
  issued: ['blue', <HalfDisc key="s" />],
  viewed: ['blue', <Eye key="s" />],
  paid: ['green', <Tick key="s" />],
  done: ['green', <Tick key="s" />],
  inOrder: ['green', <Tick key="s" />],
  soon: ['amber', <Bang key="s" />],
  late: ['red', <Bang key="s" />],
  overdue: ['red', <Bang key="s" />],
  broken: ['red', <Bang key="s" />],
  restricted: ['amber', <Slash key="s" />],
  void: ['grey', <Slash key="s" />],
}

interface StatusProps {
  of: StatusName
  badge?: boolean
  children?: ReactNode
}

export function Status({ of, badge = false, children }: StatusProps) {
  const t = useTranslations('ui.status')
  const [tone, shape] = looks[of]
  return (
    <span className={badge ? classes.badge : classes.status} data-tone={tone}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        {shape}
      </svg>
      <span>{children ?? t(of)}</span>
    </span>
  )
}

/** Any other short word in a tint, e.g. "Reply waiting". The shape still carries the meaning without the colour. */
export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {(tone === 'amber' || tone === 'red') && (
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
          <Bang />
        </svg>
      )}
      <span>{children}</span>
    </span>
  )
}

function Disc() {
  return <circle cx="6" cy="6" r="3.5" fill="currentcolor" />
}

function Ring() {
  return <circle cx="6" cy="6" r="3.75" fill="none" stroke="currentcolor" strokeWidth="1.5" />
}

function Dashes() {
  return (
    <circle
      cx="6"
      cy="6"
      r="4"
      fill="none"
      stroke="currentcolor"
      strokeWidth="1.6"
      strokeDasharray="2.6 1.59"
    />
  )
}

function HalfDisc() {
  return (
    <>
      <circle cx="6" cy="6" r="4" fill="none" stroke="currentcolor" strokeWidth="1.5" />
      <path d="M6 2a4 4 0 0 1 0 8z" fill="currentcolor" />
    </>
  )
}

function Eye() {
  return (
    <>
      <circle cx="6" cy="6" r="4" fill="none" stroke="currentcolor" strokeWidth="1.5" />
      <circle cx="6" cy="6" r="1.6" fill="currentcolor" />
    </>
  )
}

function Tick() {
  return (
    <path
      d="M2.5 6.4 5 8.9l4.6-5.3"
      fill="none"
      stroke="currentcolor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  )
}

function Bang() {
  return (
    <path
      d="M6 2v5M6 9.7v.1"
      fill="none"
      stroke="currentcolor"
      strokeWidth="2.2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  )
}

function Slash() {
  return (
    <>
      <circle cx="6" cy="6" r="4" fill="none" stroke="currentcolor" strokeWidth="1.5" />
      <path d="M3.4 8.6l5.2-5.2" stroke="currentcolor" strokeWidth="1.5" />
    </>
  )
}
