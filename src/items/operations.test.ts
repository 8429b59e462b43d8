import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

describe('the catalogue', () => {
  it('is written, found, changed, thrown away and taken back', async () => {
    const { owner } = studio
    const design = await world.perform(owner, 'item.create', {
      ...{
        name: ' Corporate   design ',
        description: 'Würfe und Reinzeichnung',
        unit: 'hour',
        unitPrice: '112.005',
      },
      ...{ currency: 'EUR', taxCategory: 'S', taxRate: '19' },
    })
    expect(design).toMatchObject({ name: 'Corporate design', unitPrice: '112.005', version: 1 })
    const plain = await world.perform(owner, 'item.create', { name: 'Äpfel', unitPrice: '0' })
    expect(plain).toMatchObject({
      description: null,
      unit: null,
      currency: null,
      taxCategory: null,
      taxRate: null,
    })
    await world.perform(owner, 'item.create', { name: 'Beratung', unitPrice: '1', currency: 'USD' })

    const names = async (query: object) =>
      (await world.perform(owner, 'item.list', query)).items.map(({ name }) => name)
    expect(await names({})).toEqual(['Äpfel', 'Beratung', 'Corporate design'])
    expect(await names({ sort: '-createdAt' })).toEqual(['Beratung', 'Äpfel', 'Corporate design'])
    expect(await names({ search: 'apf' })).toEqual(['Äpfel'])
    expect(await names({ search: 'REIN des' })).toEqual(['Corporate design'])
    expect(await names({ search: '%' })).toHaveLength(3)
    expect(await names({ search: 'esign' })).toEqual([])
    expect(await names({ currency: 'EUR' })).toEqual(['Äpfel', 'Corporate design'])
    const paged: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const one = await world.perform(owner, 'item.list', { limit: 1, ...(cursor ? { cursor } : {}) })
      paged.push(...one.items.map(({ name }) => name))
      cursor = one.nextCursor
    }
    expect(paged).toEqual(await names({}))

    const { id } = design
    const changed = await world.perform(owner, 'item.update', { id, unitPrice: '120', description: null })
    expect(changed).toMatchObject({ unitPrice: '120', description: null, version: 2, unit: 'hour' })
    for (const wrong of [{ taxCategory: 'AE' as const }, { taxCategory: 'O' as const, taxRate: '7' }])
      await expect(world.perform(owner, 'item.update', { id, ...wrong })).rejects.toMatchObject({
        status: 422,
      })
    await world.perform(owner, 'item.update', { id, taxCategory: 'AE', taxRate: '0' })
    await expect(
      world.perform(owner, 'item.update', { id, name: 'Late' }, { version: 2 }),
    ).rejects.toMatchObject({ status: 412 })
    for (const unitPrice of ['-1', '1,5', 'free', '1.1234567'])
      await expect(world.perform(owner, 'item.create', { name: 'x', unitPrice })).rejects.toMatchObject({
        status: 422,
      })

    await world.perform(owner, 'item.delete', { id })
    await expect(world.perform(owner, 'item.get', { id })).rejects.toMatchObject({ status: 404 })
    const trash = await world.perform(owner, 'trash.list', { kind: ['item'] })
    expect(trash.items).toMatchObject([{ kind: 'item', id, title: 'Corporate design', client: null }])
    expect(await world.perform(owner, 'item.restore', { id })).toMatchObject({ id, taxCategory: 'AE' })
    await world.perform(owner, 'item.delete', { id })
    await world.owner.query(`update items set deleted_at = now() - interval '31 days' where id = $1`, [id])
    const due = await world.owner.query('select organizations_with_old_trash(now()) as id')
    expect(due.rows).toEqual([{ id: studio.id }])
    expect(await world.perform(studio.system, 'trash.purge', {})).toEqual({ purged: 1 })
    await expect(world.perform(owner, 'item.restore', { id })).rejects.toMatchObject({ status: 404 })
  })

  it('is the organization’s own: everybody in it reads, viewers do not write', async () => {
    const { owner } = studio
    const { id } = await world.perform(owner, 'item.create', { name: 'Mine', unitPrice: '5' })
    const own = await world.addMember(studio, 'member', 'own')
    const viewer = await world.addMember(studio, 'viewer')
    expect(await world.perform(viewer, 'item.get', { id })).toMatchObject({ name: 'Mine' })
    expect(await world.perform(own, 'item.update', { id, unit: 'piece' })).toMatchObject({ unit: 'piece' })
    await expect(world.perform(viewer, 'item.delete', { id })).rejects.toMatchObject({ status: 403 })
    const { owner: stranger } = await world.addOrganization('Strangers')
    await expect(world.perform(stranger, 'item.get', { id })).rejects.toMatchObject({ status: 404 })
    await expect(world.perform(stranger, 'item.update', { id, unit: 'x' })).rejects.toMatchObject({
      status: 404,
    })
    expect((await world.perform(stranger, 'item.list', {})).items).toEqual([])
  })
})
