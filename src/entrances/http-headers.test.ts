import { afterAll, describe, expect, it } from 'vitest'
import { openSite, type SiteAnswer } from '#db/test-site.ts'
import { newId } from '#src/core/record.ts'
import { caller, expectProblem, openHttpWorld, storedIn } from './http-world.ts'

const { world, site, studio, lena, close } = await openHttpWorld()
const secure = await openSite(world, { publicUrl: 'https://crm.example' })
afterAll(async () => {
  await secure.close()
  await close()
})

const account = (name: string) => ({
  email: `${name}.${newId()}@people.example`,
  password: 'correct horse battery',
  name,
})
const headersOf = ({ headers }: SiteAnswer) => Object.fromEntries(headers)

describe('headers', () => {
  it('keep every answer of the API out of caches and frames', async () => {
    const { id } = (await lena.post('/clients', { name: 'Headers' })).body as { id: string }
    const answers = [
      await lena.get('/clients'),
      await lena.get(`/clients/${id}`),
      await lena.post('/clients', { name: 'X' }),
      await lena.delete(`/clients/${id}`),
      await lena.get('/nothing'),
      await lena.post('/clients', '{'),
      await caller(site, undefined).get('/clients'),
      await site.ask('GET', '/openapi.json'),
      await site.ask('GET', '/auth/session'),
      await site.ask('GET', '/health'),
    ]
    for (const answer of answers)
      expect(headersOf(answer)).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'x-frame-options': 'DENY',
        'x-request-id': expect.stringMatching(/^req_[\w-]{12}$/),
        'content-security-policy': expect.stringContaining(`frame-ancestors 'none'`),
      })
    expect(new Set(answers.map(({ headers }) => headers.get('X-Request-Id'))).size).toBe(answers.length)
  })

  it('let the page run nothing but its own scripts', async () => {
    for (const path of [
      '/',
      '/o/studio/clients',
      '/nothing.js',
      '/../../package.json',
      '/%2e%2e/package.json',
    ]) {
      const page = await site.request('GET', path)
      const policy = page.headers.get('Content-Security-Policy') ?? ''
      const rules = Object.fromEntries(policy.split('; ').map((rule) => rule.split(/ (.*)/)))
      expect(rules).toMatchObject({
        'default-src': `'none'`,
        'script-src': `'self'`,
        'base-uri': `'none'`,
        'frame-ancestors': `'none'`,
        'form-action': `'self'`,
      })
      expect(rules['script-src-elem'] ?? rules['script-src-attr']).toBeUndefined()
      expect(policy).not.toMatch(/\*|https?:|unsafe-eval/)
      const text = await page.text()
      expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|"private": true/)
    }
  })

  it('speak of https only there, where the cookie is bound to the host', async () => {
    const plain = await site.ask('POST', '/auth/sign-up', { body: account('plain') })
    const onHttps = await secure.ask('POST', '/auth/sign-up', { body: account('secure') })
    expect([plain.status, onHttps.status]).toEqual([201, 201])
    expect(plain.headers.get('Strict-Transport-Security')).toBeNull()
    expect(onHttps.headers.get('Strict-Transport-Security')).toMatch(/^max-age=\d{8}/)
    // The session, and the mark of a browser that signed in before.
    const set = (prefix: string, secure: string) =>
      ['session', 'device'].map((name) =>
        expect.stringMatching(
          new RegExp(`^${prefix}upcrm_${name}=[^;]+; Max-Age=\\d+; Path=/; HttpOnly; ${secure}SameSite=Lax$`),
        ),
      )
    expect(plain.headers.getSetCookie()).toEqual(set('', ''))
    expect(onHttps.headers.getSetCookie()).toEqual(set('__Host-', 'Secure; '))
    const [cookie = ''] = onHttps.headers.getSetCookie()
    // What an http page of this host could have set is not read on https.
    const [pair = ''] = cookie.split(';')
    expect((await secure.ask('GET', '/profile', { cookie: pair })).status).toBe(200)
    expect((await secure.ask('GET', '/profile', { cookie: pair.replace('__Host-', '') })).status).toBe(401)
  })
})

describe('other sites', () => {
  const foreign: Record<string, string>[] = [
    { Origin: 'https://evil.example' },
    { Origin: 'http://localhost:3001' },
    { Origin: 'https://localhost:3000' },
    { Origin: 'http://localhost:3000.evil.example' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' },
    { Origin: 'http://localhost:3000', 'Sec-Fetch-Site': 'cross-site' },
  ]

  it('change nothing here', async () => {
    const before = await storedIn(world, studio.id)
    for (const headers of foreign) {
      expectProblem(await lena.post('/clients', { name: 'X' }, headers), 403, 'foreign_origin')
      expectProblem(await lena.patch('/organization', { name: 'X' }, headers), 403, 'foreign_origin')
      expectProblem(await lena.delete(`/members/${newId()}`, undefined, headers), 403, 'foreign_origin')
      expectProblem(await lena.post('/auth/sign-out', undefined, headers), 403, 'foreign_origin')
    }
    expect(await storedIn(world, studio.id)).toBe(before)
    expect((await lena.get('/profile')).status).toBe(200)
  })

  it('read nothing here, and are never told that they may', async () => {
    const loading = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }
    expectProblem(await lena.get('/clients', loading), 403, 'foreign_origin')
    for (const headers of [...foreign, { Origin: 'http://localhost:3000' }, {}])
      for (const answer of [
        await lena.get('/clients', headers),
        await lena.post('/clients', {}, headers),
        await site.ask('OPTIONS', '/clients', {
          headers: { ...headers, 'Access-Control-Request-Method': 'POST' },
        }),
      ])
        expect(Object.keys(headersOf(answer)).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('do not include our own pages, nor programs, nor a link that is followed', async () => {
    for (const origin of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])
      expect(
        (await lena.post('/clients', { name: 'Own' }, { Origin: origin, 'Sec-Fetch-Site': 'same-origin' }))
          .status,
      ).toBe(201)
    expect((await lena.post('/clients', { name: 'A program' })).status).toBe(201)
    const followed = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }
    expect((await lena.get('/clients', followed)).status).toBe(200)
    const own = await secure.signIn(studio.owner)
    const asked = { cookie: own, organization: studio.id, body: { name: 'Own' } }
    const post = (origin: string) => secure.ask('POST', '/clients', { ...asked, headers: { Origin: origin } })
    expect((await post('https://crm.example')).status).toBe(201)
    expectProblem(await post('http://localhost:3000'), 403, 'foreign_origin')
    expectProblem(await post('http://crm.example'), 403, 'foreign_origin')
  })
})

describe('too many attempts', () => {
  it('are told when to come back', async () => {
    const { email } = account('forgetful')
    for (let tries = 0; tries < 5; tries++) {
      const answer = await site.ask('POST', '/auth/forgot-password', { body: { email } })
      expect([answer.status, answer.text]).toEqual([202, ''])
    }
    const refused = await site.ask('POST', '/auth/forgot-password', { body: { email } })
    expectProblem(refused, 429, 'too_many_attempts')
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(3000)
  })
})
