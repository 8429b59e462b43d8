import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '#db/test-world.ts'
import { type Sql, transaction } from './db.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

it('what is asked after the end of a transaction reaches nobody else’s', async () => {
  const { id } = await world.addOrganization()
  const tenancy = { organizationId: id, personId: null, visibility: 'all' } as const
  for (const [mode, fails] of [
    ['read', false],
    ['write', false],
    ['write', true],
  ] as const) {
    let left: Sql | undefined
    const ended = transaction(world.pool, tenancy, mode, async (sql) => {
      left = sql
      await sql`select 1`
      if (fails) throw new Error('on purpose')
    })
    await (fails ? expect(ended).rejects.toThrow('on purpose') : ended)
    await expect(left!`select 1`).rejects.toThrow('after the end')
  }
})

it('what refers to a record that is deleted for good at that moment is answered as what is not there', async () => {
  const { id, owner } = await world.addOrganization()
  const client = await world.perform(owner, 'client.create', { name: 'Going' })
  const going = await world.owner.connect()
  await going.query('begin')
  await going.query('delete from clients where id = $1', [client.id])
  const noted = world.perform(owner, 'note.create', { clientId: client.id, body: 'Called' })
  const refused = expect(noted).rejects.toMatchObject({ status: 404, code: 'not_found' })
  const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await expect.poll(async () => (await world.owner.query(waits)).rowCount, { timeout: 60_000 }).toBe(1)
  await going.query('commit')
  going.release()
  await refused
  expect(await world.perform(owner, 'note.list', {})).toMatchObject({ items: [] })
  expect(id).toBe(owner.organizationId)
})
