/** Who did it, in the sentences of a story. */
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { usePeople } from '#src/web/people.ts'
import type { Event } from './story.tsx'

export const bold = (chunks: ReactNode) => <b>{chunks}</b>

/** First names where no two share one; whoever has left is still named. */
export function useActor() {
  const t = useTranslations('timeline')
  const { shortNameOf } = usePeople()
  return (actor: Event['actor']) => (actor ? (shortNameOf(actor.id) ?? actor.name) : t('someone'))
}
