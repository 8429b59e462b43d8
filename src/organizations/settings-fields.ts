/** The settings as one flat record, the way a form shows them, and back to what the operation takes. Pure. */
import type { z } from 'zod'
import type { Field, Fields } from '#src/core/fields.ts'
import { electronicSchemes } from './electronic-schemes.ts'
import { type Organization, type OrganizationChange, organizationFields } from './schema.ts'

type Stored = z.output<typeof Organization>
type Change = z.input<typeof OrganizationChange>

const text = (max: number, about: string): Field => ({ kind: 'text', max, about })
const choice = (options: readonly string[], about: string): Field => ({
  kind: 'choice',
  options,
  initial: '',
  about,
})

/** `choices`: the codes a browser knows. */
export const settingsFields = (choices: {
  countries: readonly string[]
  currencies: readonly string[]
  timeZones: readonly string[]
  locales: readonly string[]
}): Fields => ({
  name: { kind: 'text', max: 120, required: true, about: 'Name' },
  country: choice(choices.countries, 'Country'),
  currency: choice(choices.currencies, 'Currency'),
  timeZone: choice(choices.timeZones, 'Time zone'),
  locale: choice(choices.locales, 'Locale'),
  ...organizationFields,
  electronicScheme: choice(Object.keys(electronicSchemes), 'Scheme of the e-invoice address'),
  electronicValue: text(200, 'E-invoice address'),
  contactName: text(200, 'Whom clients may ask'),
  contactEmail: { kind: 'email', about: 'Their e-mail' },
  contactPhone: { kind: 'phone', about: 'Their phone' },
})

/** Where each part of a structured setting stands in the flat record. */
const parts = {
  electronicScheme: ['electronicAddress', 'scheme'],
  electronicValue: ['electronicAddress', 'value'],
  contactName: ['contact', 'name'],
  contactEmail: ['contact', 'email'],
  contactPhone: ['contact', 'phone'],
} as const
type Part = keyof typeof parts

export function flatSettings({ electronicAddress, contact, version: _, ...rest }: Stored) {
  return {
    ...rest,
    electronicScheme: electronicAddress?.scheme ?? null,
    electronicValue: electronicAddress?.value ?? null,
    contactName: contact?.name ?? null,
    contactEmail: contact?.email ?? null,
    contactPhone: contact?.phone ?? null,
  }
}

/** What changed, with the parts put together again; the parts that did not change come from `stored`. */
export function toChange(changed: Readonly<Record<string, unknown>>, stored: Stored): Change {
  const whole = { ...flatSettings(stored), ...changed }
  const plain = Object.fromEntries(Object.entries(changed).filter(([name]) => !(name in parts)))
  const touches = (record: string) => Object.keys(changed).some((name) => parts[name as Part]?.[0] === record)
  const { electronicScheme: scheme, electronicValue: value } = whole
  return {
    ...plain,
    ...(touches('electronicAddress') && {
      electronicAddress: value ? { scheme: scheme ?? '', value } : null,
    }),
    ...(touches('contact') && {
      contact: { name: whole.contactName, email: whole.contactEmail, phone: whole.contactPhone },
    }),
  } as Change
}

/** `contact.email` to `contactEmail`: where the form shows what the server refused. */
export function flatPath(path: string): string {
  return Object.entries(parts).find(([, names]) => names.join('.') === path)?.[0] ?? path
}
