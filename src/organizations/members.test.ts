import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type TestPerson, type World } from '#db/test-world.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

const rolesOf = async (organization: TestOrganization) => {
  const { items } = await world.perform(organization.owner, 'member.list', { limit: 200 })
  return Object.fromEntries(items.map(({ id, role }) => [id, role]))
}

describe('members', () => {
  it('are listed to every role, walked by keyset, and only those of the organization', async () => {
    const { owner } = studio
    const viewer = await world.addMember(studio, 'viewer', 'own', 'Ágnes')
    const member = await world.addMember(studio, 'member', 'all', 'berta')
    await world.addMember(await world.addOrganization('Elsewhere'), 'viewer', 'all', 'Stranger')
    const first = await world.perform(viewer, 'member.list', { limit: 2, count: true })
    const second = await world.perform(viewer, 'member.list', { limit: 2, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['Ágnes', 'berta', owner.name])
    expect(first.count).toEqual({ value: 3, atLeast: false })
    expect(first.items[0]).toEqual({
      id: viewer.personId,
      version: 1,
      name: 'Ágnes',
      email: viewer.email,
      role: 'viewer',
      visibility: 'own',
      joinedAt: expect.stringMatching(/Z$/),
    })
    for (const person of [viewer, member])
      await expect(
        world.perform(person, 'member.update', { id: person.personId, role: 'owner' }),
      ).rejects.toMatchObject({ status: 403 })
  })

  it('get another role or visibility from an admin, and owners only from owners', async () => {
    const { owner } = studio
    const admin = await world.addMember(studio, 'admin')
    const person = await world.addMember(studio, 'member')
    const id = person.personId
    const changed = await world.perform(admin, 'member.update', { id, role: 'admin', visibility: 'own' })
    expect(changed).toMatchObject({ id, role: 'admin', visibility: 'own', version: 2 })
    await expect(
      world.perform(admin, 'member.update', { id, role: 'viewer' }, { version: 1 }),
    ).rejects.toMatchObject({ status: 412 })
    const same = await world.perform(admin, 'member.update', { id, role: 'admin' }, { version: 2 })
    expect(same.version).toBe(2)

    const untouched = await rolesOf(studio)
    for (const attempt of [
      { id, role: 'owner' },
      { id: admin.personId, role: 'owner' },
      { id: owner.personId, role: 'member' },
      { id: owner.personId, visibility: 'own' },
    ] as const)
      await expect(world.perform(admin, 'member.update', attempt)).rejects.toMatchObject({ status: 403 })
    await expect(world.perform(admin, 'member.remove', { id: owner.personId })).rejects.toMatchObject({
      status: 403,
    })
    const stranger = await world.addMember(await world.addOrganization('Other'), 'member')
    for (const nobody of [stranger.personId, '0190a0a0-0000-7000-8000-000000000000'])
      await expect(
        world.perform(owner, 'member.update', { id: nobody, role: 'viewer' }),
      ).rejects.toMatchObject({ status: 404 })
    await expect(
      world.perform(owner, 'member.update', { id, role: 'boss', version: 3 } as never),
    ).rejects.toMatchObject({ status: 422, errors: [{ path: 'role' }, { path: 'version' }] })
    expect(await rolesOf(studio)).toEqual(untouched)

    expect(await world.perform(owner, 'member.update', { id, role: 'owner' })).toMatchObject({
      role: 'owner',
    })
    const { rows } = await world.owner.query(
      `select operation, subject_kind, changed from audit_entries where subject_id = $1 order by at`,
      [id],
    )
    expect(rows).toEqual([
      { operation: 'member.update', subject_kind: 'member', changed: ['role', 'visibility'] },
      { operation: 'member.update', subject_kind: 'member', changed: ['role'] },
    ])
  })

  it('always have an owner among them, also when two owners demote, remove or leave each other at once', async () => {
    const lonely = await world.addOrganization('Lonely')
    const last = { status: 409, code: 'last_owner' }
    const { owner } = lonely
    await expect(
      world.perform(owner, 'member.update', { id: owner.personId, role: 'admin' }),
    ).rejects.toMatchObject(last)
    await expect(world.perform(owner, 'member.remove', { id: owner.personId })).rejects.toMatchObject(last)
    await expect(world.perform(owner, 'member.leave', {})).rejects.toMatchObject(last)

    const other = await world.addMember(lonely, 'owner')
    const deeds: ((by: TestPerson, whom: TestPerson) => Promise<unknown>)[] = [
      (by, whom) => world.perform(by, 'member.update', { id: whom.personId, role: 'member' }),
      (by, whom) => world.perform(by, 'member.remove', { id: whom.personId }),
      (by) => world.perform(by, 'member.leave', {}),
    ]
    for (const [round, deed] of deeds.entries()) {
      const outcomes = await Promise.allSettled([deed(owner, other), deed(other, owner)])
      expect(outcomes.map(({ status }) => status).sort(), `round ${round}`).toEqual(['fulfilled', 'rejected'])
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: last })
      await world.owner.query(`update memberships set role = 'owner', ended_at = null where org_id = $1`, [
        lonely.id,
      ])
    }
  })

  it('leave at once, and what was theirs goes to someone who stays', async () => {
    const { owner } = studio
    // The admin sees only their own records and still hands over all of another's.
    const admin = await world.addMember(studio, 'admin', 'own')
    const leaver = await world.addMember(studio, 'member')
    const heir = await world.addMember(studio, 'member', 'own')
    const client = await world.perform(leaver, 'client.create', {
      name: 'Theirs',
      companyName: 'Theirs GmbH',
    })
    const trashed = await world.perform(leaver, 'client.create', { name: 'In the trash' })
    await world.perform(leaver, 'client.delete', { id: trashed.id })
    for (const status of ['open', 'done'])
      await world.owner.query(
        `insert into alerts (org_id, id, title, due_at, status, time_zone, assignee_id)
         values ($1, gen_random_uuid(), 'Call', now(), $2, 'UTC', $3)`,
        [studio.id, status, leaver.personId],
      )
    const id = leaver.personId
    const other = await world.addOrganization('Not here')
    for (const handOverTo of [other.owner.personId, '0190a0a0-0000-7000-8000-000000000000'])
      await expect(world.perform(admin, 'member.remove', { id, handOverTo })).rejects.toMatchObject({
        status: 404,
        errors: [{ path: 'handOverTo' }],
      })
    await expect(world.perform(admin, 'member.remove', { id, handOverTo: id })).rejects.toMatchObject({
      status: 422,
    })
    const told = await world.perform(admin, 'member.remove', { id, handOverTo: heir.personId })
    expect(told).toEqual({
      handedOver: { to: { id: heir.personId, name: heir.name }, clients: 2, companies: 1, alerts: 1 },
    })
    expect(await world.perform(heir, 'client.get', { id: client.id })).toMatchObject({
      ownerId: heir.personId,
      version: client.version + 1,
    })
    expect(await rolesOf(studio)).not.toHaveProperty(id)
    await expect(world.perform(admin, 'member.remove', { id })).rejects.toMatchObject({ status: 404 })
    await expect(world.perform(owner, 'client.update', { id: client.id, ownerId: id })).rejects.toMatchObject(
      { status: 404 },
    )
    const { rows } = await world.owner.query('select * from present_rights($1, $2)', [studio.id, id])
    expect(rows).toEqual([])

    expect(await world.perform(heir, 'member.leave', {})).toEqual({
      handedOver: { to: { id: owner.personId, name: owner.name }, clients: 2, companies: 1, alerts: 1 },
    })
    // Removed by an admin without naming anyone: to the one who removes.
    const third = await world.addMember(studio, 'viewer')
    const removed = await world.perform(admin, 'member.remove', { id: third.personId })
    expect(removed.handedOver.to.id).toBe(admin.personId)
  })
})
