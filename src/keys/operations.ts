/** API keys: with one a program asks in the name of the organization, with a role of its own. */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { part, type Sql } from '#src/core/db.ts'
import { conflict, forbidden } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { atLeast } from '#src/core/permissions.ts'
import { newId, organizationOf, personOf, present } from '#src/core/record.ts'
import { hashToken } from '#src/core/tokens.ts'
import { type ApiKey, ApiKeyId, ApiKeyPage, ApiKeyQuery, ApiKeyWithSecret, NewApiKey } from './schema.ts'

/** A program needs one; this many are a mistake or an attack. */
const mostKeys = 100
/** `upcrm_` and six of the 43 characters behind it. */
const prefixLength = 12

const newKey = () => `upcrm_${randomBytes(32).toString('base64url')}`

const columns = part`k.id, k.version, k.name, k.role, k.prefix, key_status(k) as status, k.created_by as creator_id,
  p.name as creator_name, k.created_at, k.expires_at, k.last_used_at`
const tables = part`api_keys k join people p on p.id = k.created_by`

interface Row extends Omit<ApiKey, 'createdBy'> {
  creatorId: string
  creatorName: string
}

const toKey = ({ creatorId, creatorName, ...row }: Row): ApiKey => ({
  ...row,
  createdBy: { id: creatorId, name: creatorName },
})

async function readKey(sql: Sql, organization: string, id: string): Promise<ApiKey | undefined> {
  const [row] = await sql<Row>`
    select ${columns} from ${tables} where k.org_id = ${organization} and k.id = ${id} and k.revoked_at is null`
  return row && toKey(row)
}

export const createApiKey = operation({
  name: 'api_key.create',
  route: 'POST /api-keys',
  summary: 'Make an API key; it is shown this once',
  kind: 'write',
  permission: 'keys.manage',
  input: NewApiKey,
  output: ApiKeyWithSecret,
  async run({ sql, actor, touched }, { name, role, expiresAt }) {
    const organization = organizationOf(actor)
    const maker = personOf(actor)
    if (!actor.role || !atLeast(actor.role, role)) throw forbidden('A key cannot do more than who makes it.')
    // A key is no person and owns nothing: with visibility own it would see nothing, so it always sees all.
    if (actor.visibility !== 'all')
      throw forbidden('A key sees all records, so only someone who sees them all can make one.')
    await sql`select 1 from organizations where id = ${organization} for no key update`
    const others = await sql`
      select 1 from api_keys where org_id = ${organization} and revoked_at is null limit ${mostKeys}`
    if (others.length >= mostKeys)
      throw conflict('too_many_keys', `There are ${mostKeys} keys, which is the limit. Revoke one first.`)
    const id = newId()
    const key = newKey()
    await sql`
      insert into api_keys (org_id, id, name, role, prefix, key_hash, created_by, expires_at)
      values (${organization}, ${id}, ${name}, ${role}, ${key.slice(0, prefixLength)}, ${hashToken(key)}, ${maker},
        ${expiresAt ?? null})`
    touched('api_key', id)
    return { ...present(await readKey(sql, organization, id), undefined), key }
  },
})

export const listApiKeys = operation({
  name: 'api_key.list',
  route: 'GET /api-keys',
  summary: 'List the API keys that were not revoked',
  kind: 'read',
  permission: 'keys.manage',
  input: ApiKeyQuery,
  output: ApiKeyPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const found = await page<Row>(
      sql,
      {
        scope: `api_key.list ${organization}`,
        sorts: { createdAt: { expression: 'k.created_at', type: 'timestamptz' } },
        select: columns,
        from: tables,
        where: [part`k.org_id = ${organization}`, part`k.revoked_at is null`],
        id: 'k.id',
      },
      query,
    )
    return { ...found, items: found.items.map(toKey) }
  },
})

export const revokeApiKey = operation({
  name: 'api_key.revoke',
  route: 'DELETE /api-keys/:id',
  summary: 'End an API key at once and for good',
  kind: 'write',
  permission: 'keys.manage',
  input: ApiKeyId,
  output: z.null(),
  async run({ sql, actor, version, touched }, { id }) {
    const organization = organizationOf(actor)
    await sql`select 1 from api_keys where org_id = ${organization} and id = ${id} for no key update`
    present(await readKey(sql, organization, id), version)
    await sql`
      update api_keys set revoked_at = now(), version = version + 1 where org_id = ${organization} and id = ${id}`
    touched('api_key', id, ['status'])
    return null
  },
})
