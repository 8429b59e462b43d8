import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { openWorld, type TestOrganization, type TestPerson, type World } from '#db/test-world.ts'
import type { Timeline } from './schema.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
  await world.perform(studio.owner, 'organization.update', {
    taxNumber: '30/123/45678',
    address: { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
})
afterAll(() => world.close())

type Page = z.output<typeof Timeline>

const told = ({ items }: Page) =>
  items.map((event) =>
    event.kind === 'invoice'
      ? [event.invoice.event, event.invoice.number, event.invoice.amount]
          .filter((part) => part !== null)
          .join(' ')
      : event.kind,
  )

const lines = [{ description: 'Design', unitPrice: '100', taxCategory: 'S' as const, taxRate: '19' }]

async function seeAll(actor: TestPerson, name: 'client.timeline' | 'invoice.timeline', id: string) {
  const kind: 'invoice'[] = ['invoice']
  const whole = await world.perform(actor, name, { id, kind, count: true })
  const paged: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page = await world.perform(actor, name, { id, kind, limit: 1, ...(cursor ? { cursor } : {}) })
    paged.push(...told(page))
    cursor = page.nextCursor
  }
  expect(paged).toEqual(told(whole))
  expect(whole.counts?.invoice).toEqual({ value: paged.length, atLeast: false })
  return whole
}

describe('the story of invoices', () => {
  it('tells what was written, sent, seen, paid and credited, from what is stored', async () => {
    const { owner, system } = studio
    const { id: clientId } = await world.perform(owner, 'client.create', {
      name: 'Thomas Brandl',
      email: 'thomas@brandl.example',
    })
    const draft = await world.perform(owner, 'invoice.create', {
      ...{ clientId, lines, issuedOn: '2026-01-05', dueOn: '2026-01-19' },
    })
    expect(told(await seeAll(owner, 'client.timeline', clientId))).toEqual(['created 11900'])
    const { number } = await world.perform(owner, 'invoice.send', { id: draft.id })
    await world.perform(system, 'invoice.visit', { id: draft.id })
    const part = await world.perform(owner, 'payment.record', { invoiceId: draft.id, amount: 1000 })
    await world.perform(owner, 'payment.remove', { id: part.id })
    await world.perform(owner, 'payment.record', { invoiceId: draft.id, amount: 1900 })
    const note = await world.perform(owner, 'invoice.credit', {
      id: draft.id,
      lines: [{ description: 'Too much', unitPrice: '10', taxCategory: 'S', taxRate: '19' }],
    })

    const story = await seeAll(owner, 'client.timeline', clientId)
    expect(told(story)).toEqual(
      [
        `credited ${note.number} 1190`,
        `paid ${number} 1900`,
        `viewed ${number}`,
        `sent ${number}`,
        `issued ${number} 11900`,
        `created ${number} 11900`,
        `overdue ${number} 8810`,
      ].map((line) => expect.stringMatching(`^${line}$`)),
    )
    expect(story.items[0]).toMatchObject({
      actor: { id: owner.personId },
      client: { id: clientId, name: 'Thomas Brandl' },
      invoice: { id: note.id, type: 'credit_note', corrects: number, currency: 'EUR' },
    })
    expect(story.items[3]).toMatchObject({ invoice: { mailStatus: 'kept', to: 'thomas@brandl.example' } })
    expect(story.items[6]).toMatchObject({
      at: '2026-01-19T23:00:00Z',
      actor: null,
      invoice: { dueOn: '2026-01-19' },
    })
    // An invoice's own story is the same, and of its changes only what was written in it.
    expect(told(await seeAll(owner, 'invoice.timeline', draft.id))).toEqual(told(story))
    expect(told(await world.perform(owner, 'invoice.timeline', { id: draft.id, kind: ['change'] }))).toEqual(
      [],
    )

    await world.perform(owner, 'payment.record', { invoiceId: draft.id, amount: 8810 })
    const paid = told(await seeAll(owner, 'client.timeline', clientId))
    expect(paid).not.toContain(`overdue ${number} 8810`)
    expect(paid).toContain(`paid ${number} 8810`)
  })

  it('tells of bills, of drafts in the trash nothing, and that something is void', async () => {
    const { owner } = studio
    const company = await world.perform(owner, 'company.create', { name: 'Papier AG' })
    const { id: clientId } = await world.perform(owner, 'client.create', {
      name: 'Anna',
      companyId: company.id,
    })
    const about = { companyId: company.id, lines }
    const gone = await world.perform(owner, 'invoice.create', about)
    await world.perform(owner, 'invoice.delete', { id: gone.id })
    const bill = await world.perform(owner, 'invoice.create', {
      ...{ ...about, direction: 'purchase', number: 'R-7', issuedOn: '2026-01-05', dueOn: '2099-01-19' },
    })
    await world.perform(owner, 'invoice.issue', { id: bill.id })
    await world.perform(owner, 'invoice.void', { id: bill.id })
    const hers = await world.perform(owner, 'invoice.create', { clientId, lines })
    const issued = await world.perform(owner, 'invoice.issue', { id: hers.id })
    await world.perform(owner, 'invoice.void', { id: hers.id })
    const story = await world.perform(owner, 'company.timeline', { id: company.id, kind: ['invoice'] })
    const seen = told(story)
    expect(seen.filter((line) => line.includes('R-7'))).toEqual([
      'void R-7',
      'issued R-7 11900',
      'created R-7 11900',
    ])
    expect(seen.filter((line) => line.endsWith(` ${issued.number}`))).toEqual([`void ${issued.number}`])
    expect(seen).toHaveLength(7)
    expect(story.items.find(({ kind }) => kind === 'invoice')?.client).toEqual({ id: clientId, name: 'Anna' })
  })

  it('shows nobody more than they see, and mails to whoever sees their invoice', async () => {
    const { owner } = studio
    const own = await world.addMember(studio, 'member', 'own', 'Marek Own')
    const company = await world.perform(own, 'company.create', { name: 'Shared' })
    const mine = await world.perform(own, 'client.create', { name: 'Mine', companyId: company.id })
    const hidden = await world.perform(owner, 'client.create', { name: 'Hidden' })
    const write = async (clientId: string) => {
      const { id } = await world.perform(owner, 'invoice.create', { clientId, lines })
      await world.perform(owner, 'invoice.send', { id, to: 'someone@brandl.example' })
      return id
    }
    const [seen, unseen] = [await write(mine.id), await write(hidden.id)]
    const story = await world.perform(own, 'client.timeline', { id: mine.id, kind: ['invoice'] })
    expect(
      told(story)
        .map((line) => line.split(' ')[0])
        .sort(),
    ).toEqual(['created', 'issued', 'sent'])
    expect((await world.perform(own, 'invoice.mails', { id: seen })).items).toHaveLength(1)
    for (const [name, id] of [
      ['invoice.timeline', unseen],
      ['client.timeline', hidden.id],
    ] as const)
      await expect(world.perform(own, name, { id })).rejects.toMatchObject({ status: 404 })
    const { owner: stranger } = await world.addOrganization('Strangers')
    await expect(world.perform(stranger, 'invoice.timeline', { id: seen })).rejects.toMatchObject({
      status: 404,
    })
  })
})
