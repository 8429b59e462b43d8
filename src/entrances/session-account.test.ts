import { afterAll, describe, expect, test } from 'vitest'
import { openSessionWorld, password, totp } from './session-world.ts'

const { identityPool, mails, site, browser, newEmail, signedUp, lastLink, close } = await openSessionWorld()

afterAll(close)

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
