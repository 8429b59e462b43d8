/** A moment in what is typed: found as one types, marked where it stands, and offered as an alert. */
import { Checkbox } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { type DuePhrase, readDuePhrase } from '#src/alerts/due-phrase.ts'
import { usePhraseWords } from '#src/alerts/phrase.tsx'
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

interface DueOfferProps {
  due: FoundDue
  taken: boolean
  onChange: (taken: boolean) => void
}

export function DueOffer({ due, taken, onChange }: DueOfferProps) {
  const t = useTranslations('alerts')
  const words = usePhraseWords()
  return (
    <Checkbox
      className={classes.offer}
      checked={taken}
      onChange={(event) => onChange(event.currentTarget.checked)}
      label={
        <span className={classes.offerText}>
          <IconBell size={14} stroke={1.75} aria-hidden="true" />
          <span>
            <b>{due.title || t('untitled')}</b> {words(due)}
          </span>
        </span>
      }
    />
  )
}
