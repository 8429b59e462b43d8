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
