/** What an API key looks like from outside. */
import { z } from 'zod'
import { now } from '#src/core/clock.ts'
import { Id, IdOut, Moment, MomentInput, requiredText } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'

/** There is no key of an owner: what only owners may do is for people. */
export const keyRoles = ['viewer', 'member', 'admin'] as const
export const keyStatuses = ['active', 'expired', 'suspended'] as const

export const ApiKey = z
  .object({
    id: IdOut,
    version: z.int(),
    name: z.string(),
    role: z.enum(keyRoles),
    prefix: z.string().describe('The first characters of the key, to recognize it by'),
    status: z
      .enum(keyStatuses)
      .describe('suspended: whoever made it has left, or may no longer do or see what the key does'),
    createdBy: z.object({ id: IdOut, name: z.string() }),
    createdAt: Moment,
    expiresAt: Moment.nullable().describe('Null: works until it is revoked'),
    lastUsedAt: Moment.nullable().describe('To ten minutes; null: never'),
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.output<typeof ApiKey>

export const NewApiKey = z.strictObject({
  name: requiredText(80)
    .regex(/^\P{Cc}*$/u, 'A name stands on one line.')
    .describe('What it is for; the audit names the key by it'),
  role: z.enum(keyRoles).describe('What it may do; not more than whoever makes it'),
  expiresAt: MomentInput.refine((moment) => Date.parse(moment) > now().getTime(), 'This is in the past.')
    .nullable()
    .optional()
    .describe('From when on it no longer works; left out: until it is revoked'),
})
export const ApiKeyWithSecret = ApiKey.extend({
  key: z
    .string()
    .nullable()
    .meta({ secret: true })
    .describe(
      'For the header Authorization: Bearer. Shown this once and stored nowhere, so a repeat says null',
    ),
})

export const ApiKeyQuery = z.strictObject(listInput(['createdAt'], '-createdAt'))
export const ApiKeyPage = pageOf(ApiKey)
export const ApiKeyId = z.strictObject({ id: Id })
