/** What whoever holds a link sees without an account: one invoice, on a page, as data and as PDF. */
import { type Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import type pg from 'pg'
import { fromDatabase, notFound } from '#src/core/errors.ts'
import type { Circumstances, Run } from '#src/core/run.ts'
import { systemActor } from '#src/core/run.ts'
import { hashToken } from '#src/core/tokens.ts'
import { showInvoice, visitInvoice } from '#src/invoices/links.ts'
import type { Identity } from '#src/services/identity.ts'
import type { Storage } from '#src/services/storage.ts'
import { fileAnswer, readPdf } from './invoice-files.ts'
import { type Carried, problem } from './problem.ts'
import { cookieNames, resolveSession } from './session-resolve.ts'

interface Parts {
  run: Run
  pool: pg.Pool
  identity: Pick<Identity, 'sessionHash'>
  secure: boolean
  storage: Storage
}

interface Found {
  circumstances: Circumstances
  id: string
  /** The visitor is signed in and one of the organization's own people. */
  own: boolean
}

/** Programs that open every link they come across, and say so. */
const robots =
  /bot\b|crawl|spider|preview|scanner|facebookexternalhit|slack|whatsapp|telegram|skype|urldefense/i

/** Whether somebody is looking: no robot, no browser that merely fetches ahead. */
export const isLooking = (context: Context) =>
  context.req.method === 'GET' &&
  !robots.test(context.req.header('User-Agent') ?? '') &&
  !/prefetch/.test(`${context.req.header('Sec-Purpose') ?? ''}${context.req.header('Purpose') ?? ''}`)

/** Links travel in mails: no search engine is to keep one, and no page that is linked to from here is to learn it. */
const secret = { 'X-Robots-Tag': 'noindex, nofollow', 'Referrer-Policy': 'no-referrer' }

export function keepSecret(headers: Headers): void {
  for (const [name, value] of Object.entries(secret)) headers.set(name, value)
}

export function publicInvoices({ run, pool, identity, secure, storage }: Parts) {
  const { session: cookieName } = cookieNames(secure)

  async function follow(context: Context<Carried>): Promise<Found> {
    const token = context.req.param('token') ?? ''
    const session = await resolveSession({ pool, identity }, getCookie(context, cookieName), null)
    const { rows } = await pool
      .query<{ org_id: string; invoice_id: string; own: boolean }>(
        'select * from resolve_invoice_link($1, $2)',
        [hashToken(token), session?.person.id ?? null],
      )
      .catch((error) => {
        throw fromDatabase(error)
      })
    const [row] = rows
    if (!row) throw notFound()
    const actor = { ...systemActor(row.org_id), name: 'Link' }
    return {
      id: row.invoice_id,
      own: row.own,
      circumstances: { actor, channel: 'web', requestId: context.get('requestId') },
    }
  }

  async function noteVisit(context: Context<Carried>, { own, id, circumstances }: Found): Promise<void> {
    if (!own && isLooking(context)) await run(visitInvoice, { id }, circumstances)
  }

  const routes = new Hono<Carried>()
  routes.onError((error, context) => problem(context, error))
  routes.use(async (context, next) => {
    await next()
    keepSecret(context.res.headers)
  })
  routes.get('/invoices/:token', async (context) => {
    const found = await follow(context)
    const { output } = await run(showInvoice, { id: found.id }, found.circumstances)
    await noteVisit(context, found)
    return context.json(output as object)
  })

  routes.get('/invoices/:token/pdf', async (context) => {
    const found = await follow(context)
    const file = await readPdf({ run, storage }, found.id, found.circumstances)
    await noteVisit(context, found)
    return fileAnswer(file, context.req.query('inline') === '1', context.req.method)
  })

  /** The page itself is the web application's; a visit that never asks for the data counts as well. */
  async function page(context: Context<Carried>, next: () => Promise<void>): Promise<void> {
    const found = await follow(context).catch(() => undefined)
    if (found) await noteVisit(context, found).catch(() => undefined)
    await next()
    keepSecret(context.res.headers)
  }
  return { routes, page }
}
