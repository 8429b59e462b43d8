/** What holds for every request and answer: an id, the headers that keep browsers strict, and whose requests are refused. */
import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { Refusal } from '#src/core/errors.ts'
import { type Carried, problem } from './problem.ts'

const contentPolicy = [
  `default-src 'none'`,
  `script-src 'self'`,
  // Mantine sets style attributes and one style element for the theme's variables.
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data: blob:`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `manifest-src 'self'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

export interface Origins {
  /** Whether this is an address of our own, as a browser writes it in `Origin`. */
  own(origin: string): boolean
  https: boolean
}

/** Own is PUBLIC_URL; without it localhost, 127.0.0.1 and [::1] on this port. */
export function ownOrigins(publicUrl: string | undefined, port: () => number): Origins {
  if (publicUrl) return { own: (origin) => origin === publicUrl, https: publicUrl.startsWith('https:') }
  return {
    own: (origin) =>
      ['localhost', '127.0.0.1', '[::1]'].some((host) => origin === `http://${host}:${port()}`),
    https: false,
  }
}

/** First in line: gives the request its id and the answer its headers, and turns whatever is thrown into a problem. */
export function guard(origins: Origins): MiddlewareHandler<Carried> {
  return async (context, next) => {
    context.set('requestId', `req_${randomBytes(9).toString('base64url')}`)
    const refused = foreign(context.req.method, context.req.raw.headers, origins)
    if (refused) return problem(context, refused)
    await next()
    const { headers } = context.res
    headers.set('X-Request-Id', context.get('requestId'))
    headers.set('X-Content-Type-Options', 'nosniff')
    if (!headers.has('Referrer-Policy')) headers.set('Referrer-Policy', 'strict-origin-when-cross-origin')
    if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', contentPolicy)
    headers.set('X-Frame-Options', 'DENY')
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    headers.set('Permissions-Policy', 'camera=(self), microphone=(), geolocation=(), browsing-topics=()')
    if (origins.https) headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
    if (context.req.path.startsWith('/api/') && !headers.has('Cache-Control'))
      headers.set('Cache-Control', 'no-store')
  }
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A browser says where a request comes from; what comes from another site may look at nothing and change nothing. */
function foreign(method: string, headers: Headers, origins: Origins): Refusal | undefined {
  const site = headers.get('Sec-Fetch-Site')
  const origin = headers.get('Origin')
  const crossSite = site === 'cross-site' || site === 'same-site'
  const navigation = headers.get('Sec-Fetch-Mode') === 'navigate'
  if (crossSite && !(safe.has(method) && navigation))
    return new Refusal(403, 'foreign_origin', 'This request comes from another site.')
  if (origin && !safe.has(method) && !origins.own(origin))
    return new Refusal(403, 'foreign_origin', 'This request comes from another site.')
  return undefined
}
