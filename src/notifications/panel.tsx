/** Everything that was told, by day, the newest first; each opens its record and is read then. */
import { ActionIcon, Button, Drawer } from '@mantine/core'
import { IconBell, IconCheck, IconChecks } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { useDeed } from '#src/web/deed.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { patchRows, useList } from '#src/web/query.ts'
import { EmptyState } from '#src/web/ui/empty-state.tsx'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { useDayGroups } from '#src/web/ui/timeline.tsx'
import { NotificationLine } from './notification-line.tsx'
import classes from './notifications.module.css'
import type { Notification } from './schema.ts'

const createdAt = (one: Notification) => one.createdAt

export function NotificationsPanel({ close }: { close: () => void }) {
  useFocusReturn()
  const t = useTranslations('notifications')
  const ui = useTranslations('ui')
  const list = useList('GET /notifications', { limit: 50 })
  const groups = useDayGroups(list.rows, createdAt)
  const unread = list.rows.some(({ readAt }) => readAt === null)
  const now = new Date().toISOString()
  const readAll = useDeed('POST /notifications/read', {
    touches: ['notification'],
    optimistic: () => [patchRows('GET /notifications', (row) => ({ ...row, readAt: row.readAt ?? now }))],
  })
  return (
    <Drawer
      opened
      onClose={close}
      title={t('title')}
      padding={0}
      classNames={{ header: classes.panelHead ?? '' }}
    >
      {list.failure && <FailurePanel failure={list.failure} retry={list.refetch} readAt={list.readAt} />}
      {unread && (
        <div className={classes.tools}>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconChecks />}
            loading={readAll.busy}
            onClick={() => void readAll.run({})}
          >
            {t('readAll')}
          </Button>
        </div>
      )}
      {list.loading && (
        <div className={classes.loading}>
          <LinesSkeleton count={5} />
        </div>
      )}
      {groups.map((group) => (
        <section key={group.label}>
          <h3 className={classes.day}>{group.label}</h3>
          <ul className={classes.list} data-narrow>
            {group.items.map((one) => (
              <NotificationLine key={one.id} notification={one} time={group.time} opened={close}>
                <ReadButton notification={one} />
              </NotificationLine>
            ))}
          </ul>
        </section>
      ))}
      {!list.loading && !list.failure && list.rows.length === 0 && (
        <EmptyState icon={<IconBell size={40} stroke={1.25} />} title={t('empty')} text={t('emptyText')} />
      )}
      {list.more && (
        <div className={classes.more}>
          <Button size="xs" loading={list.loadingMore} onClick={list.loadMore}>
            {ui('loadMore')}
          </Button>
        </div>
      )}
    </Drawer>
  )
}

function ReadButton({ notification: { id, title, readAt } }: { notification: Notification }) {
  const t = useTranslations('notifications')
  const now = new Date().toISOString()
  const read = useDeed('POST /notifications/:id/read', {
    touches: ['notification'],
    optimistic: () => [
      patchRows('GET /notifications', (row) => (row.id === id ? { ...row, readAt: now } : row)),
    ],
  })
  if (readAt !== null) return null
  return (
    <ActionIcon size="sm" aria-label={t('read', { title })} onClick={() => void read.run({ id })}>
      <IconCheck />
    </ActionIcon>
  )
}
