/** The bell: how many notifications are unread, and the way to all of them. */
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useKey } from '#src/web/keys.tsx'
import { useCommand } from '#src/web/palette-store.ts'
import classes from './notifications.module.css'
import { useUnread } from './ring.tsx'

const Panel = lazy(() => import('./panel.tsx').then((module) => ({ default: module.NotificationsPanel })))
const most = 99

interface BellProps {
  /** Only one of those on the screen answers to its key. */
  keys?: boolean
  className?: string
}

export function Bell({ keys = false, className }: BellProps) {
  const t = useTranslations('notifications')
  const count = useUnread()
  const [opened, setOpened] = useState(false)
  const open = () => setOpened(true)
  return (
    <>
      {keys && <BellKeys open={open} />}
      <Tooltip label={t('title')}>
        <ActionIcon
          className={className}
          onClick={open}
          aria-label={count > 0 ? t('openUnread', { count: String(count) }) : t('open')}
          aria-haspopup="dialog"
        >
          <span className={classes.bell}>
            <IconBell />
            {count > 0 && (
              <span className={classes.count}>
                <span aria-hidden="true">{count > most ? t('many', { count: String(most) }) : count}</span>
              </span>
            )}
          </span>
        </ActionIcon>
      </Tooltip>
      <span className="unseen" role="status">
        {count > 0 && keys && t('unread', { count })}
      </span>
      <Suspense>{opened && <Panel close={() => setOpened(false)} />}</Suspense>
    </>
  )
}

function BellKeys({ open }: { open: () => void }) {
  const t = useTranslations('notifications')
  useKey('g n', t('open'), open)
  useCommand({ id: 'notifications', label: t('open'), keys: 'g n', icon: IconBell, run: open })
  return null
}
