/** What a person sees of their own account. */
import { z } from 'zod'
import { Day, IdOut, Moment } from '#src/core/field-schema.ts'
import { Locale, OneLine, Role, TimeZone } from '#src/organizations/schema.ts'

export const Profile = z
  .object({
    id: IdOut,
    version: z.int(),
    name: z.string(),
    email: z.string().describe('Changed by POST /auth/change-email'),
    locale: z.string().describe('BCP 47: how dates and numbers are written, e.g. de-DE'),
    timeZone: z.string().describe('IANA: what “at ten” means, e.g. Europe/Berlin'),
    organizations: z.array(z.object({ id: IdOut, name: z.string(), slug: z.string(), role: Role })),
    policySeenOn: Day.describe('Of which day the privacy policy is that they have been told of'),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Profile' })

export const SeenPolicy = z.strictObject({
  on: z.iso
    .date('This is not a day such as 2026-11-23.')
    .describe('The day of the privacy policy that was shown'),
})

export const ProfileChange = z.strictObject({
  name: OneLine(200).optional(),
  locale: Locale.optional(),
  timeZone: TimeZone.optional(),
})
