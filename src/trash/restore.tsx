/** Putting records back, each by the deed of its kind; says what is back, and stops at the first that is refused. */
import { useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import { api, Failure } from '#src/web/api.ts'
import { invalidate } from '#src/web/query.ts'
import { failureToast, toast } from '#src/web/ui/toast.tsx'
import { type TrashItem, trashKinds } from './schema.ts'

const routes = {
  client: 'POST /clients/:id/restore',
  company: 'POST /companies/:id/restore',
  note: 'POST /notes/:id/restore',
  alert: 'POST /alerts/:id/restore',
  invoice: 'POST /invoices/:id/restore',
  item: 'POST /items/:id/restore',
} as const

export function useRestore() {
  const t = useTranslations('trash')
  const [busy, setBusy] = useState(false)
  const restore = useCallback(
    async (items: readonly TrashItem[]) => {
      setBusy(true)
      let back = 0
      try {
        for (const { kind, id, mergedInto } of items) {
          // What was merged away comes back by taking the merge apart: its notes and alerts come back with it.
          if (mergedInto) await api('POST /clients/:id/unmerge', { id: mergedInto.id, otherId: id })
          else await api(routes[kind], { id })
          back += 1
        }
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        failureToast(error)
      } finally {
        setBusy(false)
        void invalidate(trashKinds)
      }
      const [first] = items
      if (back === 1 && first) toast({ title: t('restored', { name: first.title || t('untitled') }) })
      else if (back > 1) toast({ title: t('restoredMany', { count: back }) })
    },
    [t],
  )
  return { restore, busy }
}
