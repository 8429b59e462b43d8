/** The facts of the privacy page, for everybody: whoever asks may have no account, or none any more. */
import { Hono } from 'hono'
import type pg from 'pg'
import { fromDatabase, notFound } from '#src/core/errors.ts'
import { type PrivacyFacts, partsOf, policyUpdatedOn, retention, thirdParties } from '#src/privacy/facts.ts'
import { type Carried, problem } from './problem.ts'
import { challengeSeconds, cookieNames, deviceSeconds, sessionSeconds } from './session-resolve.ts'

interface PrivacyParts {
  /** The runtime role's. */
  pool: pg.Pool
  secure: boolean
  privacyContact: string | undefined
  smtpUrl: string | undefined
  databaseUrl: string | undefined
  operations: readonly { name: string }[]
}

export function createPrivacyEntrance(parts: PrivacyParts): Hono<Carried> {
  const names = cookieNames(parts.secure)
  const facts: Omit<PrivacyFacts, 'organization'> = {
    updatedOn: policyUpdatedOn,
    operatorContact: parts.privacyContact ?? null,
    parts: partsOf(parts.operations),
    thirdParties: thirdParties(parts),
    cookies: [
      { name: names.session, purpose: 'session', lastsSeconds: sessionSeconds },
      { name: names.challenge, purpose: 'secondFactor', lastsSeconds: challengeSeconds },
      { name: names.device, purpose: 'device', lastsSeconds: deviceSeconds },
    ],
    retention,
  }

  async function findOrganization(slug: string): Promise<NonNullable<PrivacyFacts['organization']>> {
    // Asked even for what cannot be a slug, so that every unknown one is answered in the same time.
    const named = /^[a-z\d-]{1,80}$/.test(slug) ? slug : ''
    const { rows } = await parts.pool
      .query<{ name: string; privacy_contact: string | null }>('select * from privacy_of($1)', [named])
      .catch((error) => {
        throw fromDatabase(error)
      })
    const [row] = rows
    if (!row) throw notFound()
    return { name: row.name, privacyContact: row.privacy_contact }
  }

  const routes = new Hono<Carried>()
  routes.onError((error, context) => problem(context, error))
  routes.get('/', async (context) => {
    const slug = context.req.query('organization')
    const organization = slug === undefined ? null : await findOrganization(slug)
    return context.json({ ...facts, organization } satisfies PrivacyFacts)
  })
  return routes
}
