import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

const get = (id: string) => world.perform(studio.owner, 'client.get', { id })

/** Two who are the same person, each with something of their own. */
async function twins() {
  const { owner } = studio
  const first = await world.perform(owner, 'client.create', {
    name: 'Katarzyna Wójcik',
    email: 'k.wojcik@lumen.example',
    phone: '+48 58 555 01 42',
    tags: ['retainer'],
    companyName: 'Lumen Logistyka',
  })
  const second = await world.perform(owner, 'client.create', {
    name: 'Kasia W.',
    email: 'kasia@home.example',
    otherEmails: ['K.WOJCIK@lumen.example'],
    phone: '0048 585550142',
    otherPhones: ['+48 600 100 200'],
    jobTitle: 'Head of Operations',
    birthday: '1986-03-14',
    address: { city: 'Gdańsk', country: 'PL' },
    tags: ['logistics', 'retainer'],
  })
  const note = await world.perform(owner, 'note.create', {
    body: 'Of the second',
    clientId: second.id,
    happenedAt: '2026-11-01T10:00:00Z',
  })
  const trashed = await world.perform(owner, 'note.create', { body: 'Trashed', clientId: second.id })
  await world.perform(owner, 'note.delete', { id: trashed.id })
  const alert = await world.perform(owner, 'alert.create', {
    title: 'Call',
    dueAt: '2026-12-01T10:00:00Z',
    clientId: second.id,
  })
  await world.owner.query(
    `insert into files (org_id, id, name, storage_key, client_id, stored_at, attached_at)
     values ($1, gen_random_uuid(), 'x.pdf', gen_random_uuid()::text, $2, now(), now())`,
    [studio.id, second.id],
  )
  return { first, second, note, trashed, alert }
}

const noteIds = async (clientId: string) =>
  (await world.perform(studio.owner, 'note.list', { clientId })).items.map(({ id }) => id)

describe('a merge', () => {
  it('joins what both have, moves what hangs on the other, and can be taken apart exactly', async () => {
    const { owner } = studio
    const { first, second, note, trashed, alert } = await twins()
    const before = [await get(first.id), await get(second.id)]
    const own = await world.perform(owner, 'note.create', { body: 'Of the first', clientId: first.id })
    const merged = await world.perform(
      owner,
      'client.merge',
      { id: first.id, otherId: second.id, otherVersion: 1, fields: { name: 'this' } },
      { version: 1 },
    )
    expect(merged).toMatchObject({
      id: first.id,
      version: 2,
      name: 'Katarzyna Wójcik',
      email: 'k.wojcik@lumen.example',
      otherEmails: ['kasia@home.example'],
      phone: '+48 58 555 01 42',
      otherPhones: ['+48 600 100 200'],
      jobTitle: 'Head of Operations',
      birthday: '1986-03-14',
      address: { city: 'Gdańsk', country: 'PL' },
      tags: ['retainer', 'logistics'],
      company: { name: 'Lumen Logistyka' },
      merged: { otherId: second.id, moved: { notes: 2, alerts: 1, files: 1 } },
    })
    const keys = await world.owner.query('select email_keys, phone_keys from clients where id = $1', [
      first.id,
    ])
    expect(keys.rows[0]).toEqual({
      email_keys: ['k.wojcik@lumen.example', 'kasia@home.example'],
      phone_keys: ['+48585550142', '+48600100200'],
    })
    expect(await noteIds(first.id)).toEqual([own.id, note.id])
    expect(await world.perform(owner, 'alert.get', { id: alert.id })).toMatchObject({ clientId: first.id })
    await expect(get(second.id)).rejects.toMatchObject({ status: 404 })
    expect((await world.perform(owner, 'trash.list', { kind: ['client'] })).items).toMatchObject([
      { id: second.id, title: 'Kasia W.', mergedInto: { id: first.id, name: 'Katarzyna Wójcik' } },
    ])
    await expect(world.perform(owner, 'client.restore', { id: second.id })).rejects.toMatchObject({
      status: 409,
      code: 'merged',
    })

    // A note taken out of the trash meanwhile goes back to whom it belonged as well.
    await world.perform(owner, 'note.restore', { id: trashed.id })
    const since = await world.perform(owner, 'note.create', { body: 'Since', clientId: first.id })
    const apart = await world.perform(owner, 'client.unmerge', { id: first.id }, { version: 2 })
    expect(apart.unmerged).toMatchObject({
      other: { id: second.id },
      moved: { notes: 2, alerts: 1, files: 1 },
      kept: [],
    })
    const plain = ({ version: _, updatedAt: __, lastContactAt: ___, ...rest }: { [name: string]: unknown }) =>
      rest
    expect([await get(first.id), await get(second.id)].map(plain)).toEqual(before.map(plain))
    expect(await noteIds(first.id)).toEqual([since.id, own.id])
    expect((await noteIds(second.id)).sort()).toEqual([note.id, trashed.id].sort())
    expect((await get(second.id)).lastContactAt).toBe(
      (await world.perform(owner, 'note.get', { id: trashed.id })).happenedAt,
    )
    expect(await world.perform(owner, 'alert.get', { id: alert.id })).toMatchObject({ clientId: second.id })
    await expect(world.perform(owner, 'client.unmerge', { id: first.id })).rejects.toMatchObject({
      status: 409,
      code: 'not_merged',
    })
    const { rows } = await world.owner.query(
      `select operation, subject_id from audit_entries where operation ~ 'merge' order by operation, subject_id`,
    )
    expect(rows).toEqual(
      ['client.merge', 'client.unmerge'].flatMap((operation) =>
        [first.id, second.id].sort().map((id) => ({ operation, subject_id: id })),
      ),
    )
  })

  it('takes the values that were chosen, and keeps what people changed since when it is taken apart', async () => {
    const { owner } = studio
    const { first, second } = await twins()
    const merged = await world.perform(owner, 'client.merge', {
      id: first.id,
      otherId: second.id,
      fields: { email: 'other', name: 'other', companyId: 'other' },
    })
    expect(merged).toMatchObject({
      name: 'Kasia W.',
      email: 'kasia@home.example',
      otherEmails: ['k.wojcik@lumen.example'],
      companyId: null,
    })
    await world.perform(owner, 'client.update', {
      id: first.id,
      jobTitle: 'Director',
      tags: ['retainer', 'logistics', 'new'],
    })
    const apart = await world.perform(owner, 'client.unmerge', { id: second.id })
    expect(apart).toMatchObject({
      id: first.id,
      name: 'Katarzyna Wójcik',
      email: 'k.wojcik@lumen.example',
      otherEmails: [],
      company: { name: 'Lumen Logistyka' },
      jobTitle: 'Director',
      tags: ['retainer', 'new'],
      birthday: null,
      unmerged: { kept: ['jobTitle'] },
    })
  })

  it('is refused for what one does not see, has not looked at lately or may not change', async () => {
    const { owner } = studio
    const own = await world.addMember(studio, 'member', 'own')
    const viewer = await world.addMember(studio, 'viewer')
    const { owner: stranger } = await world.addOrganization('Strangers')
    const mine = await world.perform(own, 'client.create', { name: 'Mine' })
    const also = await world.perform(own, 'client.create', { name: 'Also mine' })
    const hidden = await world.perform(owner, 'client.create', { name: 'Hidden' })
    const foreign = await world.perform(stranger, 'client.create', { name: 'Foreign' })
    const refused = (actor: typeof own, id: string, otherId: string, status: number, more = {}) =>
      expect(
        world.perform(actor, 'client.merge', { id, otherId, ...more }, { version: 1 }),
      ).rejects.toMatchObject({ status })
    await refused(own, mine.id, hidden.id, 404)
    await refused(own, hidden.id, mine.id, 404)
    await refused(owner, mine.id, foreign.id, 404)
    await refused(stranger, foreign.id, mine.id, 404)
    await refused(viewer, mine.id, also.id, 403)
    await refused(own, mine.id, mine.id, 422)
    await refused(own, mine.id, also.id, 422, { fields: { tags: 'other' } })
    await refused(own, mine.id, also.id, 412, { otherVersion: 7 })
    await world.perform(owner, 'client.update', { id: mine.id, jobTitle: 'X' })
    await refused(own, mine.id, also.id, 412)

    await world.perform(own, 'client.merge', { id: mine.id, otherId: also.id })
    await expect(world.perform(stranger, 'client.unmerge', { id: mine.id })).rejects.toMatchObject({
      status: 404,
    })
    await world.perform(owner, 'client.update', { id: mine.id, ownerId: owner.personId })
    await expect(world.perform(own, 'client.unmerge', { id: also.id })).rejects.toMatchObject({
      status: 409,
    })
    // What it went into is out of their sight now; it does not come back beside that for all that.
    await expect(world.perform(own, 'client.restore', { id: also.id })).rejects.toMatchObject({
      status: 409,
      code: 'merged',
    })
    await world.perform(owner, 'client.delete', { id: mine.id })
    await expect(world.perform(owner, 'client.unmerge', { id: also.id })).rejects.toMatchObject({
      status: 409,
      code: 'record_in_trash',
    })
  })

  it('takes along what everybody was told, so that it is not erased with the other, and gives it back', async () => {
    const { owner } = studio
    const colleague = await world.addMember(studio, 'member', 'all', 'Colleague')
    const { first, second, alert } = await twins()
    const own = await world.perform(owner, 'alert.create', {
      title: 'Of the first',
      dueAt: '2026-12-01T10:00:00Z',
      clientId: first.id,
    })
    for (const [subject, client] of [
      [alert, second],
      [own, first],
    ] as const)
      await world.owner.query(
        `insert into notifications (org_id, id, person_id, kind, title, subject_kind, subject_id, client_id)
         values ($1, gen_random_uuid(), $2, 'alert', 'Call', 'alert', $3, $4)`,
        [studio.id, colleague.personId, subject.id, client.id],
      )
    const about = async () =>
      (await world.perform(colleague, 'notification.list', { sort: 'createdAt' })).items.map(
        ({ subject, client }) => [subject?.id, client?.id],
      )
    await world.perform(owner, 'client.merge', { id: first.id, otherId: second.id })
    expect((await about()).sort()).toEqual(
      [
        [alert.id, first.id],
        [own.id, first.id],
      ].sort(),
    )
    await world.perform(owner, 'client.unmerge', { id: first.id })
    expect((await about()).sort()).toEqual(
      [
        [alert.id, second.id],
        [own.id, first.id],
      ].sort(),
    )
    await world.perform(owner, 'client.merge', { id: first.id, otherId: second.id })
    await world.owner.query('delete from clients where org_id = $1 and id = $2', [studio.id, second.id])
    expect(await about()).toHaveLength(2)
  })
})
