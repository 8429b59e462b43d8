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
  it('are set, found, changed with a version, completed, reopened, snoozed, moved to the trash and taken back', async () => {
    const { owner } = studio
    const company = await world.perform(owner, 'company.create', { name: 'Lumen' })
    const client = await world.perform(owner, 'client.create', { name: 'Katarzyna', companyId: company.id })
    const made = await world.perform(owner, 'alert.create', {
      title: '  Call about\n the offer ',
      dueAt: '2099-03-02T10:00:00+01:00',
      clientId: client.id,
      channels: ['app', 'email', 'app'],
    })
    expect(made).toMatchObject({
      version: 1,
      title: 'Call about the offer',
      dueAt: '2099-03-02T09:00:00Z',
      status: 'open',
      snoozedUntil: null,
      repeat: null,
      timeZone: 'Europe/Berlin',
      channels: ['app', 'email'],
      assigneeId: owner.personId,
      assignee: { id: owner.personId, name: owner.name },
      client: { id: client.id, name: 'Katarzyna' },
      company: null,
    })
    expect(await world.perform(owner, 'alert.get', { id: made.id })).toEqual(made)

    const changed = await world.perform(
      owner,
      'alert.update',
      {
        id: made.id,
        dueAt: '2099-03-02T11:00:00.000Z',
        companyId: company.id,
        title: 'Call about the offer',
      },
      { version: 1 },
    )
    expect(changed).toMatchObject({
      version: 2,
      dueAt: '2099-03-02T11:00:00Z',
      company: { id: company.id, name: 'Lumen' },
    })
    // The same moment in another spelling is no change.
    expect(
      await world.perform(owner, 'alert.update', { id: made.id, dueAt: '2099-03-02T12:00:00+01:00' }),
    ).toMatchObject({ version: 2 })
    await expect(
      world.perform(owner, 'alert.update', { id: made.id, title: 'X' }, { version: 1 }),
    ).rejects.toMatchObject({ status: 412 })
    await expect(
      world.perform(owner, 'alert.complete', { id: made.id }, { version: 1 }),
    ).rejects.toMatchObject({ status: 412 })

    const done = await world.perform(owner, 'alert.complete', { id: made.id }, { version: 2 })
    expect(done).toMatchObject({ status: 'done', movedOn: false, version: 3 })
    expect(done.completedAt).not.toBeNull()
    expect(await world.perform(owner, 'alert.complete', { id: made.id })).toMatchObject({ version: 3 })
    await expect(
      world.perform(owner, 'alert.snooze', { id: made.id, until: minutes(10) }),
    ).rejects.toMatchObject({ status: 409, code: 'alert_done' })
    expect(await world.perform(owner, 'alert.reopen', { id: made.id })).toMatchObject({
      status: 'open',
      dueAt: '2099-03-02T11:00:00Z',
      completedAt: null,
    })
    await expect(world.perform(owner, 'alert.reopen', { id: made.id })).rejects.toMatchObject({ status: 409 })

    await expect(
      world.perform(owner, 'alert.snooze', { id: made.id, until: minutes(-1) }),
    ).rejects.toMatchObject({ status: 422, errors: [{ path: 'until' }] })
    const snoozed = await world.perform(owner, 'alert.snooze', {
      id: made.id,
      until: '2099-03-05T09:00:00Z',
    })
    expect(snoozed).toMatchObject({ snoozedUntil: '2099-03-05T09:00:00Z', dueAt: '2099-03-02T11:00:00Z' })

    await world.perform(owner, 'alert.delete', { id: made.id }, { version: snoozed.version })
    await expect(world.perform(owner, 'alert.get', { id: made.id })).rejects.toMatchObject({ status: 404 })
    await expect(world.perform(owner, 'alert.complete', { id: made.id })).rejects.toMatchObject({
      status: 404,
    })
    expect(await world.perform(owner, 'alert.restore', { id: made.id })).toMatchObject({
      snoozedUntil: '2099-03-05T09:00:00Z',
    })
    const { rows } = await world.owner.query(
      'select operation, changed from audit_entries where subject_id = $1 order by at',
      [made.id],
    )
    expect(rows.map(({ operation, changed }) => [operation.replace('alert.', ''), ...changed])).toEqual([
      ['create'],
      ['update', 'dueAt', 'companyId'],
      ['complete', 'status'],
      ['reopen', 'status'],
      ['snooze', 'snoozedUntil'],
      ['delete'],
      ['restore'],
    ])
  })

  it('are listed by when they are on the list: due, or snoozed to; and wait in the trash with their client', async () => {
    const { owner } = await world.addOrganization('Lists')
    const client = await world.perform(owner, 'client.create', { name: 'Olga' })
    const company = await world.perform(owner, 'company.create', { name: 'Ørsted' })
    const set = (title: string, day: number, more = {}) =>
      world.perform(owner, 'alert.create', { title, dueAt: `2099-03-0${day}T09:00:00Z`, ...more })
    const c = await set('c', 3, { companyId: company.id })
    const a = await set('a', 1, { clientId: client.id })
    await set('b', 2, { clientId: client.id, companyId: company.id })
    const d = await set('d', 4)
    const titles = async (query: object) =>
      (await world.perform(owner, 'alert.list', query)).items.map(({ title }) => title)

    expect(await titles({})).toEqual(['a', 'b', 'c', 'd'])
    expect(await titles({ sort: '-createdAt' })).toEqual(['d', 'b', 'a', 'c'])
    await world.perform(owner, 'alert.snooze', { id: a.id, until: '2099-03-03T10:00:00Z' })
    await world.perform(owner, 'alert.complete', { id: d.id })
    expect(await titles({ status: 'open' })).toEqual(['b', 'c', 'a'])
    expect(await titles({ status: 'done' })).toEqual(['d'])
    expect(await titles({ clientId: client.id })).toEqual(['b', 'a'])
    expect(await titles({ companyId: company.id })).toEqual(['b', 'c'])
    await world.perform(owner, 'client.update', { id: client.id, companyId: company.id })
    expect(await titles({ companyId: company.id, withPeople: true })).toEqual(['b', 'c', 'a'])
    await world.perform(owner, 'client.update', { id: client.id, companyId: null })
    expect(await titles({ companyId: company.id, withPeople: true })).toEqual(['b', 'c'])
    expect(await titles({ assigneeId: studio.owner.personId })).toEqual([])
    expect(await titles({ dueAfter: '2099-03-02T09:00:00Z', dueBefore: '2099-03-03T10:00:00Z' })).toEqual([
      'b',
      'c',
    ])

    const first = await world.perform(owner, 'alert.list', { limit: 2, count: true })
    expect(first.count).toEqual({ value: 4, atLeast: false })
    expect(await titles({ limit: 2, cursor: first.nextCursor })).toEqual(['a', 'd'])

    await world.perform(owner, 'client.delete', { id: client.id })
    expect(await titles({})).toEqual(['c', 'd'])
    expect(await world.perform(owner, 'alert.get', { id: a.id })).toMatchObject({
      clientId: client.id,
      client: null,
    })
    await world.perform(owner, 'client.restore', { id: client.id })
    await world.perform(owner, 'company.delete', { id: company.id })
    expect(await titles({})).toEqual(['b', 'a', 'd'])
    await world.perform(owner, 'company.restore', { id: company.id })
    expect(await titles({})).toHaveLength(4)
    expect(c.company).toEqual({ id: company.id, name: 'Ørsted' })
  })

  it('refuse what is not theirs, not allowed or not sensible, with a sentence for each field', async () => {
    const { owner } = studio
    const other = await world.addOrganization('Other')
    const foreign = await world.perform(other.owner, 'client.create', { name: 'Foreign' })
    const theirs = await world.perform(other.owner, 'alert.create', { title: 'Theirs', dueAt: minutes(60) })
    const set = (more: object) =>
      world.perform(owner, 'alert.create', { title: 'X', dueAt: minutes(60), ...more })
    for (const [field, id] of [
      ['clientId', foreign.id],
      ['companyId', foreign.id],
      ['assigneeId', other.owner.personId],
    ])
      await expect(set({ [field!]: id })).rejects.toMatchObject({ status: 404, errors: [{ path: field }] })
    for (const name of [
      'alert.get',
      'alert.complete',
      'alert.reopen',
      'alert.delete',
      'alert.restore',
    ] as const)
      await expect(world.perform(owner, name, { id: theirs.id })).rejects.toMatchObject({ status: 404 })
    await expect(
      world.perform(owner, 'alert.snooze', { id: theirs.id, until: minutes(90) }),
    ).rejects.toMatchObject({ status: 404 })
    await expect(
      world.perform(owner, 'alert.update', { id: theirs.id, title: 'Mine' }),
    ).rejects.toMatchObject({ status: 404 })

    const sentences: Record<string, RegExp> = {
      'FREQ=MINUTELY': /every hour at the most/,
      'FREQ=SECONDLY;INTERVAL=9000': /every hour at the most/,
      'FREQ=DAILY;INTERVAL=99999': /every ten years at the least/,
      'FREQ=DAILY;COUNT=2;UNTIL=20990101': /not by both/,
      'FREQ=DAILY;FREQ=DAILY': /twice/,
      'FREQ=DAILY\nEXRULE:FREQ=WEEKLY': /one rule/,
      'EXRULE:FREQ=DAILY': /one rule/,
      'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30': /never comes/,
      'FREQ=DAILY;UNTIL=20200101': /never comes/,
      'FREQ=WEEKLY;BYDAY=XX': /BYDAY does not fit/,
      'FREQ=HOURLY;BYHOUR=9': /hourly/,
      'every monday': /RFC 5545/,
      [`FREQ=DAILY;BYHOUR=${'1,'.repeat(300)}1`]: /At most 500/,
    }
    for (const [repeat, message] of Object.entries(sentences))
      await expect(set({ repeat }), repeat).rejects.toMatchObject({
        status: 422,
        errors: [{ path: 'repeat', message: expect.stringMatching(message) }],
      })
    const bad = {
      title: '   ',
      dueAt: 'tomorrow',
      channels: ['pigeon'],
      timeZone: 'Mars/Olympus',
      status: 'done',
      assigneeId: null,
    }
    await expect(set(bad)).rejects.toMatchObject({
      status: 422,
      errors: expect.arrayContaining(
        ['title', 'dueAt', 'channels.0', 'timeZone', 'status', 'assigneeId'].map((path) =>
          expect.objectContaining({ path }),
        ),
      ),
    })
    await expect(set({ dueAt: '9999-01-01T00:00:00Z' })).rejects.toMatchObject({ status: 422 })

    const viewer = await world.addMember(studio, 'viewer')
    await expect(
      world.perform(viewer, 'alert.create', { title: 'X', dueAt: minutes(60) }),
    ).rejects.toMatchObject({ status: 403 })
    const once = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        world.perform(owner, 'alert.create', { title: 'Once', dueAt: '2099-01-01T00:00:00Z' }, { once: 'k' }),
      ),
    )
    expect(
      new Set(once.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.id] : []))).size,
    ).toBe(1)
  })

  it('with visibility own are seen by assignee, author and who sees the client, and can be given away', async () => {
    const { owner } = studio
    const member = await world.addMember(studio, 'member', 'own')
    const colleague = await world.addMember(studio, 'member', 'own', 'Colleague')
    const hidden = await world.perform(owner, 'client.create', { name: 'Hidden' })
    const mine = await world.perform(member, 'client.create', { name: 'Mine' })
    const set = (title: string, more = {}) =>
      world.perform(owner, 'alert.create', { title, dueAt: '2099-01-01T00:00:00Z', ...more })
    const unseen = await set('unseen', { clientId: hidden.id })
    const assigned = await set('assigned', { clientId: hidden.id, assigneeId: member.personId })
    await set('on my client', { clientId: mine.id })
    const written = await world.perform(member, 'alert.create', {
      title: 'written by me',
      dueAt: '2099-01-02T00:00:00Z',
      assigneeId: colleague.personId,
    })
    const list = await world.perform(member, 'alert.list', { count: true })
    expect(list.items.map(({ title }) => title)).toEqual(['assigned', 'on my client', 'written by me'])
    expect(list.count?.value).toBe(3)
    expect(list.items[0]).toMatchObject({ client: null })
    await expect(world.perform(member, 'alert.get', { id: unseen.id })).rejects.toMatchObject({ status: 404 })
    await expect(world.perform(member, 'alert.complete', { id: unseen.id })).rejects.toMatchObject({
      status: 404,
    })
    await expect(
      world.perform(member, 'alert.create', { title: 'X', dueAt: minutes(5), clientId: hidden.id }),
    ).rejects.toMatchObject({ status: 404, errors: [{ path: 'clientId' }] })

    const given = await world.perform(member, 'alert.update', {
      id: assigned.id,
      title: 'given away',
      assigneeId: colleague.personId,
    })
    expect(given).toMatchObject({ title: 'given away', assignee: { name: 'Colleague' } })
    await expect(world.perform(member, 'alert.get', { id: assigned.id })).rejects.toMatchObject({
      status: 404,
    })
    expect(await world.perform(colleague, 'alert.get', { id: assigned.id })).toEqual({
      ...given,
      updatedAt: expect.any(String),
    })
    expect(
      await world.perform(member, 'alert.update', { id: written.id, assigneeId: member.personId }),
    ).toMatchObject({ assigneeId: member.personId })
  })
})
