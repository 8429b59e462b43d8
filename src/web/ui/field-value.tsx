/** A field's value as it is read: an address in lines, an e-mail one can write to, a company one can open. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Address, ElectronicAddress, Field } from '#src/core/fields.ts'
import { electronicSchemes } from '#src/organizations/electronic-schemes.ts'
import { useFormat, usePerson } from '../intl.tsx'
import { useOrganization } from '../session.ts'
import classes from './small.module.css'
import { Status, type StatusName } from './status.tsx'
import { Tags } from './tag.tsx'

/** Whatever a field of any kind may hold. */
export type AnyValue = string | readonly string[] | Address | ElectronicAddress | boolean | null | undefined

export interface FieldValueProps {
  field: Field
  value: AnyValue
  /** The name of what a reference points to. */
  refersTo?: string | undefined
  /** The words of a choice's options. */
  optionLabel?: ((option: string) => string) | undefined
  /** Only words: inside a label a link would lead away where one means to choose. */
  plain?: boolean | undefined
}

export const isEmptyValue = (value: AnyValue) =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isAddress(value) && Object.values(value).every((part) => !part))

const isRecord = (value: AnyValue): value is Address | ElectronicAddress =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isElectronicAddress = (value: AnyValue): value is ElectronicAddress =>
  isRecord(value) && 'scheme' in value

export const isAddress = (value: AnyValue): value is Address => isRecord(value) && !('scheme' in value)

const statusNames: readonly string[] = ['lead', 'active', 'inactive']
/** Another choice may have an option "active", too. */
const isStatus = (options: readonly string[]) => options.every((option) => statusNames.includes(option))

export function FieldValue({ field, value, refersTo, optionLabel, plain }: FieldValueProps): ReactNode {
  const t = useTranslations('ui')
  const { day } = useFormat()
  const { slug } = useOrganization()
  if (field.kind === 'yesNo') return t(value === true ? 'yes' : 'no')
  if (isEmptyValue(value)) return null
  if (isAddress(value)) return <AddressLines address={value} />
  if (isElectronicAddress(value)) return <ElectronicAddressText address={value} />
  if (Array.isArray(value)) {
    if (field.kind === 'tags') return <Tags of={value} most={12} wrap />
    return value.map((one: string) => (
      <div key={one}>
        <Contact kind={field.kind} value={one} />
      </div>
    ))
  }
  const text = String(value)
  switch (field.kind) {
    case 'email':
    case 'phone':
    case 'link':
      return plain ? text : <Contact kind={field.kind} value={text} />
    case 'day':
      return <time dateTime={text}>{day(text)}</time>
    case 'choice':
      return isStatus(field.options) ? <Status of={text as StatusName} /> : (optionLabel?.(text) ?? text)
    case 'reference':
      if (field.to === 'person' || plain) return refersTo ?? null
      return (
        <Link to="/o/$slug/companies/$id" params={{ slug, id: text }} className={classes.reference}>
          {refersTo ?? t('show')}
        </Link>
      )
    default:
      return text
  }
}

/** A link only where its address is harmless: http, https, mailto, tel. */
function Contact({ kind, value }: { kind: Field['kind']; value: string }) {
  if (kind === 'email' || kind === 'emails')
    return (
      <a className={classes.contact} href={`mailto:${encodeURI(value)}`}>
        {value}
      </a>
    )
  if (kind === 'phone' || kind === 'phones')
    return (
      <a className={classes.contact} href={`tel:${value.replace(/[^\d+*#]/g, '')}`}>
        {value}
      </a>
    )
  const address = /^https?:\/\//i.test(value) ? value : `https://${value}`
  return (
    <a className={classes.contact} href={address} target="_blank" rel="noopener noreferrer">
      {value.replace(/^https?:\/\//i, '').replace(/\/$/, '')}
    </a>
  )
}

function AddressLines({ address }: { address: Address }) {
  const { language } = usePerson()
  const { line1, line2, city, postalCode, region, country } = address
  const lines = [
    line1,
    line2,
    [postalCode, city].filter(Boolean).join(' '),
    region,
    countryName(country, language),
  ]
  return lines.map((line) => line && <div key={line}>{line}</div>)
}

/** The number as networks write it, and what kind of number it is. */
function ElectronicAddressText({ address: { scheme, value } }: { address: ElectronicAddress }) {
  const name = electronicSchemes[scheme]
  return (
    <span title={name}>
      {scheme}:{value}
    </span>
  )
}

function countryName(code: string | null, language: string) {
  if (!code) return null
  try {
    return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}
