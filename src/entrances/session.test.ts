import { createHmac } from 'node:crypto'
import { Hono } from 'hono'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openWorld, type World } from '#db/test-world.ts'
import { transaction } from '#src/core/db.ts'
import { setLogLevel } from '#src/core/log.ts'
import { newId } from '#src/core/record.ts'
import { hashToken, newToken } from '#src/core/tokens.ts'
import type { Identity } from '#src/services/identity.ts'
import { openIdentity, openIdentityPool } from '#src/services/identity-better-auth.ts'
import { createLimits } from '#src/services/identity-limits.ts'
import type { Mail, Mailer } from '#src/services/mailer.ts'
import type { Carried } from './problem.ts'
import { guard, ownOrigins } from './security.ts'
import { createSessionEntrance, type SessionEntrance } from './session.ts'
import { resolveSession } from './session-resolve.ts'

const secret = 'c2Vzc2lvbi1zZWNyZXQtb2YtdGhlLXRlc3Qtd29ybGQ'
const password = 'correct horse battery'
const requestIds = /"requestId":"[^"]*"/

let world: World
let identityPool: pg.Pool
let identity: Identity
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

interface Site {
  app: Hono<Carried>
  entrance: SessionEntrance
}
let site: Site

/** A server of its own on the same database; `address` is where all its requests come from. */
function openSite(settings: { signUp?: 'open' | 'invited'; secure?: boolean; address?: string } = {}): Site {
  const entrance = createSessionEntrance({
    identity,
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

/** One browser: it keeps its cookies from answer to answer. */
function browser(at: Site = site) {
  const cookies = new Map<string, string>()
  async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
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
    return { status: answer.status, headers: answer.headers, set, text, body: text ? JSON.parse(text) : null }
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

/** What an authenticator app shows (RFC 6238). */
function totp(uri: string, steps = 0): string {
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

beforeAll(async () => {
  setLogLevel('silent')
  world = await openWorld()
  identityPool = openIdentityPool(world.urls.auth)
  identity = await openIdentity(identityPool, secret)
  site = openSite()
})

afterAll(async () => {
  await site?.entrance.settle()
  await identityPool?.end()
  await world?.close()
})

describe('signing up and in', () => {
  test('a new person gets a session whose token is stored only as a hash', async () => {
    const own = browser()
    const email = newEmail()
    const answer = await own.post('/sign-up', {
      email: ` ${email.toUpperCase()} `,
      password,
      name: ' Ada Byron ',
    })
    expect(answer.status).toBe(201)
    expect(answer.body.user).toMatchObject({ email, name: 'Ada Byron' })
    expect(answer.body.organizations).toEqual([])
    expect(answer.set[0]).toMatch(/^upcrm_session=[^;]+;.*Path=\/; HttpOnly; SameSite=Lax$/)
    expect((await own.get('/session')).body).toEqual(answer.body)

    const token = own.session().split('.')[0] ?? ''
    const { rows } = await identityPool.query('select token from sessions where user_id = $1', [
      answer.body.user.id,
    ])
    expect(rows).toEqual([{ token: hashToken(token) }])
    const taken = await browser().post('/sign-up', { email, password, name: 'Eve' })
    expect(taken.status).toBe(409)
    expect(taken.body.code).toBe('email_taken')

    const secure = browser(openSite({ secure: true }))
    const onHttps = await secure.signIn(email)
    expect(onHttps.set[0]).toMatch(
      /^__Host-upcrm_session=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })

  test('the same address at once signs up once', async () => {
    const person = { email: newEmail(), password, name: 'Twin' }
    const answers = await Promise.all(Array.from({ length: 6 }, () => browser().post('/sign-up', person)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
  })

  test('bad input is named and nothing is stored', async () => {
    const email = newEmail()
    const good = { email, password, name: 'Ada' }
    const cases: [unknown, number, string?][] = [
      [{ ...good, role: 'owner' }, 422, 'role'],
      [{ ...good, emailVerified: true }, 422, 'emailVerified'],
      [
        '{"email":"a@b.example","password":"correct horse battery","name":"A","__proto__":{"x":1}}',
        422,
        '__proto__',
      ],
      [{ ...good, email: 'no address' }, 422, 'email'],
      [{ ...good, email: `${'a'.repeat(250)}@b.example` }, 422, 'email'],
      [{ ...good, email: { $ne: null } }, 422, 'email'],
      [{ ...good, password: 'short' }, 422, 'password'],
      [{ ...good, password: 'x'.repeat(201) }, 422, 'password'],
      [{ ...good, name: '' }, 422, 'name'],
      [{ ...good, name: 'a\u0000b' }, 422, 'name'],
      ['{"email":"a@b.example","password":"correct horse battery","name":"\\ud800"}', 422, 'name'],
      [{ ...good, name: 'x'.repeat(201) }, 422, 'name'],
      ['{"email":', 400],
      ['[]', 422],
      ['null', 422],
      [{ ...good, name: 'x'.repeat(70_000) }, 413],
    ]
    for (const [body, status, path] of cases) {
      const answer = await browser().post('/sign-up', body)
      expect([answer.status, JSON.stringify(body).slice(0, 120)]).toEqual([status, expect.anything()])
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      if (path) expect(answer.body.errors.map((one: { path: string }) => one.path)).toContain(path)
      expect(answer.set).toEqual([])
    }
    expect((await browser().post('/sign-up', good, { 'content-type': 'text/plain' })).status).toBe(415)
    expect(
      (await browser().post('/sign-in', good, { 'content-type': 'application/x-www-form-urlencoded' }))
        .status,
    ).toBe(415)
    expect((await browser().post('/sign-up', good, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await browser().post('/sign-in', good, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    const { rows } = await identityPool.query('select 1 from users where email = $1', [email])
    expect(rows).toEqual([])
  })

  test('an unknown person and a wrong password are answered alike, and each sign-in is a new session', async () => {
    const ada = await signedUp()
    const wrong = await browser().signIn(ada.email, 'wrong horse battery')
    const unknown = await browser().signIn(newEmail(), 'wrong horse battery')
    expect(wrong.status).toBe(401)
    expect(unknown.status).toBe(401)
    expect(unknown.text.replace(requestIds, '')).toBe(wrong.text.replace(requestIds, ''))
    expect([wrong.set, unknown.set]).toEqual([[], []])

    const first = ada.session()
    const elsewhere = browser()
    await elsewhere.signIn(ada.email)
    expect((await ada.signIn(ada.email)).status).toBe(200)
    expect(ada.session()).not.toBe(first)
    expect(elsewhere.session()).not.toBe(ada.session())
    const old = browser()
    old.cookies.set('upcrm_session', encodeURIComponent(first))
    expect((await old.get('/session')).status).toBe(401)
    expect((await elsewhere.get('/session')).status).toBe(200)
  })

  test('a cookie that was not signed by us is nobody', async () => {
    const ada = await signedUp()
    const [token = '', signature = ''] = ada.session().split('.')
    const { rows } = await identityPool.query('select token from sessions where user_id = $1', [ada.id])
    const forged = [
      token,
      `${token}.`,
      `${token}.${'A'.repeat(43)}=`,
      `x${token}.${signature}`,
      `${rows[0].token}.${signature}`,
      '.',
      'x'.repeat(5000),
      '%00',
    ]
    for (const value of forged) {
      const eve = browser()
      eve.cookies.set('upcrm_session', encodeURIComponent(value))
      expect((await eve.get('/session')).status).toBe(401)
      expect((await eve.post('/sign-out')).status).toBe(204)
    }
    expect((await ada.get('/session')).status).toBe(200)
  })
})

describe('limits', () => {
  test('ten wrong passwords for an account, at once or one by one, on whichever server', async () => {
    const ada = await signedUp()
    const other = openSite({ address: '192.0.2.77' })
    const tries = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        browser(i % 2 ? site : other).signIn(ada.email, 'wrong horse battery'),
      ),
    )
    const statuses = tries.map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(14)
    const refused = await browser(openSite({ address: '198.51.100.4' })).signIn(ada.email)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ada.get('/session')).status).toBe(200)

    const nobody = newEmail()
    const unknown = await Promise.all(
      Array.from({ length: 12 }, () => browser(other).signIn(nobody, 'wrong horse battery')),
    )
    expect(unknown.filter(({ status }) => status === 429)).toHaveLength(2)
    const { rows } = await identityPool.query('select key from attempts where key like $1', [`%${nobody}%`])
    expect(rows).toEqual([])
  })

  test('right passwords cost nothing; one address is stopped whatever accounts it tries', async () => {
    const ada = await signedUp()
    const own = openSite({ address: '192.0.2.200' })
    for (let i = 0; i < 12; i++) expect((await browser(own).signIn(ada.email)).status).toBe(200)
    const tries = await Promise.all(
      Array.from({ length: 105 }, () => browser(own).post('/second-factor', { code: '123456' })),
    )
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(100)
    expect((await browser(own).signIn(ada.email)).status).toBe(429)
    expect((await browser().signIn(ada.email)).status).toBe(200)
  })
})

describe('sessions', () => {
  test('are listed and end at once, and nobody ends those of others', async () => {
    const ada = await signedUp()
    const phone = browser()
    const tablet = browser()
    await phone.signIn(ada.email)
    await tablet.signIn(ada.email)
    const { items } = (await ada.get('/sessions')).body
    expect(items).toHaveLength(3)
    expect(items.filter((one: { current: boolean }) => one.current)).toHaveLength(1)
    expect(items[0]).toEqual({
      id: expect.any(String),
      createdAt: expect.stringMatching(/Z$/),
      lastSeenAt: expect.stringMatching(/Z$/),
      userAgent: 'Test browser',
      current: expect.any(Boolean),
    })
    const phones = (await phone.get('/sessions')).body.items.find((one: { current: boolean }) => one.current)
    const eve = await signedUp()
    expect((await eve.delete(`/sessions/${phones.id}`)).status).toBe(404)
    expect((await eve.delete(`/sessions/${newId()}`)).status).toBe(404)
    expect((await eve.delete('/sessions/nonsense')).status).toBe(404)
    expect((await phone.get('/session')).status).toBe(200)
    expect((await ada.delete(`/sessions/${phones.id}`)).status).toBe(204)
    expect((await phone.get('/session')).status).toBe(401)
    expect((await tablet.get('/session')).status).toBe(200)
    expect((await ada.delete('/sessions')).status).toBe(204)
    expect((await tablet.get('/session')).status).toBe(401)
    expect((await ada.get('/session')).status).toBe(200)

    const kept = ada.session()
    const out = await ada.post('/sign-out')
    expect(out.status).toBe(204)
    ada.cookies.set('upcrm_session', encodeURIComponent(kept))
    expect((await ada.get('/session')).status).toBe(401)
    for (const path of ['/sessions', '/second-factor']) expect((await ada.get(path)).status).toBe(401)
  })

  test('are noted as seen, last thirty days without that and a year at most', async () => {
    const ada = await signedUp()
    const age = (seen: string, created: string) =>
      identityPool.query(
        `update sessions set updated_at = now() - $2::interval, created_at = now() - $3::interval,
           expires_at = now() + interval '1 day' where user_id = $1`,
        [ada.id, seen, created],
      )
    const days = async () =>
      (
        await identityPool.query(
          `select round(extract(epoch from expires_at - now()) / 86400)::int as left,
             updated_at > now() - interval '1 minute' as seen from sessions where user_id = $1`,
          [ada.id],
        )
      ).rows[0]
    await age('5 minutes', '1 day')
    await ada.get('/session')
    expect(await days()).toEqual({ left: 1, seen: false })
    await age('11 minutes', '1 day')
    await Promise.all(Array.from({ length: 8 }, () => ada.get('/session')))
    expect(await days()).toEqual({ left: 30, seen: true })
    await age('11 minutes', '1 year -2 days')
    await ada.get('/session')
    expect(await days()).toEqual({ left: 2, seen: true })
    await identityPool.query(
      `update sessions set expires_at = now() - interval '1 second' where user_id = $1`,
      [ada.id],
    )
    expect((await ada.get('/session')).status).toBe(401)
  })

  test('say who somebody is in which organization, by id, by slug, or in the only one', async () => {
    const studio = await world.addOrganization('Studio Halden')
    const bakery = await world.addOrganization('Bakery North')
    const ada = await signedUp()
    const parts = { identity, pool: world.pool }
    const at = (organization: string | null) => resolveSession(parts, ada.session(), organization)
    expect(await at(null)).toMatchObject({
      organization: null,
      organizations: 0,
      person: { id: ada.id, name: 'Ada Byron' },
    })
    await ada.post('/accept-invitation', { token: await invite(studio.id, studio.owner.personId) })
    expect(await at(null)).toMatchObject({
      organization: { id: studio.id, role: 'member', visibility: 'own' },
      organizations: 1,
    })
    await ada.post('/accept-invitation', { token: await invite(bakery.id, bakery.owner.personId) })
    expect(await at(null)).toMatchObject({ organization: null, organizations: 2 })
    expect(await at(bakery.slug)).toMatchObject({ organization: { id: bakery.id } })
    expect(await at(bakery.id.toUpperCase())).toMatchObject({ organization: { id: bakery.id } })
    for (const named of [newId(), 'nowhere', '', "' or 1=1", '\u0000']) {
      expect(await at(named)).toMatchObject({ organization: null, organizations: 2 })
    }
    const left = { organizationId: studio.id, personId: ada.id, visibility: 'all' } as const
    await transaction(
      world.pool,
      left,
      'write',
      (sql) => sql`
      update memberships set ended_at = now() where org_id = ${studio.id} and person_id = ${ada.id}`,
    )
    expect(await at(studio.id)).toMatchObject({ organization: null, organizations: 1 })
    expect(await at(null)).toMatchObject({ organization: { id: bakery.id } })
    expect((await ada.get('/session')).body.organizations).toEqual([
      { id: bakery.id, name: 'Bakery North', slug: bakery.slug, role: 'member' },
    ])
  })
})

describe('a forgotten password', () => {
  test('is replaced once by a link that is stored hashed, and everything from before ends', async () => {
    const ada = await signedUp()
    const phone = browser()
    await phone.signIn(ada.email)
    mails.length = 0
    const known = await browser().post('/forgot-password', { email: ada.email })
    const unknown = await browser().post('/forgot-password', { email: newEmail() })
    expect([known.status, known.text, unknown.status, unknown.text]).toEqual([202, '', 202, ''])
    const earlier = await lastLink(ada.email)
    await browser().post('/forgot-password', { email: ada.email })
    const token = await lastLink(ada.email)
    expect(mails).toHaveLength(2)
    const { rows } = await identityPool.query(
      'select identifier, expires_at - created_at as span from verifications',
    )
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(rows[0].span).toMatchObject({ minutes: 30 })

    const next = 'another horse battery'
    expect((await browser().post('/reset-password', { token, password: 'short' })).status).toBe(422)
    expect(
      (await browser().post('/reset-password', { token: rows[0].identifier, password: next })).status,
    ).toBe(422)
    const uses = await Promise.all(
      Array.from({ length: 6 }, () => browser().post('/reset-password', { token, password: next })),
    )
    expect(uses.map(({ status }) => status).sort()).toEqual([204, 422, 422, 422, 422, 422])
    expect(uses.find(({ status }) => status === 422)?.body.code).toBe('invalid_link')
    expect((await browser().post('/reset-password', { token: earlier, password: next })).status).toBe(422)
    expect((await ada.get('/session')).status).toBe(401)
    expect((await phone.get('/session')).status).toBe(401)
    expect((await ada.signIn(ada.email)).status).toBe(401)
    expect((await ada.signIn(ada.email, next)).status).toBe(200)

    await browser().post('/forgot-password', { email: ada.email })
    const late = await lastLink(ada.email)
    await identityPool.query(`update verifications set expires_at = now() - interval '1 second'`)
    expect((await browser().post('/reset-password', { token: late, password: next })).status).toBe(422)
  })

  test('mails cannot be caused without end', async () => {
    const email = newEmail()
    const answers = []
    for (let i = 0; i < 7; i++) answers.push((await browser().post('/forgot-password', { email })).status)
    expect(answers).toEqual([202, 202, 202, 202, 202, 429, 429])
  })
})

describe('changing an account', () => {
  test('a new password asks for the old one and ends the other sessions', async () => {
    const ada = await signedUp()
    const phone = browser()
    await phone.signIn(ada.email)
    const newPassword = 'another horse battery'
    const wrong = await ada.post('/change-password', { currentPassword: 'wrong horse battery', newPassword })
    expect(wrong.status).toBe(422)
    expect((await phone.get('/session')).status).toBe(200)
    const before = ada.session()
    expect((await ada.post('/change-password', { currentPassword: password, newPassword })).status).toBe(200)
    expect(ada.session()).not.toBe(before)
    expect((await ada.get('/session')).status).toBe(200)
    expect((await phone.get('/session')).status).toBe(401)
    expect((await browser().signIn(ada.email)).status).toBe(401)
    expect(
      (await browser().post('/change-password', { currentPassword: password, newPassword })).status,
    ).toBe(401)
    for (let i = 0; i < 10; i++)
      await ada.post('/change-password', { currentPassword: password, newPassword })
    const stopped = await ada.post('/change-email', { email: newEmail(), password: newPassword })
    expect(stopped.status).toBe(429)
  })

  test('a new e-mail is confirmed at the new address, once, and open reset links die', async () => {
    const ada = await signedUp()
    const phone = browser()
    await phone.signIn(ada.email)
    const next = newEmail()
    expect((await ada.post('/change-email', { email: next, password: 'wrong horse battery' })).status).toBe(
      422,
    )
    expect((await ada.post('/change-email', { email: next.toUpperCase(), password })).status).toBe(202)
    await browser().post('/forgot-password', { email: ada.email })
    const token = await lastLink(next)
    const reset = await lastLink(ada.email)
    expect((await ada.get('/session')).body.user.email).toBe(ada.email)
    const uses = await Promise.all(Array.from({ length: 5 }, () => ada.post('/confirm-email', { token })))
    expect(uses.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422])
    expect((await ada.get('/session')).body.user.email).toBe(next)
    expect((await phone.get('/session')).status).toBe(401)
    expect(
      (await browser().post('/reset-password', { token: reset, password: 'another horse battery' })).status,
    ).toBe(422)
    expect((await browser().signIn(ada.email)).status).toBe(401)
    expect((await browser().signIn(next)).status).toBe(200)

    // An address that is somebody's is answered alike and gets no mail; one that was taken meanwhile is a conflict.
    const eve = await signedUp()
    mails.length = 0
    expect((await eve.post('/change-email', { email: next, password })).status).toBe(202)
    await site.entrance.settle()
    expect(mails).toEqual([])
    const wanted = newEmail()
    await eve.post('/change-email', { email: wanted, password })
    const mine = await lastLink(wanted)
    await browser().post('/sign-up', { email: wanted, password, name: 'Quicker' })
    expect((await eve.post('/confirm-email', { token: mine })).status).toBe(409)
    expect((await eve.get('/session')).body.user.email).toBe(eve.email)
  })
})

describe('a second factor', () => {
  test('is asked for at sign-in, each code once, and recovery codes once', async () => {
    const ada = await signedUp()
    expect((await ada.post('/second-factor/enable', { password: 'wrong horse battery' })).status).toBe(422)
    const { uri, recoveryCodes } = (await ada.post('/second-factor/enable', { password })).body
    expect((await ada.post('/second-factor/verify', { code: '000000' })).status).toBe(401)
    expect((await browser().signIn(ada.email)).body.secondFactor).toBeUndefined()
    expect((await ada.post('/second-factor/verify', { code: totp(uri) })).status).toBe(200)
    expect((await ada.get('/second-factor')).body).toEqual({ enabled: true })
    expect((await ada.post('/second-factor/enable', { password })).status).toBe(409)

    const phone = browser()
    const asked = await phone.signIn(ada.email)
    expect([asked.status, asked.body]).toEqual([200, { secondFactor: true }])
    expect(phone.cookies.has('upcrm_session')).toBe(false)
    expect((await phone.get('/session')).status).toBe(401)
    expect((await phone.post('/second-factor', { code: '000000' })).status).toBe(401)
    const code = totp(uri, 1)
    const other = browser()
    await other.signIn(ada.email)
    const both = await Promise.all([phone, other].map((one) => one.post('/second-factor', { code })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    const winner = both[0]?.status === 200 ? phone : other
    expect((await winner.get('/session')).body.user.email).toBe(ada.email)
    expect(both.find(({ status }) => status === 200)?.set[0]).toMatch(/^upcrm_session=/)

    const lost = browser()
    await lost.signIn(ada.email)
    expect((await lost.post('/second-factor', { code: recoveryCodes[0] })).status).toBe(200)
    await lost.post('/sign-out')
    await lost.signIn(ada.email)
    expect((await lost.post('/second-factor', { code: recoveryCodes[0] })).status).toBe(401)
    expect((await ada.post('/second-factor/disable', { password })).status).toBe(200)
    expect((await browser().signIn(ada.email)).body.user.email).toBe(ada.email)
  })

  test("set by someone who never had the mailbox dies with the reset; the owner's stays", async () => {
    const ada = await signedUp()
    const { uri } = (await ada.post('/second-factor/enable', { password })).body
    await ada.post('/second-factor/verify', { code: totp(uri) })
    const reset = async () => {
      await browser().post('/forgot-password', { email: ada.email })
      return browser().post('/reset-password', { token: await lastLink(ada.email), password })
    }
    expect((await reset()).status).toBe(204)
    const owner = browser()
    expect((await owner.signIn(ada.email)).body.user.email).toBe(ada.email)
    const own = (await owner.post('/second-factor/enable', { password })).body
    expect((await owner.post('/second-factor/verify', { code: totp(own.uri) })).status).toBe(200)
    expect((await reset()).status).toBe(204)
    expect((await browser().signIn(ada.email)).body).toEqual({ secondFactor: true })
  })
})

describe('invitations', () => {
  test('are accepted once, by whoever holds the link, and the audit says who', async () => {
    const studio = await world.addOrganization('Studio Once')
    const token = await invite(studio.id, studio.owner.personId)
    const people = await Promise.all([signedUp(), signedUp(), signedUp()])
    expect((await browser().post('/invitation', { token })).body).toMatchObject({
      organization: { name: 'Studio Once' },
    })
    expect((await browser().post('/accept-invitation', { token })).status).toBe(401)
    const answers = await Promise.all(people.map((one) => one.post('/accept-invitation', { token })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404])
    const won = answers.findIndex(({ status }) => status === 200)
    expect(answers[won]?.body.organization).toMatchObject({
      id: studio.id,
      role: 'member',
      slug: studio.slug,
    })
    const audit = await transaction(
      world.pool,
      { organizationId: studio.id, personId: null, visibility: 'all' },
      'read',
      (sql) => sql`select actor_id, operation from audit_entries where operation = 'invitation.accept'
        and subject_kind = 'member'`,
    )
    expect(audit).toEqual([{ actorId: people[won]?.id, operation: 'invitation.accept' }])
    const again = await invite(studio.id, studio.owner.personId)
    expect((await people[won]?.post('/accept-invitation', { token: again }))?.status).toBe(409)
    for (const state of ['expired', 'revoked']) {
      const dead = await invite(studio.id, studio.owner.personId, state)
      expect((await people[0]?.post('/accept-invitation', { token: dead }))?.status).toBe(404)
    }
    expect((await people[0]?.post('/accept-invitation', { token: newToken() }))?.status).toBe(404)
  })

  test('let people in where signing up takes one, and only as many as there are', async () => {
    const closed = openSite({ signUp: 'invited' })
    const studio = await world.addOrganization('Studio Closed')
    const person = () => ({ email: newEmail(), password, name: 'Guest' })
    const refused = await browser(closed).post('/sign-up', person())
    expect([refused.status, refused.body.code]).toEqual([403, 'invitation_needed'])
    expect((await browser(closed).post('/sign-up', { ...person(), invitation: newToken() })).status).toBe(404)
    const invitation = await invite(studio.id, studio.owner.personId)
    const guests = Array.from({ length: 4 }, person)
    const answers = await Promise.all(
      guests.map((one) => browser(closed).post('/sign-up', { ...one, invitation })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404, 404])
    const won = answers.find(({ status }) => status === 201)
    expect(won?.body.organizations).toMatchObject([{ id: studio.id, role: 'member' }])
    const { rows } = await identityPool.query('select email from users where email = any($1)', [
      guests.map(({ email }) => email),
    ])
    expect(rows).toEqual([{ email: won?.body.user.email }])
  })
})

test('a database that drops its connections is a 503, never a fault or a sign-out', async () => {
  const ada = await signedUp()
  const statuses: number[] = []
  for (let round = 0; round < 6; round++) {
    const asked = [
      ada.get('/session'),
      ada.get('/sessions'),
      ada.post('/second-factor/enable', { password }),
      browser().signIn(ada.email),
      browser().post('/sign-up', { email: newEmail(), password, name: 'Ada' }),
    ]
    await world.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename in ('upcrm_auth', 'upcrm_app')`,
    )
    statuses.push(...(await Promise.all(asked)).map(({ status }) => status))
  }
  expect(statuses.filter((status) => ![200, 201, 503].includes(status))).toEqual([])
  // A connection may learn of its end only when it is used next.
  await vi.waitFor(async () => expect((await ada.get('/session')).status).toBe(200))
})

test('the runtime role sees nothing of identity', async () => {
  for (const table of ['users', 'sessions', 'accounts', 'verifications', 'second_factors', 'attempts']) {
    await expect(world.pool.query(`select 1 from identity.${table}`)).rejects.toThrow('permission denied')
  }
})
