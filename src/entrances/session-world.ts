/** A world for the session tests: servers, browsers that keep cookies, and the mails people get. */
import { createHmac } from 'node:crypto'
import { Hono } from 'hono'
import { expect } from 'vitest'
import { openWorld } from '#db/test-world.ts'
import { transaction } from '#src/core/db.ts'
import { setLogLevel } from '#src/core/log.ts'
import { newId } from '#src/core/record.ts'
import { hashToken, newToken } from '#src/core/tokens.ts'
import { openIdentity, openIdentityPool } from '#src/services/identity-better-auth.ts'
import { createDevices } from '#src/services/identity-devices.ts'
import { createLimits } from '#src/services/identity-limits.ts'
import type { Mail, Mailer } from '#src/services/mailer.ts'
import type { Carried } from './problem.ts'
import { guard, ownOrigins } from './security.ts'
import { createSessionEntrance, type SessionEntrance } from './session.ts'

const secret = 'c2Vzc2lvbi1zZWNyZXQtb2YtdGhlLXRlc3Qtd29ybGQ'
export const password = 'correct horse battery'

interface Site {
  app: Hono<Carried>
  entrance: SessionEntrance
}

/** What an authenticator app shows (RFC 6238). */
export function totp(uri: string, steps = 0): string {
  const letters = new URL(uri).searchParams.get('secret') ?? ''
  const bits = [...letters].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const digest = createHmac('sha1', key).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

export async function openSessionWorld() {
  setLogLevel('silent')
  const world = await openWorld()
  const identityPool = openIdentityPool(world.urls.auth)
  const identity = await openIdentity(identityPool, secret)
  const mails: Mail[] = []
  const mailer: Mailer = {
    sends: true,
    domain: 'session.example',
    origin: () => 'http://localhost:3000',
    deliver: async () => 'sent',
    account: async (mail) => {
      mails.push(mail)
    },
    close: () => {},
  }

  /** A server of its own on the same database; `address` is where all its requests come from. */
  function openSite(
    settings: { signUp?: 'open' | 'invited'; secure?: boolean; address?: string } = {},
  ): Site {
    const entrance = createSessionEntrance({
      identity,
      devices: createDevices(secret),
      limits: createLimits(identityPool, secret),
      mailer,
      pool: world.pool,
      run: world.run,
      origin: () => 'http://localhost:3000',
      secure: settings.secure ?? false,
      signUp: settings.signUp ?? 'open',
      addressOf: () => settings.address ?? '192.0.2.1',
    })
    const app = new Hono<Carried>()
    app.use(guard(ownOrigins(undefined, () => 3000)))
    app.route('/api/v1/auth', entrance.routes)
    return { app, entrance }
  }

  const site = openSite()

  /** One browser: it keeps its cookies from answer to answer. */
  function browser(at: Site = site) {
    const cookies = new Map<string, string>()
    async function request(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) {
      const answer = await at.app.request(`/api/v1/auth${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          'user-agent': 'Test browser',
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const set = answer.headers.getSetCookie()
      for (const line of set) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (value) cookies.set(name, value)
        else cookies.delete(name)
      }
      const text = await answer.text()
      return {
        status: answer.status,
        headers: answer.headers,
        set,
        text,
        body: text ? JSON.parse(text) : null,
      }
    }
    return {
      cookies,
      get: (path: string) => request('GET', path),
      post: (path: string, body: unknown = {}, headers = {}) => request('POST', path, body, headers),
      delete: (path: string) => request('DELETE', path),
      signIn: (email: string, given = password) => request('POST', '/sign-in', { email, password: given }),
      session: () => decodeURIComponent(cookies.get('upcrm_session') ?? ''),
    }
  }

  let count = 0
  const newEmail = () => `person${++count}@session.example`

  async function signedUp(at: Site = site) {
    const email = newEmail()
    const own = browser(at)
    const answer = await own.post('/sign-up', { email, password, name: 'Ada Byron' })
    expect(answer.status).toBe(201)
    return { ...own, email, id: answer.body.user.id as string }
  }

  async function lastLink(to: string): Promise<string> {
    await site.entrance.settle()
    const mail = mails.findLast((one) => one.to === to && one.text.includes('#'))
    return /#(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
  }

  async function invite(organizationId: string, invitedBy: string, change = '') {
    const token = newToken()
    const id = newId()
    const tenancy = { organizationId, personId: invitedBy, visibility: 'all' } as const
    await transaction(world.pool, tenancy, 'write', async (sql) => {
      await sql`
      insert into invitations (org_id, id, email, role, visibility, token_hash, invited_by, expires_at)
      values (${organizationId}, ${id}, 'someone@invited.example', 'member', 'own', ${hashToken(token)}, ${invitedBy},
        now() + make_interval(days => ${change === 'expired' ? -1 : 7}))`
      if (change === 'revoked') await sql`update invitations set revoked_at = now() where id = ${id}`
    })
    return token
  }

  async function close(): Promise<void> {
    await site.entrance.settle()
    await identityPool.end()
    await world.close()
  }

  return {
    world,
    identityPool,
    identity,
    mails,
    openSite,
    site,
    browser,
    newEmail,
    signedUp,
    lastLink,
    invite,
    close,
  }
}
