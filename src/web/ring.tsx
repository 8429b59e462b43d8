/**
 * What rings: the moment an alert is due its notification appears by itself, on whatever page one is, and stays until
 * it is opened or closed. The number of unread ones stands beside Today.
 */
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import { api, Failure } from './api.ts'
import { type Change, useChange } from './events.ts'
import { invalidate, useApi } from './query.ts'
import { useOrganization } from './session.ts'
import { hideToast, toast } from './ui/toast.tsx'

const latest = 20

export function useUnread() {
  const { data } = useApi('GET /notifications', { unread: true, limit: 1 })
  return data?.unread ?? 0
}

export function useRing() {
  const t = useTranslations('shell')
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const ring = useCallback(
    async ({ id }: Change) => {
      const toastId = `notification-${id}`
      const { items } = await api('GET /notifications', { unread: true, limit: latest })
      const found = items.find((notification) => notification.id === id)
      // Read meanwhile, here or on another screen: then it has nothing more to say.
      if (!found) return hideToast(toastId)
      const { title, client, late } = found
      const read = async () => {
        await api('POST /notifications/:id/read', { id })
        await invalidate(['notification'])
      }
      toast({
        id: toastId,
        tone: 'ring',
        stay: true,
        title,
        text: [client?.name, late && t('late')].filter(Boolean).join(' · ') || undefined,
        actions: [
          {
            label: t(client ? 'open' : 'openToday'),
            run: () => {
              void read()
              void (client
                ? navigate({ to: '/o/$slug/clients/$id', params: { slug, id: client.id } })
                : navigate({ to: '/o/$slug', params: { slug } }))
            },
          },
          { label: t('markRead'), run: () => void read() },
        ],
      })
    },
    [t, slug, navigate],
  )
  useChange(
    'notification',
    useCallback(
      (change: Change) => {
        ring(change).catch((error: unknown) => {
          // Without an answer it still waits under Today.
          if (!(error instanceof Failure)) throw error
        })
      },
      [ring],
    ),
  )
}
