import { describe, expect, it } from 'vitest'
import { at, heard, ring, set, world } from '#src/alerts/ring-world.ts'
import { setClock } from '#src/core/clock.ts'

describe('notifications', () => {
  it('are one’s own, read one by one or all, open what is still there, and are forgotten after 90 days', async () => {
    const studio = await world.addOrganization('Bell')
    const { owner } = studio
    const colleague = await world.addMember(studio, 'admin', 'all', 'Colleague')
    const client = await world.perform(owner, 'client.create', { name: 'Acme' })
    const alerts = []
    for (const title of ['a', 'b', 'c', 'd'])
      alerts.push(await set(owner, title, `2099-01-05T10:00:00Z`, { clientId: client.id }))
    at('2099-01-05T10:00:01Z')
    await ring(studio)
    const first = await world.perform(owner, 'notification.list', { limit: 3, count: true })
    expect(first).toMatchObject({ unread: 4, count: { value: 4, atLeast: false } })
    expect(first.items[0]?.client).toEqual({ id: client.id, name: 'Acme' })
    const rest = await world.perform(owner, 'notification.list', { limit: 3, cursor: first.nextCursor! })
    const all = [...first.items, ...rest.items]
    expect(new Set(all.map(({ id }) => id)).size).toBe(4)

    const one = all[0]!
    await expect(world.perform(colleague, 'notification.read', { id: one.id })).rejects.toMatchObject({
      status: 404,
    })
    await expect(
      world.perform(colleague, 'notification.list', { cursor: first.nextCursor! }),
    ).rejects.toMatchObject({ status: 422 })
    expect(await world.perform(colleague, 'notification.read_all', {})).toEqual({ read: 0 })
    const read = await world.perform(owner, 'notification.read', { id: one.id })
    expect(read.readAt).not.toBeNull()
    expect(await world.perform(owner, 'notification.read', { id: one.id })).toEqual(read)

    await world.perform(owner, 'alert.delete', { id: all[1]!.subject!.id })
    await world.perform(owner, 'client.delete', { id: client.id })
    const left = await world.perform(owner, 'notification.list', { unread: true })
    expect(left.unread).toBe(3)
    expect(left.items.map(({ subject }) => subject === null)).toEqual([true, false, false])
    expect(left.items.every((item) => item.client === null)).toBe(true)
    expect(await world.perform(owner, 'notification.read_all', {})).toEqual({ read: 3 })
    expect(await world.perform(owner, 'notification.list', { unread: true })).toMatchObject({
      items: [],
      unread: 0,
    })

    const old = async (moment: Date) => {
      const { rows } = await world.pool.query('select organizations_with_old_notifications($1) as id', [
        moment,
      ])
      return rows.map(({ id }) => id)
    }
    const days = (count: number) => new Date(Date.now() + count * 86_400_000)
    await world.owner.query('update notifications set read_at = null where id = $1', [all[3]!.id])
    setClock(days(89))
    expect(await old(days(89))).not.toContain(studio.id)
    expect(await world.perform(studio.system, 'notification.purge', {})).toEqual({ forgotten: 0 })
    setClock(days(91))
    expect(await old(days(91))).toContain(studio.id)
    expect(await world.perform(studio.system, 'notification.purge', {})).toEqual({ forgotten: 3 })
    expect(await heard(owner)).toHaveLength(1)

    // Erased with the client it is about.
    await world.owner.query('delete from clients where org_id = $1 and id = $2', [studio.id, client.id])
    expect(await heard(owner)).toEqual([])
    await expect(world.perform(owner, 'alert.ring', {})).rejects.toMatchObject({ status: 403 })
  })
})
