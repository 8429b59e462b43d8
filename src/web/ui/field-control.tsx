/** The control for a field: one per kind, the same wherever a field is filled in. */
import { Checkbox, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { type Address, type Field, limits } from '#src/core/fields.ts'
import { folded } from '../fold.ts'
import { usePerson } from '../intl.tsx'
import { countryChoices } from '../regions.ts'
import { type AnyValue, isAddress } from './field-value.tsx'
import classes from './form.module.css'
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
  const named = bare ? { 'aria-label': label } : { label }
  const error = errorOf(name) ?? firstBelow(name, value, errorOf)
  const common = { ...named, name, error, autoFocus, 'data-autofocus': autoFocus || undefined }
  const text = typeof value === 'string' ? value : ''
  const setText = (next: string) => onChange(next === '' ? null : next)
  switch (field.kind) {
    case 'address':
      return <AddressControl {...props} />
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

const noAddress: Address = {
  line1: null,
  line2: null,
  city: null,
  postalCode: null,
  region: null,
  country: null,
}

const addressParts = [
  { part: 'line1', label: 'addressLine1', wide: true },
  { part: 'line2', label: 'addressLine2', wide: true },
  { part: 'postalCode', label: 'postalCode', wide: false },
  { part: 'city', label: 'city', wide: false },
  { part: 'region', label: 'region', wide: false },
] as const

function AddressControl({ name, label, value, onChange, errorOf, autoFocus, bare }: FieldControlProps) {
  const t = useTranslations('ui.form')
  const { language } = usePerson()
  const countries = useMemo(() => countryChoices(language), [language])
  const address = isAddress(value) ? value : noAddress
  const set = (part: keyof Address, text: string | null) => {
    const next = { ...address, [part]: text === '' ? null : text }
    onChange(Object.values(next).every((one) => one === null) ? null : next)
  }
  return (
    <fieldset className={classes.grid}>
      <legend className={bare ? 'unseen' : classes.legend}>{label}</legend>
      {addressParts.map(({ part, label: partLabel, wide }) => (
        <TextInput
          key={part}
          className={wide ? classes.wide : undefined}
          label={t(partLabel)}
          name={`${name}.${part}`}
          maxLength={limits.addressLine}
          autoComplete="off"
          data-autofocus={(autoFocus && part === 'line1') || undefined}
          value={address[part] ?? ''}
          onChange={(event) => set(part, event.currentTarget.value)}
          error={errorOf(`${name}.${part}`)}
        />
      ))}
      <Select
        label={t('country')}
        data={countries}
        value={address.country}
        onChange={(country) => set('country', country)}
        searchable
        clearable
        limit={80}
        error={errorOf(`${name}.country`)}
      />
    </fieldset>
  )
}

/** "vip" is the "VIP" that is there already. */
function spelledAs(list: string[], known: readonly string[] = []) {
  const spelled = list.map((one) => known.find((other) => folded(other) === folded(one)) ?? one)
  return [...new Set(spelled)]
}
