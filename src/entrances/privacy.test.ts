import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '#db/test-world.ts'
import { thirdParties } from '#src/privacy/facts.ts'
import { createPrivacyEntrance } from './privacy.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

it('tells anybody whom to ask, who else gets data here, and which cookies there are', async () => {
  const studio = await world.addOrganization('Studio Halden')
  await world.perform(studio.owner, 'organization.update', { privacyContact: 'privacy@halden.example' })
  const site = createPrivacyEntrance({
    pool: world.pool,
    secure: true,
    privacyContact: 'privacy@operator.example',
    smtpUrl: 'smtps://user:secret@mail.example.org:465',
    databaseUrl: 'postgres://owner:secret@db.abcdef.supabase.co:5432/postgres',
    operations: [{ name: 'client.get' }, { name: 'telegram.link' }],
  })
  const general = await site.request('/')
  expect(general.status).toBe(200)
  const facts = await general.json()
  expect(facts).toEqual({
    updatedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    operatorContact: 'privacy@operator.example',
    organization: null,
    // Only what this server does is spoken of.
    parts: ['telegram'],
    thirdParties: [
      { name: 'Supabase', purpose: 'database', policyUrl: 'https://supabase.com/privacy' },
      { name: 'mail.example.org', purpose: 'mail', policyUrl: null },
    ],
    cookies: [
      { name: '__Host-upcrm_session', purpose: 'session', lastsSeconds: 31_536_000 },
      { name: '__Host-upcrm_challenge', purpose: 'secondFactor', lastsSeconds: 600 },
      { name: '__Host-upcrm_device', purpose: 'device', lastsSeconds: 31_536_000 },
    ],
    retention: expect.objectContaining({ trashDays: 30, invitationDays: 7 }),
  })
  expect(JSON.stringify(facts)).not.toContain('secret')
  const own = await (await site.request(`/?organization=${studio.slug}`)).json()
  expect(own).toEqual({
    ...facts,
    organization: { name: 'Studio Halden', privacyContact: 'privacy@halden.example' },
  })
  for (const nobody of ['nobody', studio.id, "' or true --", '', 'x'.repeat(5000)])
    expect((await site.request(`/?organization=${encodeURIComponent(nobody)}`)).status).toBe(404)

  expect(thirdParties({})).toEqual([])
  expect(thirdParties({ smtpUrl: 'smtp://localhost:25', databaseUrl: 'postgres://a@127.0.0.1/b' })).toEqual(
    [],
  )
  expect(thirdParties({ smtpUrl: 'smtps://a:b@smtp.sendgrid.net' })[0]?.name).toBe('Twilio SendGrid')
})
