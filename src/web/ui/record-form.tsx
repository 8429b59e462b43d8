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
import { submitByKeys } from './form-keys.ts'
import { useUnsaved } from './unsaved.ts'

export type Values = Record<string, AnyValue>

export interface RecordFormProps {
  fields: Fields
  label: (name: string) => string
  /** The record as it is; left out for a new one. */
  values?: Values
  /** What a new record would hold; shown until the person types something else. */
  suggested?: Values
  /** So that a button or a key elsewhere can submit it. */
  id?: string
  /** False where the focus belongs elsewhere. */
  autoFocus?: boolean
  /** Only these fields, in this order. */
  only?: readonly string[]
  optionLabel?: (name: string, option: string) => string
  /** What stands beside a field that does not say it all. */
  hint?: (name: string) => string | undefined
  /** The names of what references point to, by field. */
  refersTo?: Readonly<Record<string, string | undefined>>
  suggestions?: Readonly<Record<string, readonly string[]>>
  /** Called with all values as they are typed. */
  watch?: (values: Values) => void
  /** What the button says. */
  action: string
  /** Stores what is different from `values`; `useDeed(…, { shown: [422, 412] })` fits. `output`: how it was stored. */
  submit: (changed: Values) => Promise<{ failure: Failure | null; output?: object | null }>
  done?: () => void
  cancel?: () => void
  /** Reads the record again after a 412, so that one can choose field by field. */
  reload?: () => Promise<Values>
  /** It stays on the page: its buttons come with the first change, and leaving with changes asks before. */
  stays?: boolean
}

export function RecordForm(props: RecordFormProps) {
  const { fields, label, values: stored, only, optionLabel, refersTo, suggestions, action } = props
  const {
    submit,
    done,
    cancel,
    reload,
    suggested,
    watch,
    hint,
    id,
    stays = false,
    autoFocus = !stays,
  } = props
  const t = useTranslations('ui')
  const reason = useReason()
  const names = only ?? Object.keys(fields)
  const [base, setBase] = useState<Values>(() => start(fields, names, stored))
  const [typed, setValues] = useState<Values>(base)
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const values = suggested ? { ...typed, ...untouched(suggested, touched) } : typed
  const [failure, setFailure] = useState<Failure | null>(null)
  const [theirs, setTheirs] = useState<Values | null>(null)
  const [busy, setBusy] = useState(false)
  const errorOf = (path: string) => failure?.errors.find((error) => error.path === path)?.message
  const dirty = Object.keys(differences(values, base, false)).length > 0
  useUnsaved(stays && dirty)
  const elsewhere = failure?.errors.every(({ path }) => !names.includes(path.split('.')[0] ?? '')) ?? false

  const store = async (wanted: Values, from: Values) => {
    setBusy(true)
    setFailure(null)
    const answer = await submit(differences(wanted, from, stored === undefined))
    setBusy(false)
    if (answer.failure?.status === 412 && reload) await settle(wanted, from, await reload())
    else if (answer.failure) setFailure(answer.failure)
    else {
      if (stays) rest(answer.output ? start(fields, names, answer.output as Values) : wanted)
      done?.()
    }
  }
  const rest = (current: Values) => {
    setBase(current)
    setValues(current)
  }
  /** Asks only about fields that both have changed; what only one has touched goes together by itself. */
  const settle = async (wanted: Values, from: Values, now: Values) => {
    const current = start(fields, names, now)
    const mine = differences(wanted, from, false)
    const both = Object.keys(differences(current, from, false)).filter((name) => name in mine)
    if (both.length > 0) return setTheirs(now)
    setBase(current)
    setValues({ ...current, ...mine })
    await store({ ...current, ...mine }, current)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void store(values, base)
  }

  return (
    <form id={id} className={classes.form} onSubmit={onSubmit} onKeyDown={submitByKeys} noValidate>
      {failure && elsewhere && (
        <div className={classes.refusal} role="alert">
          {reason(failure)}
        </div>
      )}
      <div className={classes.grid}>
        {names.map((name, index) => {
          const field = fields[name]
          if (!field) return null
          const wide =
            field.kind === 'address' ||
            field.kind === 'electronicAddress' ||
            (field.kind === 'text' && field.multiline)
          return (
            <div key={name} className={wide || index === 0 ? classes.wide : undefined}>
              <FieldControl
                name={name}
                field={field}
                label={label(name)}
                value={values[name]}
                onChange={(value) => {
                  setValues((before) => ({ ...before, [name]: value }))
                  watch?.({ ...values, [name]: value })
                  if (suggested) setTouched((before) => new Set(before).add(name))
                }}
                errorOf={errorOf}
                optionLabel={optionLabel && ((option) => optionLabel(name, option))}
                hint={hint?.(name)}
                refersTo={refersTo?.[name]}
                suggestions={suggestions?.[name]}
                autoFocus={autoFocus && index === 0}
              />
            </div>
          )
        })}
      </div>
      {(!stays || dirty) && (
        <div className={classes.buttons}>
          {stays && <Button onClick={() => rest(base)}>{t('form.discard')}</Button>}
          {cancel && <Button onClick={cancel}>{t('cancel')}</Button>}
          <Button type="submit" variant="filled" loading={busy}>
            {action}
          </Button>
        </div>
      )}
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

function untouched(suggested: Values, touched: ReadonlySet<string>): Values {
  return Object.fromEntries(Object.entries(suggested).filter(([name]) => !touched.has(name)))
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
