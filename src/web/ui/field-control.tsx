/** The control for a field: one per kind, the same wherever a field is filled in. */
import { Checkbox, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { type Field, limits } from '#src/core/fields.ts'
import { folded } from '../fold.ts'
import { AddressControl, ElectronicAddressControl } from './address-control.tsx'
import type { AnyValue } from './field-value.tsx'
import { ReferenceSelect } from './reference-select.tsx'

export interface FieldControlProps {
  name: string
  field: Field
  label: string
  value: AnyValue
  onChange: (value: AnyValue) => void
  /** The server's words about a path: `email`, `address.country`, `otherEmails.0`. */
  errorOf: (path: string) => string | undefined
  optionLabel?: ((option: string) => string) | undefined
  /** What stands beside a field that does not say it all. */
  hint?: string | undefined
  /** The name of what a reference points to now. */
  refersTo?: string | undefined
  /** Tags that others already use. */
  suggestions?: readonly string[] | undefined
  autoFocus?: boolean | undefined
  /** Where the label stands already: it is heard, not seen. */
  bare?: boolean | undefined
}

export function FieldControl(props: FieldControlProps) {
  const { name, field, label, value, onChange, errorOf, optionLabel, autoFocus, bare } = props
  const t = useTranslations('ui.form')
  const named = bare
    ? { 'aria-label': label }
    : { label, ...(props.hint && { description: props.hint, inputWrapperOrder: hintBelow }) }
  const error = errorOf(name) ?? firstBelow(name, value, errorOf)
  const common = { ...named, name, error, autoFocus, 'data-autofocus': autoFocus || undefined }
  const text = typeof value === 'string' ? value : ''
  const setText = (next: string) => onChange(next === '' ? null : next)
  switch (field.kind) {
    case 'address':
      return <AddressControl {...props} />
    case 'electronicAddress':
      return <ElectronicAddressControl {...props} />
    case 'reference':
      return (
        <ReferenceSelect
          {...common}
          to={field.to}
          value={text || null}
          valueLabel={props.refersTo}
          onChange={onChange}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          data={field.options.map((option) => ({ value: option, label: optionLabel?.(option) ?? option }))}
          value={text || null}
          onChange={onChange}
          searchable={field.options.length > manyOptions}
          limit={mostOptions}
          // A fact was already clicked to come here: a second click for the list would be one too many.
          defaultDropdownOpened={bare && autoFocus}
          // Choosing what it says already is an answer too, and ends the editing.
          onOptionSubmit={(option) => option === value && onChange(option)}
        />
      )
    case 'yesNo':
      return (
        <Checkbox
          {...named}
          name={name}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'emails':
    case 'phones':
    case 'tags':
      return (
        <TagsInput
          {...common}
          placeholder={Array.isArray(value) && value.length > 0 ? undefined : t('listHint')}
          data={props.suggestions ? [...props.suggestions] : []}
          value={Array.isArray(value) ? [...value] : []}
          onChange={(list) => onChange(spelledAs(list, props.suggestions))}
          acceptValueOnBlur
          splitChars={[',', ';']}
          maxTags={field.kind === 'tags' ? limits.tags : limits.listItems}
          inputMode={field.kind === 'phones' ? 'tel' : field.kind === 'emails' ? 'email' : undefined}
        />
      )
    case 'text':
      if (field.multiline) {
        return (
          <Textarea
            {...common}
            autosize
            minRows={2}
            maxRows={12}
            maxLength={field.max}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )
      }
      return <Plain common={common} type="text" max={field.max} value={text} setText={setText} />
    default:
      return (
        <Plain
          common={common}
          type={inputTypes[field.kind]}
          max={maxOf(field.kind)}
          value={text}
          setText={setText}
        />
      )
  }
}

/** So that fields side by side stay level. */
const hintBelow: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

const manyOptions = 12
/** More at once are slow to draw; typing finds the others. */
const mostOptions = 100

const inputTypes = { email: 'email', phone: 'tel', link: 'text', day: 'date', number: 'text' } as const

function maxOf(kind: keyof typeof inputTypes) {
  return kind === 'day' ? undefined : limits[kind]
}

interface PlainProps {
  common: object
  type: string
  max: number | undefined
  value: string
  setText: (text: string) => void
}

function Plain({ common, type, max, value, setText }: PlainProps) {
  return (
    <TextInput
      {...common}
      // The server judges addresses; the browser's own e-mail check refuses umlauts.
      type={type === 'email' ? 'text' : type}
      inputMode={type === 'email' ? 'email' : undefined}
      autoComplete="off"
      value={value}
      onChange={(event) => setText(event.currentTarget.value)}
      {...(max !== undefined && { maxLength: max })}
    />
  )
}

/** A list's or an address's first trouble, when no control of its own shows it. */
function firstBelow(name: string, value: AnyValue, errorOf: FieldControlProps['errorOf']) {
  if (!Array.isArray(value)) return undefined
  return value.map((_, index) => errorOf(`${name}.${index}`)).find(Boolean)
}

/** "vip" is the "VIP" that is there already. */
function spelledAs(list: string[], known: readonly string[] = []) {
  const spelled = list.map((one) => known.find((other) => folded(other) === folded(one)) ?? one)
  return [...new Set(spelled)]
}
