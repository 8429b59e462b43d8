/** The site: health, the API, change events, and the web application for every other address. */
import { fileURLToPath } from 'node:url'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import type pg from 'pg'
import { Refusal } from '#src/core/errors.ts'
import type { AnyOperation } from '#src/core/operation.ts'
import type { Run } from '#src/core/run.ts'
import { type Changes, streamChanges } from './events.ts'
import { openApi } from './openapi.ts'
import { mountOperations, type Recognize } from './operation-routes.ts'
import { type Carried, problem } from './problem.ts'
import { guard, type Origins } from './security.ts'
import { siteFiles } from './site-files.ts'

export interface SiteParts {
  pool: pg.Pool
  run: Run
  operations: readonly AnyOperation[]
  recognize: Recognize
  changes: Changes
  origins: Origins
  /** Entrances with a language of their own, by their place under the API's base. */
  mounted: Record<string, Hono<Carried>>
  /** Comes before the pages that links to an invoice or a quote lead to, by their address. */
  linkedPages?: Record<string, MiddlewareHandler<Carried>>
}

const notHere = () => new Refusal(404, 'not_found', 'There is nothing at this address.')
const publicFolder = fileURLToPath(new URL('../../public', import.meta.url))

export function createSite(parts: SiteParts): Hono<Carried> {
  const { pool, run, operations, recognize, changes, origins, mounted, linkedPages = {} } = parts
  const site = new Hono<Carried>()
  site.use(guard(origins))
  site.onError((error, context) => problem(context, error))

  site.get('/health', async (context) => {
    const answered = await pool.query('select 1').catch(() => undefined)
    context.header('Cache-Control', 'no-store')
    return answered ? context.json({ status: 'ok' }) : context.json({ status: 'unavailable' }, 503)
  })

  const api = new Hono<Carried>()
  for (const [place, entrance] of Object.entries(mounted)) api.route(place, entrance)
  mountOperations(api, operations, run, recognize)
  const document = openApi(operations)
  api.get('/openapi.json', (context) => context.json(document))
  api.get('/events', async (context) => {
    const { actor } = await recognize(context, 'organization')
    const stillThere = async () => {
      const now = await recognize(context, 'organization').catch(() => undefined)
      return now?.actor.role === actor.role && now?.actor.visibility === actor.visibility
    }
    return streamChanges(context, actor, { changes, pool, stillThere })
  })
  for (const [path, allowed] of methodsByPath(api)) api.all(path, (context) => otherMethod(context, allowed))
  api.all('*', (context) => problem(context, notHere()))
  site.route('/api/v1', api)
  site.all('/api/*', (context) => problem(context, notHere()))

  for (const [path, page] of Object.entries(linkedPages)) site.get(path, page)
  site.get('*', siteFiles(publicFolder))
  site.all('*', (context) => problem(context, notHere()))
  return site
}

/** The methods of each address; HEAD comes with GET, and OPTIONS with all. */
function methodsByPath({ routes }: Hono<Carried>): Map<string, string> {
  const found = new Map<string, Set<string>>()
  for (const { method, path } of routes) {
    const methods = found.get(path) ?? new Set(['OPTIONS'])
    found.set(path, methods.add(method))
    if (method === 'GET') methods.add('HEAD')
  }
  return new Map([...found].map(([path, methods]) => [path, [...methods].sort().join(', ')]))
}

function otherMethod(context: Context<Carried>, allowed: string): Response {
  const answer =
    context.req.method === 'OPTIONS'
      ? context.body(null, 204)
      : problem(context, new Refusal(405, 'wrong_method', 'This address does not take that method.'))
  answer.headers.set('Allow', allowed)
  return answer
}
