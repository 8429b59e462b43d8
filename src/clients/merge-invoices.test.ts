import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type TestPerson, type World } from '#db/test-world.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
  await world.perform(studio.owner, 'organization.update', {
    taxNumber: '30/123/45678',
    address: { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
})
afterAll(() => world.close())

const lines = [{ description: 'Design', unitPrice: '100' }]

async function twins(actor: TestPerson) {
  const kept = await world.perform(actor, 'client.create', { name: 'Thomas Brandl' })
  const gone = await world.perform(actor, 'client.create', { name: 'T. Brandl' })
  return { kept, gone }
}

it('moves invoices, quotes and what recurs with a client, and back, and changes nothing that is sealed', async () => {
  const { owner } = studio
  const { kept, gone } = await twins(owner)
  const write = (clientId: string) => world.perform(owner, 'invoice.create', { clientId, lines })
  const draft = await write(gone.id)
  const thrown = await write(gone.id)
  await world.perform(owner, 'invoice.delete', { id: thrown.id })
  const issued = await world.perform(owner, 'invoice.issue', { id: (await write(gone.id)).id })
  const before = await write(kept.id)
  await world.perform(owner, 'note.create', { body: 'On it', invoiceId: issued.id })
  const quote = await world.perform(owner, 'quote.create', { clientId: gone.id, lines })
  const recurring = await world.perform(owner, 'recurring.create', {
    ...{ clientId: gone.id, lines, rhythm: 'monthly', startsOn: '2099-01-31', mode: 'draft' },
  })
  const whose = async () => {
    const { rows } = await world.owner.query(
      `select id, client_id from invoices where id = any($1)
       union all select id, client_id from quotes where id = any($1)
       union all select id, client_id from recurring_invoices where id = any($1)`,
      [[draft.id, thrown.id, issued.id, before.id, quote.id, recurring.id]],
    )
    return new Map(rows.map((row) => [row.id, row.client_id]))
  }

  const { merged } = await world.perform(owner, 'client.merge', { id: kept.id, otherId: gone.id })
  expect(merged.moved).toEqual({ notes: 1, alerts: 0, files: 0, invoices: 3, quotes: 1, recurring: 1 })
  expect(new Set((await whose()).values())).toEqual(new Set([kept.id]))
  const list = await world.perform(owner, 'invoice.list', { clientId: kept.id })
  expect(list.items.map(({ id }) => id).sort()).toEqual([draft.id, issued.id, before.id].sort())
  const sealed = await world.perform(owner, 'invoice.get', { id: issued.id })
  expect(sealed.buyer.name).toBe('T. Brandl')
  expect((await world.perform(owner, 'invoice.series', { seals: true })).items).toMatchObject([
    { series: 'invoice', gaps: [] },
  ])
  const later = await write(kept.id)

  const { unmerged } = await world.perform(owner, 'client.unmerge', { id: kept.id })
  expect(unmerged.moved).toMatchObject({ notes: 1, invoices: 3, quotes: 1, recurring: 1 })
  const back = await whose()
  expect(back.get(before.id)).toBe(kept.id)
  for (const { id } of [draft, thrown, issued, quote, recurring]) expect(back.get(id)).toBe(gone.id)
  expect((await world.perform(owner, 'invoice.get', { id: later.id })).clientId).toBe(kept.id)

  // Gone for good, the one that was merged away takes nothing along.
  await world.perform(owner, 'client.merge', { id: kept.id, otherId: gone.id })
  await world.owner.query('delete from clients where id = $1', [gone.id])
  expect(new Set((await whose()).values())).toEqual(new Set([kept.id]))
})

it('leaves whoever sees only their own with what they saw', async () => {
  const own = await world.addMember(studio, 'member', 'own', 'Marek Own')
  const { kept, gone } = await twins(own)
  const { id } = await world.perform(studio.owner, 'invoice.create', { clientId: gone.id, lines })
  await world.perform(own, 'client.merge', { id: kept.id, otherId: gone.id })
  expect(await world.perform(own, 'invoice.get', { id })).toMatchObject({ clientId: kept.id })
  await world.perform(own, 'client.unmerge', { id: kept.id })
  expect(await world.perform(own, 'invoice.get', { id })).toMatchObject({ clientId: gone.id })
})
