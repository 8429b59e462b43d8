/**
 * Facts: what is known about a record, each a value that becomes a field where it stands. Enter stores, Esc returns,
 * leaving the field stores too. `<Facts fields only record label store={(changed, version) => …} />`.
 */
import { Button, UnstyledButton } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { type FocusEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Field, Fields } from '#src/core/fields.ts'
import type { Failure } from '../api.ts'
import { Conflict } from './conflict.tsx'
import classes from './facts.module.css'
import { FieldControl } from './field-control.tsx'
import { type AnyValue, FieldValue, isEmptyValue } from './field-value.tsx'
import type { Values } from './record-form.tsx'

export interface FactsProps {
  fields: Fields
  only: readonly string[]
  record: Values
  label: (name: string) => string
  optionLabel?: (name: string, option: string) => string
  refersTo?: Readonly<Record<string, string | undefined>>
  suggestions?: Readonly<Record<string, readonly string[]>>
  /** Stores the change of one field. `useDeed(…, { shown: [422, 412] })` fits. Left out: only to be read. */
  store?: (changed: Values) => Promise<{ failure: Failure | null }>
  /** Reads the record again after a 412. */
  reload?: () => Promise<Values>
  /** Further rows: `<PlainFact />`. */
  children?: ReactNode
}

const same = (one: AnyValue, other: AnyValue) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

export function Facts({ fields, only, children, ...rest }: FactsProps) {
  return (
    <dl className={classes.facts}>
      {only.map((name) => {
        const field = fields[name]
        return field && <Fact key={name} name={name} field={field} fields={fields} {...rest} />
      })}
      {children}
    </dl>
  )
}

/** A fact that is no field, such as when it was added. */
export function PlainFact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt className={classes.name}>{name}</dt>
      <dd className={classes.value}>
        <div className={classes.plain}>{children}</div>
      </dd>
    </div>
  )
}

type FactProps = Omit<FactsProps, 'only' | 'children'> & { name: string; field: Field }

function Fact({ name, field, record, label, optionLabel, refersTo, store, ...rest }: FactProps) {
  const t = useTranslations('ui')
  const [editing, setEditing] = useState(false)
  // Who ends editing from inside the field stays at this fact, and goes on with the keys from there.
  const [returned, setReturned] = useState(false)
  const value = record[name]
  const empty = isEmptyValue(value)
  const title = label(name)
  const shown = (
    <FieldValue
      field={field}
      value={value}
      refersTo={refersTo?.[name]}
      optionLabel={optionLabel && ((option) => optionLabel(name, option))}
    />
  )
  return (
    <div className={classes.fact} data-editing={editing || undefined}>
      <dt className={classes.name}>{title}</dt>
      <dd className={classes.value}>
        {editing && store ? (
          <FactEditor
            {...rest}
            name={name}
            field={field}
            record={record}
            label={label}
            {...(optionLabel && { optionLabel })}
            {...(refersTo && { refersTo })}
            store={store}
            close={(fromInside) => {
              setReturned(fromInside)
              setEditing(false)
            }}
          />
        ) : store ? (
          // Links inside stay links; everywhere else a click edits. The button is for keys and for those who hear.
          // biome-ignore lint/a11y/noStaticElementInteractions: a wider target for the button inside
          // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside takes the keys
          <div
            className={classes.shown}
            onClick={(event) => !(event.target as HTMLElement).closest('a') && setEditing(true)}
          >
            <span>{empty ? <span className={classes.none}>{t('empty')}</span> : shown}</span>
            <UnstyledButton className={classes.edit} autoFocus={returned} onClick={() => setEditing(true)}>
              <IconPencil size={14} aria-hidden="true" />
              <span className="unseen">{t(empty ? 'add' : 'edit', { field: title })}</span>
            </UnstyledButton>
          </div>
        ) : (
          <div className={classes.plain}>
            {empty ? <span className={classes.none}>{t('empty')}</span> : shown}
          </div>
        )}
      </dd>
    </div>
  )
}

interface EditorProps extends Omit<FactProps, 'store'> {
  store: NonNullable<FactsProps['store']>
  close: (fromInside: boolean) => void
}

function FactEditor(props: EditorProps) {
  const { name, field, fields, record, label, optionLabel, refersTo, suggestions, store, reload } = props
  const t = useTranslations('ui')
  // What one began with: what comes in by itself meanwhile is a colleague's, and is not overwritten unasked.
  const [base] = useState(record)
  const [value, setValue] = useState<AnyValue>(record[name])
  const [failure, setFailure] = useState<Failure | null>(null)
  const [theirs, setTheirs] = useState<Values | null>(null)
  const busy = useRef(false)
  const box = useRef<HTMLDivElement>(null)

  const close = () => props.close(box.current?.contains(document.activeElement) ?? false)
  const save = async (wanted: AnyValue) => {
    if (busy.current) return
    if (same(wanted, base[name])) return close()
    if (!same(record[name], base[name])) return setTheirs(record)
    await send(wanted)
  }
  const send = async (wanted: AnyValue) => {
    busy.current = true
    const answer = await store({ [name]: wanted ?? null })
    const now = answer.failure?.status === 412 ? await reload?.() : undefined
    busy.current = false
    if (now && same(now[name], base[name])) await send(wanted)
    else if (now) setTheirs(now)
    else if (answer.failure) setFailure(answer.failure)
    else close()
  }
  const change = (next: AnyValue) => {
    setValue(next)
    // What is chosen from a list is stored at once: there is nothing more to type.
    if (field.kind === 'choice' || field.kind === 'reference' || field.kind === 'yesNo') void save(next)
  }
  const many =
    field.kind === 'address' ||
    field.kind === 'electronicAddress' ||
    (field.kind === 'text' && field.multiline === true)
  const list = field.kind === 'tags' || field.kind === 'emails' || field.kind === 'phones'
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      close()
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      const typing = (event.target as HTMLInputElement).value !== ''
      // Enter in a list adds what is typed; with nothing typed, or with ⌘ or Ctrl, it stores.
      if ((list && typing && !event.metaKey && !event.ctrlKey) || (many && !event.metaKey && !event.ctrlKey))
        return
      if (event.defaultPrevented && !list) return
      event.preventDefault()
      void save(value)
    }
  }
  const onBlur = (event: FocusEvent) => {
    if (many || theirs || box.current?.contains(event.relatedTarget)) return
    // A list of choices opens outside the box; focus that goes there has not left.
    if (event.relatedTarget instanceof HTMLElement && event.relatedTarget.closest('[role="listbox"]')) return
    void save(value)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens to the field inside, and is no control itself
    <div ref={box} className={classes.editor} onKeyDown={onKeyDown} onBlur={onBlur}>
      <FieldControl
        name={name}
        field={field}
        label={label(name)}
        value={value}
        onChange={change}
        errorOf={(path) => failure?.errors.find((error) => error.path === path)?.message}
        optionLabel={optionLabel && ((option) => optionLabel(name, option))}
        refersTo={refersTo?.[name]}
        suggestions={suggestions?.[name]}
        autoFocus
        bare
      />
      {many && (
        <div className={classes.buttons}>
          <Button size="xs" onClick={close}>
            {t('cancel')}
          </Button>
          <Button size="xs" variant="filled" onClick={() => void save(value)}>
            {t('save')}
          </Button>
        </div>
      )}
      {theirs && (
        <Conflict
          fields={fields}
          label={label}
          {...(optionLabel && { optionLabel })}
          mine={{ [name]: value }}
          theirs={theirs}
          close={() => setTheirs(null)}
          choose={(chosen) => {
            setTheirs(null)
            if (name in chosen) void send(chosen[name])
            else close()
          }}
        />
      )}
    </div>
  )
}
