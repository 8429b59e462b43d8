/** Who asks: one query a request, nothing remembered in between, so that what was ended is ended at once. */
import type pg from 'pg'
import { lookUp } from '#src/core/db.ts'
import { fromDatabase } from '#src/core/errors.ts'
import type { Role } from '#src/core/permissions.ts'
import type { Identity } from '#src/services/identity.ts'

export interface Person {
  id: string
  email: string
  name: string
  locale: string
  timeZone: string
}

export interface ResolvedSession {
  sessionId: string
  person: Person
  /** The organization that was named, or the only one; null when there is none such for this person. */
  organization: { id: string; role: Role; visibility: 'all' | 'own' } | null
  /** In how many the person is. */
  organizations: number
}

export interface OwnOrganization {
  id: string
  name: string
  slug: string
  role: Role
  visibility: 'all' | 'own'
}

/** On https the prefix makes browsers refuse the cookie from anything but this host over TLS. */
export const cookieNames = (secure: boolean) => ({
  session: secure ? '__Host-upcrm_session' : 'upcrm_session',
  challenge: secure ? '__Host-upcrm_challenge' : 'upcrm_challenge',
  device: secure ? '__Host-upcrm_device' : 'upcrm_device',
})

/** How long a browser keeps a session at most, a sign-in that waits for the second factor, and that it is known. */
export const sessionSeconds = 365 * 86_400
export const challengeSeconds = 600
export const deviceSeconds = 365 * 86_400

interface Row {
  session_id: string
  person_id: string
  email: string
  name: string
  locale: string
  time_zone: string
  org_id: string | null
  role: Role
  visibility: 'all' | 'own'
  organizations: number
}

/** What cannot be a name of one is looked for all the same, so that it is answered like any other that is not there. */
export const nameToLookFor = (organization: string | null) =>
  organization === null || /^[\w-]{1,80}$/.test(organization) ? organization : ''

const resolving = `
  select session_id, person_id, email, name, locale, time_zone, org_id, role, visibility, organizations
  from resolve_session($1, $2)`

/**
 * The session of this cookie and the person's place in `organization` (id or slug; null: the only one they have).
 * Null when nobody is signed in with it.
 */
export async function resolveSession(
  parts: { identity: Pick<Identity, 'sessionHash'>; pool: pg.Pool },
  cookie: string | undefined,
  organization: string | null,
): Promise<ResolvedSession | null> {
  const hash = parts.identity.sessionHash(cookie)
  if (!hash) return null
  const [row] = await lookUp<Row>(parts.pool, resolving, [hash, nameToLookFor(organization)]).catch(
    (error) => {
      throw fromDatabase(error)
    },
  )
  if (!row) return null
  return {
    sessionId: row.session_id,
    person: {
      id: row.person_id,
      email: row.email,
      name: row.name,
      locale: row.locale,
      timeZone: row.time_zone,
    },
    organization: row.org_id ? { id: row.org_id, role: row.role, visibility: row.visibility } : null,
    organizations: row.organizations,
  }
}

/** The organizations of whoever is signed in with this cookie. */
export async function ownOrganizations(
  parts: { identity: Pick<Identity, 'sessionHash'>; pool: pg.Pool },
  cookie: string | undefined,
): Promise<OwnOrganization[]> {
  const hash = parts.identity.sessionHash(cookie)
  if (!hash) return []
  const { rows } = await parts.pool
    .query<OwnOrganization>('select id, name, slug, role, visibility from organizations_of_session($1)', [
      hash,
    ])
    .catch((error) => {
      throw fromDatabase(error)
    })
  return rows
}
