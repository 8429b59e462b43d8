import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ImportWorld, listOf, openImportWorld } from './import-world.ts'

let world: ImportWorld

beforeAll(async () => {
  world = await openImportWorld()
})
afterAll(() => world.close())

describe('a job that dies', () => {
  it('while reading, checking, running or undoing is followed by another that does nothing twice', async () => {
    const { id: organizationId, owner } = await world.addOrganization('Deaths')
    const before = await world.snapshot(organizationId)
    const fileId = await world.upload(owner, listOf(1200))
    const { id } = await world.perform(owner, 'import.create', { fileId, kind: 'client' })
    await world.perform(owner, 'import.run', { id })
    const status = async () => (await world.perform(owner, 'import.get', { id })).status

    await world.dieAt('import_rows', 'new.row = 700', () => world.settle())
    expect([await status(), await world.rowCount(organizationId, 'import_rows')]).toEqual(['reading', 500])
    await world.dieAt('import_verdicts', 'new.row = 1100', async () => {
      await world.watch(organizationId)
      await world.settle()
    })
    expect([await status(), await world.rowCount(organizationId, 'import_verdicts')]).toEqual([
      'checking',
      1000,
    ])
    await world.dieAt('clients', `new.name = 'Person 600'`, async () => {
      await world.watch(organizationId)
      await world.settle()
    })
    expect([await status(), await world.rowCount(organizationId, 'clients')]).toEqual(['running', 500])
    expect(await world.perform(owner, 'import.get', { id })).toMatchObject({
      progress: { done: 500, total: 1200 },
    })
    await world.watch(organizationId)
    expect(await world.settle()).toEqual([])
    expect(await world.perform(owner, 'import.get', { id })).toMatchObject({
      status: 'done',
      counts: { rows: 1200, created: 1200, refused: 0 },
    })
    expect(await world.rowCount(organizationId, 'clients')).toBe(1200)
    expect(await world.rowCount(organizationId, 'companies')).toBe(13)
    expect(await world.rowCount(organizationId, 'notes')).toBe(1200)

    await world.perform(owner, 'import.undo', { id })
    await world.dieAt('clients', `old.name = 'Person 600'`, () => world.settle())
    expect(await status()).toBe('undoing')
    await world.watch(organizationId)
    await world.settle()
    expect(await world.perform(owner, 'import.get', { id })).toMatchObject({
      status: 'undone',
      undo: { removed: 1213, restored: 0, kept: 0 },
    })
    expect(await world.snapshot(organizationId)).toEqual(before)
  })

  it('again and again at the same place ends the import, and what came in can be taken back', async () => {
    const { id: organizationId, owner } = await world.addOrganization('Poison')
    const { id } = await world.prepare(owner, listOf(700))
    await world.perform(owner, 'import.run', { id })
    await world.dieAt('clients', `new.name = 'Person 600'`, async () => {
      for (let time = 0; time < 8; time += 1) {
        await world.settle()
        await world.watch(organizationId)
      }
    })
    const failed = await world.perform(owner, 'import.get', { id })
    expect(failed).toMatchObject({
      status: 'failed',
      counts: { created: 500 },
      problem: expect.stringContaining('stopped'),
    })
    await world.undo(owner, id)
    expect(await world.rowCount(organizationId, 'clients')).toBe(0)
  })
})

describe('while an import runs', () => {
  it('it can be cancelled between two chunks, and another one waits for it', async () => {
    const organization = await world.addOrganization('Cancel')
    const { id: organizationId, owner } = organization
    const narrow = await world.addMember(organization, 'member', 'own')
    const third = await world.prepare(narrow, listOf(3, 5001))
    const [first, second] = [
      await world.prepare(owner, listOf(1200)),
      await world.prepare(owner, listOf(600, 301)),
    ]
    await world.perform(owner, 'import.run', { id: first.id })
    await world.perform(owner, 'import.apply_rows', { id: first.id })
    expect(await world.perform(owner, 'import.run', { id: second.id })).toMatchObject({ status: 'waiting' })
    expect(await world.perform(owner, 'import.run', { id: second.id })).toMatchObject({ status: 'waiting' })
    await expect(world.perform(owner, 'import.undo', { id: first.id })).rejects.toMatchObject({ status: 409 })

    // Also one of somebody who does not see the import they wait for.
    expect(await world.perform(narrow, 'import.run', { id: third.id })).toMatchObject({ status: 'waiting' })
    await world.perform(narrow, 'import.cancel', { id: third.id })

    const cancelled = await world.perform(owner, 'import.cancel', { id: first.id })
    expect(cancelled).toMatchObject({ status: 'cancelled', counts: { rows: 1200, created: 500 } })
    await world.settle()
    // It was checked once more, because what it matches came in meanwhile.
    expect(await world.perform(owner, 'import.get', { id: second.id })).toMatchObject({
      status: 'done',
      counts: { rows: 600, created: 400, matched: 200, updated: 0, skipped: 200 },
    })
    expect(await world.rowCount(organizationId, 'clients')).toBe(900)
    // A company of it is of use to the other one, so it stays.
    expect(await world.undo(owner, first.id)).toMatchObject({
      undo: { removed: 505, restored: 0, kept: 1 },
      kept: [{ kind: 'company', name: 'Firm 5', reasons: ['99 clients belong to it'] }],
    })
    expect(await world.undo(owner, second.id)).toMatchObject({ status: 'undone', kept: [] })
    expect(await world.rowCount(organizationId, 'clients')).toBe(0)
  })

  it('whoever imports is removed or sees less: it stops and says so', async () => {
    const organization = await world.addOrganization('Leavers')
    const leave: [change: string, problem: RegExp][] = [
      [`ended_at = now()`, /Mia Miles has left/],
      [`role = 'viewer'`, /What Mia Miles may do here has changed/],
      [`visibility = 'own'`, /What Mia Miles may do here has changed/],
    ]
    for (const [change, problem] of leave) {
      const person = await world.addMember(organization, 'member', 'all', 'Mia Miles')
      const { id } = await world.prepare(person, listOf(1200))
      await world.perform(person, 'import.run', { id })
      await world.perform(person, 'import.apply_rows', { id })
      await world.owner.query(`update memberships set ${change} where person_id = $1`, [person.personId])
      // One job is at work with the rights it began with, the next would ask anew.
      await expect(world.perform(person, 'import.apply_rows', { id })).rejects.toMatchObject({ status: 403 })
      await world.settle()
      await world.watch(organization.id)
      await world.settle()
      const { owner } = organization
      const stopped = await world.perform(owner, 'import.get', { id })
      expect(stopped.status, change).toBe(change.includes('own') ? 'done' : 'failed')
      if (!change.includes('own'))
        expect(stopped).toMatchObject({ counts: { created: 500 }, problem: expect.stringMatching(problem) })
      await world.undo(owner, id)
      expect(await world.rowCount(organization.id, 'clients'), change).toBe(0)
    }
  })
})
