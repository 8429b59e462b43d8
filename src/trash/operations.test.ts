import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { setClock } from '#src/core/clock.ts'
import { folderStorage, setStorage } from '#src/services/storage.ts'

let world: World
let studio: TestOrganization
const folder = mkdtempSync(join(tmpdir(), 'upcrm-trash-'))
const storage = folderStorage(folder)

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
  setStorage(storage)
})
afterAll(async () => {
  setClock(null)
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

async function attach(target: { clientId: string } | { noteId: string }) {
  const { owner } = studio
  const { id, storageKey } = await world.perform(owner, 'file.begin', {})
  await storage.write(
    storageKey,
    (async function* () {
      yield Buffer.from('bytes')
    })(),
  )
  await world.perform(owner, 'file.keep', { id, name: 'a.txt', size: 5, type: 'text/plain', digest: id })
  await world.perform(owner, 'file.attach', { fileId: id, ...target })
}

const storedFiles = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
const remaining = async (table: string) =>
  (
    await world.owner.query<{ id: string }>(`select id from ${table} where org_id = $1`, [studio.id])
  ).rows.map(({ id }) => id)

describe('the trash', () => {
  it('shows what one sees, newest first, and after thirty days it is gone for good with its files', async () => {
    const { owner, system } = studio
    const own = await world.addMember(studio, 'member', 'own', 'Marek Own')
    const viewer = await world.addMember(studio, 'viewer')
    const company = await world.perform(owner, 'company.create', { name: 'Gone company' })
    const client = await world.perform(owner, 'client.create', { name: 'Gone client', companyId: company.id })
    const living = await world.perform(owner, 'client.create', { name: 'Living', companyId: company.id })
    const onBoth = await world.perform(owner, 'note.create', {
      body: 'On both',
      clientId: living.id,
      companyId: company.id,
    })
    const onGone = await world.perform(owner, 'note.create', { body: 'On the gone one', clientId: client.id })
    const note = await world.perform(owner, 'note.create', {
      body: `# Title\n${'long '.repeat(50)}`,
      clientId: living.id,
    })
    const alert = await world.perform(owner, 'alert.create', {
      title: 'Gone alert',
      dueAt: '2026-12-01T10:00:00Z',
      clientId: living.id,
    })
    const mine = await world.perform(own, 'client.create', { name: 'Mine' })
    await attach({ clientId: client.id })
    await attach({ noteId: onGone.id })
    await attach({ noteId: note.id })
    await attach({ noteId: onBoth.id })

    await world.perform(owner, 'company.delete', { id: company.id })
    await world.perform(owner, 'client.delete', { id: client.id })
    await world.perform(owner, 'note.delete', { id: note.id })
    await world.perform(owner, 'alert.delete', { id: alert.id })
    await world.perform(own, 'client.delete', { id: mine.id })

    const list = await world.perform(owner, 'trash.list', { count: true })
    expect(list.items.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'client Mine',
      'alert Gone alert',
      'note # Title',
      'client Gone client',
      'company Gone company',
    ])
    expect(list.count?.value).toBe(5)
    expect(list.items[1]).toMatchObject({
      id: alert.id,
      client: { id: living.id, name: 'Living' },
      deletedBy: { id: owner.personId, name: 'Lena Hartmann' },
      mergedInto: null,
      purgeOn: new Date(Date.parse(list.items[1]?.deletedAt ?? '') + 30 * 86_400_000)
        .toISOString()
        .slice(0, 10),
    })
    const paged = await world.perform(owner, 'trash.list', { limit: 2 })
    const next = await world.perform(owner, 'trash.list', { limit: 3, cursor: paged.nextCursor ?? '' })
    expect([...paged.items, ...next.items]).toEqual(list.items)
    expect(next.nextCursor).toBeNull()
    expect((await world.perform(owner, 'trash.list', { kind: ['note'] })).items).toHaveLength(1)
    expect((await world.perform(own, 'trash.list', {})).items.map(({ id }) => id)).toEqual([mine.id])
    await expect(world.perform(viewer, 'trash.list', {})).rejects.toMatchObject({ status: 403 })
    const { owner: stranger } = await world.addOrganization('Strangers')
    expect((await world.perform(stranger, 'trash.list', {})).items).toEqual([])

    expect(await world.perform(system, 'trash.purge', {})).toEqual({ purged: 0 })
    const due = (days: number) =>
      world.pool.query(`select organizations_with_old_trash(now() + $1 * interval '1 day') as id`, [days])
    expect((await due(29)).rows).toEqual([])
    expect((await due(31)).rows).toEqual([{ id: studio.id }])
    setClock(new Date(Date.now() + 31 * 86_400_000))
    expect(await world.perform(system, 'trash.purge', {})).toEqual({ purged: 5 })
    setClock(null)
    expect((await world.perform(owner, 'trash.list', {})).items).toEqual([])
    expect(await remaining('clients')).toEqual([living.id])
    expect(await remaining('companies')).toEqual([])
    expect(await remaining('alerts')).toEqual([])
    // What also hangs on someone who lives on, lives on, with its file.
    expect(await remaining('notes')).toEqual([onBoth.id])
    expect(await world.perform(owner, 'note.get', { id: onBoth.id })).toMatchObject({
      companyId: null,
      client: { id: living.id },
      files: [{ name: 'a.txt' }],
    })
    expect(await remaining('files')).toHaveLength(1)
    expect(storedFiles()).toBe(1)
  })
})
