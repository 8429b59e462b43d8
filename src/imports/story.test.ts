import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ImportWorld, openImportWorld } from './import-world.ts'

let world: ImportWorld

beforeAll(async () => {
  world = await openImportWorld()
})
afterAll(() => world.close())

it('a story tells which file a record came from, and leads there whoever may look', async () => {
  const organization = await world.addOrganization('Stories')
  const { owner } = organization
  const narrow = await world.addMember(organization, 'member', 'own', 'Nora Narrow')
  const viewer = await world.addMember(organization, 'viewer')
  const known = await world.perform(narrow, 'client.create', { name: 'Known', email: 'known@x.example' })
  const file =
    'Name,E-mail,Company,Job title,Shoe\nKnown,known@x.example,,Chief,38\nNew,new@x.example,Firm,,\n'
  const { id } = await world.bring(owner, file, { name: 'fair.csv' })

  const story = async (person: typeof owner, clientId: string, kind: 'note' | 'change' = 'change') =>
    (await world.perform(person, 'client.timeline', { id: clientId, kind: [kind] })).items
  const changed = { operation: 'import.run', import: { id, fileName: 'fair.csv', deed: 'updated' } }
  expect(await story(owner, known.id, 'note')).toMatchObject([
    { note: { imported: true, body: expect.stringContaining('38') } },
  ])
  expect(await story(owner, known.id)).toMatchObject([
    { kind: 'change', actor: { name: owner.name }, change: changed },
    { kind: 'change', change: { operation: 'client.create', import: null } },
  ])
  for (const person of [narrow, viewer])
    expect((await story(person, known.id))[0]).toMatchObject({
      change: { import: { id: null, fileName: 'fair.csv' } },
    })

  const { items } = await world.perform(owner, 'client.list', { sort: 'name' })
  const made = items.find(({ name }) => name === 'New')!
  const created = { kind: 'change', change: { import: { id, fileName: 'fair.csv', deed: 'created' } } }
  expect(await story(owner, made.id)).toMatchObject([created])
  const firm = await world.perform(owner, 'company.timeline', { id: made.companyId! })
  expect(firm.items.map(({ client }) => client?.name ?? null).sort()).toEqual(['New', null])
  for (const item of firm.items) expect(item).toMatchObject(created)

  await world.undo(owner, id)
  expect(await story(owner, known.id)).toMatchObject([{ change: { operation: 'client.create' } }])
})
