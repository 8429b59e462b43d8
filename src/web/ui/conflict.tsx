/**
 * Two people changed the same record (412). Nothing is lost: for each field that both have touched one sees one's own
 * and the stored one, and chooses. Fields where both say the same are not asked about.
 */
import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Fields } from '#src/core/fields.ts'
import classes from './conflict.module.css'
import { type AnyValue, FieldValue, isEmptyValue } from './field-value.tsx'
import { useFocusReturn } from './focus-return.ts'
import formClasses from './form.module.css'

interface ConflictProps {
  fields: Fields
  label: (name: string) => string
  optionLabel?: (name: string, option: string) => string
  /** What I changed. */
  mine: Readonly<Record<string, AnyValue>>
  /** The record as it is stored now. */
  theirs: Readonly<Record<string, AnyValue>>
  /** Gets the fields of mine that shall stand. */
  choose: (mine: Record<string, AnyValue>) => void
  close: () => void
}

export function Conflict({ fields, label, optionLabel, mine, theirs, choose, close }: ConflictProps) {
  useFocusReturn()
  const t = useTranslations('failure')
  const ui = useTranslations('ui')
  const names = Object.keys(mine).filter(
    (name) => JSON.stringify(mine[name] ?? null) !== JSON.stringify(theirs[name] ?? null),
  )
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set(names))
  const set = (name: string, own: boolean) =>
    setKept((before) => {
      const next = new Set(before)
      if (own) next.add(name)
      else next.delete(name)
      return next
    })
  const value = (name: string, of: AnyValue) => {
    const field = fields[name]
    if (!field || isEmptyValue(of)) return <span className={classes.empty}>{t('emptyValue')}</span>
    return (
      <FieldValue
        field={field}
        value={of}
        optionLabel={optionLabel && ((option) => optionLabel(name, option))}
      />
    )
  }
  return (
    <Modal opened onClose={close} title={t('conflict')} size={640}>
      <p className={formClasses.question}>{t('conflictText')}</p>
      <div className={classes.rows}>
        {names.map((name, index) => (
          <fieldset key={name} className={classes.row}>
            <legend className={classes.name}>{label(name)}</legend>
            {[true, false].map((own) => (
              <label key={String(own)} className={classes.choice}>
                <input
                  type="radio"
                  name={`conflict-${name}`}
                  checked={kept.has(name) === own}
                  data-autofocus={(index === 0 && own) || undefined}
                  onChange={() => set(name, own)}
                />
                <span>
                  <span className={classes.whose}>{t(own ? 'mine' : 'theirs')}</span>
                  <span className={classes.value}>{value(name, own ? mine[name] : theirs[name])}</span>
                </span>
              </label>
            ))}
          </fieldset>
        ))}
      </div>
      <div className={formClasses.buttons}>
        <Button onClick={close}>{ui('cancel')}</Button>
        <Button
          variant="filled"
          onClick={() => choose(Object.fromEntries([...kept].map((name) => [name, mine[name]])))}
        >
          {t('store')}
        </Button>
      </div>
    </Modal>
  )
}
