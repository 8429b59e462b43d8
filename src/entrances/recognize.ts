/** Who asks, and for which organization: from the session cookie, read anew for every request. */
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type pg from 'pg'
import { nobody, notFound, Refusal } from '#src/core/errors.ts'
import type { Actor, Channel } from '#src/core/operation.ts'
import type { Identity } from '#src/services/identity.ts'
import type { Recognize } from './operation-routes.ts'
import type { Carried } from './problem.ts'
import { cookieNames, resolveSession } from './session-resolve.ts'

interface Parts {
  identity: Pick<Identity, 'sessionHash'>
  pool: pg.Pool
  secure: boolean
}

/** The organization a request names: by header, or where no header can be sent by `?organization=`. */
function namedOrganization(context: Context<Carried>): string | null {
  const header = context.req.header('UpCRM-Organization')
  if (header !== undefined) return header
  return context.req.method === 'GET' ? (context.req.query('organization') ?? null) : null
}

export function recognizer({ identity, pool, secure }: Parts): Recognize {
  const { session: cookieName } = cookieNames(secure)
  return async (context, scope) => {
    const named = scope === 'account' ? null : namedOrganization(context)
    const session = await resolveSession({ identity, pool }, getCookie(context, cookieName), named)
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
