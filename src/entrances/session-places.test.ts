import { afterAll, describe, expect, test } from 'vitest'
import { transaction } from '#src/core/db.ts'
import { newId } from '#src/core/record.ts'
import { newToken } from '#src/core/tokens.ts'
import { resolveSession } from './session-resolve.ts'
import { openSessionWorld, password } from './session-world.ts'

const { world, identityPool, identity, openSite, browser, newEmail, signedUp, invite, close } =
  await openSessionWorld()

afterAll(close)

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
      { id: bakery.id, name: 'Bakery North', slug: bakery.slug, role: 'member', visibility: 'own' },
    ])
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

  test('end with the rights of whoever made them', async () => {
    const studio = await world.addOrganization('Studio Former')
    const admin = await world.addMember(studio, 'admin')
    const guest = await signedUp()
    const token = await invite(studio.id, admin.personId)
    const be = (change: string) =>
      transaction(
        world.pool,
        { organizationId: studio.id, personId: null, visibility: 'all' },
        'write',
        (sql) => sql`
          update memberships set role = ${change === 'member' ? 'member' : 'admin'},
            ended_at = case when ${change} = 'removed' then now() end
          where org_id = ${studio.id} and person_id = ${admin.personId}`,
      )
    for (const change of ['member', 'removed']) {
      await be(change)
      expect((await guest.post('/accept-invitation', { token })).status).toBe(404)
    }
    await be('admin')
    expect((await guest.post('/accept-invitation', { token })).status).toBe(200)
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
