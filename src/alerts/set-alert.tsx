/** Setting an alert, from wherever: stored, said when it rings, and taken back when it was a slip. */
import { useTranslations } from 'use-intl'
import { api, type Input } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { usePerson } from '#src/web/intl.tsx'
import { useMomentWords } from './due.tsx'

type NewAlert = Pick<Input<'POST /alerts'>, 'title' | 'dueAt' | 'repeat' | 'channels' | 'assigneeId'>

/** What it is about. */
export interface AlertSubject {
  clientId?: string | undefined
  companyId?: string | undefined
}

export function useSetAlert({ clientId, companyId }: AlertSubject) {
  const t = useTranslations('alerts')
  const moment = useMomentWords()
  const { timeZone } = usePerson()
  const deed = useDeed('POST /alerts', {
    touches: ['alert'],
    done: ({ dueAt }) => t('done.set', { moment: moment(dueAt) }),
    undo: ({ id }) => api('DELETE /alerts/:id', { id }),
    shown: [422],
  })
  return {
    busy: deed.busy,
    failure: deed.failure,
    run: ({ title, dueAt, repeat, channels, assigneeId }: NewAlert) =>
      deed.run({
        dueAt,
        // A phrase may say no more than when.
        title: title || t('untitled'),
        ...(channels && { channels }),
        ...(assigneeId && { assigneeId }),
        ...(clientId && { clientId }),
        ...(companyId && { companyId }),
        ...(repeat && { repeat, timeZone }),
      }),
  }
}
