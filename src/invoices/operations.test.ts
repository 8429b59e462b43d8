import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
  await world.perform(studio.owner, 'organization.update', {
    legalName: 'Studio Halden GmbH',
    vatId: 'DE123456789',
    address: { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
})
afterAll(() => world.close())

const line = { description: 'Design', quantity: '3', unit: 'day', unitPrice: '960.00' }

const newClient = async (company = 'Brandl Metallbau') =>
  world.perform(studio.owner, 'client.create', { name: 'Thomas Brandl', companyName: company })

const issued = async (more: object = {}) => {
  const { id } = await newClient()
  const draft = await world.perform(studio.owner, 'invoice.create', { clientId: id, lines: [line], ...more })
  return world.perform(studio.owner, 'invoice.issue', { id: draft.id })
}

const refused = async (deed: Promise<unknown>) =>
  deed.then(
    () => 'done',
    (error: { status: number; code: string; message: string }) => `${error.status} ${error.code}`,
  )

describe('a draft', () => {
  it('is counted, changed, trashed and taken back', async () => {
    const client = await newClient()
    const draft = await world.perform(studio.owner, 'invoice.create', {
      clientId: client.id,
      reference: 'Order 4500-118, relaunch',
      lines: [
        line,
        { description: 'Front-end', quantity: '18.5', unit: 'hour', unitPrice: '112', discountPercent: '10' },
        { description: 'Photos', quantity: '24', unitPrice: '18.50' },
        { description: 'Catalogue', quantity: '250', unitPrice: '2.345', taxRate: '7' },
      ],
    })
    expect(draft).toMatchObject({
      status: 'draft',
      number: null,
      version: 1,
      currency: 'EUR',
      subtotal: 577_505,
      taxTotal: 102_691,
      total: 680_196,
      amountDue: 680_196,
      overdue: false,
      buyer: { name: 'Brandl Metallbau', contactName: 'Thomas Brandl' },
      seller: { name: 'Studio Halden GmbH', vatId: 'DE123456789' },
      taxes: [
        { category: 'S', rate: '19', net: 518_880, tax: 98_587 },
        { category: 'S', rate: '7', net: 58_625, tax: 4_104 },
      ],
    })
    expect(draft.lines.map(({ net }) => net)).toEqual([288_000, 186_480, 44_400, 58_625])

    const changed = await world.perform(
      studio.owner,
      'invoice.update',
      { id: draft.id, lines: [line], discountPercent: '10' },
      { version: 1 },
    )
    expect(changed).toMatchObject({ version: 2, subtotal: 259_200, taxTotal: 49_248, total: 308_448 })
    expect(
      await refused(
        world.perform(studio.owner, 'invoice.update', { id: draft.id, note: 'x' }, { version: 1 }),
      ),
    ).toBe('412 stale')
    await world.perform(studio.owner, 'invoice.delete', { id: draft.id })
    expect(await refused(world.perform(studio.owner, 'invoice.get', { id: draft.id }))).toBe('404 not_found')
    expect(await world.perform(studio.owner, 'invoice.restore', { id: draft.id })).toMatchObject({
      total: 308_448,
    })
  })

  it('refuses what makes no sense, and stores nothing of it', async () => {
    const { id } = await newClient()
    const count = async () =>
      (await world.perform(studio.owner, 'invoice.list', { clientId: id })).items.length
    const create = (more: object) =>
      refused(
        world.perform(studio.owner, 'invoice.create', { clientId: id, lines: [line], ...more } as never),
      )
    for (const bad of [
      { lines: [{ ...line, quantity: '-1' }] },
      { lines: [{ ...line, quantity: '0' }] },
      { lines: [{ ...line, unitPrice: '-5' }] },
      { lines: [{ ...line, unitPrice: 5 }] },
      { lines: [{ ...line, taxRate: '101' }] },
      { lines: [{ ...line, taxCategory: 'AE', taxRate: '19' }] },
      { lines: [{ ...line, quantity: '999999999', unitPrice: '999999999999' }] },
      { issuedOn: '2026-11-20', dueOn: '2026-11-19' },
      { currency: 'EURO' },
      { total: 5 },
      { number: '2026-0001' },
      { prepaidAmount: 1_000_000 },
      { clientId: undefined },
    ])
      expect(await create(bad), JSON.stringify(bad)).toBe('422 invalid')
    expect(await count()).toBe(0)
  })
})

describe('issuing', () => {
  it('numbers, copies both sides and seals for good', async () => {
    const one = await issued()
    const next = await issued()
    expect(one.number).toMatch(/^\d{4}-\d{4}$/)
    expect(Number(next.number?.slice(5))).toBe(Number(one.number?.slice(5)) + 1)
    expect(one).toMatchObject({ status: 'issued', total: 342_720, amountDue: 342_720 })
    expect(one.dueOn! > one.issuedOn!).toBe(true)

    await world.perform(studio.owner, 'client.update', { id: one.clientId!, name: 'Somebody Else' })
    expect((await world.perform(studio.owner, 'invoice.get', { id: one.id })).buyer).toEqual(one.buyer)
    for (const deed of [
      () => world.perform(studio.owner, 'invoice.update', { id: one.id, note: 'x' }),
      () => world.perform(studio.owner, 'invoice.delete', { id: one.id }),
      () => world.perform(studio.owner, 'invoice.issue', { id: one.id }),
    ])
      expect(await refused(deed())).toBe('409 issued')
    // The database itself refuses, whoever asks.
    await expect(world.owner.query('update invoices set total = 1 where id = $1', [one.id])).rejects.toThrow(
      /changed/,
    )
    await expect(world.owner.query('delete from invoices where id = $1', [one.id])).rejects.toThrow(/deleted/)

    const { items } = await world.perform(studio.owner, 'invoice.series', { seals: true })
    const series = items.find(({ series: name }) => name === 'invoice')
    expect(series).toMatchObject({ first: 1, gaps: [], broken: [] })
    expect(series?.count).toBe(series?.last)
  })

  it('says what is missing', async () => {
    const { id } = await newClient('Nordlys AS')
    const draft = await world.perform(studio.owner, 'invoice.create', {
      clientId: id,
      lines: [{ ...line, taxCategory: 'AE' }],
    })
    const refusal = await world
      .perform(studio.owner, 'invoice.issue', { id: draft.id })
      .catch((error) => error)
    expect(refusal.errors.map(({ message }: { message: string }) => message)).toContain(
      'The buyer’s country is needed for reverse charge.',
    )
    expect((await world.perform(studio.owner, 'invoice.get', { id: draft.id })).status).toBe('draft')
  })
})

describe('payments and credit', () => {
  it('are partial, too much, taken back', async () => {
    const { id } = await issued()
    const pay = (amount: number, more: object = {}) =>
      world.perform(studio.owner, 'payment.record', { invoiceId: id, amount, ...more })
    expect((await pay(100_000)).invoice).toMatchObject({
      status: 'issued',
      amountPaid: 100_000,
      amountDue: 242_720,
    })
    const rest = await pay(242_720)
    expect(rest.invoice).toMatchObject({ status: 'paid', amountDue: 0 })
    expect(await refused(pay(242_720))).toBe('409 paid')
    const twice = await pay(500, { overpayment: true })
    expect(twice.invoice).toMatchObject({ status: 'paid', amountDue: -500 })
    await world.perform(studio.owner, 'payment.remove', { id: twice.id })
    await world.perform(studio.owner, 'payment.remove', { id: rest.id })
    expect(await refused(world.perform(studio.owner, 'payment.remove', { id: rest.id }))).toBe(
      '404 not_found',
    )
    expect(await world.perform(studio.owner, 'invoice.get', { id })).toMatchObject({
      status: 'issued',
      amountPaid: 100_000,
      amountDue: 242_720,
    })
    const both = await world.perform(studio.owner, 'payment.list', { invoiceId: id, removed: true })
    expect(both.items).toHaveLength(3)
  })

  it('a credit note takes off what is open; what was paid is to be given back', async () => {
    const invoice = await issued()
    const half = await world.perform(studio.owner, 'invoice.credit', {
      id: invoice.id,
      lines: [{ ...line, quantity: '1' }],
    })
    expect(half).toMatchObject({
      type: 'credit_note',
      status: 'paid',
      creditedInvoiceId: invoice.id,
      total: 114_240,
      amountDue: 0,
      number: expect.stringMatching(/^C\d{4}-0001$/),
    })
    expect(await world.perform(studio.owner, 'invoice.get', { id: invoice.id })).toMatchObject({
      status: 'issued',
      amountCredited: 114_240,
      amountDue: 228_480,
    })
    const tooMuch = world.perform(studio.owner, 'invoice.credit', { id: invoice.id, lines: [line] })
    expect(await refused(tooMuch)).toBe('409 credit_too_high')
    await world.perform(studio.owner, 'payment.record', { invoiceId: invoice.id, amount: 228_480 })
    const rest = await world.perform(studio.owner, 'invoice.credit', { id: invoice.id })
    expect(rest).toMatchObject({ total: 228_480, amountDue: 228_480, status: 'issued' })
    const back = await world.perform(studio.owner, 'payment.record', { invoiceId: rest.id, amount: 228_480 })
    expect(back.invoice).toMatchObject({ status: 'paid', amountDue: 0 })
  })

  it('void is a credit note over all of it', async () => {
    const invoice = await issued()
    const gone = await world.perform(studio.owner, 'invoice.void', { id: invoice.id })
    expect(gone).toMatchObject({ status: 'void', amountDue: 0, number: invoice.number })
    expect(await refused(world.perform(studio.owner, 'invoice.void', { id: invoice.id }))).toBe('409 void')
    expect(
      await refused(world.perform(studio.owner, 'payment.record', { invoiceId: invoice.id, amount: 1 })),
    ).toBe('409 void')
  })
})

it('the list filters by what is derived, and finds by number and name', async () => {
  const late = await issued({ issuedOn: '2026-01-02', dueOn: '2026-01-16' })
  const overdue = await world.perform(studio.owner, 'invoice.list', { overdue: true })
  expect(overdue.items.map(({ id }) => id)).toEqual([late.id])
  const found = await world.perform(studio.owner, 'invoice.list', {
    search: late.number!,
    status: ['issued'],
  })
  expect(found.items.map(({ id }) => id)).toContain(late.id)
  expect(
    (await world.perform(studio.owner, 'invoice.list', { search: 'brandl', limit: 1, count: true })).count
      ?.value,
  ).toBeGreaterThan(3)
})
