import { afterAll, describe, expect, test, vi } from 'vitest'
import { hashToken } from '#src/core/tokens.ts'
import { openSessionWorld, password } from './session-world.ts'

const { world, identityPool, openSite, browser, newEmail, signedUp, close } = await openSessionWorld()
const requestIds = /"requestId":"[^"]*"/

afterAll(close)

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
  const guess = (count: number, email: string, at: () => ReturnType<typeof browser>) =>
    Promise.all(Array.from({ length: count }, () => at().signIn(email, 'wrong horse battery')))
  const countOf = (answers: { status: number }[], wanted: number) =>
    answers.filter(({ status }) => status === wanted).length

  test('ten wrong passwords for an account from one address, at once or one by one, on whichever server', async () => {
    const ada = await signedUp()
    const other = openSite({ address: '192.0.2.77' })
    const second = openSite({ address: '192.0.2.77' })
    let turn = 0
    const tries = await guess(24, ada.email, () => browser(turn++ % 2 ? second : other))
    expect([countOf(tries, 401), countOf(tries, 429)]).toEqual([10, 14])
    const refused = await browser(other).signIn(ada.email)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ada.get('/session')).status).toBe(200)
    // Nobody locks out anybody elsewhere, nor at the same address in a browser that has been let in before.
    expect((await browser(openSite({ address: '198.51.100.4' })).signIn(ada.email)).status).toBe(200)
    const same = browser(other)
    same.cookies.set('upcrm_device', ada.cookies.get('upcrm_device') ?? '')
    expect((await same.signIn(ada.email)).status).toBe(200)

    const nobody = newEmail()
    const unknown = await Promise.all(
      Array.from({ length: 12 }, () => browser(other).signIn(nobody, 'wrong horse battery')),
    )
    expect(countOf(unknown, 429)).toBe(2)
    const { rows } = await identityPool.query('select key from attempts where key like $1', [`%${nobody}%`])
    expect(rows).toEqual([])
  })

  test('guesses from many addresses are bounded for each account, and its own browsers sign in all the same', async () => {
    const [ada, eve] = [await signedUp(), await signedUp()]
    const many = Array.from({ length: 7 }, (_, i) => openSite({ address: `203.0.113.${i}` }))
    const tries = await Promise.all(many.map((at) => guess(10, ada.email, () => browser(at))))
    expect([countOf(tries.flat(), 401), countOf(tries.flat(), 429)]).toEqual([50, 20])
    const unknown = browser(openSite({ address: '198.51.100.9' }))
    expect((await unknown.signIn(ada.email)).status).toBe(429)

    await ada.post('/sign-out')
    expect((await ada.signIn(ada.email)).status).toBe(200)
    // The right password in one browser opens nothing for the guesses of others.
    expect((await unknown.signIn(ada.email)).status).toBe(429)
    const own = ada.cookies.get('upcrm_device') ?? ''
    const name = decodeURIComponent(own).split('.')[0]
    for (const mark of [
      eve.cookies.get('upcrm_device') ?? '',
      `${name}.${'A'.repeat(43)}`,
      `${name}.`,
      'x',
    ]) {
      unknown.cookies.set('upcrm_device', mark)
      expect((await unknown.signIn(ada.email)).status, mark).toBe(429)
    }
    // A mark that was stolen allows ten guesses, as any browser does.
    const thief = () => {
      const there = browser(openSite({ address: '198.51.100.10' }))
      there.cookies.set('upcrm_device', own)
      return there
    }
    const stolen = await guess(14, ada.email, thief)
    expect([countOf(stolen, 401), countOf(stolen, 429)]).toEqual([10, 4])
    expect((await eve.signIn(eve.email)).status).toBe(200)
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
