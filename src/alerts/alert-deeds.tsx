/** What is done with an alert wherever it stands: complete, snooze, move to the trash; each can be taken back. */
import { useTranslations } from 'use-intl'
import { api } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { invalidate, patchRows } from '#src/web/query.ts'
import { toast } from '#src/web/ui/toast.tsx'
import { type Alert, useMomentWords } from './due.tsx'

const touches = ['alert', 'notification']

/** Gone from every list at once; a repeating one comes back with its next moment. */
const away = ({ id }: { id: string }) => [patchRows('GET /alerts', (row) => (row.id === id ? null : row))]

/** Offers what takes it back, and reads what was shown anew once it is. */
const back = (undo: () => Promise<unknown>) => async () => {
  await undo()
  await invalidate(touches)
}

export function useAlertDeeds() {
  const t = useTranslations('alerts.done')
  const moment = useMomentWords()
  const completing = useDeed('POST /alerts/:id/complete', {
    touches,
    optimistic: away,
    done: ({ title, movedOn, dueAt }) =>
      movedOn ? t('movedOn', { title, moment: moment(dueAt) }) : t('completed', { title }),
    undo: (_, { id }) => api('POST /alerts/:id/reopen', { id }),
  })
  const snoozing = useDeed('POST /alerts/:id/snooze', { touches })
  const trashing = useDeed('DELETE /alerts/:id', { touches, optimistic: away })

  return {
    complete: ({ id }: Pick<Alert, 'id'>) => completing.run({ id }),
    /** Until a moment; null wakes it. */
    snooze: async (
      { id, snoozedUntil: before }: Pick<Alert, 'id' | 'snoozedUntil'>,
      until: string | null,
    ) => {
      const { output } = await snoozing.run({ id, until })
      if (!output) return
      toast({
        title: until === null ? t('woken') : t('snoozed', { moment: moment(until) }),
        undo: back(() => {
          const again = before !== null && Date.parse(before) > Date.now() ? before : null
          return api('POST /alerts/:id/snooze', { id, until: again })
        }),
      })
    },
    trash: async ({ id, title }: Pick<Alert, 'id' | 'title'>) => {
      const { failure } = await trashing.run({ id })
      if (failure) return
      toast({ title: t('trashed', { title }), undo: back(() => api('POST /alerts/:id/restore', { id })) })
    },
  }
}
