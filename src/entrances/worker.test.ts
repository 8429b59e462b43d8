import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '#db/test-world.ts'
import { conflict } from '#src/core/errors.ts'
import { jobsSchema, openBoss } from '#src/core/jobs.ts'
import { findOperation } from '#src/operations.ts'
import { startWorker } from './worker.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

it('a refused job ends at once and says why, and a fault is tried again', async () => {
  const studio = await world.addOrganization()
  const leaver = await world.addMember(studio, 'member', 'all', 'Leaver')
  const demoted = await world.addMember(studio, 'member', 'all', 'Demoted')
  const ask = async (person: typeof leaver) =>
    (await world.perform(person, 'export.create', { kind: 'client', sort: 'name' })).id
  const left = await ask(leaver)
  const lowered = await ask(demoted)
  const refused = await ask(studio.owner)
  const broken = await ask(studio.owner)
  await world.perform(studio.owner, 'member.remove', { id: leaver.personId })
  await world.perform(studio.owner, 'member.update', { id: demoted.personId, role: 'viewer' })

  const boss = openBoss(world.urls.app)
  await boss.start()
  const stop = await startWorker({
    pool: world.pool,
    boss,
    run: async (operation, input, circumstances) => {
      const { id } = input as { id: string }
      if (id === refused) throw conflict('not_now', 'Its state forbids it.')
      if (id === broken) throw new Error('broken')
      return world.run(operation, input, circumstances)
    },
    find: findOperation,
    queues: ['export.write'],
    schedules: [],
  })
  const becameOf = async () => {
    const { rows } = await world.owner.query(
      `select data->'input'->>'id' as id, state::text, output->>'code' as code, completed_on is not null as over
       from ${jobsSchema}.job where name = 'export.write'`,
    )
    return new Map(rows.map(({ id, ...rest }) => [id, rest]))
  }
  try {
    await expect
      .poll(async () => [...(await becameOf()).values()].map(({ state }) => state), { timeout: 60_000 })
      .not.toContain('created')
    await expect.poll(async () => (await becameOf()).get(broken)?.state, { timeout: 60_000 }).toBe('retry')
    await expect.poll(async () => (await becameOf()).get(refused)?.over, { timeout: 60_000 }).toBe(true)
    const jobs = await becameOf()
    expect(jobs.get(left)).toEqual({ state: 'failed', code: 'sender_left', over: true })
    expect(jobs.get(lowered)).toEqual({ state: 'failed', code: 'forbidden', over: true })
    expect(jobs.get(refused)).toEqual({ state: 'failed', code: 'not_now', over: true })
  } finally {
    await stop()
  }
})
