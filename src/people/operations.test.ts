import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

it('a profile is read and changed by its person alone, in no organization', async () => {
  const person = await world.addMember(studio, 'viewer', 'own', 'Viola Ferrari')
  const second = await world.addOrganization('Second')
  await world.owner.query(`insert into memberships (org_id, person_id, role) values ($1, $2, 'member')`, [
    second.id,
    person.personId,
  ])
  const account = { ...person, organizationId: null, role: null }
  const profile = await world.perform(account, 'profile.get', {})
  expect(profile).toMatchObject({ id: person.personId, email: person.email, timeZone: 'Europe/Berlin' })
  expect(profile.organizations.map(({ slug, role }) => [slug, role])).toEqual([
    [second.slug, 'member'],
    [studio.slug, 'viewer'],
  ])
  const changed = await world.perform(
    account,
    'profile.update',
    { name: 'Viola Rossi', locale: 'it-IT', timeZone: 'Europe/Rome' },
    { version: profile.version },
  )
  expect(changed).toMatchObject({ name: 'Viola Rossi', locale: 'it-IT', timeZone: 'Europe/Rome', version: 2 })
  await expect(
    world.perform(account, 'profile.update', { name: 'Late' }, { version: 1 }),
  ).rejects.toMatchObject({ status: 412 })
  await expect(
    world.perform(account, 'profile.update', { name: ' ', locale: 'x', email: 'a@b.example' } as never),
  ).rejects.toMatchObject({ status: 422, errors: [{ path: 'name' }, { path: 'locale' }, { path: 'email' }] })
  await expect(world.perform(studio.system, 'profile.get', {})).rejects.toMatchObject({ status: 404 })
})
