/**
 * An alert in a list: a tick, when, what and with whom, how late or soon. In lists one walks by keys (`data-line`) the
 * title has the focus, Space completes and S snoozes. `AlertRow` is one line, `AlertCard` two, for narrow columns.
 */
import { ActionIcon, Checkbox, Menu } from '@mantine/core'
import { IconAlarmSnooze, IconDots, IconPencil, IconRepeat, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import { openQuick } from '#src/web/quick.tsx'
import { useMay, useOrganization, useSession } from '#src/web/session.ts'
import { useMinute } from '#src/web/ui/values.tsx'
import { useAlertDeeds } from './alert-deeds.tsx'
import classes from './alerts.module.css'
import { type Alert, nextAt, useDue, useMomentWords } from './due.tsx'
import { useRepeatWords } from './repeat-words.tsx'
import { PickSnooze, SnoozeItems } from './snooze-menu.tsx'

export function AlertRow({ alert }: { alert: Alert }) {
  const at = nextAt(alert)
  useMinute(true, Date.parse(at))
  const due = useDue()(at)
  const may = useMay('alerts.write')
  const { complete } = useAlertDeeds()
  const [snoozing, setSnoozing] = useState(false)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!may || event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key === ' ') {
      focusNeighbour(event.currentTarget)
      void complete(alert)
    } else if (event.key.toLowerCase() === 's') setSnoozing(true)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <li className={classes.row} data-line data-tone={due.tone}>
      <Tick alert={alert} />
      <span className={classes.when}>
        <DueTime alert={alert}>{due.short}</DueTime>
      </span>
      <span className={classes.what}>
        <AlertLink alert={alert} onKeyDown={onKeyDown} />
        <About alert={alert} />
      </span>
      <Signs alert={alert} />
      <span className={classes.distance}>{due.distance}</span>
      {may && (
        <span className={classes.deeds}>
          <Deeds alert={alert} snoozing={snoozing} setSnoozing={setSnoozing} />
        </span>
      )}
    </li>
  )
}

/** For the column beside a client or company: its record is known there. */
export function AlertCard({ alert, beside }: { alert: Alert; beside: string }) {
  const at = nextAt(alert)
  useMinute(true, Date.parse(at))
  const due = useDue()(at)
  const moment = useMomentWords()(at)
  const may = useMay('alerts.write')
  const [snoozing, setSnoozing] = useState(false)
  const other = alert.client && alert.client.id !== beside
  return (
    <li className={classes.card} data-tone={due.tone}>
      <Tick alert={alert} />
      <span className={classes.cardBody}>
        <button
          type="button"
          className={classes.cardTitle}
          onClick={() => openQuick('alert', { alertId: alert.id })}
          disabled={!may}
        >
          {alert.title}
        </button>
        <span className={classes.cardDue}>
          <DueTime alert={alert}>{due.distance ? `${moment} ·` : moment}</DueTime>
          {due.distance && <span>{due.distance}</span>}
          <Signs alert={alert} />
        </span>
        {other && <About alert={alert} />}
      </span>
      {may && (
        <span className={classes.deeds}>
          <Deeds alert={alert} snoozing={snoozing} setSnoozing={setSnoozing} />
        </span>
      )}
    </li>
  )
}

function Tick({ alert }: { alert: Alert }) {
  const t = useTranslations('alerts.row')
  const { complete } = useAlertDeeds()
  return (
    <Checkbox
      className={classes.tick}
      aria-label={t('complete', { title: alert.title })}
      checked={false}
      disabled={!useMay('alerts.write')}
      onChange={() => void complete(alert)}
    />
  )
}

function DueTime({ alert, children }: { alert: Alert; children: ReactNode }) {
  const { exact } = useFormat()
  const at = nextAt(alert)
  return (
    <time dateTime={at} title={exact(at)}>
      {children}
    </time>
  )
}

/** Leads to the record it is about; an alert about nobody opens itself. */
function AlertLink({
  alert,
  onKeyDown,
}: {
  alert: Alert
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}) {
  const { slug } = useOrganization()
  return (
    <Link
      {...alertTarget(alert, slug)}
      className={classes.title}
      data-line-focus
      aria-keyshortcuts="Space S"
      onKeyDown={onKeyDown}
    >
      {alert.title}
    </Link>
  )
}

/** The page on which one finds an alert. */
export function alertTarget({ id, client, company }: Pick<Alert, 'id' | 'client' | 'company'>, slug: string) {
  if (client) return { to: '/o/$slug/clients/$id', params: { slug, id: client.id } } as const
  if (company) return { to: '/o/$slug/companies/$id', params: { slug, id: company.id } } as const
  return { to: '/o/$slug', params: { slug }, search: { alert: id } } as const
}

function About({ alert: { client, company } }: { alert: Alert }) {
  return <span className={classes.about}>{(client ?? company)?.name}</span>
}

/** That it repeats, is snoozed, or rings for someone else. */
function Signs({ alert }: { alert: Alert }) {
  const t = useTranslations('alerts')
  const { user } = useSession()
  const repeat = useRepeatWords()
  const { assignee, snoozedUntil } = alert
  const often = alert.repeat && t('repeat.repeats', { often: repeat(alert.repeat) })
  return (
    <span className={classes.signs}>
      {assignee && assignee.id !== user.id && <span>{t('row.for', { name: assignee.name })}</span>}
      {snoozedUntil && (
        <span title={t('due.snoozed')}>
          <IconAlarmSnooze size={14} stroke={1.75} aria-hidden="true" />
          <span className="unseen">{t('due.snoozed')}</span>
        </span>
      )}
      {often && (
        <span title={often}>
          <IconRepeat size={14} stroke={1.75} aria-hidden="true" />
          <span className="unseen">{often}</span>
        </span>
      )}
    </span>
  )
}

interface DeedsProps {
  alert: Alert
  snoozing: boolean
  setSnoozing: (opened: boolean) => void
}

/** Snoozing has a button of its own where there is room; on the phone one menu holds everything. */
function Deeds({ alert, snoozing, setSnoozing }: DeedsProps) {
  const t = useTranslations('alerts.row')
  const { trash } = useAlertDeeds()
  const [picking, setPicking] = useState(false)
  const pick = () => setPicking(true)
  return (
    <>
      <Menu opened={snoozing} onChange={setSnoozing} width={260}>
        <Menu.Target>
          <ActionIcon size="sm" className={classes.wide} aria-label={t('snoozeThis', { title: alert.title })}>
            <IconAlarmSnooze />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <SnoozeItems alert={alert} pick={pick} />
        </Menu.Dropdown>
      </Menu>
      <Menu width={260}>
        <Menu.Target>
          <ActionIcon size="sm" aria-label={t('more', { title: alert.title })}>
            <IconDots />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label className={classes.narrow}>{t('snooze')}</Menu.Label>
          <SnoozeItems alert={alert} pick={pick} className={classes.narrow} />
          <Menu.Divider className={classes.narrow} />
          <Menu.Item leftSection={<IconPencil />} onClick={() => openQuick('alert', { alertId: alert.id })}>
            {t('edit')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash />} onClick={() => void trash(alert)}>
            {t('trash')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {picking && <PickSnooze alert={alert} close={() => setPicking(false)} />}
    </>
  )
}

/** The row goes away: the next one has the focus then, or the one before. */
function focusNeighbour(from: HTMLElement) {
  const lines = [...document.querySelectorAll<HTMLElement>('[data-line-focus]')]
  const index = lines.indexOf(from)
  ;(lines[index + 1] ?? lines[index - 1])?.focus()
}
