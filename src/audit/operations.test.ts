import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { operations } from '#src/operations.ts'
import { audit as words } from './messages.en.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

it('lists who changed what by every filter, newest first, and nothing can change it', async () => {
  const admin = await world.addMember(studio, 'admin', 'all', 'Anna Admin')
  const { owner } = studio
  const secret = 'Nobody may read this name'
  const client = await world.perform(owner, 'client.create', { name: secret })
  await world.perform(admin, 'client.update', { id: client.id, name: `${secret} either`, tags: ['vip'] })
  await world.perform(owner, 'client.delete', { id: client.id })
  const other = await world.addOrganization('Other')
  await world.perform(other.owner, 'client.create', { name: 'Elsewhere' })

  const all = await world.perform(admin, 'audit.list', { count: true })
  expect(all.items.map(({ operation }) => operation)).toEqual([
    'client.delete',
    'client.update',
    'client.create',
    'organization.create',
  ])
  expect(all.items[1]).toEqual({
    id: expect.any(String),
    at: expect.stringMatching(/Z$/),
    operation: 'client.update',
    channel: 'api',
    actor: { id: admin.personId, name: 'Anna Admin', kind: 'person' },
    subject: { kind: 'client', id: client.id },
    changed: ['name', 'tags'],
  })
  expect(JSON.stringify(all)).not.toContain(secret)

  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: typeof all = await world.perform(admin, 'audit.list', {
      limit: 1,
      ...(cursor ? { cursor } : {}),
    })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  }
  expect(seen).toEqual(all.items.map(({ id }) => id))

  const found = async (filter: Record<string, string>) =>
    (await world.perform(owner, 'audit.list', filter)).items.map(({ operation }) => operation)
  expect(await found({ subjectKind: 'organization' })).toEqual(['organization.create'])
  expect(await found({ subjectId: client.id, operation: 'client.create' })).toEqual(['client.create'])
  expect(await found({ actorId: admin.personId })).toEqual(['client.update'])
  expect(await found({ from: all.items[1]?.at ?? '', to: all.items[0]?.at ?? '' })).toContain('client.update')
  expect(await found({ to: '2020-01-01T00:00:00+02:00' })).toEqual([])

  const firm = await world.perform(owner, 'company.create', { name: 'Lumen' })
  const written = await world.perform(owner, 'note.create', { body: secret, companyId: firm.id })
  const ids = [client.id, firm.id, written.id, admin.personId]
  const named = await world.perform(admin, 'audit.subjects', { ids: [...ids, studio.id] })
  const about = { kind: 'company', id: firm.id, name: 'Lumen' }
  expect(named.items.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))).toEqual([
    { kind: 'client', id: client.id, name: `${secret} either`, trashed: true, about: null },
    { kind: 'company', id: firm.id, name: 'Lumen', trashed: false, about: null },
    { kind: 'note', id: written.id, name: null, trashed: false, about },
    { kind: 'member', id: admin.personId, name: 'Anna Admin', trashed: false, about: null },
  ])
  expect((await world.perform(other.owner, 'audit.subjects', { ids })).items).toEqual([])
  const narrow = await world.addMember(studio, 'admin', 'own')
  expect((await world.perform(narrow, 'audit.subjects', { ids })).items.map(({ kind }) => kind)).toEqual([
    'member',
  ])

  for (const role of ['viewer', 'member'] as const) {
    const person = await world.addMember(studio, role)
    for (const name of ['audit.list', 'usage.summary', 'outbox.list'] as const)
      await expect(world.perform(person, name, {})).rejects.toMatchObject({ status: 403 })
  }
  for (const statement of [
    'update audit_entries set operation = $1',
    'delete from audit_entries where $1 = $1',
  ])
    await expect(world.pool.query(statement, ['x'])).rejects.toMatchObject({ code: '42501' })
})

it('names invoices, what was paid on them, and items, and has words for every deed', async () => {
  const trade = await world.addOrganization('Trade')
  const { owner } = trade
  await world.perform(owner, 'organization.update', {
    taxNumber: '30/123/45678',
    address: { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
  const client = await world.perform(owner, 'client.create', { name: 'Brandl' })
  const lines = [{ description: 'Design', unitPrice: '100' }]
  const draft = await world.perform(owner, 'invoice.create', { clientId: client.id, lines })
  const issued = await world.perform(owner, 'invoice.create', { clientId: client.id, lines })
  const { number } = await world.perform(owner, 'invoice.issue', { id: issued.id })
  const payment = await world.perform(owner, 'payment.record', { invoiceId: issued.id, amount: 100 })
  const item = await world.perform(owner, 'item.create', { name: 'Hour', unitPrice: '100' })
  const ids = [draft.id, issued.id, payment.id, item.id]
  const { items } = await world.perform(owner, 'audit.subjects', { ids })
  const about = { kind: 'invoice', id: issued.id, name: number }
  expect(items.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))).toEqual([
    { kind: 'invoice', id: draft.id, name: 'Brandl', trashed: false, about: null },
    { kind: 'invoice', id: issued.id, name: `${number} · Brandl`, trashed: false, about: null },
    { kind: 'payment', id: payment.id, name: null, trashed: false, about },
    { kind: 'item', id: item.id, name: 'Hour', trashed: false, about: null },
  ])

  const did: Record<string, object> = words.did
  const wordless = operations
    .filter(
      ({ kind, name }) =>
        kind === 'write' && /^(invoice|payment|quote|item|recurring|rate|bank)\./.test(name),
    )
    .map(({ name }) => name.split('.') as [string, string])
    .filter(([noun, verb]) => !(verb in (did[noun] ?? {})))
  expect(wordless).toEqual([])
})

it('counts uses by day, operation, person and door, refusals by reason, and who looked at whose record', async () => {
  const busy = await world.addOrganization('Busy')
  const viewer = await world.addMember(busy, 'viewer', 'all', 'Vera Viewer')
  const client = await world.perform(busy.owner, 'client.create', { name: 'Looked at' })
  for (const _ of [1, 2]) await world.perform(viewer, 'client.get', { id: client.id })
  await expect(world.perform(viewer, 'client.create', { name: 'No' })).rejects.toMatchObject({ status: 403 })
  await expect(world.perform(viewer, 'client.get', { id: busy.id })).rejects.toMatchObject({ status: 404 })
  await world.usage.flush()

  const summary = await world.perform(busy.owner, 'usage.summary', {})
  expect(summary).toMatchObject({ count: 5, refused: 2, days: [{ day: summary.to, count: 5, refused: 2 }] })
  expect((Date.parse(summary.to) - Date.parse(summary.from)) / 86_400_000).toBe(29)
  expect(summary.operations).toEqual([
    { operation: 'client.get', count: 3, refused: 1 },
    { operation: 'client.create', count: 2, refused: 1 },
  ])
  expect(summary.people).toEqual([
    { person: { id: viewer.personId, name: 'Vera Viewer' }, count: 4, refused: 2 },
    { person: { id: busy.owner.personId, name: busy.owner.name }, count: 1, refused: 0 },
  ])
  expect(summary.channels).toEqual([{ channel: 'api', count: 5, refused: 2 }])
  expect(summary.refusals).toEqual([
    { code: 'forbidden', count: 1 },
    { code: 'not_found', count: 1 },
  ])
  const empty = await world.perform(studio.owner, 'usage.summary', { from: '2020-01-01', to: '2020-12-31' })
  expect(empty).toMatchObject({ count: 0, refused: 0, days: [], people: [] })
  for (const period of [
    { from: '2026-02-01', to: '2026-01-01' },
    { from: '2020-01-01', to: '2026-01-01' },
    { from: '2026-02-31' },
  ])
    await expect(world.perform(busy.owner, 'usage.summary', period)).rejects.toMatchObject({
      status: 422,
      errors: [{ path: 'from' }],
    })

  const accesses = await world.perform(busy.owner, 'access.list', { subjectId: client.id })
  expect(accesses.items).toMatchObject([
    { operation: 'client.get', person: { id: viewer.personId, name: 'Vera Viewer' }, subjectId: client.id },
  ])
  expect((await world.perform(studio.owner, 'access.list', { subjectId: client.id })).items).toEqual([])
})
