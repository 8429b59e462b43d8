import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '#db/test-world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

it('follow the country of the organization, in chunks, for whom lies in the trash too', async () => {
  const { id: organization, owner } = await world.addOrganization()
  const make = (name: string, more = {}) => world.perform(owner, 'client.create', { name, ...more })
  const local = await make('Local', { phone: '58 555 01 42', otherPhones: ['+48 600 100 200'] })
  const abroad = await make('Abroad', { phone: '+48 58 555 01 42' })
  const trashed = await make('Trashed', { phone: '58 555 01 43' })
  await world.perform(owner, 'client.delete', { id: trashed.id })
  const company = await world.perform(owner, 'company.create', { name: 'Lumen', phone: '58 555 01 88' })
  const beside = await world.addOrganization('Beside')
  const theirs = await world.perform(beside.owner, 'client.create', { name: 'X', phone: '58 555 01 42' })
  // More than one chunk before and behind those above.
  await world.owner.query(
    `insert into clients (org_id, id, name, phone, phone_keys)
     select $1, gen_random_uuid(), 'Many ' || n, '58 700 ' || n, array['+4958700' || n]
     from generate_series(1000, 2300) n`,
    [organization],
  )
  const keysOf = async (table: string, id: string) =>
    (await world.owner.query(`select phone_keys from ${table} where id = $1`, [id])).rows[0].phone_keys
  expect(await keysOf('clients', local.id)).toEqual(['+49585550142', '+48600100200'])
  const duplicates = async (id: string) =>
    (await world.perform(owner, 'client.duplicates', { id })).items.map(({ client }) => client.id)
  expect(await duplicates(local.id)).toEqual([])

  await world.perform(owner, 'organization.update', { country: 'PL' })
  expect(await world.settle()).toEqual([])
  expect(await keysOf('clients', local.id)).toEqual(['+48585550142', '+48600100200'])
  expect(await keysOf('clients', trashed.id)).toEqual(['+48585550143'])
  expect(await keysOf('companies', company.id)).toEqual(['+48585550188'])
  expect(await keysOf('clients', theirs.id)).toEqual(['+49585550142'])
  expect(await duplicates(local.id)).toEqual([abroad.id])
  const { rows } = await world.owner.query(
    `select count(*)::int as left, (select count(*)::int from client_keys where org_id = $1 and key like 'p+49%') as keys
     from clients where org_id = $1 and array_to_string(phone_keys, ' ') like '%+49%'`,
    [organization],
  )
  expect(rows).toEqual([{ left: 0, keys: 0 }])
  // Nobody said anything else of them.
  expect(await world.perform(owner, 'client.get', { id: local.id })).toEqual(local)
  await world.perform(owner, 'organization.update', { currency: 'PLN' })
  const { rows: jobs } = await world.owner.query(
    `select 1 from jobs.job where name like '%renew_phone_keys' and state = 'created'`,
  )
  expect(jobs).toEqual([])
})
