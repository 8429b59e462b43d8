import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { setClock } from '#src/core/clock.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(async () => {
  setClock(null)
  await world.close()
})

const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString()

describe('alerts', () => {
  it('that repeat move on in their zone when completed, go back when reopened, and end with their rule', async () => {
    const { owner } = studio
    const set = (repeat: string, dueAt: string, more = {}) =>
      world.perform(owner, 'alert.create', { title: 'Again', dueAt, repeat, ...more })
    const complete = (id: string) => world.perform(owner, 'alert.complete', { id })

    // The clock goes forward on 29 March 2099: nine in the morning stays nine in the morning.
    const weekly = await set('RRULE:freq=weekly;byday=su', '2099-03-22T08:00:00Z')
    expect(weekly.repeat).toBe('FREQ=WEEKLY;BYDAY=SU')
    const moved = await complete(weekly.id)
    expect(moved).toMatchObject({ status: 'open', movedOn: true, dueAt: '2099-03-29T07:00:00Z', version: 2 })
    const snoozed = await world.perform(owner, 'alert.snooze', {
      id: weekly.id,
      until: '2099-03-30T10:00:00Z',
    })
    expect(snoozed.dueAt).toBe('2099-03-29T07:00:00Z')
    expect(await complete(weekly.id)).toMatchObject({ dueAt: '2099-04-05T07:00:00Z', snoozedUntil: null })
    expect(await world.perform(owner, 'alert.reopen', { id: weekly.id })).toMatchObject({
      dueAt: '2099-03-29T07:00:00Z',
      snoozedUntil: '2099-03-30T10:00:00Z',
    })

    const counted = await set('FREQ=MONTHLY;COUNT=3', '2099-01-31T09:00:00Z', {
      timeZone: 'America/New_York',
    })
    expect(await complete(counted.id)).toMatchObject({ dueAt: '2099-03-31T08:00:00Z' })
    // A new time begins the series anew, without what it has used up.
    const later = await world.perform(owner, 'alert.update', {
      id: counted.id,
      dueAt: '2099-04-30T08:00:00Z',
    })
    expect(later.repeat).toBe('FREQ=MONTHLY;COUNT=2')
    expect(await complete(counted.id)).toMatchObject({ dueAt: '2099-05-30T08:00:00Z', movedOn: true })
    expect(await complete(counted.id)).toMatchObject({ status: 'done', movedOn: false })
    expect(await world.perform(owner, 'alert.reopen', { id: counted.id })).toMatchObject({
      status: 'open',
      dueAt: '2099-05-30T08:00:00Z',
    })
    expect(await world.perform(owner, 'alert.update', { id: counted.id, repeat: null })).toMatchObject({
      repeat: null,
    })
    expect(await complete(counted.id)).toMatchObject({ status: 'done' })

    // Missed for days: completing it does not bring the missed ones back.
    const daily = await set('FREQ=DAILY', minutes(-3 * 24 * 60 - 10))
    const next = await complete(daily.id)
    expect(Date.parse(next.dueAt)).toBeGreaterThan(Date.now())
    expect(Date.parse(next.dueAt)).toBeLessThan(Date.now() + 26 * 3_600_000)
  })
})
