/** Who asks, and for which organization: from an API key or the session cookie, read anew for every request. */
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type pg from 'pg'
import { fromDatabase, nobody, notFound, Refusal } from '#src/core/errors.ts'
import type { Actor, Channel } from '#src/core/operation.ts'
import type { Role } from '#src/core/permissions.ts'
import { hashToken } from '#src/core/tokens.ts'
import type { Identity } from '#src/services/identity.ts'
import { type Limits, limits as limited } from '#src/services/identity-limits.ts'
import type { Recognize } from './operation-routes.ts'
import type { Carried } from './problem.ts'
import { cookieNames, nameToLookFor, resolveSession } from './session-resolve.ts'

interface Parts {
  identity: Pick<Identity, 'sessionHash'>
  limits: Limits
  pool: pg.Pool
  secure: boolean
  addressOf: (context: Context) => string
}

/** The organization a request names: by header, or where no header can be sent by `?organization=`. */
function namedOrganization(context: Context<Carried>): string | null {
  const header = context.req.header('UpCRM-Organization')
  if (header !== undefined) return header
  return context.req.method === 'GET' ? (context.req.query('organization') ?? null) : null
}

/** Another scheme is not meant for us: a proxy in front may ask browsers for a password of its own. */
const bearer = /^bearer(?:\s+(.*))?$/i

interface KeyRow {
  id: string
  org_id: string
  name: string
  role: Role
  here: boolean
}

/**
 * The key as an actor. It is no person: what it makes has no owner or author unless it says one, and what is a
 * person's own (profile, notifications) it has not. Whatever is wrong with a key, the work and the answer are the same.
 */
async function keyActor(
  { pool, limits, addressOf }: Parts,
  context: Context<Carried>,
  key: string,
  named: string | null,
): Promise<Actor> {
  const { rows } = await pool
    .query<KeyRow>('select * from resolve_key($1, $2)', [hashToken(key), nameToLookFor(named)])
    .catch((error) => {
      throw fromDatabase(error)
    })
  const [found] = rows
  if (!found) {
    await limits.take(limited.key, addressOf(context))
    throw new Refusal(401, 'invalid_key', 'This API key is not known, or it no longer works.')
  }
  if (!found.here) throw notFound()
  const { id: keyId, org_id: organizationId, name, role } = found
  return { kind: 'key', personId: null, keyId, name, organizationId, role, visibility: 'all' }
}

export function recognizer(parts: Parts): Recognize {
  const { session: cookieName } = cookieNames(parts.secure)
  return async (context, scope) => {
    const named = scope === 'account' ? null : namedOrganization(context)
    const authorization = bearer.exec(context.req.header('Authorization')?.trim() ?? '')
    if (authorization)
      return { actor: await keyActor(parts, context, authorization[1] ?? '', named), channel: 'api' }
    const session = await resolveSession(parts, getCookie(context, cookieName), named)
    if (!session) throw nobody()
    const { person, organization } = session
    if (scope === 'organization' && !organization) {
      if (named !== null) throw notFound()
      throw new Refusal(
        400,
        'organization_required',
        session.organizations === 0
          ? 'You are in no organization yet. Found one, or accept an invitation.'
          : 'You are in several organizations. Name one in the header UpCRM-Organization.',
      )
    }
    const actor: Actor = {
      kind: 'person',
      personId: person.id,
      name: person.name,
      organizationId: scope === 'account' ? null : (organization?.id ?? null),
      role: scope === 'account' ? null : (organization?.role ?? null),
      visibility: organization?.visibility ?? 'all',
    }
    const channel: Channel = context.req.header('Sec-Fetch-Site') ? 'web' : 'api'
    return { actor, channel }
  }
}
