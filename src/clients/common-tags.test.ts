import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '#db/test-world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

it('a list by tags is the same whether they are rare or common, for who sees all and who sees their own', async () => {
  const studio = await world.addOrganization()
  const own = await world.addMember(studio, 'member', 'own')
  const beside = await world.addOrganization('Beside')
  // More of them common than are named one by one; every third is a VIP too, every thousandth is rare, and some are gone.
  for (const [organization, keeper] of [
    [studio.id, own.personId],
    [beside.id, beside.owner.personId],
  ])
    for (const table of ['clients', 'companies'])
      await world.owner.query(
        `insert into ${table} (org_id, id, name, owner_id, tags, deleted_at)
         select $1, gen_random_uuid(), 'Row ' || lpad(n::text, 4, '0'), case when n % 500 = 0 then $2::uuid end,
           array['common'] || case when n % 3 = 0 then array['vip'] else '{}' end
             || case when n % 1000 = 0 then array['rare'] else '{}' end,
           case when n % 1500 = 0 then now() end
         from generate_series(1, 3000) n`,
        [organization, keeper],
      )
  for (const name of ['client.list', 'company.list'] as const) {
    const names = async (actor: typeof own, tag: string[], limit = 5) => {
      const { items, count } = await world.perform(actor, name, { tag, limit, sort: 'name', count: true })
      return [count?.value, ...items.map((item) => item.name.slice(4))]
    }
    expect(await names(studio.owner, ['common'])).toEqual([2998, '0001', '0002', '0003', '0004', '0005'])
    expect(await names(studio.owner, ['common', 'vip'], 2)).toEqual([998, '0003', '0006'])
    expect(await names(studio.owner, ['rare'])).toEqual([2, '1000', '2000'])
    expect(await names(studio.owner, ['rare', 'vip'])).toEqual([0])
    expect(await names(studio.owner, ['Common'])).toEqual([0])
    expect(await names(own, ['common'])).toEqual([4, '0500', '1000', '2000', '2500'])
    expect(await names(own, ['rare'])).toEqual([2, '1000', '2000'])
    expect(await names(own, ['vip'])).toEqual([0])
  }
})
