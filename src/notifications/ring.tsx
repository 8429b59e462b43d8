/**
 * What rings: the moment an alert is due its notification appears by itself, on whatever page one is, and stays until
 * something is done with it. Several that ring together are told in one.
 */
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useAlertDeeds } from '#src/alerts/alert-deeds.tsx'
import { laterMoment } from '#src/alerts/moments.ts'
import { api, Failure } from '#src/web/api.ts'
import { type Change, useChange } from '#src/web/events.ts'
import { usePerson } from '#src/web/intl.tsx'
import { invalidate, useApi } from '#src/web/query.ts'
import { useMay, useOrganization } from '#src/web/session.ts'
import { hideToast, toast } from '#src/web/ui/toast.tsx'
import type { Notification } from './schema.ts'
import { targetOf } from './target.ts'

const latest = 50
const gather = 150
const mostToasts = 2

export function useUnread() {
  const { data } = useApi('GET /notifications', { unread: true, limit: 1 })
  return data?.unread ?? 0
}

export async function markRead(id: string) {
  await api('POST /notifications/:id/read', { id })
  await invalidate(['notification'])
}

const news = ['invoice_viewed', 'invoice_paid', 'mail_failed', 'mail_unknown'] as const

/** What a notification says: an alert its own title, all else what happened. */
export function useNews() {
  const t = useTranslations('notifications.news')
  return ({ kind, title }: Pick<Notification, 'kind' | 'title'>) => {
    const known = news.find((one) => one === kind)
    return known ? t(known, { title }) : title
  }
}

const toastOf = (id: string) => `notification-${id}`

export function useRing() {
  const t = useTranslations('notifications')
  const { slug } = useOrganization()
  const { timeZone } = usePerson()
  const navigate = useNavigate()
  const mayWrite = useMay('alerts.write')
  const said = useNews()
  const { complete, snooze } = useAlertDeeds()

  const show = (notification: Notification) => {
    const { id, client, company, late, subject } = notification
    const read = () => void markRead(id).catch(onlyFailures)
    toast({
      id: toastOf(id),
      tone: 'ring',
      stay: true,
      title: said(notification),
      text: [(client ?? company)?.name, late && t('late')].filter(Boolean).join(' · ') || undefined,
      actions: [
        ...(subject?.kind === 'alert' && mayWrite
          ? [
              // Both read what was told of this alert, too.
              { label: t('ring.done'), run: () => void complete(subject) },
              {
                label: t('ring.snooze'),
                run: () =>
                  void snooze(
                    { id: subject.id, snoozedUntil: null },
                    laterMoment('hour', new Date(), timeZone),
                  ),
              },
            ]
          : []),
        {
          label: t('ring.open'),
          run: () => {
            read()
            void navigate(targetOf(notification, slug))
          },
        },
      ],
    })
  }
  const ring = async (ids: readonly string[]) => {
    const { items } = await api('GET /notifications', { unread: true, limit: latest })
    // What was read meanwhile, here or on another screen, has nothing more to say.
    for (const id of ids) if (!items.some((one) => one.id === id)) hideToast(toastOf(id))
    const found = items.filter(({ id }) => ids.includes(id))
    if (found.length <= mostToasts) for (const one of found) show(one)
    else
      toast({
        tone: 'ring',
        stay: true,
        title: t('ring.several', { count: found.length }),
        actions: [
          { label: t('ring.toToday'), run: () => void navigate({ to: '/o/$slug', params: { slug } }) },
        ],
      })
  }
  const latestRing = useRef(ring)
  latestRing.current = ring

  const waiting = useRef<{ ids: Set<string>; timer?: ReturnType<typeof setTimeout> }>({ ids: new Set() })
  useEffect(() => () => clearTimeout(waiting.current.timer), [])
  useChange(
    'notification',
    useCallback(({ id }: Change) => {
      const { ids, timer } = waiting.current
      ids.add(id)
      clearTimeout(timer)
      waiting.current.timer = setTimeout(() => {
        waiting.current = { ids: new Set() }
        // Without an answer it still waits under the bell.
        latestRing.current([...ids]).catch(onlyFailures)
      }, gather)
    }, []),
  )
}

function onlyFailures(error: unknown) {
  if (!(error instanceof Failure)) throw error
}
