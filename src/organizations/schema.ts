/** What an organization and its members look like from outside. */
import { z } from 'zod'
import {
  EmailInput,
  Id,
  IdOut,
  inputShape,
  Moment,
  optionalText,
  outputShape,
  requiredText,
} from '#src/core/field-schema.ts'
import type { Fields } from '#src/core/fields.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'
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

/**
 * Older names of a zone, which browsers still answer, are known too. Offsets such as +02:00 and letters such as IST are no
 * zone, nor is what only this runtime knows: Postgres, which counts days in the zone, has to know it as well.
 */
const zoneName =
  /^(UTC|GMT|(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)\/.+)$/i
const isZone = (text: string) => {
  try {
    return zoneName.test(text) && new Intl.DateTimeFormat('en', { timeZone: text }) !== undefined
  } catch {
    return false
  }
}
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
  .refine(isZone, 'This time zone is not known. An example is Europe/Berlin.')
export const Locale = z.string().max(35).refine(isLocale, 'This locale is not known. An example is de-DE.')

/** A name that can stand in the subject of a mail. */
export const OneLine = (max: number) => requiredText(max).regex(/^\P{Cc}*$/u, 'A name stands on one line.')

/** ISO 13616: the number read with its first four places at the end leaves 1 when divided by 97. */
function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(text)) return false
  const digits = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  )
  return BigInt(digits) % 97n === 1n
}

const Iban = z
  .string()
  .max(60)
  .transform((text) => text.replace(/\s/g, '').toUpperCase() || null)
  .refine((text) => text === null || isIban(text), 'This is not an IBAN: a letter or digit is wrong.')
  .nullable()
const Bic = z
  .string()
  .max(20)
  .transform((text) => text.replace(/\s/g, '').toUpperCase() || null)
  .refine(
    (text) => text === null || /^[A-Z]{6}[A-Z\d]{2}([A-Z\d]{3})?$/.test(text),
    'A BIC has 8 or 11 letters and digits, such as DEUTDEFF.',
  )
  .nullable()

const ElectronicAddress = z.object({ scheme: z.string(), value: z.string() }).nullable()
const ElectronicAddressInput = z
  .strictObject({
    scheme: z.string().regex(/^(\d{4}|[A-Z]{2})$/, 'A scheme is a code such as 0088 or EM (EAS).'),
    value: requiredText(200),
  })
  .nullable()
  .describe('Where e-invoices go: scheme (EAS) and value')
const Contact = z
  .object({ name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable() })
  .nullable()
const ContactInput = z
  .strictObject({
    name: optionalText(200).default(null),
    email: z.union([z.literal('').transform(() => null), EmailInput, z.null()]).default(null),
    phone: optionalText(40).default(null),
  })
  .transform((contact) => (contact.name || contact.email || contact.phone ? contact : null))
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
  name: OneLine(120),
  country: Country.nullable().optional(),
  currency: Currency.optional().describe('When left out, the one of the country; else EUR'),
  timeZone: TimeZone.optional().describe(
    'When left out, the person’s own; else the one of the country; else UTC',
  ),
  locale: Locale.default('en'),
})

export const OrganizationChange = z.strictObject({
  name: OneLine(120).optional(),
  country: Country.nullable().optional(),
  currency: Currency.optional(),
  timeZone: TimeZone.optional(),
  locale: Locale.optional(),
  ...inputShape(organizationFields),
  iban: Iban.optional().describe(organizationFields.iban.about),
  bic: Bic.optional().describe(organizationFields.bic.about),
  electronicAddress: ElectronicAddressInput.optional(),
  contact: ContactInput.optional(),
})

export const Role = z.enum(roles)
export const Visibility = z.enum(visibilities)

const Person = z.object({ id: IdOut, name: z.string() })

export const Member = z
  .object({
    id: IdOut.describe('The person’s id, the same in every organization'),
    version: z.int(),
    name: z.string(),
    email: z.string(),
    role: Role,
    visibility: Visibility.describe('own: sees only the records that are theirs and what hangs on them'),
    joinedAt: Moment,
  })
  .meta({ id: 'Member' })
export type Member = z.output<typeof Member>

export const memberSorts = ['name', 'joinedAt'] as const
export const MemberQuery = z.strictObject(listInput(memberSorts, 'name'))
export const MemberPage = pageOf(Member)
export const MemberChange = z.strictObject({
  id: Id,
  role: Role.optional(),
  visibility: Visibility.optional(),
})

const handOverTo = Id.optional().describe('Who gets their clients, companies and open alerts')
export const Removal = z.strictObject({ id: Id, handOverTo })
export const Leaving = z.strictObject({ handOverTo })
export const HandedOver = z.object({
  handedOver: z
    .object({ to: Person, clients: z.int(), companies: z.int(), alerts: z.int() })
    .describe('Who has now what was theirs, and how much of it'),
})

export const invitationStatuses = ['open', 'accepted', 'revoked', 'expired'] as const

export const Invitation = z
  .object({
    id: IdOut,
    version: z.int(),
    email: z.string(),
    role: Role,
    visibility: Visibility,
    status: z.enum(invitationStatuses),
    invitedBy: Person,
    createdAt: Moment,
    expiresAt: Moment,
  })
  .meta({ id: 'Invitation' })
export type Invitation = z.output<typeof Invitation>

export const InvitationWithLink = Invitation.extend({
  link: z.string().describe('To be handed to the invited person. It is shown this once'),
  mailed: z.boolean().describe('False: there is no mail server, and the mail stays in the outbox'),
})
export const NewInvitation = z.strictObject({
  email: EmailInput.toLowerCase(),
  role: Role,
  visibility: Visibility.default('all'),
})
export const InvitationQuery = z.strictObject({
  status: z.enum(invitationStatuses).optional(),
  ...listInput(['createdAt'], '-createdAt'),
})
export const InvitationPage = pageOf(Invitation)
export const InvitationId = z.strictObject({ id: Id })
