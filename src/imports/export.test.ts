import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { setClock } from '#src/core/clock.ts'
import { type ImportWorld, listOf, openImportWorld } from './import-world.ts'

let world: ImportWorld

beforeAll(async () => {
  world = await openImportWorld()
})
afterEach(() => setClock(null))
afterAll(() => world.close())

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
