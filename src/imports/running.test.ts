import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { setClock } from '#src/core/clock.ts'
import { type ImportWorld, openImportWorld } from './import-world.ts'

let world: ImportWorld

beforeAll(async () => {
  world = await openImportWorld()
})
afterEach(() => setClock(null))
afterAll(() => world.close())

/** Of so many people, each of their own firm every hundred. */
const listOf = (count: number, from = 1) => {
  const row = (at: number) => `Person ${at},p${at}@x.example,Firm ${Math.floor(at / 100)},t,${at}\n`
  return `Name,E-mail,Company,Tags,Number\n${Array.from({ length: count }, (_, i) => row(from + i)).join('')}`
}

/** A job dies: what it was doing in this transaction is gone, and so is the job. */
async function dieAt(table: string, condition: string, work: () => Promise<unknown>) {
  await world.owner.query(`
    create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;
    create trigger die before ${condition.startsWith('old') ? 'delete' : 'insert'} on ${table} for each row when (${condition}) execute function die()`)
  await work()
  await world.owner.query(`drop trigger die on ${table}; drop function die()`)
}

/** Long enough later that the silence is noticed. */
async function watch(organizationId: string) {
  setClock(new Date(Date.now() + 11_000))
  await world.perform(
    { kind: 'system', personId: null, name: 'UpCRM', organizationId, role: null, visibility: 'all' },
    'import.watch',
    {},
  )
  setClock(null)
}

const table = async (organizationId: string, name: string) => {
  const { rows } = await world.owner.query(`select count(*)::int as count from ${name} where org_id = $1`, [
    organizationId,
  ])
  return rows[0].count as number
}

describe('a job that dies', () => {
  it('while reading, checking, running or undoing is followed by another that does nothing twice', async () => {
    const { id: organizationId, owner } = await world.addOrganization('Deaths')
    const before = await world.snapshot(organizationId)
    const fileId = await world.upload(owner, listOf(1200))
    const { id } = await world.perform(owner, 'import.create', { fileId, kind: 'client' })
    await world.perform(owner, 'import.run', { id })
    const status = async () => (await world.perform(owner, 'import.get', { id })).status

    await dieAt('import_rows', 'new.row = 700', () => world.settle())
    expect([await status(), await table(organizationId, 'import_rows')]).toEqual(['reading', 500])
    await dieAt('import_verdicts', 'new.row = 1100', async () => {
      await watch(organizationId)
      await world.settle()
    })
    expect([await status(), await table(organizationId, 'import_verdicts')]).toEqual(['checking', 1000])
    await dieAt('clients', `new.name = 'Person 600'`, async () => {
      await watch(organizationId)
      await world.settle()
    })
    expect([await status(), await table(organizationId, 'clients')]).toEqual(['running', 500])
    expect(await world.perform(owner, 'import.get', { id })).toMatchObject({
      progress: { done: 500, total: 1200 },
    })
    await watch(organizationId)
    expect(await world.settle()).toEqual([])
    expect(await world.perform(owner, 'import.get', { id })).toMatchObject({
      status: 'done',
      counts: { rows: 1200, created: 1200, refused: 0 },
    })
    expect(await table(organizationId, 'clients')).toBe(1200)
    expect(await table(organizationId, 'companies')).toBe(13)
    expect(await table(organizationId, 'notes')).toBe(1200)

    await world.perform(owner, 'import.undo', { id })
    await dieAt('clients', `old.name = 'Person 600'`, () => world.settle())
    expect(await status()).toBe('undoing')
    await watch(organizationId)
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
    await dieAt('clients', `new.name = 'Person 600'`, async () => {
      for (let time = 0; time < 8; time += 1) {
        await world.settle()
        await watch(organizationId)
      }
    })
    const failed = await world.perform(owner, 'import.get', { id })
    expect(failed).toMatchObject({
      status: 'failed',
      counts: { created: 500 },
      problem: expect.stringContaining('stopped'),
    })
    await world.undo(owner, id)
    expect(await table(organizationId, 'clients')).toBe(0)
  })
})

describe('while an import runs', () => {
  it('it can be cancelled between two chunks, and another one waits for it', async () => {
    const { id: organizationId, owner } = await world.addOrganization('Cancel')
    const [first, second] = [
      await world.prepare(owner, listOf(1200)),
      await world.prepare(owner, listOf(600, 301)),
    ]
    await world.perform(owner, 'import.run', { id: first.id })
    await world.perform(owner, 'import.apply_rows', { id: first.id })
    expect(await world.perform(owner, 'import.run', { id: second.id })).toMatchObject({ status: 'waiting' })
    expect(await world.perform(owner, 'import.run', { id: second.id })).toMatchObject({ status: 'waiting' })
    await expect(world.perform(owner, 'import.undo', { id: first.id })).rejects.toMatchObject({ status: 409 })

    const cancelled = await world.perform(owner, 'import.cancel', { id: first.id })
    expect(cancelled).toMatchObject({ status: 'cancelled', counts: { rows: 1200, created: 500 } })
    await world.settle()
    // It was checked once more, because what it matches came in meanwhile.
    expect(await world.perform(owner, 'import.get', { id: second.id })).toMatchObject({
      status: 'done',
      counts: { rows: 600, created: 400, matched: 200, updated: 0, skipped: 200 },
    })
    expect(await table(organizationId, 'clients')).toBe(900)
    // A company of it is of use to the other one, so it stays.
    expect(await world.undo(owner, first.id)).toMatchObject({
      undo: { removed: 505, restored: 0, kept: 1 },
      kept: [{ kind: 'company', name: 'Firm 5', reasons: ['99 clients belong to it'] }],
    })
    expect(await world.undo(owner, second.id)).toMatchObject({ status: 'undone', kept: [] })
    expect(await table(organizationId, 'clients')).toBe(0)
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
      await watch(organization.id)
      await world.settle()
      const { owner } = organization
      const stopped = await world.perform(owner, 'import.get', { id })
      expect(stopped.status, change).toBe(change.includes('own') ? 'done' : 'failed')
      if (!change.includes('own'))
        expect(stopped).toMatchObject({ counts: { created: 500 }, problem: expect.stringMatching(problem) })
      await world.undo(owner, id)
      expect(await table(organization.id, 'clients'), change).toBe(0)
    }
  })
})

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
    for (const name of ['import_rows', 'import_verdicts', 'import_keys', 'import_changes'])
      expect(await table(organizationId, name), name).toBe(0)
    const { items } = await world.perform(owner, 'import.list', {})
    expect(items).toMatchObject([{ id, status: 'done', counts: { created: 3 } }])
  })
})

describe('an export', () => {
  it('holds the whole list, says the same when it is imported again, and is its maker’s alone', async () => {
    const organization = await world.addOrganization('Exports')
    const { owner } = organization
    await world.bring(owner, listOf(1300))
    await world.perform(owner, 'client.create', {
      name: '=cmd',
      email: 'a@x.example',
      otherEmails: ['b@x.example', 'c@x.example'],
      phone: '+49 30 55501',
      otherPhones: ['0171 55502'],
      tags: ['one, two', 'three'],
      address: { line1: 'Straße 1', city: 'Köln', country: 'DE' },
      birthday: '1980-02-29',
      companyName: 'Firm 1',
      status: 'inactive',
      website: 'x.example',
    })
    const { id } = await world.perform(owner, 'export.create', { kind: 'client', sort: '-createdAt' })
    await world.settle()
    const done = await world.perform(owner, 'export.get', { id })
    expect(done).toMatchObject({ status: 'done', rows: 1301 })
    const file = await world.download(owner, done.fileId!)
    expect(file.toString()).toContain(`\r\n'=cmd,`)

    const other = await world.addOrganization('Elsewhere')
    const { counts } = await world.bring(other.owner, file)
    expect(counts).toMatchObject({ rows: 1301, created: 1301, refused: 0 })
    const plain = async (organizationId: string) => {
      const { rows } = await world.owner.query(
        `select to_jsonb(c) - '{id,org_id,version,owner_id,company_id,created_by,created_at,updated_at}'::text[] as client, co.name
         from clients c left join companies co on co.org_id = c.org_id and co.id = c.company_id
         where c.org_id = $1 order by c.email`,
        [organizationId],
      )
      return rows.map(({ client, name }) => ({ ...client, first_name: null, last_name: null, company: name }))
    }
    expect(await plain(other.id)).toEqual(await plain(organization.id))

    const some = await world.perform(owner, 'export.create', {
      kind: 'client',
      filter: { status: ['inactive'] },
      columns: ['email', 'companyId'],
    })
    await world.settle()
    const { fileId } = await world.perform(owner, 'export.get', { id: some.id })
    expect((await world.download(owner, fileId!)).toString()).toBe(
      '\uFEFFE-mail,Company\r\na@x.example,Firm 1\r\n',
    )

    const partner = await world.addMember(organization, 'admin')
    await expect(world.perform(partner, 'export.get', { id })).rejects.toMatchObject({ status: 404 })
    await expect(world.download(partner, done.fileId!)).rejects.toMatchObject({ status: 404 })
    await expect(world.download({ ...owner, visibility: 'own' }, done.fileId!)).rejects.toMatchObject({
      status: 404,
    })
    // Nor by the door beside it: an import would show every row.
    await expect(
      world.perform({ ...owner, visibility: 'own' }, 'import.create', {
        fileId: done.fileId!,
        kind: 'client',
      }),
    ).rejects.toMatchObject({ status: 404 })
    await expect(world.download({ ...owner, role: 'viewer' }, done.fileId!)).rejects.toMatchObject({
      status: 404,
    })
    await expect(
      world.perform(owner, 'export.create', { kind: 'company', sort: 'lastContactAt', columns: ['name'] }),
    ).rejects.toMatchObject({ status: 422, errors: [{ path: 'sort' }] })
  })

  it('that no job goes on with is ended, so that nobody waits for it', async () => {
    const { id: organizationId, owner, system } = await world.addOrganization('Silent')
    const { id } = await world.perform(owner, 'export.create', { kind: 'client' })
    const due = async () => {
      const moment = new Date(Date.now() + 11 * 60_000)
      const { rows } = await world.pool.query('select organizations_with_silent_exports($1) as id', [moment])
      return rows.map((row) => row.id)
    }
    await world.perform(system, 'export.watch', {})
    expect(await world.perform(owner, 'export.get', { id })).toMatchObject({ status: 'writing' })
    expect(await due()).toContain(organizationId)
    setClock(new Date(Date.now() + 11 * 60_000))
    await world.perform(system, 'export.watch', {})
    setClock(null)
    expect(await world.perform(owner, 'export.get', { id })).toMatchObject({ status: 'failed', fileId: null })
    expect(await due()).not.toContain(organizationId)
    // A job that comes after all finds nothing to do.
    expect(await world.settle()).toEqual([])
    expect(await world.perform(owner, 'export.get', { id })).toMatchObject({ status: 'failed', fileId: null })
  })
})
