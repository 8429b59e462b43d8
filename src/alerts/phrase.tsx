/** What is understood of "call tue 10:00" while one types it: marked where it stands, and said back. */
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat, usePerson } from '#src/web/intl.tsx'
import { type DuePhrase, readDuePhrase } from './due-phrase.ts'
import { useRepeatWords } from './repeat-words.tsx'

export function usePhrase(text: string): DuePhrase | null {
  const { locale, timeZone } = usePerson()
  return useMemo(() => readDuePhrase(text, { now: new Date(), timeZone, locale }), [text, timeZone, locale])
}

interface PhraseMarksProps {
  text: string
  understood: DuePhrase['understood']
  className: string | undefined
}

/** Stands behind the text, letter under letter, and colours the moment. */
export function PhraseMarks({ text, understood, className }: PhraseMarksProps) {
  const pieces: { from: number; text: string; marked: boolean }[] = []
  let at = 0
  for (const [from, to] of understood) {
    pieces.push({ from: at, text: text.slice(at, from), marked: false })
    pieces.push({ from, text: text.slice(from, to), marked: true })
    at = to
  }
  pieces.push({ from: at, text: text.slice(at), marked: false })
  return (
    <div className={className} aria-hidden="true">
      {pieces.map(({ from, text: piece, marked }) =>
        marked ? <mark key={`${from}m`}>{piece}</mark> : <span key={from}>{piece}</span>,
      )}
    </div>
  )
}

/** `Tue 1 Dec, 10:00, repeats every week on Tue` */
export function usePhraseWords() {
  const t = useTranslations('alerts.repeat')
  const { date, time } = useFormat()
  const words = useRepeatWords()
  return ({ dueAt, repeat }: Pick<DuePhrase, 'dueAt' | 'repeat'>) =>
    [date(dueAt), time(dueAt), repeat && t('repeats', { often: words(repeat) })].filter(Boolean).join(', ')
}
