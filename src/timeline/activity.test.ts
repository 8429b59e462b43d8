import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestPerson, type World } from '#db/test-world.ts'
import { setClock } from '#src/core/clock.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(async () => {
  setClock(null)
  await world.close()
})

describe('the activity', () => {
  it('counts notes by the day of whoever asks, clients by status and by month, and only what they can see', async () => {
    const studio = await world.addOrganization()
    const { owner } = studio
    const mia = await world.addMember(studio, 'member', 'own', 'Mia')
    const far = await world.addMember(studio, 'member', 'all', 'Far')
    await world.owner.query(`update people set time_zone = 'America/New_York' where id = $1`, [far.personId])
    setClock(new Date('2026-11-23T09:00:00Z'))

    const client = (person: TestPerson, name: string, status: 'lead' | 'active' | 'inactive') =>
      world.perform(person, 'client.create', { name, status })
    const ada = await client(owner, 'Ada', 'active')
    const bea = await client(mia, 'Bea', 'lead')
    const cleo = await client(owner, 'Cleo', 'inactive')
    const gone = await client(owner, 'Gone', 'active')
    const company = await world.perform(owner, 'company.create', { name: 'Lumen' })
    for (const [id, at] of [
      [ada.id, '2026-10-31T23:30:00Z'], // already November in Berlin
      [bea.id, '2026-11-23T08:00:00Z'],
      [cleo.id, '2025-11-30T12:00:00Z'], // a month too early
      [gone.id, '2026-11-01T12:00:00Z'],
    ])
      await world.owner.query('update clients set created_at = $2 where id = $1', [id, at])

    const note = (about: { clientId?: string; companyId?: string }, happenedAt: string, kind = 'note') =>
      world.perform(owner, 'note.create', {
        body: kind,
        kind: kind as 'note' | 'call' | 'meeting',
        happenedAt,
        ...about,
      })
    await note({ clientId: ada.id }, '2026-11-22T22:59:00Z')
    await note({ clientId: ada.id }, '2026-11-22T23:30:00Z', 'call') // already Monday in Berlin
    await note({ clientId: bea.id }, '2026-11-23T07:00:00Z', 'call')
    await note({ companyId: company.id }, '2026-11-23T07:30:00Z', 'meeting')
    await note({ clientId: ada.id }, '2026-10-26T23:30:00Z') // the first day that counts: 27 October
    await note({ clientId: ada.id }, '2026-10-26T22:30:00Z') // the day before it
    await note({ clientId: gone.id }, '2026-11-23T07:00:00Z', 'meeting')
    const imported = await note({ clientId: ada.id }, '2026-11-23T07:00:00Z')
    await world.owner.query('update notes set imported = true where id = $1', [imported.id])
    const removed = await note({ clientId: ada.id }, '2026-11-23T07:00:00Z')
    await world.perform(owner, 'note.delete', { id: removed.id })
    await world.perform(owner, 'client.delete', { id: gone.id })

    const summary = await world.perform(owner, 'activity.summary', {})
    expect(summary.timeZone).toBe('Europe/Berlin')
    expect(summary.days).toHaveLength(28)
    expect(summary.days.filter(({ note: notes, call, meeting }) => notes + call + meeting > 0)).toEqual([
      { on: '2026-10-27', note: 1, call: 0, meeting: 0 },
      { on: '2026-11-22', note: 1, call: 0, meeting: 0 },
      { on: '2026-11-23', note: 0, call: 2, meeting: 1 },
    ])
    expect(summary.clients).toEqual({ lead: 1, active: 1, inactive: 1 })
    expect(summary.months.map(({ month }) => month)).toEqual([
      ...['2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'],
      ...['2026-07', '2026-08', '2026-09', '2026-10', '2026-11'],
    ])
    expect(summary.months.filter(({ newClients }) => newClients > 0)).toEqual([
      { month: '2026-11', newClients: 2 },
    ])

    const overThere = await world.perform(far, 'activity.summary', {})
    expect(overThere.days.slice(-2)).toEqual([
      { on: '2026-11-22', note: 1, call: 1, meeting: 0 },
      { on: '2026-11-23', note: 0, call: 1, meeting: 1 },
    ])
    expect(overThere.months.slice(-2)).toEqual([
      { month: '2026-10', newClients: 1 },
      { month: '2026-11', newClients: 1 },
    ])

    const own = await world.perform(mia, 'activity.summary', {})
    expect(own.clients).toEqual({ lead: 1, active: 0, inactive: 0 })
    expect(own.days.at(-1)).toEqual({ on: '2026-11-23', note: 0, call: 1, meeting: 0 })
    const viewer = await world.addMember(studio, 'viewer')
    expect(await world.perform(viewer, 'activity.summary', {})).toEqual(summary)
  })
})
