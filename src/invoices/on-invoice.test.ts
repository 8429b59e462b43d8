import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

const dueAt = '2099-01-01T09:00:00Z'

async function uploaded(personId: string) {
  const { rows } = await world.owner.query(
    `insert into files (org_id, id, name, size, type, storage_key, uploaded_by, stored_at)
     values ($1, gen_random_uuid(), 'bill.pdf', 5, 'application/pdf', gen_random_uuid()::text, $2, now()) returning id`,
    [studio.id, personId],
  )
  return String(rows[0].id)
}

describe('what hangs on an invoice', () => {
  it('is about its client and company, and goes with it to another', async () => {
    const { owner } = studio
    const { id: companyId } = await world.perform(owner, 'company.create', { name: 'Brandl' })
    const { id: clientId } = await world.perform(owner, 'client.create', { name: 'Thomas' })
    const other = await world.perform(owner, 'client.create', { name: 'Other' })
    const { id: invoiceId } = await world.perform(owner, 'invoice.create', { clientId, companyId })
    const note = await world.perform(owner, 'note.create', { body: 'Asked for it', invoiceId })
    expect(note).toMatchObject({ clientId, companyId, invoiceId })
    const alert = await world.perform(owner, 'alert.create', { title: 'Chase', dueAt, invoiceId, clientId })
    expect(alert).toMatchObject({ clientId, companyId, invoiceId })
    const fileId = await uploaded(owner.personId)
    expect(await world.perform(owner, 'file.attach', { fileId, invoiceId })).toMatchObject({
      ...{ clientId: null, companyId: null, noteId: null, invoiceId },
    })
    await expect(world.perform(owner, 'file.attach', { fileId, clientId })).rejects.toMatchObject({
      status: 409,
    })
    await world.perform(owner, 'note.create', { body: 'Elsewhere', clientId })

    const of = async (query: object) => {
      const [notes, alerts, files] = [
        await world.perform(owner, 'note.list', query),
        await world.perform(owner, 'alert.list', query),
        await world.perform(owner, 'file.list', query),
      ]
      return [notes.items.length, alerts.items.length, files.items.length]
    }
    expect(await of({ invoiceId })).toEqual([1, 1, 1])
    expect(await of({ clientId })).toEqual([2, 1, 1])
    const story = await world.perform(owner, 'client.timeline', {
      id: clientId,
      kind: ['note', 'alert', 'file'],
    })
    expect(story.items.map(({ kind }) => kind).sort()).toEqual(['alert', 'file', 'note', 'note'])
    const own = await world.perform(owner, 'invoice.timeline', {
      id: invoiceId,
      kind: ['note', 'alert', 'file'],
    })
    expect(own.items.map(({ kind }) => kind).sort()).toEqual(['alert', 'file', 'note'])

    for (const [name, input] of [
      ['note.create', { body: 'x', invoiceId, clientId: other.id }],
      ['alert.create', { title: 'x', dueAt, invoiceId, clientId: other.id }],
      ['alert.update', { id: alert.id, clientId: other.id }],
    ] as const)
      await expect(world.perform(owner, name, input)).rejects.toMatchObject({
        status: 422,
        errors: [{ path: 'clientId' }],
      })

    await world.perform(owner, 'invoice.update', { id: invoiceId, clientId: other.id })
    expect(await of({ clientId })).toEqual([1, 0, 0])
    expect(await of({ clientId: other.id })).toEqual([1, 1, 1])
    await world.perform(owner, 'alert.update', { id: alert.id, invoiceId: null, clientId })
    expect(await world.perform(owner, 'alert.get', { id: alert.id })).toMatchObject({
      invoiceId: null,
      clientId,
    })
    expect(
      await world.perform(owner, 'alert.update', {
        id: alert.id,
        invoiceId,
        clientId: null,
        companyId: null,
      }),
    ).toMatchObject({ invoiceId, clientId: other.id, companyId })

    await world.perform(owner, 'invoice.delete', { id: invoiceId })
    expect((await world.perform(owner, 'file.list', { clientId: other.id })).items).toEqual([])
    await expect(
      world.perform(owner, 'note.create', { body: 'On what is gone', invoiceId }),
    ).rejects.toMatchObject({ status: 404 })
    await world.perform(owner, 'invoice.restore', { id: invoiceId })
    expect(await of({ invoiceId })).toEqual([1, 1, 1])
  })

  it('waits for a bill until it is known whose it is', async () => {
    const { owner } = studio
    const bill = await world.perform(owner, 'invoice.create', { direction: 'purchase' })
    await expect(
      world.perform(owner, 'note.create', { body: 'Whose?', invoiceId: bill.id }),
    ).rejects.toMatchObject({ status: 422 })
    const fileId = await uploaded(owner.personId)
    await world.perform(owner, 'file.attach', { fileId, invoiceId: bill.id })
    await world.owner.query(`update files set created_at = now() - interval '3 days' where id = $1`, [fileId])
    await world.perform(studio.system, 'file.purge', {})
    expect((await world.perform(owner, 'file.list', { invoiceId: bill.id })).items).toHaveLength(1)
  })

  it('is seen by whoever sees the invoice, and by nobody else', async () => {
    const { owner } = studio
    const own = await world.addMember(studio, 'member', 'own', 'Marek Own')
    const mine = await world.perform(own, 'client.create', { name: 'Mine' })
    const hidden = await world.perform(owner, 'client.create', { name: 'Hidden' })
    const on = async (clientId: string) => {
      const { id: invoiceId } = await world.perform(owner, 'invoice.create', { clientId })
      await world.perform(owner, 'note.create', { body: 'A note', invoiceId })
      await world.perform(owner, 'alert.create', { title: 'An alert', dueAt, invoiceId })
      await world.perform(owner, 'file.attach', { fileId: await uploaded(owner.personId), invoiceId })
      return invoiceId
    }
    const [seen, unseen] = [await on(mine.id), await on(hidden.id)]
    for (const name of ['note.list', 'alert.list', 'file.list'] as const) {
      expect((await world.perform(own, name, { invoiceId: seen })).items).toHaveLength(1)
      expect((await world.perform(own, name, {})).items).toHaveLength(1)
      await expect(world.perform(own, name, { invoiceId: unseen })).rejects.toMatchObject({ status: 404 })
    }
    await expect(world.perform(own, 'note.create', { body: 'x', invoiceId: unseen })).rejects.toMatchObject({
      status: 404,
    })
  })
})
