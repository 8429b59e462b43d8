/** A notification in a list: what rang, about whom, when; a dot while it is unread. Its title opens the record. */
import { IconAlertTriangle, IconBell, IconCoins, IconEye } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useOrganization } from '#src/web/session.ts'
import { Moment } from '#src/web/ui/values.tsx'
import classes from './notifications.module.css'
import { markRead, useNews } from './ring.tsx'
import type { Notification } from './schema.ts'
import { targetOf } from './target.ts'

interface NotificationLineProps {
  notification: Notification
  /** `time` within a day, `both` where a group spans several. */
  time: 'time' | 'both'
  /** Called when its record was opened. */
  opened?: () => void
  children?: ReactNode
}

const icons: Record<string, typeof IconBell> = {
  invoice_viewed: IconEye,
  invoice_paid: IconCoins,
  mail_failed: IconAlertTriangle,
  mail_unknown: IconAlertTriangle,
}

export function NotificationLine({ notification, time, opened, children }: NotificationLineProps) {
  const t = useTranslations('notifications')
  const { slug } = useOrganization()
  const { id, kind, client, company, subject, late, createdAt, readAt } = notification
  const title = useNews()(notification)
  const Icon = icons[kind] ?? IconBell
  const unread = readAt === null
  const open = () => {
    // It opens all the same when this does not get through; then it stays unread.
    if (unread) markRead(id).catch(() => undefined)
    opened?.()
  }
  return (
    <li className={classes.line} data-line data-unread={unread || undefined}>
      <span className={classes.icon}>
        <Icon size={16} stroke={1.75} aria-hidden="true" />
      </span>
      <span className={classes.what}>
        {subject || client || company ? (
          <Link {...targetOf(notification, slug)} className={classes.title} data-line-focus onClick={open}>
            {title}
          </Link>
        ) : (
          <span className={classes.title}>{title}</span>
        )}
        {unread && <span className="unseen">, {t('isUnread')}</span>}
        <span className={classes.about}>
          {[(client ?? company)?.name, late && t('late'), !subject && t('gone')].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className={classes.at}>
        <Moment at={createdAt} as={time} />
      </span>
      {children && <span className={classes.deeds}>{children}</span>}
    </li>
  )
}
