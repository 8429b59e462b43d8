/** What an organization and its members look like from outside. */
import { z } from 'zod'
import { IdOut, inputShape, Moment, outputShape, requiredText } from '#src/core/field-schema.ts'
import type { Fields } from '#src/core/fields.ts'
import { roles } from '#src/core/permissions.ts'

export const visibilities = ['all', 'own'] as const

export const organizationFields = {
  legalName: { kind: 'text', max: 200, about: 'Name as registered' },
  address: { kind: 'address', about: 'Registered address' },
  vatId: { kind: 'text', max: 40, about: 'VAT identification number' },
  taxNumber: { kind: 'text', max: 40, about: 'National tax number' },
  registrationNumber: { kind: 'text', max: 60, about: 'Number in the trade register' },
  iban: { kind: 'text', max: 40, about: 'Bank account (ISO 13616)' },
  bic: { kind: 'text', max: 11, about: 'Bank (ISO 9362)' },
  privacyContact: { kind: 'email', about: 'Where privacy questions go; shown on the privacy page' },
} as const satisfies Fields

const knownZones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])
const knownCurrencies = new Set(Intl.supportedValuesOf('currency'))

const isLocale = (text: string) => {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

export const Country = z
  .string()
  .regex(/^[A-Za-z]{2}$/, 'A country is two letters, such as DE (ISO 3166-1).')
  .toUpperCase()
export const Currency = z
  .string()
  .toUpperCase()
  .refine((code) => knownCurrencies.has(code), 'A currency is three letters, such as EUR (ISO 4217).')
export const TimeZone = z
  .string()
  .max(60)
  .refine((zone) => knownZones.has(zone), 'This time zone is not known. An example is Europe/Berlin.')
export const Locale = z.string().max(35).refine(isLocale, 'This locale is not known. An example is de-DE.')

const ElectronicAddress = z.object({ scheme: z.string(), value: z.string() }).nullable()
const ElectronicAddressInput = z
  .strictObject({ scheme: requiredText(4), value: requiredText(200) })
  .nullable()
  .describe('Where e-invoices go: scheme (ISO 6523) and value')
const Contact = z
  .object({ name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable() })
  .nullable()
const ContactInput = z
  .strictObject({
    name: z.string().trim().max(200).nullable().default(null),
    email: z.email().max(254).nullable().default(null),
    phone: z.string().trim().max(40).nullable().default(null),
  })
  .nullable()
  .describe('Whom clients may ask')

export const Organization = z
  .object({
    id: IdOut,
    version: z.int(),
    name: z.string(),
    slug: z.string().describe('Its name in addresses'),
    ...outputShape(organizationFields),
    electronicAddress: ElectronicAddress,
    contact: Contact,
    country: z.string().nullable().describe('ISO 3166-1, e.g. DE; local phone numbers are read with it'),
    currency: z.string().describe('ISO 4217, e.g. EUR'),
    timeZone: z.string().describe('IANA, e.g. Europe/Berlin'),
    locale: z.string().describe('BCP 47, e.g. de-DE'),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Organization' })

export const NewOrganization = z.strictObject({
  name: requiredText(120),
  country: Country.nullable().optional(),
  currency: Currency.default('EUR'),
  timeZone: TimeZone.default('UTC'),
  locale: Locale.default('en'),
})

export const OrganizationChange = z.strictObject({
  name: requiredText(120).optional(),
  country: Country.nullable().optional(),
  currency: Currency.optional(),
  timeZone: TimeZone.optional(),
  locale: Locale.optional(),
  ...inputShape(organizationFields),
  electronicAddress: ElectronicAddressInput.optional(),
  contact: ContactInput.optional(),
})

export const Role = z.enum(roles)
export const Visibility = z.enum(visibilities)
