/** A moment in what is typed: found as one types, marked where it stands, and offered as an alert. */
import { Checkbox } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { useMomentWords } from '#src/alerts/due.tsx'
import { type DuePhrase, readDuePhrase } from '#src/alerts/due-phrase.ts'
import { useRepeatWords } from '#src/alerts/repeat-words.tsx'
import { usePerson } from '#src/web/intl.tsx'
import classes from './notes.module.css'

export interface FoundDue extends DuePhrase {
  /** The line it stands in is all there is. */
  whole: boolean
}

/** The moment in the last line that names one; `understood` counts from the start of the whole text. */
export function useDue(text: string): FoundDue | null {
  const { locale, timeZone } = usePerson()
  return useMemo(() => {
    const lines = text.split('\n')
    let end = text.length
    for (const line of lines.toReversed()) {
      const start = end - line.length
      const due = line.trim() ? readDuePhrase(line, { now: new Date(), timeZone, locale }) : null
      if (due) {
        return {
          ...due,
          understood: due.understood.map(([from, to]): [number, number] => [from + start, to + start]),
          whole: lines.filter((other) => other.trim()).length === 1,
        }
      }
      end = start - 1
    }
    return null
  }, [text, locale, timeZone])
}

/** Stands behind the text, letter under letter, and colours the moment. */
export function DueMarks({ text, due }: { text: string; due: FoundDue | null }) {
  if (!due) return null
  const pieces: { from: number; text: string; marked: boolean }[] = []
  let at = 0
  for (const [from, to] of due.understood) {
    pieces.push({ from: at, text: text.slice(at, from), marked: false })
    pieces.push({ from, text: text.slice(from, to), marked: true })
    at = to
  }
  pieces.push({ from: at, text: text.slice(at), marked: false })
  return (
    <div className={classes.marks} aria-hidden="true">
      {pieces.map(({ from, text: piece, marked }) =>
        marked ? <mark key={from}>{piece}</mark> : <span key={from}>{piece}</span>,
      )}
    </div>
  )
}

/** `call tue 10:00` is "call, Tue 1 Dec 10:00": said as soon as it is understood. */
function DueText({ due }: { due: DuePhrase }) {
  const t = useTranslations('notes.compose')
  const moment = useMomentWords()
  const repeat = useRepeatWords()
  return (
    <>
      <b>{due.title || t('untitled')}</b> {moment(due.dueAt)}
      {due.repeat && `, ${repeat(due.repeat)}`}
    </>
  )
}

interface DueOfferProps {
  due: FoundDue
  taken: boolean
  onChange: (taken: boolean) => void
}

export function DueOffer({ due, taken, onChange }: DueOfferProps) {
  const t = useTranslations('notes.compose')
  return (
    <Checkbox
      className={classes.offer}
      checked={taken}
      onChange={(event) => onChange(event.currentTarget.checked)}
      label={
        <span className={classes.offerText}>
          <IconBell size={14} stroke={1.75} aria-hidden="true" />
          <span>
            {t('alert')} <DueText due={due} />
          </span>
        </span>
      }
    />
  )
}
