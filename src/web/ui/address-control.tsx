/** The controls of addresses: a postal one in its parts, and an electronic one as a scheme and a value. */
import { Select, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Address, limits } from '#src/core/fields.ts'
import { electronicSchemes } from '#src/organizations/electronic-schemes.ts'
import { usePerson } from '../intl.tsx'
import { countryChoices } from '../regions.ts'
import type { FieldControlProps } from './field-control.tsx'
import { isAddress, isElectronicAddress } from './field-value.tsx'
import classes from './form.module.css'

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

export function AddressControl({
  name,
  label,
  value,
  onChange,
  errorOf,
  autoFocus,
  bare,
}: FieldControlProps) {
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

const schemeChoices = Object.entries(electronicSchemes).map(([value, name]) => ({
  value,
  label: `${value} · ${name}`,
}))

/** Half an address is kept here while one types; the record gets a whole one or none. */
export function ElectronicAddressControl(props: FieldControlProps) {
  const { name, label, value, onChange, errorOf, autoFocus, bare } = props
  const t = useTranslations('ui.form')
  const stored = isElectronicAddress(value) ? value : null
  const [scheme, setScheme] = useState(stored?.scheme ?? null)
  const text = stored?.value ?? ''
  const known = scheme === null || scheme in electronicSchemes
  const choices = known ? schemeChoices : [{ value: scheme, label: scheme }, ...schemeChoices]
  const set = (nextScheme: string | null, nextText: string) =>
    onChange(nextText ? { scheme: nextScheme ?? '', value: nextText } : null)
  return (
    <fieldset className={classes.grid}>
      <legend className={bare ? 'unseen' : classes.legend}>{label}</legend>
      <Select
        label={t('electronicScheme')}
        data={choices}
        value={scheme}
        onChange={(chosen) => {
          setScheme(chosen)
          set(chosen, text)
        }}
        searchable
        clearable
        limit={80}
        data-autofocus={autoFocus || undefined}
        error={errorOf(`${name}.scheme`)}
      />
      <TextInput
        label={t('electronicValue')}
        name={`${name}.value`}
        maxLength={limits.electronicValue}
        autoComplete="off"
        value={text}
        onChange={(event) => set(scheme, event.currentTarget.value)}
        error={errorOf(`${name}.value`)}
      />
    </fieldset>
  )
}
