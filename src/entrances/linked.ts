/** Whoever holds a link: what it leads to, for whom that counts as a visit, and what keeps the link itself secret. */
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type pg from 'pg'
import { fromDatabase, notFound } from '#src/core/errors.ts'
import type { AnyOperation } from '#src/core/operation.ts'
import { type Circumstances, type Run, systemActor } from '#src/core/run.ts'
import { hashToken } from '#src/core/tokens.ts'
import type { Identity } from '#src/services/identity.ts'
import type { Carried } from './problem.ts'
import { cookieNames, resolveSession } from './session-resolve.ts'

export interface LinkedParts {
  run: Run
  pool: pg.Pool
  identity: Pick<Identity, 'sessionHash'>
  secure: boolean
}

export interface Found {
  circumstances: Circumstances
  id: string
  /** The visitor is signed in and one of the organization's own people. */
  own: boolean
}

/** Programs that open every link they come across, and say so. */
const robots =
  /bot\b|crawl|spider|preview|scanner|facebookexternalhit|slack|whatsapp|telegram|skype|urldefense/i

/** Whether somebody is looking: no robot, no browser that merely fetches ahead. */
const isLooking = (context: Context) =>
  context.req.method === 'GET' &&
  !robots.test(context.req.header('User-Agent') ?? '') &&
  !/prefetch/.test(`${context.req.header('Sec-Purpose') ?? ''}${context.req.header('Purpose') ?? ''}`)

/** Links travel in mails: no search engine is to keep one, and no page that is linked to from here is to learn it. */
export function hideLink(headers: Headers): void {
  headers.set('X-Robots-Tag', 'noindex, nofollow')
  headers.set('Referrer-Policy', 'no-referrer')
}

/** Of each kind of link, the definer function that finds what its token's hash leads to, and whether the visitor is own. */
const lookups = {
  invoice: 'select org_id, invoice_id as id, own from resolve_invoice_link($1, $2)',
  quote: 'select org_id, quote_id as id, own from resolve_quote_link($1, $2)',
}

/** `visit` notes that a stranger has looked. */
export function linksTo(
  kind: keyof typeof lookups,
  visit: AnyOperation,
  { run, pool, identity, secure }: LinkedParts,
) {
  const { session: cookieName } = cookieNames(secure)

  async function follow(context: Context<Carried>): Promise<Found> {
    const token = context.req.param('token') ?? ''
    const session = await resolveSession({ pool, identity }, getCookie(context, cookieName), null)
    const { rows } = await pool
      .query<{ org_id: string; id: string; own: boolean }>(lookups[kind], [
        hashToken(token),
        session?.person.id ?? null,
      ])
      .catch((error) => {
        throw fromDatabase(error)
      })
    const [row] = rows
    if (!row) throw notFound()
    const actor = { ...systemActor(row.org_id), name: 'Link' }
    return {
      id: row.id,
      own: row.own,
      circumstances: { actor, channel: 'web', requestId: context.get('requestId') },
    }
  }

  async function noteVisit(context: Context<Carried>, { own, id, circumstances }: Found): Promise<void> {
    if (!own && isLooking(context)) await run(visit, { id }, circumstances)
  }

  /** The page itself is the web application's; a visit that never asks for the data counts as well. */
  async function page(context: Context<Carried>, next: () => Promise<void>): Promise<void> {
    const found = await follow(context).catch(() => undefined)
    if (found) await noteVisit(context, found).catch(() => undefined)
    await next()
    hideLink(context.res.headers)
  }
  return { follow, noteVisit, page }
}
