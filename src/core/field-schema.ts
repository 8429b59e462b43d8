/** Promise: what `fields.ts` describes becomes the zod shapes of a record's input and output. */
import { z } from 'zod'
import { type Field, type Fields, type FieldValue, limits } from './fields.ts'

/** A moment in UTC, e.g. 2026-11-23T10:00:00Z, as we answer it. */
export const Moment = z.string().meta({ format: 'date-time' })
/** A moment as we accept it. */
export const MomentInput = z.iso.datetime({
  offset: true,
  message: 'This is not a moment such as 2026-11-23T10:00:00Z.',
})
export const Day = z.string().meta({ format: 'date' })
export const Id = z.uuid()
/** An id in an answer: already known to be one. */
export const IdOut = z.string().meta({ format: 'uuid' })

/** Text of at most `max` characters, trimmed; empty becomes null. */
export const optionalText = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => text.trim() || null)
    .nullable()

/** Spaces, and what takes no place on a screen, such as U+200B or a Hangul filler. */
const nothingToSee = /^[\p{Z}\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u

/** Text that has to say something. */
export const requiredText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => text === '' || !nothingToSee.test(text), 'There is nothing to see in this.')

const emailPattern = /^[^\s@,;<>()"]+@[^\s@.,;<>()"]+(\.[^\s@.,;<>()"]+)+$/

export const EmailInput = z
  .string()
  .trim()
  .max(limits.email)
  .regex(emailPattern, 'This is not an e-mail address.')

const PhoneInput = z
  .string()
  .trim()
  .max(limits.phone)
  .regex(/^(?=(?:.*\d){3})[^<>@\p{Cc}]*$/u, 'A phone number has at least three digits.')

const LinkInput = z
  .string()
  .trim()
  .max(limits.link)
  .refine(
    // Browsers leave tabs and line breaks out of an address, and so would not see here what they follow there.
    (text) => !/\p{Cc}/u.test(text) && (!/^[a-z][a-z0-9+.-]*:/i.test(text) || /^https?:\/\//i.test(text)),
    'A link starts with http or https.',
  )

const blankIsNull = <S extends z.ZodType>(schema: S) =>
  z.union([z.literal('').transform(() => null), schema, z.null()])

const AddressInput = z
  .strictObject({
    line1: optionalText(limits.addressLine).optional(),
    line2: optionalText(limits.addressLine).optional(),
    city: optionalText(limits.addressLine).optional(),
    postalCode: optionalText(20).optional(),
    region: optionalText(limits.addressLine).optional(),
    country: blankIsNull(
      z
        .string()
        .regex(/^[A-Za-z]{2}$/, 'A country is two letters, such as DE.')
        .toUpperCase(),
    ).optional(),
  })
  .transform((address) => {
    const {
      line1 = null,
      line2 = null,
      city = null,
      postalCode = null,
      region = null,
      country = null,
    } = address
    const whole = { line1, line2, city, postalCode, region, country }
    return Object.values(whole).some((part) => part !== null) ? whole : null
  })
  .nullable()

export const AddressOut = z
  .object({
    line1: z.string().nullable(),
    line2: z.string().nullable(),
    city: z.string().nullable(),
    postalCode: z.string().nullable(),
    region: z.string().nullable(),
    country: z.string().nullable(),
  })
  .nullable()

const ElectronicAddressInput = z
  .strictObject({
    scheme: z
      .string()
      .regex(/^(\d{4}|[A-Z]{2})$/, 'A scheme is a code such as 9930 or EM (EAS).')
      .describe('EAS code, such as 9930'),
    value: requiredText(limits.electronicValue),
  })
  .nullable()

const ElectronicAddressOut = z.object({ scheme: z.string(), value: z.string() }).nullable()

const distinct = (values: string[]) => [...new Set(values)]

function inputOf(field: Field): z.ZodType {
  switch (field.kind) {
    case 'text':
      return field.required ? requiredText(field.max) : optionalText(field.max)
    case 'email':
      return blankIsNull(EmailInput)
    case 'emails':
      return z.array(EmailInput).max(limits.listItems).transform(distinct)
    case 'phone':
      return blankIsNull(PhoneInput)
    case 'phones':
      return z.array(PhoneInput).max(limits.listItems).transform(distinct)
    case 'link':
      return blankIsNull(LinkInput)
    case 'day':
      return blankIsNull(z.iso.date())
    case 'number':
      return blankIsNull(
        z
          .string()
          .max(limits.number)
          .regex(/^-?\d+(\.\d+)?$/, 'A number is written such as 12.5.'),
      )
    case 'yesNo':
      return z.boolean()
    case 'tags':
      return z.array(requiredText(limits.tag)).max(limits.tags).transform(distinct)
    case 'address':
      return AddressInput
    case 'electronicAddress':
      return ElectronicAddressInput
    case 'choice':
      return z.enum(field.options as [string, ...string[]])
    case 'reference':
      return Id.nullable()
  }
}

function outputOf(field: Field): z.ZodType {
  switch (field.kind) {
    case 'emails':
    case 'phones':
    case 'tags':
      return z.array(z.string())
    case 'address':
      return AddressOut
    case 'electronicAddress':
      return ElectronicAddressOut
    case 'yesNo':
      return z.boolean()
    case 'choice':
      return z.enum(field.options as [string, ...string[]])
    case 'day':
      return Day.nullable()
    case 'reference':
      return IdOut.nullable()
    case 'text':
      return field.required ? z.string() : z.string().nullable()
    default:
      return z.string().nullable()
  }
}

type Shape<T extends Fields> = { [K in keyof T]: z.ZodType<FieldValue<T[K]>> }
type OptionalShape<T extends Fields> = { [K in keyof T]: z.ZodOptional<z.ZodType<FieldValue<T[K]>>> }

/** The fields as they are answered. */
export const outputShape = <T extends Fields>(fields: T) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, outputOf(field).describe(field.about)]),
  ) as unknown as Shape<T>

/** The fields as they are accepted, each of them optional: what is left out stays as it is. */
export const inputShape = <T extends Fields>(fields: T) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, inputOf(field).optional().describe(field.about)]),
  ) as unknown as OptionalShape<T>
