import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from '#db/test-world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('duplicates', () => {
  it('are found by e-mail, phone, and name with company, among what one sees', async () => {
    const place = await world.addOrganization('Duplicates')
    const { owner } = place
    const own = await world.addMember(place, 'member', 'own')
    const make = (input: object, actor = owner) => world.perform(actor, 'client.create', input as never)
    const first = await make({ name: 'Ana Souza', email: 'ana@x.example', phone: '030 1234567' })
    const byEmail = await make({ name: 'A. S.', otherEmails: ['ANA@x.example'], phone: '+49 30 1234567' })
    const byName = await make({ name: 'ANA  SOUZA'.replace('  ', ' ') })
    const elsewhere = await make({ name: 'Ana Souza', companyName: 'Elsewhere' })
    const hidden = await make({ name: 'Somebody', email: 'ana@x.example' }, own)
    await make({ name: 'Nobody like her' })
    const trashed = await make({ name: 'Ana Souza' })
    await world.perform(owner, 'client.delete', { id: trashed.id })

    const found = await world.perform(owner, 'client.duplicates', { id: first.id })
    expect(found.items.map(({ client, reasons }) => [client.id, reasons])).toEqual([
      [byEmail.id, ['email', 'phone']],
      [byName.id, ['name']],
      [hidden.id, ['email']],
    ])
    expect((await world.perform(own, 'client.duplicates', { id: hidden.id })).items).toEqual([])
    await expect(world.perform(own, 'client.duplicates', { id: first.id })).rejects.toMatchObject({
      status: 404,
    })
    expect((await world.perform(owner, 'client.duplicates', { id: elsewhere.id })).items).toEqual([])

    const pairs: string[][] = []
    let cursor: string | null = null
    do {
      const page: { items: { client: { id: string }; other: { id: string } }[]; nextCursor: string | null } =
        await world.perform(owner, 'duplicate.list', { limit: 2, ...(cursor ? { cursor } : {}) })
      pairs.push(...page.items.map(({ client, other }) => [client.id, other.id]))
      cursor = page.nextCursor
    } while (cursor)
    expect(pairs).toEqual([byEmail, hidden, byName].map(({ id }) => [first.id, id]))
    expect((await world.perform(own, 'duplicate.list', {})).items).toEqual([])
    const { owner: stranger } = await world.addOrganization('Strangers too')
    expect((await world.perform(stranger, 'duplicate.list', {})).items).toEqual([])
  })
})
