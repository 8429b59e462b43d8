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

describe('a merge', () => {
  it('comes apart in reverse order, and only once at a time', async () => {
    const { owner } = studio
    const [a, b, c] = await Promise.all(
      ['A', 'B', 'C'].map((name) => world.perform(owner, 'client.create', { name, tags: [name] })),
    )
    if (!a || !b || !c) throw new Error('not made')
    const merge = () => world.perform(owner, 'client.merge', { id: a.id, otherId: b.id })
    const crossed = () => world.perform(owner, 'client.merge', { id: b.id, otherId: a.id })
    const tries = await Promise.allSettled([merge(), crossed(), merge()])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of tries) if (one.status === 'rejected') expect(one.reason).toMatchObject({ status: 404 })
    const kept = tries[1]?.status === 'fulfilled' ? b : a
    expect((await get(kept.id)).tags.sort()).toEqual(['A', 'B'])
    const gone = kept === a ? b : a

    await world.perform(owner, 'client.merge', { id: kept.id, otherId: c.id })
    await expect(
      world.perform(owner, 'client.unmerge', { id: kept.id, otherId: gone.id }),
    ).rejects.toMatchObject({ status: 409, code: 'merged_again' })
    const undone = await Promise.allSettled(
      [1, 2].map(() => world.perform(owner, 'client.unmerge', { id: kept.id, otherId: c.id })),
    )
    expect(undone.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await world.perform(owner, 'client.unmerge', { id: kept.id })
    expect((await get(a.id)).tags).toEqual(['A'])
    expect((await get(b.id)).tags).toEqual(['B'])
    expect((await get(c.id)).tags).toEqual(['C'])
  })

  it('with visibility own comes apart only for whom both are theirs, and gives nobody to who has left', async () => {
    const { owner } = studio
    const own = await world.addMember(studio, 'member', 'own', 'Own')
    const leaver = await world.addMember(studio, 'member', 'all', 'Leaver')
    const make = (name: string, actor = owner) => world.perform(actor, 'client.create', { name })
    const merge = (id: string, otherId: string, more = {}) =>
      world.perform(owner, 'client.merge', { id, otherId, ...more })
    const refused = (id: string) =>
      expect(world.perform(own, 'client.unmerge', { id })).rejects.toMatchObject({
        status: 409,
        code: 'others_record',
      })

    // The other is somebody else's, with a note that has to go back to it, and without.
    for (const noted of [true, false]) {
      const mine = await make('Mine', own)
      const theirs = await make('Theirs')
      if (noted) await world.perform(owner, 'note.create', { body: 'Theirs', clientId: theirs.id })
      await merge(mine.id, theirs.id)
      await refused(mine.id)
      await world.perform(owner, 'client.unmerge', { id: mine.id })
    }
    // It became theirs by the merge, and would be out of their sight again.
    const given = await make('Given')
    const mine = await make('Mine too', own)
    await merge(given.id, mine.id, { fields: { ownerId: 'other' } })
    expect(await world.perform(own, 'client.get', { id: given.id })).toMatchObject({ ownerId: own.personId })
    await refused(given.id)
    expect(await world.perform(owner, 'client.unmerge', { id: given.id })).toMatchObject({
      ownerId: owner.personId,
      unmerged: { kept: [], other: { ownerId: own.personId } },
    })
    const both = [await make('One', own), await make('Two', own)] as const
    await merge(both[0].id, both[1].id)
    expect((await world.perform(own, 'client.unmerge', { id: both[0].id })).unmerged.other.name).toBe('Two')

    const left = await make('Of the leaver', leaver)
    const kept = await make('Kept')
    await merge(left.id, kept.id, { fields: { ownerId: 'other' } })
    await world.perform(owner, 'member.remove', { id: leaver.personId })
    expect(await world.perform(owner, 'client.unmerge', { id: left.id })).toMatchObject({
      ownerId: owner.personId,
      unmerged: { kept: ['ownerId'] },
    })
  })
})
