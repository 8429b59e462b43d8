import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

const contactOf = async (id: string) => {
  const client = await world.perform(studio.owner, 'client.get', { id })
  expect(client.version).toBe(1)
  return client.lastContactAt
}

describe('notes', () => {
  it('are written, changed, pinned, trashed and taken back, and say when one last spoke', async () => {
    const { owner } = studio
    const client = await world.perform(owner, 'client.create', {
      name: 'Piotr Sadowski',
      companyName: 'Lumen',
    })
    expect(client.lastContactAt).toBeNull()
    const call = await world.perform(owner, 'note.create', {
      body: '  Wants a *fixed* price.\n',
      kind: 'call',
      happenedAt: '2026-10-05T11:30:00+02:00',
      clientId: client.id,
    })
    expect(call).toMatchObject({
      body: 'Wants a *fixed* price.',
      kind: 'call',
      pinned: false,
      happenedAt: '2026-10-05T09:30:00Z',
      client: { id: client.id, name: 'Piotr Sadowski' },
      company: null,
      author: { id: owner.personId, name: 'Lena Hartmann' },
      files: [],
      version: 1,
    })
    expect(await contactOf(client.id)).toBe('2026-10-05T09:30:00Z')

    const today = await world.perform(owner, 'note.create', {
      body: 'Noted',
      clientId: client.id,
      companyId: client.companyId,
    })
    expect(await contactOf(client.id)).toBe(today.happenedAt)
    expect(Math.abs(Date.parse(today.happenedAt) - Date.now())).toBeLessThan(60_000)

    const pinned = await world.perform(
      owner,
      'note.update',
      { id: today.id, pinned: true, happenedAt: '2026-09-01T08:00:00Z' },
      { version: 1 },
    )
    expect(pinned).toMatchObject({ pinned: true, body: 'Noted', version: 2 })
    expect(await contactOf(client.id)).toBe('2026-10-05T09:30:00Z')
    const same = await world.perform(owner, 'note.update', { id: today.id, pinned: true })
    expect(same.version).toBe(2)
    await expect(
      world.perform(owner, 'note.update', { id: today.id, body: 'Late' }, { version: 1 }),
    ).rejects.toMatchObject({ status: 412 })

    await world.perform(owner, 'note.delete', { id: call.id }, { version: 1 })
    expect(await contactOf(client.id)).toBe('2026-09-01T08:00:00Z')
    await expect(world.perform(owner, 'note.get', { id: call.id })).rejects.toMatchObject({ status: 404 })
    await world.perform(owner, 'note.restore', { id: call.id })
    expect(await contactOf(client.id)).toBe('2026-10-05T09:30:00Z')

    const all = await world.perform(owner, 'note.list', { clientId: client.id, count: true })
    expect(all.items.map(({ id }) => id)).toEqual([call.id, today.id])
    expect(all.count).toEqual({ value: 2, atLeast: false })
    const ofCompany = await world.perform(owner, 'note.list', { companyId: client.companyId ?? '' })
    expect(ofCompany.items.map(({ id }) => id)).toEqual([today.id])
    const onlyPinned = await world.perform(owner, 'note.list', { clientId: client.id, pinned: true })
    expect(onlyPinned.items.map(({ id }) => id)).toEqual([today.id])
    const company = await world.perform(owner, 'company.get', { id: client.companyId ?? '' })
    expect(company).toMatchObject({ clientCount: 1, lastContactAt: '2026-10-05T09:30:00Z' })

    // What it is about is in the trash, and so it is nowhere, but comes back with it.
    await world.perform(owner, 'note.delete', { id: call.id })
    await world.perform(owner, 'client.delete', { id: client.id })
    await expect(world.perform(owner, 'note.restore', { id: call.id })).rejects.toMatchObject({
      status: 409,
      code: 'record_in_trash',
    })
    await world.perform(owner, 'client.restore', { id: client.id })
    await world.perform(owner, 'note.restore', { id: call.id })

    const { rows } = await world.owner.query(
      `select operation, changed from audit_entries where subject_id = $1 order by at`,
      [today.id],
    )
    expect(rows).toEqual([
      { operation: 'note.create', changed: [] },
      { operation: 'note.update', changed: ['happenedAt', 'pinned'] },
    ])
  })

  it('written at the same moment leave the latest of them as the last contact', async () => {
    const { owner } = studio
    const client = await world.perform(owner, 'client.create', { name: 'Busy day' })
    const hours = [9, 17, 11, 8, 16, 10, 12]
    await Promise.all(
      hours.map((hour) =>
        world.perform(owner, 'note.create', {
          body: `At ${hour}`,
          happenedAt: `2026-11-02T${String(hour).padStart(2, '0')}:00:00Z`,
          clientId: client.id,
        }),
      ),
    )
    expect(await contactOf(client.id)).toBe('2026-11-02T17:00:00Z')
  })

  it('are seen through the client or company one sees, and keep their author when they leave', async () => {
    const { owner } = studio
    const own = await world.addMember(studio, 'member', 'own', 'Marek Own')
    const viewer = await world.addMember(studio, 'viewer')
    const hidden = await world.perform(owner, 'client.create', { name: 'Hidden' })
    const company = await world.perform(own, 'company.create', { name: 'Shared company' })
    const note = await world.perform(owner, 'note.create', {
      body: 'On both',
      happenedAt: '2026-11-03T10:00:00Z',
      clientId: hidden.id,
      companyId: company.id,
    })
    const secret = await world.perform(owner, 'note.create', { body: 'Secret', clientId: hidden.id })

    const seen = await world.perform(own, 'note.list', { count: true })
    expect(seen.items).toMatchObject([{ id: note.id, client: null, company: { name: 'Shared company' } }])
    expect(seen.count?.value).toBe(1)
    for (const name of ['note.get', 'note.delete', 'note.update'] as const)
      await expect(world.perform(own, name, { id: secret.id })).rejects.toMatchObject({ status: 404 })
    await expect(
      world.perform(own, 'note.create', { body: 'X', clientId: hidden.id, companyId: company.id }),
    ).rejects.toMatchObject({ status: 404, errors: [{ path: 'clientId' }] })
    await expect(
      world.perform(viewer, 'note.create', { body: 'X', clientId: hidden.id }),
    ).rejects.toMatchObject({ status: 403 })

    // Whoever sees only the company may delete the note, and the client's last contact is right all the same.
    await world.perform(owner, 'note.delete', { id: secret.id })
    expect(await contactOf(hidden.id)).toBe('2026-11-03T10:00:00Z')
    await world.perform(own, 'note.delete', { id: note.id })
    expect(await contactOf(hidden.id)).toBeNull()

    const written = await world.perform(own, 'note.create', { body: 'Mine', companyId: company.id })
    await world.owner.query('update memberships set ended_at = now() where person_id = $1', [own.personId])
    expect(await world.perform(owner, 'note.get', { id: written.id })).toMatchObject({
      author: { id: own.personId, name: 'Marek Own' },
    })
  })

  it('refuse what cannot be, with a sentence', async () => {
    const { owner } = studio
    const other = await world.addOrganization('Other')
    const foreign = await world.perform(other.owner, 'client.create', { name: 'Foreign' })
    const client = await world.perform(owner, 'client.create', { name: 'Someone' })
    const about = { clientId: client.id }
    const refused = async (input: object, path: string) =>
      expect(world.perform(owner, 'note.create', input as never)).rejects.toMatchObject({
        status: 422,
        errors: [{ path }],
      })
    await refused({ body: 'x' }, 'clientId')
    await refused({ body: ' \n ', ...about }, 'body')
    await refused({ body: 'x'.repeat(20_001), ...about }, 'body')
    await refused({ body: 'x', happenedAt: '2031-01-01T00:00:00Z', ...about }, 'happenedAt')
    await refused({ body: 'x', happenedAt: '0000-01-01T00:00:00Z', ...about }, 'happenedAt')
    await refused({ body: 'x', kind: 'fax', ...about }, 'kind')
    await refused({ body: 'x', authorId: owner.personId, ...about }, 'authorId')
    await expect(
      world.perform(owner, 'note.create', { body: 'x', clientId: foreign.id }),
    ).rejects.toMatchObject({ status: 404 })
    await expect(world.perform(owner, 'note.list', { clientId: foreign.id })).rejects.toMatchObject({
      status: 404,
      errors: [{ path: 'clientId' }],
    })
    expect((await world.perform(owner, 'note.list', about)).items).toEqual([])
  })
})
