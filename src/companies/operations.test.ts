import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

describe('companies', () => {
  it('are added, read, changed with a version, moved to the trash and taken back', async () => {
    const { owner } = studio
    const made = await world.perform(owner, 'company.create', {
      name: 'Lumen Logistyka',
      legalName: 'Lumen Logistyka Sp. z o.o.',
      vatId: 'PL5260001246',
      email: 'Biuro@Lumen.example',
      phone: '030 5550 188',
      address: { city: 'Gdańsk', country: 'pl' },
      electronicAddress: { scheme: '9945', value: 'PL5260001246' },
    })
    expect(made).toMatchObject({
      name: 'Lumen Logistyka',
      ownerId: owner.personId,
      address: { city: 'Gdańsk', country: 'PL', line1: null },
      electronicAddress: { scheme: '9945', value: 'PL5260001246' },
      tags: [],
      clientCount: 0,
      lastContactAt: null,
      version: 1,
    })
    const keys = await world.owner.query('select email_keys, phone_keys from companies where id = $1', [
      made.id,
    ])
    expect(keys.rows).toEqual([{ email_keys: ['biuro@lumen.example'], phone_keys: ['+49305550188'] }])

    const changed = await world.perform(
      owner,
      'company.update',
      { id: made.id, phone: '+48 58 555 01 42', electronicAddress: null, tags: ['logistics'] },
      { version: 1 },
    )
    expect(changed).toMatchObject({ electronicAddress: null, tags: ['logistics'], version: 2 })
    const again = await world.owner.query('select email_keys, phone_keys from companies where id = $1', [
      made.id,
    ])
    expect(again.rows).toEqual([{ email_keys: ['biuro@lumen.example'], phone_keys: ['+48585550142'] }])
    await expect(
      world.perform(owner, 'company.update', { id: made.id, name: 'Late' }, { version: 1 }),
    ).rejects.toMatchObject({ status: 412 })

    const client = await world.perform(owner, 'client.create', { name: 'Katarzyna', companyId: made.id })
    expect(await world.perform(owner, 'company.get', { id: made.id })).toMatchObject({ clientCount: 1 })
    await world.perform(owner, 'company.delete', { id: made.id }, { version: 2 })
    await expect(world.perform(owner, 'company.get', { id: made.id })).rejects.toMatchObject({ status: 404 })
    expect(await world.perform(owner, 'client.get', { id: client.id })).toMatchObject({ company: null })
    // In the trash it blocks nobody's new one.
    await world.perform(owner, 'company.create', { name: 'Lumen Logistyka', vatId: 'PL5260001246' })
    const back = await world.perform(owner, 'company.restore', { id: made.id })
    expect(back).toMatchObject({ name: 'Lumen Logistyka', clientCount: 1 })

    const { rows } = await world.owner.query(
      'select operation, changed from audit_entries where subject_id = $1 order by at',
      [made.id],
    )
    expect(rows).toEqual([
      { operation: 'company.create', changed: [] },
      { operation: 'company.update', changed: ['electronicAddress', 'phone', 'tags'] },
      { operation: 'company.delete', changed: [] },
      { operation: 'company.restore', changed: [] },
    ])
  })

  it('are listed by name in the order of the language, filtered by what is said of them', async () => {
    const { owner } = await world.addOrganization('Listing')
    const names = ['Zoé & Cie', 'Änne GmbH', 'andrea studio', 'Łukasz S.A.', 'Ørsted', 'Bartosz']
    for (const name of names)
      await world.perform(owner, 'company.create', { name, tags: name.length > 9 ? ['long'] : [] })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: { name: string }[]; nextCursor: string | null } = await world.perform(
        owner,
        'company.list',
        { limit: 2, ...(cursor ? { cursor } : {}) },
      )
      seen.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toEqual([...names].sort(new Intl.Collator('und').compare))
    const long = await world.perform(owner, 'company.list', { tag: ['long'], count: true, sort: '-name' })
    expect(long.items.map(({ name }) => name)).toEqual(['Łukasz S.A.', 'andrea studio'])
    expect(long.count).toEqual({ value: 2, atLeast: false })
    expect(await world.perform(owner, 'company.tags', {})).toEqual({ items: [{ tag: 'long', companies: 2 }] })
    const found = await world.perform(owner, 'company.list', { search: 'orst' })
    expect(found.items.map(({ name }) => name)).toEqual(['Ørsted'])
  })

  it('with visibility own are seen, changed and handed over only by their owner', async () => {
    const { owner } = studio
    const member = await world.addMember(studio, 'member', 'own')
    const mine = await world.perform(member, 'company.create', { name: 'Mine' })
    const theirs = await world.perform(owner, 'company.create', { name: 'Theirs' })
    await world.perform(owner, 'client.create', { name: 'Not theirs to see', companyId: mine.id })

    const list = await world.perform(member, 'company.list', { count: true })
    expect(list.items).toMatchObject([{ id: mine.id, clientCount: 0 }])
    for (const name of ['company.get', 'company.update', 'company.delete'] as const)
      await expect(world.perform(member, name, { id: theirs.id })).rejects.toMatchObject({ status: 404 })
    const handed = await world.perform(member, 'company.update', {
      id: mine.id,
      name: 'Handed over',
      ownerId: owner.personId,
    })
    expect(handed).toMatchObject({ name: 'Handed over', ownerId: owner.personId })
    await expect(world.perform(member, 'company.get', { id: mine.id })).rejects.toMatchObject({ status: 404 })
    expect(await world.perform(owner, 'company.get', { id: mine.id })).toMatchObject({
      name: 'Handed over',
      version: handed.version,
    })

    const viewer = await world.addMember(studio, 'viewer')
    await expect(world.perform(viewer, 'company.create', { name: 'X' })).rejects.toMatchObject({
      status: 403,
    })
    const { owner: stranger } = await world.addOrganization('Strangers')
    for (const name of ['company.get', 'company.update', 'company.delete', 'company.restore'] as const)
      await expect(world.perform(stranger, name, { id: theirs.id })).rejects.toMatchObject({ status: 404 })
    await expect(
      world.perform(owner, 'company.create', { name: '', website: 'ftp://x', version: 3 } as never),
    ).rejects.toMatchObject({
      status: 422,
      errors: expect.arrayContaining([
        expect.objectContaining({ path: 'name' }),
        expect.objectContaining({ path: 'website' }),
        { path: 'version', message: 'There is no field “version” to set.' },
      ]),
    })
  })
})
