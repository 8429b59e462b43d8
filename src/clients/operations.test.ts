import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

describe('clients', () => {
  it('are added, read, changed with a version, moved to the trash and taken back', async () => {
    const { owner } = studio
    const made = await world.perform(owner, 'client.create', {
      firstName: 'Katarzyna',
      lastName: 'Wójcik',
      email: 'K.Wojcik@lumen.example',
      phone: '0170 5550 188',
      companyName: 'Lumen Logistyka',
      address: { city: 'Gdańsk', country: 'pl' },
    })
    expect(made).toMatchObject({
      name: 'Katarzyna Wójcik',
      phone: '0170 5550 188',
      status: 'lead',
      ownerId: owner.personId,
      company: { name: 'Lumen Logistyka' },
      address: { city: 'Gdańsk', country: 'PL', line1: null },
      version: 1,
    })

    const second = await world.perform(owner, 'client.create', {
      name: 'Piotr',
      companyName: 'LUMEN logistyka',
    })
    expect(second.companyId).toBe(made.companyId)

    const changed = await world.perform(
      owner,
      'client.update',
      { id: made.id, lastName: 'Nowak', tags: ['retainer'] },
      { version: 1 },
    )
    expect(changed).toMatchObject({ name: 'Katarzyna Nowak', tags: ['retainer'], version: 2 })
    await expect(
      world.perform(owner, 'client.update', { id: made.id, lastName: 'Other' }, { version: 1 }),
    ).rejects.toMatchObject({ status: 412 })

    await world.perform(owner, 'client.delete', { id: made.id }, { version: 2 })
    await expect(world.perform(owner, 'client.get', { id: made.id })).rejects.toMatchObject({ status: 404 })
    const back = await world.perform(owner, 'client.restore', { id: made.id })
    expect(back).toMatchObject({ name: 'Katarzyna Nowak', email: 'K.Wojcik@lumen.example' })

    const { rows } = await world.owner.query(
      'select operation, changed from audit_entries where subject_id = $1 order by at',
      [made.id],
    )
    expect(rows).toEqual([
      { operation: 'client.create', changed: [] },
      { operation: 'client.update', changed: ['lastName', 'tags'] },
      { operation: 'client.delete', changed: [] },
      { operation: 'client.restore', changed: [] },
    ])
  })

  it('are walked by keyset in the order of the language, each once, whatever is inserted meanwhile', async () => {
    const { owner } = await world.addOrganization('Keyset')
    const names = ['Zoé', 'Ángel', 'andrea', 'Bartosz', 'Änne', 'Émile', 'Łukasz', 'Olga', 'Ørsted', 'zlatan']
    for (const name of names) await world.perform(owner, 'client.create', { name })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: { name: string }[]; nextCursor: string | null } = await world.perform(
        owner,
        'client.list',
        { limit: 3, count: true, ...(cursor ? { cursor } : {}) },
      )
      seen.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toEqual([...names].sort(new Intl.Collator('und').compare))

    const first = await world.perform(owner, 'client.list', { limit: 2, sort: '-createdAt' })
    expect(first.items.map(({ name }) => name)).toEqual(['zlatan', 'Ørsted'])
    await expect(
      world.perform(owner, 'client.list', { sort: 'name', cursor: first.nextCursor ?? '' }),
    ).rejects.toMatchObject({ status: 422 })
    await expect(
      world.perform(studio.owner, 'client.list', { sort: '-createdAt', cursor: first.nextCursor ?? '' }),
    ).rejects.toMatchObject({ status: 422 })
  })

  it('are listed with the alert that comes next, and their tags by use', async () => {
    const { owner } = await world.addOrganization('Alerts')
    const made = await world.perform(owner, 'client.create', { name: 'Ada', tags: ['vip', 'print'] })
    await world.perform(owner, 'client.create', { name: 'Bea', tags: ['print'] })
    const alert = (title: string, dueAt: string) =>
      world.perform(owner, 'alert.create', { clientId: made.id, title, dueAt })
    await alert('Later', '2099-03-01T10:00:00Z')
    const first = await alert('First', '2099-01-01T10:00:00Z')
    const second = await alert('Second', '2099-02-01T10:00:00.500+01:00')
    await world.perform(owner, 'alert.complete', { id: first.id })
    const { items } = await world.perform(owner, 'client.list', {})
    expect(items.map(({ name, nextAlert }) => [name, nextAlert])).toEqual([
      ['Ada', { id: second.id, title: 'Second', at: '2099-02-01T09:00:00Z' }],
      ['Bea', null],
    ])
    expect(await world.perform(owner, 'client.tags', {})).toEqual({
      items: [
        { tag: 'print', clients: 2 },
        { tag: 'vip', clients: 1 },
      ],
    })
  })

  it('with visibility own are seen, changed and handed over only by their owner', async () => {
    const member = await world.addMember(studio, 'member', 'own')
    const mine = await world.perform(member, 'client.create', { name: 'Mine', tags: ['vip'] })
    const theirs = await world.perform(studio.owner, 'client.create', { name: 'Theirs', tags: ['vip'] })

    const list = await world.perform(member, 'client.list', { tag: ['vip'], count: true })
    expect(list.items.map(({ id }) => id)).toEqual([mine.id])
    expect(list.count).toEqual({ value: 1, atLeast: false })
    await expect(world.perform(member, 'client.get', { id: theirs.id })).rejects.toMatchObject({
      status: 404,
    })
    await expect(
      world.perform(member, 'client.update', { id: theirs.id, name: 'Taken' }),
    ).rejects.toMatchObject({ status: 404 })
    await expect(
      world.perform(member, 'client.create', { name: 'For her', ownerId: studio.owner.personId }),
    ).rejects.toMatchObject({ status: 403 })

    const handed = await world.perform(member, 'client.update', {
      id: mine.id,
      ownerId: studio.owner.personId,
    })
    expect(handed.ownerId).toBe(studio.owner.personId)
    await expect(world.perform(member, 'client.get', { id: mine.id })).rejects.toMatchObject({ status: 404 })
    expect(await world.perform(studio.owner, 'client.get', { id: mine.id })).toMatchObject({
      ownerId: studio.owner.personId,
      version: handed.version,
    })
  })

  it('refuse what is not theirs, not known or not storable, with a sentence for each field', async () => {
    const other = await world.addOrganization('Other')
    const foreign = await world.perform(other.owner, 'company.create', { name: 'Foreign' })
    const { owner } = studio
    await expect(
      world.perform(owner, 'client.create', { name: 'X', companyId: foreign.id }),
    ).rejects.toMatchObject({ status: 404, errors: [{ path: 'companyId' }] })
    await expect(
      world.perform(owner, 'client.create', { name: 'X', ownerId: other.owner.personId }),
    ).rejects.toMatchObject({ status: 404, errors: [{ path: 'ownerId' }] })
    await expect(world.perform(owner, 'client.create', {})).rejects.toMatchObject({
      status: 422,
      errors: [{ path: 'name', message: 'A client needs a name or an e-mail address.' }],
    })
    const bad = { name: 'a\u0000b', email: 'no', birthday: '2026-02-31', org_id: other.id, tags: ['\ud800'] }
    await expect(world.perform(owner, 'client.create', bad as never)).rejects.toMatchObject({
      status: 422,
      errors: [{ path: 'name' }, { path: 'tags.0' }],
    })
    const { name: _, tags: __, ...rest } = bad
    await expect(world.perform(owner, 'client.create', rest as never)).rejects.toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({ path: 'email' }),
        expect.objectContaining({ path: 'birthday' }),
        { path: 'org_id', message: 'There is no field “org_id” to set.' },
      ]),
    })
  })

  it('do once what is asked twice with one key, also at the same moment', async () => {
    const { owner } = studio
    const input = { name: 'Once only' }
    const answers = await Promise.allSettled(
      Array.from({ length: 6 }, () => world.perform(owner, 'client.create', input, { once: 'key-1' })),
    )
    const ids = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.id] : []))
    expect(new Set(ids).size).toBe(1)
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ status: 409 })
    await expect(
      world.perform(owner, 'client.create', { name: 'Another' }, { once: 'key-1' }),
    ).rejects.toMatchObject({ status: 422 })
    const { rows } = await world.owner.query(
      `select count(*)::int as made from clients where name = 'Once only'`,
    )
    expect(rows[0].made).toBe(1)
  })
})
