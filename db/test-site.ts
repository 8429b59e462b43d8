/** Promise: the real house on a test world's database, spoken to over HTTP without listening, by people who are signed in. */
import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { originOf, readEnv } from '#src/core/env.ts'
import { setLogLevel } from '#src/core/log.ts'
import { hashToken, newToken } from '#src/core/tokens.ts'
import { cookieNames } from '#src/entrances/session-resolve.ts'
import { openHouse } from '#src/house.ts'
import type { World } from './test-world.ts'

export interface SiteAnswer {
  status: number
  headers: Headers
  text: string
  /** The parsed body, when it is JSON. */
  body: Record<string, unknown>
}

export interface SiteRequest {
  /** Who asks: the cookie from `signIn`; nobody when left out. */
  cookie?: string | undefined
  /** Id or slug. */
  organization?: string | undefined
  /** Sent as JSON; text, bytes and forms go as they are. */
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

interface SiteSettings {
  publicUrl?: string
  /** Another way to the database. */
  urls?: World['urls']
  /** Where it is listened on, if it is. */
  port?: number
}

/** Opens the house as it is started, with its worker. */
export async function openSite(world: World, settings: SiteSettings = {}) {
  const { port = 3000 } = settings
  setLogLevel('silent')
  const dataDir = mkdtempSync(join(tmpdir(), 'upcrm-site-'))
  const sessionSecret = randomBytes(32).toString('base64url')
  const env = readEnv({
    DATA_DIR: dataDir,
    SESSION_SECRET: sessionSecret,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: settings.publicUrl,
  })
  const house = await openHouse(env, settings.urls ?? world.urls, () => port)
  const origin = originOf(env, port)
  const cookieName = cookieNames(origin.startsWith('https:')).session

  /**
   * A new session of this person, answered as the cookie a browser would hold. Its row is written by the owner of the
   * tables, so that no limit on sign-ins stands in the way; everything after that is as for anyone.
   */
  async function signIn({ personId }: { personId: string }): Promise<string> {
    const token = newToken()
    await world.owner.query(
      `insert into identity.sessions (token, user_id, expires_at) values ($1, $2, now() + interval '1 day')`,
      [hashToken(token), personId],
    )
    const signature = createHmac('sha256', sessionSecret).update(token).digest('base64')
    return `${cookieName}=${encodeURIComponent(`${token}.${signature}`)}`
  }

  /** The request as it goes over the wire; the answer's body may be a stream. */
  async function request(method: string, path: string, asked: SiteRequest = {}): Promise<Response> {
    const { cookie, organization, body, signal } = asked
    const form = body instanceof FormData
    const raw = form || typeof body === 'string' || body instanceof Uint8Array
    return house.site.request(`${origin}${path}`, {
      method,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(organization === undefined ? {} : { 'UpCRM-Organization': organization }),
        ...(body === undefined || form ? {} : { 'Content-Type': 'application/json' }),
        ...asked.headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
  }

  /** The same, with the whole answer read. `path` starts below `/api/v1` unless it names the whole. */
  async function ask(method: string, path: string, asked: SiteRequest = {}): Promise<SiteAnswer> {
    const whole = /^\/(api|health)(\/|$|\?)/.test(path) ? path : `/api/v1${path}`
    const answer = await request(method, whole, asked)
    const text = await answer.text()
    const parsed = /json/.test(answer.headers.get('Content-Type') ?? '') && text ? JSON.parse(text) : {}
    return { status: answer.status, headers: answer.headers, text, body: parsed }
  }

  let closing: Promise<void> | undefined
  /** Ends it, with everything stored that was only counted so far. More than once does no harm. */
  const close = () => {
    closing ??= house.close().then(() => rmSync(dataDir, { recursive: true, force: true }))
    return closing
  }

  return { house, origin, cookieName, signIn, request, ask, close }
}

export type TestSite = Awaited<ReturnType<typeof openSite>>
