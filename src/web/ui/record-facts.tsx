/** What is known about a record, edited where it stands: what most have, what is filled, or every field. */
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Fields } from '#src/core/fields.ts'
import { useFieldWords } from '../field-words.ts'
import { type RecordKind, useChangeRecord } from '../record-kind.ts'
import { Facts, PlainFact } from './facts.tsx'
import { isEmptyValue } from './field-value.tsx'
import type { Values } from './record-form.tsx'
import classes from './record-section.module.css'
import { Moment } from './values.tsx'

interface RecordFactsProps {
  of: RecordKind
  record: { id: string; createdAt: string }
  fields: Fields
  /** What one looks for first. A field that is described and named nowhere comes after these by itself. */
  first: readonly string[]
  /** Shown also when empty. */
  usual: readonly string[]
  /** Shown at the end when all are wanted: they stand in the head already. */
  last: readonly string[]
  refersTo: Readonly<Record<string, string | undefined>>
  tags: readonly string[]
  mayWrite: boolean
  children?: ReactNode
}

export function RecordFacts(props: RecordFactsProps) {
  const { of, record, fields, first, usual, last, refersTo, tags, mayWrite, children } = props
  const t = useTranslations('ui.record')
  const { label, optionLabel } = useFieldWords(of.words)
  const [all, setAll] = useState(false)
  const { store, reload } = useChangeRecord(of, record.id)
  const values = record as unknown as Values
  const others = Object.keys(fields).filter((name) => !first.includes(name) && !last.includes(name))
  const only = all
    ? [...first, ...others, ...last]
    : [...first, ...others].filter((name) => usual.includes(name) || !isEmptyValue(values[name]))
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{t('facts')}</h2>
        {mayWrite && <span className={classes.sectionAside}>{t('clickToEdit')}</span>}
      </div>
      <Facts
        fields={fields}
        only={only}
        record={values}
        label={label}
        optionLabel={optionLabel}
        refersTo={refersTo}
        suggestions={{ tags }}
        {...(mayWrite && { store, reload })}
      >
        {children}
        <PlainFact name={t('addedAt')}>
          <Moment at={record.createdAt} as="date" />
        </PlainFact>
      </Facts>
      <button type="button" className={classes.textButton} aria-expanded={all} onClick={() => setAll(!all)}>
        {t(all ? 'fewer' : 'all')}
      </button>
    </section>
  )
}
