/** Sets the alert that was understood of a note, with undo. */
import { useTranslations } from 'use-intl'
import { useMomentWords } from '#src/alerts/due.tsx'
import type { DuePhrase } from '#src/alerts/due-phrase.ts'
import { api } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { usePerson } from '#src/web/intl.tsx'
import type { About } from './kept-notes.tsx'

export function useSetAlert({ clientId, companyId }: About) {
  const t = useTranslations('notes.compose')
  const moment = useMomentWords()
  const { timeZone } = usePerson()
  const deed = useDeed('POST /alerts', {
    touches: ['alert'],
    done: ({ dueAt }) => t('alertSet', { when: moment(dueAt) }),
    undo: ({ id }) => api('DELETE /alerts/:id', { id }),
  })
  return {
    busy: deed.busy,
    run: ({ title, dueAt, repeat }: Pick<DuePhrase, 'title' | 'dueAt' | 'repeat'>) =>
      deed.run({
        title: title || t('untitled'),
        dueAt,
        ...(clientId && { clientId }),
        ...(companyId && { companyId }),
        ...(repeat && { repeat, timeZone }),
      }),
  }
}
