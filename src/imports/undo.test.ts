import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { setClock } from '#src/core/clock.ts'
import { type ImportWorld, listOf, openImportWorld } from './import-world.ts'

let world: ImportWorld

beforeAll(async () => {
  world = await openImportWorld()
})
afterEach(() => setClock(null))
afterAll(() => world.close())

describe('undoing', () => {
  it('keeps what people changed since, field by field, and lists it', async () => {
    const organization = await world.addOrganization('Kept')
    const { owner } = organization
    const known = await world.perform(owner, 'client.create', {
      name: 'Known',
      email: 'known@x.example',
      tags: ['old'],
    })
    const csv = [
      'Name,E-mail,Phone,Company,Tags,Job title,Shoe',
      'Known,known@x.example,030 555 01,Kept Ltd,new,Chief,',
      ...['Plain', 'Edited', 'Noted', 'Alerted', 'Trashed', 'Moved', 'Merged'].map(
        (name) => `${name},${name}@x.example,,${name} Ltd,,,9`,
      ),
    ].join('\n')
    const { id, counts } = await world.bring(owner, csv)
    expect(counts).toMatchObject({ created: 7, updated: 1 })
    const { items } = await world.perform(owner, 'client.list', {})
    const idOf = (name: string) => items.find((item) => item.name === name)!.id

    await world.perform(owner, 'client.update', {
      id: known.id,
      tags: ['old', 'new', 'mine'],
      jobTitle: 'Boss',
    })
    await world.perform(owner, 'client.update', { id: idOf('Edited'), jobTitle: 'Adviser' })
    await world.perform(owner, 'note.create', { clientId: idOf('Noted'), body: 'Called' })
    await world.perform(owner, 'alert.create', {
      clientId: idOf('Alerted'),
      title: 'Call',
      dueAt: '2100-01-01T09:00:00Z',
    })
    await world.perform(owner, 'client.delete', { id: idOf('Trashed') })
    const kept = await world.perform(owner, 'client.create', { name: 'Keeper' })
    await world.perform(owner, 'client.merge', { id: kept.id, otherId: idOf('Merged') })
    const plainLtd = items.find(({ name }) => name === 'Plain')!.companyId!
    await world.perform(owner, 'client.create', { name: 'Newcomer', companyId: plainLtd })

    const undone = await world.undo(owner, id)
    expect(undone.undo).toEqual({ removed: 6, restored: 0, kept: 10 })
    expect(new Map(undone.kept.map(({ name, reasons }) => [name, reasons]))).toEqual(
      new Map([
        ['Known', ['Job title was changed since']],
        ['Edited', ['Changed since the import']],
        ['Noted', ['Has a note']],
        ['Alerted', ['Has an alert']],
        ['Merged', ['Was merged into another client']],
        ['Edited Ltd', ['A client belongs to it']],
        ['Noted Ltd', ['A client belongs to it']],
        ['Alerted Ltd', ['A client belongs to it']],
        ['Merged Ltd', ['2 clients belong to it']],
        ['Plain Ltd', ['A client belongs to it']],
      ]),
    )
    const page = await world.perform(owner, 'import.kept', { id, limit: 6 })
    const rest = await world.perform(owner, 'import.kept', { id, limit: 6, cursor: page.nextCursor ?? '' })
    expect([...page.items, ...rest.items]).toEqual(undone.kept)
    expect(rest.nextCursor).toBeNull()
    const after = await world.perform(owner, 'client.list', {})
    expect(after.items.map(({ name }) => name)).toEqual([
      'Alerted',
      'Edited',
      'Keeper',
      'Known',
      'Newcomer',
      'Noted',
    ])
    expect(await world.perform(owner, 'client.get', { id: known.id })).toMatchObject({
      tags: ['old', 'mine'],
      jobTitle: 'Boss',
      phone: null,
      companyId: null,
    })
    const trash = await world.owner.query(
      'select name from clients where org_id = $1 and deleted_at is not null',
      [organization.id],
    )
    expect(trash.rows).toEqual([{ name: 'Merged' }])
    const apart = await world.perform(owner, 'client.unmerge', { id: kept.id })
    expect(apart.unmerged.other).toMatchObject({ id: idOf('Merged'), email: 'Merged@x.example' })
  })

  it('that stops halfway leaves the import what it was, and goes on from there', async () => {
    const organization = await world.addOrganization('Halfway')
    const { owner } = organization
    const mia = await world.addMember(organization, 'member', 'all', 'Mia Miles')
    const { id } = await world.prepare(owner, listOf(1600))
    await world.perform(owner, 'import.run', { id })
    for (let chunk = 0; chunk < 2; chunk += 1) await world.perform(owner, 'import.apply_rows', { id })
    await world.perform(owner, 'import.cancel', { id })
    await world.perform(mia, 'import.undo', { id })
    await world.perform(mia, 'import.revert_records', { id })
    await world.owner.query('update memberships set ended_at = now() where person_id = $1', [mia.personId])
    await world.watch(organization.id)
    await world.settle()
    expect(await world.perform(owner, 'import.get', { id })).toMatchObject({
      status: 'cancelled',
      problem: expect.stringContaining('Mia Miles has left'),
      counts: { created: 1000 },
      undo: { removed: 500 },
    })
    expect(await world.undo(owner, id)).toMatchObject({
      status: 'undone',
      problem: null,
      undo: { removed: 1011, restored: 0, kept: 0 },
      progress: { done: 1011, total: 1011 },
    })
    expect(await world.rowCount(organization.id, 'clients')).toBe(0)
  })

  it('is possible for thirty days; then the rows and the journal are forgotten, and the history stays', async () => {
    const { id: organizationId, owner, system } = await world.addOrganization('Old')
    const { id } = await world.bring(owner, listOf(3))
    // More than is forgotten at once.
    await world.owner.query(
      `insert into import_rows (org_id, import_id, person_id, row, cells)
       select $1, $2, $3, row, '[]' from generate_series(100, 20200) row`,
      [organizationId, id, owner.personId],
    )
    setClock(new Date(Date.now() + 30.5 * 86_400_000))
    await expect(world.perform(owner, 'import.undo', { id })).rejects.toMatchObject({
      status: 409,
      code: 'too_late',
    })
    setClock(new Date(Date.now() + 32 * 86_400_000))
    await world.perform(system, 'import.purge', {})
    for (const name of ['import_rows', 'import_verdicts', 'import_keys', 'import_words'])
      expect(await world.rowCount(organizationId, name), name).toBe(0)
    const journal = await world.owner.query(
      'select distinct name, fields, note_ids, reasons from import_changes where org_id = $1',
      [organizationId],
    )
    expect(journal.rows).toEqual([{ name: '', fields: {}, note_ids: [], reasons: null }])
    const { items } = await world.perform(owner, 'import.list', {})
    expect(items).toMatchObject([{ id, status: 'done', counts: { created: 3 } }])
  })
})
