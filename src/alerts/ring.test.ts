import { describe, expect, it } from 'vitest'
import { openBoss } from '#src/core/jobs.ts'
import { openChanges } from '#src/entrances/events.ts'
import { startWorker } from '#src/entrances/worker.ts'
import { findOperation } from '#src/operations.ts'
import { schedules } from '#src/schedules.ts'
import { at, dueOrganizations, heard, ring, set, world } from './ring-world.ts'

describe('ringing', () => {
  it('leaves one notification for the assignee, at its time and not before, and again after a snooze', async () => {
    const studio = await world.addOrganization()
    const colleague = await world.addMember(studio, 'viewer', 'own', 'Colleague')
    const client = await world.perform(studio.owner, 'client.create', { name: 'Acme' })
    const alert = await set(studio.owner, 'Call', '2099-01-05T10:00:00Z', {
      clientId: client.id,
      assigneeId: colleague.personId,
      channels: ['email'],
    })
    await set(studio.owner, 'Later', '2099-01-05T10:00:01Z')

    expect(await dueOrganizations('2099-01-05T09:59:59.999Z')).toEqual([])
    at('2099-01-05T09:59:58Z')
    expect(await ring(studio)).toEqual({ rung: 0 })
    expect(await dueOrganizations('2099-01-05T10:00:00Z')).toEqual([studio.id])
    at('2099-01-05T10:00:00.200Z')
    expect(await ring(studio)).toEqual({ rung: 1 })
    expect(await ring(studio)).toEqual({ rung: 0 })
    expect(await heard(studio.owner)).toEqual([])
    const list = await world.perform(colleague, 'notification.list', {})
    expect(list).toMatchObject({ unread: 1, nextCursor: null })
    // The alert is theirs to see; its client is not.
    expect(list.items).toMatchObject([
      {
        kind: 'alert',
        title: 'Call',
        late: false,
        readAt: null,
        subject: { kind: 'alert', id: alert.id },
        client: null,
        company: null,
      },
    ])
    const { rows: mails } = await world.owner.query(
      'select recipient, subject, body from outbox where org_id = $1',
      [studio.id],
    )
    expect(mails).toEqual([
      {
        recipient: colleague.email,
        subject: 'Alert: Call',
        // On the client's page they would find nothing.
        body: expect.stringMatching(
          new RegExp(`11:00[^]*\\nhttps://crm\\.example/o/${studio.slug}\\?alert=${alert.id}\\n$`),
        ),
      },
    ])

    await world.perform(studio.owner, 'alert.snooze', { id: alert.id, until: '2099-01-05T11:00:00Z' })
    at('2099-01-05T11:00:03Z')
    expect(await ring(studio)).toEqual({ rung: 2 })
    expect(await heard(colleague)).toEqual(['Call', 'Call'])
    expect(await heard(studio.owner)).toEqual(['Later (late)'])

    // Woken, it rings when it was due if that is still to come, and is not heard twice if it has passed.
    await world.perform(studio.owner, 'alert.snooze', { id: alert.id, until: '2099-02-01T11:00:00Z' })
    await world.perform(studio.owner, 'alert.snooze', { id: alert.id, until: null })
    const ahead = await set(studio.owner, 'Ahead', '2099-01-05T12:00:00Z')
    await world.perform(studio.owner, 'alert.snooze', { id: ahead.id, until: '2099-02-01T11:00:00Z' })
    expect(await world.perform(studio.owner, 'alert.snooze', { id: ahead.id, until: null })).toMatchObject({
      snoozedUntil: null,
      dueAt: '2099-01-05T12:00:00Z',
    })
    at('2099-01-05T12:00:01Z')
    expect(await ring(studio)).toEqual({ rung: 1 })
    expect(await heard(studio.owner)).toEqual(['Later (late)', 'Ahead'])

    // A clock set back finds nothing that would ring again.
    at('2099-01-05T09:00:00Z')
    expect(await ring(studio)).toEqual({ rung: 0 })
    at('2099-01-05T11:30:00Z')
    expect(await ring(studio)).toEqual({ rung: 0 })
    expect(await dueOrganizations('2099-12-31T00:00:00Z')).toEqual([])
  })

  it('rings once after days away, late, a repeating alert too, and goes on with the next occurrence', async () => {
    const studio = await world.addOrganization('Away')
    const daily = await set(studio.owner, 'Stand-up', '2099-01-05T08:00:00Z', { repeat: 'FREQ=DAILY' })
    for (const title of ['a', 'b', 'c']) await set(studio.owner, title, '2099-01-06T08:00:00Z')
    at('2099-01-08T10:00:00Z')
    expect(await ring(studio)).toEqual({ rung: 4 })
    expect((await heard(studio.owner)).sort()).toEqual([
      'Stand-up (late)',
      'a (late)',
      'b (late)',
      'c (late)',
    ])
    expect(await ring(studio)).toEqual({ rung: 0 })

    const moved = await world.perform(studio.owner, 'alert.complete', { id: daily.id })
    expect(moved).toMatchObject({ movedOn: true, dueAt: '2099-01-09T08:00:00Z' })
    // Completing it is having seen it.
    expect(await world.perform(studio.owner, 'notification.list', {})).toMatchObject({ unread: 3 })
    // Undone, it is overdue again, and has rung already.
    await world.perform(studio.owner, 'alert.reopen', { id: daily.id })
    expect(await ring(studio)).toEqual({ rung: 0 })
    await world.perform(studio.owner, 'alert.complete', { id: daily.id })
    at('2099-01-09T08:00:01Z')
    expect(await ring(studio)).toEqual({ rung: 1 })
    expect((await heard(studio.owner)).filter((title) => title.startsWith('Stand-up')).sort()).toEqual([
      'Stand-up',
      'Stand-up (late)',
    ])
  })

  it('is silent for what is done or in the trash, and makes up for it when that is undone', async () => {
    const studio = await world.addOrganization('Silent')
    const { owner } = studio
    const client = await world.perform(owner, 'client.create', { name: 'Gone' })
    const done = await set(owner, 'done', '2099-01-05T10:00:00Z')
    const trashed = await set(owner, 'trashed', '2099-01-05T10:00:00Z')
    await set(owner, 'of a trashed client', '2099-01-05T10:00:00Z', { clientId: client.id })
    await world.perform(owner, 'alert.complete', { id: done.id })
    await world.perform(owner, 'alert.delete', { id: trashed.id })
    await world.perform(owner, 'client.delete', { id: client.id })
    at('2099-01-05T10:00:01Z')
    expect(await dueOrganizations('2099-01-05T10:00:01Z')).toEqual([])
    expect(await ring(studio)).toEqual({ rung: 0 })
    await world.perform(owner, 'alert.reopen', { id: done.id })
    await world.perform(owner, 'alert.restore', { id: trashed.id })
    await world.perform(owner, 'client.restore', { id: client.id })
    expect(await ring(studio)).toEqual({ rung: 3 })
    expect(await heard(owner)).toHaveLength(3)
  })

  it('rings each of many once, though several ring at the same moment and some die in between', async () => {
    const studio = await world.addOrganization('Many')
    const { owner } = studio
    const other = await world.addOrganization('Beside')
    const far = await set(other.owner, 'of another organization', '2099-01-05T10:00:00Z')
    await world.owner.query(
      `insert into alerts (org_id, id, title, due_at, rings_at, time_zone, assignee_id, created_by)
       select $1, gen_random_uuid(), 'Alert ' || n, '2099-01-05T10:00:00Z', '2099-01-05T10:00:00Z', 'UTC', $2, $2
       from generate_series(1, 1000) n`,
      [studio.id, owner.personId],
    )
    at('2099-01-05T10:00:02Z')
    // One that holds rows and ends without a commit, as a killed server does.
    const dying = await world.owner.connect()
    await dying.query('begin')
    await dying.query('select 1 from alerts where org_id = $1 order by id limit 50 for update', [studio.id])
    const rung = await Promise.all(Array.from({ length: 8 }, () => ring(studio)))
    expect(rung.reduce((sum, one) => sum + one.rung, 0)).toBe(950)
    await dying.query('rollback')
    dying.release()
    expect(await ring(studio)).toEqual({ rung: 50 })
    expect(await ring(studio)).toEqual({ rung: 0 })
    const { rows } = await world.owner.query(
      `select count(*)::int as all, count(distinct subject_id)::int as alerts, bool_or(late) as late
       from notifications where org_id = $1`,
      [studio.id],
    )
    expect(rows).toEqual([{ all: 1000, alerts: 1000, late: false }])
    expect(await world.perform(owner, 'notification.list', { limit: 1 })).toMatchObject({ unread: 1000 })
    expect(await heard(other.owner)).toEqual([])
    expect(await dueOrganizations('2099-01-05T10:00:02Z')).toEqual([other.id])
    await world.perform(other.owner, 'alert.delete', { id: far.id })
  })

  it('happens by itself on two servers, once, and is told to the browser', async () => {
    const studio = await world.addOrganization('Served')
    const events: string[] = []
    const changes = openChanges(world.urls.app)
    changes.listen({
      organizationId: studio.id,
      hear: ({ kind, id }) => kind === 'notification' && events.push(id),
    })
    const servers = await Promise.all(
      [1, 2].map(async () => {
        const boss = openBoss(world.urls.app)
        await boss.start()
        return startWorker({
          pool: world.pool,
          boss,
          run: world.run,
          find: findOperation,
          queues: [],
          schedules: schedules.map((schedule) => ({ ...schedule, everyMs: 20 })),
        })
      }),
    )
    try {
      const dueAt = new Date(Date.now() + 300).toISOString()
      await Promise.all(['x', 'y', 'z'].map((title) => set(studio.owner, title, dueAt)))
      await expect
        .poll(async () => (await heard(studio.owner)).sort(), { timeout: 60_000, interval: 50 })
        .toEqual(['x', 'y', 'z'])
      await expect.poll(() => events.length, { timeout: 60_000 }).toBe(3)
    } finally {
      await Promise.all(servers.map((stop) => stop()))
      await changes.close()
    }
    expect((await heard(studio.owner)).sort()).toEqual(['x', 'y', 'z'])
    const { rows } = await world.owner.query(
      'select extract(epoch from min(n.created_at - a.due_at)) as seconds from notifications n join alerts a on a.id = n.subject_id where n.org_id = $1',
      [studio.id],
    )
    expect(Number(rows[0].seconds)).toBeGreaterThanOrEqual(0)
  })
})

it('one organization whose schedule fails keeps no other from ringing', async () => {
  const places = await Promise.all(['One', 'Two'].map((name) => world.addOrganization(name)))
  const dueAt = new Date().toISOString()
  for (const { owner } of places) await set(owner, 'Ring', dueAt)
  // The one that comes first breaks, at every tick.
  let broken: string | null = null
  const boss = openBoss(world.urls.app)
  await boss.start()
  const stop = await startWorker({
    pool: world.pool,
    boss,
    run: async (operation, input, circumstances) => {
      broken ??= circumstances.actor.organizationId
      if (circumstances.actor.organizationId === broken) throw new Error('broken')
      return world.run(operation, input, circumstances)
    },
    find: findOperation,
    queues: [],
    schedules: schedules
      .filter(({ operation }) => operation === 'alert.ring')
      .map((schedule) => ({ ...schedule, everyMs: 20 })),
  })
  try {
    await expect
      .poll(async () => (await Promise.all(places.map(({ owner }) => heard(owner)))).flat(), {
        timeout: 60_000,
        interval: 50,
      })
      .toEqual(['Ring'])
  } finally {
    await stop()
  }
})
