/** What whoever holds the link to a quote sees and does without an account: look at it, and answer it once. */
import { type Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import type pg from 'pg'
import { conflict, fromDatabase, notFound } from '#src/core/errors.ts'
import { type Circumstances, type Run, systemActor } from '#src/core/run.ts'
import { hashToken } from '#src/core/tokens.ts'
import { giveAnswer, showQuote, visitQuote } from '#src/invoices/quote-deeds.ts'
import type { Identity } from '#src/services/identity.ts'
import { readJson } from './body.ts'
import { type Carried, problem } from './problem.ts'
import { isLooking, keepSecret } from './public.ts'
import { cookieNames, resolveSession } from './session-resolve.ts'

interface Parts {
  run: Run
  pool: pg.Pool
  identity: Pick<Identity, 'sessionHash'>
  secure: boolean
}

interface Found {
  circumstances: Circumstances
  id: string
  /** The visitor is signed in and one of the organization's own people. */
  own: boolean
}

export function publicQuotes({ run, pool, identity, secure }: Parts) {
  const { session: cookieName } = cookieNames(secure)

  async function follow(context: Context<Carried>): Promise<Found> {
    const token = context.req.param('token') ?? ''
    const session = await resolveSession({ pool, identity }, getCookie(context, cookieName), null)
    const { rows } = await pool
      .query<{ org_id: string; quote_id: string; own: boolean }>('select * from resolve_quote_link($1, $2)', [
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
      id: row.quote_id,
      own: row.own,
      circumstances: { actor, channel: 'web', requestId: context.get('requestId') },
    }
  }

  async function noteVisit(context: Context<Carried>, { own, id, circumstances }: Found): Promise<void> {
    if (!own && isLooking(context)) await run(visitQuote, { id }, circumstances)
  }

  const routes = new Hono<Carried>()
  routes.onError((error, context) => problem(context, error))
  routes.get('/:token', async (context) => {
    const found = await follow(context)
    const { output } = await run(showQuote, { id: found.id }, found.circumstances)
    await noteVisit(context, found)
    return context.json(output as object)
  })

  const answer = (accepted: boolean) => async (context: Context<Carried>) => {
    const { id, own, circumstances } = await follow(context)
    if (own)
      throw conflict(
        'own',
        'This is a quote of your own organization. Note the client’s answer on the quote.',
      )
    const said = (await readJson(context.req)) as object
    const { output } = await run(giveAnswer, { ...said, id, accepted }, circumstances)
    return context.json(output as object)
  }
  routes.post('/:token/accept', answer(true))
  routes.post('/:token/decline', answer(false))

  /** The page itself is the web application's; a visit that never asks for the data counts as well. */
  async function page(context: Context<Carried>, next: () => Promise<void>): Promise<void> {
    const found = await follow(context).catch(() => undefined)
    if (found) await noteVisit(context, found).catch(() => undefined)
    await next()
    keepSecret(context.res.headers)
  }
  return { routes, page }
}
