/**
 * A form made from a record's fields: a control for each, the words from the slice's messages, and what the server
 * refuses under the field it is about. Nothing typed is ever thrown away: a conflict is settled field by field.
 *
 *   <RecordForm fields={clientFields} label={(name) => t(`fields.${name}`)} values={client} action={t('save')}
 *     submit={(changed) => update.run({ id, ...changed }, { version })} done={close} reload={…} />
 */
import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Fields, initialValue } from '#src/core/fields.ts'
import type { Failure } from '../api.ts'
import { useReason } from '../reason.ts'
import { Conflict } from './conflict.tsx'
import { FieldControl } from './field-control.tsx'
import type { AnyValue } from './field-value.tsx'
import classes from './form.module.css'

export type Values = Record<string, AnyValue>

export interface RecordFormProps {
  fields: Fields
  label: (name: string) => string
  /** The record as it is; left out for a new one. */
  values?: Values
  /** Only these fields, in this order. */
  only?: readonly string[]
  optionLabel?: (name: string, option: string) => string
  /** The names of what references point to, by field. */
  refersTo?: Readonly<Record<string, string | undefined>>
  suggestions?: Readonly<Record<string, readonly string[]>>
  /** What the button says. */
  action: string
  /** Stores what is different from `values`; `useDeed(…, { shown: [422, 412] })` fits. */
  submit: (changed: Values) => Promise<{ failure: Failure | null }>
  done?: () => void
  cancel?: () => void
  /** Reads the record again after a 412, so that one can choose field by field. */
  reload?: () => Promise<Values>
}

export function RecordForm(props: RecordFormProps) {
  const { fields, label, values: stored, only, optionLabel, refersTo, suggestions, action } = props
  const { submit, done, cancel, reload } = props
  const t = useTranslations('ui')
  const reason = useReason()
  const names = only ?? Object.keys(fields)
  const [base, setBase] = useState<Values>(() => start(fields, names, stored))
  const [values, setValues] = useState<Values>(base)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [theirs, setTheirs] = useState<Values | null>(null)
  const [busy, setBusy] = useState(false)
  const errorOf = (path: string) => failure?.errors.find((error) => error.path === path)?.message
  const elsewhere = failure?.errors.every(({ path }) => !names.includes(path.split('.')[0] ?? '')) ?? false

  const store = async (wanted: Values, from: Values) => {
    setBusy(true)
    setFailure(null)
    const answer = await submit(differences(wanted, from, stored === undefined))
    setBusy(false)
    if (answer.failure?.status === 412 && reload) setTheirs(await reload())
    else if (answer.failure) setFailure(answer.failure)
    else done?.()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void store(values, base)
  }

  return (
    <form className={classes.form} onSubmit={onSubmit} noValidate>
      {failure && elsewhere && (
        <div className={classes.refusal} role="alert">
          {reason(failure)}
        </div>
      )}
      <div className={classes.grid}>
        {names.map((name, index) => {
          const field = fields[name]
          if (!field) return null
          const wide = field.kind === 'address' || (field.kind === 'text' && field.multiline)
          return (
            <div key={name} className={wide || index === 0 ? classes.wide : undefined}>
              <FieldControl
                name={name}
                field={field}
                label={label(name)}
                value={values[name]}
                onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
                errorOf={errorOf}
                optionLabel={optionLabel && ((option) => optionLabel(name, option))}
                refersTo={refersTo?.[name]}
                suggestions={suggestions?.[name]}
                autoFocus={index === 0}
              />
            </div>
          )
        })}
      </div>
      <div className={classes.buttons}>
        {cancel && <Button onClick={cancel}>{t('cancel')}</Button>}
        <Button type="submit" variant="filled" loading={busy}>
          {action}
        </Button>
      </div>
      {theirs && (
        <Conflict
          fields={fields}
          label={label}
          {...(optionLabel && { optionLabel })}
          mine={differences(values, base, false)}
          theirs={theirs}
          close={() => setTheirs(null)}
          choose={(chosen) => {
            const current = start(fields, names, theirs)
            setTheirs(null)
            setBase(current)
            setValues({ ...current, ...chosen })
            void store({ ...current, ...chosen }, current)
          }}
        />
      )}
    </form>
  )
}

function start(fields: Fields, names: readonly string[], stored: Values | undefined): Values {
  const values: Values = {}
  for (const name of names) {
    const field = fields[name]
    if (field) values[name] = stored ? (stored[name] ?? initialValue(field)) : initialValue(field)
  }
  return values
}

/** What is different; for a new record, what was said at all. */
function differences(values: Values, base: Values, all: boolean): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) =>
      all
        ? value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
        : JSON.stringify(value ?? null) !== JSON.stringify(base[name] ?? null),
    ),
  )
}
