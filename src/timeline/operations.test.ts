import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import type { Timeline } from './schema.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

type Page = z.output<typeof Timeline>

const summary = ({ items }: Page) =>
  items.map((event) => {
    switch (event.kind) {
      case 'note':
        return `${event.note.kind} ${event.note.body}`
      case 'alert':
        return `${event.alert.event} ${event.alert.title}`
      case 'file':
        return `file ${event.file.name}`
      case 'invoice':
        return `invoice ${event.invoice.event} ${event.invoice.number}`
      default:
        return `${event.change.operation} ${event.change.fields.join()}`
    }
  })

async function attachedFile(name: string, column: 'client_id' | 'note_id', id: string, at: string) {
  await world.owner.query(
    `insert into files (org_id, id, name, size, type, storage_key, uploaded_by, stored_at, attached_at, ${column})
     values ($1, gen_random_uuid(), $2, 5, 'text/plain', gen_random_uuid()::text, $3, $4, $4, $5)`,
    [studio.id, name, studio.owner.personId, at, id],
  )
}

describe('a timeline', () => {
  it('tells everything that happened with a client, newest first, page by page', async () => {
    const { owner } = studio
    const client = await world.perform(owner, 'client.create', { name: 'Katarzyna', companyName: 'Lumen' })
    const about = { clientId: client.id }
    const note = await world.perform(owner, 'note.create', {
      body: 'Budget approved',
      kind: 'call',
      happenedAt: '2026-10-02T10:00:00Z',
      pinned: true,
      ...about,
    })
    await world.perform(owner, 'note.create', { body: 'Older', happenedAt: '2026-09-01T10:00:00Z', ...about })
    await attachedFile('offer.pdf', 'client_id', client.id, '2026-10-03T10:00:00Z')
    await attachedFile('budget.xlsx', 'note_id', note.id, '2026-10-02T10:00:00Z')
    const alert = await world.perform(owner, 'alert.create', {
      title: 'Send offer',
      dueAt: '2026-12-01T10:00:00Z',
      ...about,
    })
    await world.perform(owner, 'client.update', { id: client.id, jobTitle: 'Head', tags: ['x'] })
    await world.perform(owner, 'alert.complete', { id: alert.id })
    const deleted = await world.perform(owner, 'note.create', { body: 'Deleted', ...about })
    await world.perform(owner, 'note.delete', { id: deleted.id })
    const other = await world.perform(owner, 'client.create', { name: 'Another' })
    await world.perform(owner, 'note.create', { body: 'Elsewhere', clientId: other.id })

    const all = await world.perform(owner, 'client.timeline', { id: client.id, count: true })
    expect(summary(all)).toEqual([
      'completed Send offer',
      'client.update jobTitle,tags',
      'set Send offer',
      'client.create ',
      'file offer.pdf',
      'call Budget approved',
      'note Older',
    ])
    expect(all.counts).toEqual({
      note: { value: 2, atLeast: false },
      alert: { value: 2, atLeast: false },
      file: { value: 1, atLeast: false },
      invoice: { value: 0, atLeast: false },
      change: { value: 2, atLeast: false },
    })
    for (const event of all.items) expect(event.actor).toEqual({ id: owner.personId, name: 'Lena Hartmann' })
    expect(all.items.at(-2)).toMatchObject({
      at: '2026-10-02T10:00:00Z',
      client: { id: client.id, name: 'Katarzyna' },
      note: { id: note.id, pinned: true, version: 1, files: [{ name: 'budget.xlsx', size: 5 }] },
    })
    expect(all.items[0]).toMatchObject({
      alert: { id: alert.id, status: 'done', dueAt: '2026-12-01T10:00:00Z' },
    })

    for (const kind of [undefined, ['note', 'change'] as const, ['alert'] as const]) {
      const chosen = { id: client.id, ...(kind ? { kind: [...kind] } : {}) }
      const whole = await world.perform(owner, 'client.timeline', chosen)
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page: Page = await world.perform(owner, 'client.timeline', {
          ...chosen,
          limit: 1,
          ...(cursor ? { cursor } : {}),
        })
        seen.push(...summary(page))
        cursor = page.nextCursor
      } while (cursor)
      expect(seen).toEqual(summary(whole))
      if (kind)
        expect(whole.items.every((event) => (kind as readonly string[]).includes(event.kind))).toBe(true)
    }
    const first = await world.perform(owner, 'client.timeline', { id: client.id, limit: 1 })
    for (const wrong of [{ id: other.id }, { id: client.id, kind: ['note' as const] }])
      await expect(
        world.perform(owner, 'client.timeline', { ...wrong, cursor: first.nextCursor ?? '' }),
      ).rejects.toMatchObject({ status: 422 })
  })

  it('names who was merged with whom, on both sides', async () => {
    const { owner } = studio
    const kept = await world.perform(owner, 'client.create', { name: 'Kept' })
    const gone = await world.perform(owner, 'client.create', { name: 'Gone' })
    await world.perform(owner, 'client.merge', { id: kept.id, otherId: gone.id })
    const latest = async (id: string) => {
      const { items } = await world.perform(owner, 'client.timeline', { id, kind: ['change'] })
      return items.map((item) => item.kind === 'change' && [item.change.operation, item.change.merge])
    }
    expect((await latest(kept.id))[0]).toEqual(['client.merge', { name: 'Gone', gone: false }])
    await world.perform(owner, 'client.unmerge', { id: kept.id })
    expect((await latest(kept.id)).slice(0, 2)).toEqual([
      ['client.unmerge', { name: 'Gone', gone: false }],
      ['client.merge', { name: 'Gone', gone: false }],
    ])
    expect((await latest(gone.id)).slice(0, 2)).toEqual([
      ['client.unmerge', { name: 'Kept', gone: true }],
      ['client.merge', { name: 'Kept', gone: true }],
    ])
  })

  it('of a company sums its people, and shows nobody more than they see', async () => {
    const { owner } = studio
    const own = await world.addMember(studio, 'member', 'own', 'Marek Own')
    const company = await world.perform(own, 'company.create', { name: 'Summed' })
    const mine = await world.perform(own, 'client.create', { name: 'Mine', companyId: company.id })
    const hidden = await world.perform(owner, 'client.create', { name: 'Hidden', companyId: company.id })
    const at = (day: number) => `2026-10-${String(day).padStart(2, '0')}T10:00:00Z`
    const write = (body: string, day: number, about: object) =>
      world.perform(owner, 'note.create', { body, happenedAt: at(day), ...about })
    await write('On mine', 1, { clientId: mine.id })
    await write('On hidden', 2, { clientId: hidden.id })
    await write('On the company', 3, { companyId: company.id })
    await write('On both', 4, { clientId: hidden.id, companyId: company.id })
    await attachedFile('hidden.pdf', 'client_id', hidden.id, at(5))

    const kind = ['note', 'file'] as ('note' | 'file')[]
    const whole = await world.perform(owner, 'company.timeline', { id: company.id, kind })
    expect(summary(whole)).toEqual([
      'file hidden.pdf',
      'note On both',
      'note On the company',
      'note On hidden',
      'note On mine',
    ])
    expect(whole.items.map(({ client }) => client?.name)).toEqual([
      'Hidden',
      'Hidden',
      undefined,
      'Hidden',
      'Mine',
    ])
    const less = await world.perform(own, 'company.timeline', { id: company.id, kind, count: true })
    expect(summary(less)).toEqual(['note On both', 'note On the company', 'note On mine'])
    expect(less.items[0]?.client).toBeNull()
    expect(less.counts).toMatchObject({ note: { value: 3 }, file: { value: 0 } })
    const changes = await world.perform(own, 'company.timeline', { id: company.id, kind: ['change'] })
    expect(summary(changes)).toEqual(['client.create ', 'company.create '])

    await expect(world.perform(own, 'client.timeline', { id: hidden.id })).rejects.toMatchObject({
      status: 404,
    })
    const { owner: stranger } = await world.addOrganization('Strangers')
    await expect(world.perform(stranger, 'company.timeline', { id: company.id })).rejects.toMatchObject({
      status: 404,
    })
    await expect(world.perform(stranger, 'client.timeline', { id: mine.id })).rejects.toMatchObject({
      status: 404,
    })
  })
})
