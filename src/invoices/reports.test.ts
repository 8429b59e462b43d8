import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { convert, openLedger } from './report-money.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)

async function openStudio() {
  const studio = await world.addOrganization('Studio', { timeZone: 'UTC' })
  await world.perform(studio.owner, 'organization.update', {
    legalName: 'Studio GmbH',
    vatId: 'DE123456789',
    address: { line1: 'Weg 1', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
  return studio
}

async function issue(studio: TestOrganization, price: string, more: object = {}) {
  const clientId =
    (more as { clientId?: string }).clientId ??
    (await world.perform(studio.owner, 'client.create', { name: 'Ada Brandl' })).id
  const draft = await world.perform(studio.owner, 'invoice.create', {
    clientId,
    lines: [{ description: 'Design', unitPrice: price, taxRate: '19' }],
    ...more,
  })
  return world.perform(studio.owner, 'invoice.issue', { id: draft.id })
}

const refused = (deed: Promise<unknown>) =>
  deed.then(
    () => 'done',
    (error: { status: number; code: string }) => `${error.status} ${error.code}`,
  )

describe('revenue', () => {
  it('is told by month, less credit notes, and in foreign currencies only by a rate for the day', async () => {
    const studio = await openStudio()
    const january = { issuedOn: '2026-01-15', dueOn: '2026-01-29' }
    const first = await issue(studio, '100', january)
    await issue(studio, '0.01', january)
    await issue(studio, '1000', { ...january, currency: 'USD' })
    await issue(studio, '1000', { issuedOn: '2026-03-02', dueOn: '2026-03-16', currency: 'USD' })
    await issue(studio, '5000', { issuedOn: '2026-03-02', dueOn: '2026-03-16', currency: 'JPY' })
    await issue(studio, '77', { issuedOn: '2025-12-31', dueOn: '2026-03-16' })
    // A draft is nothing yet.
    const { id: clientId } = await world.perform(studio.owner, 'client.create', { name: 'Draft' })
    await world.perform(studio.owner, 'invoice.create', {
      ...{ clientId, issuedOn: '2026-01-20', lines: [{ description: 'x', unitPrice: '900' }] },
    })
    await world.perform(studio.owner, 'invoice.credit', {
      id: first.id,
      lines: [{ description: 'Less', unitPrice: '40', taxRate: '19' }],
    })
    // The credit note is of today; the rates of before and after the month.
    const said = { from: '2026-01', until: '2026-03' }
    const before = await world.perform(studio.owner, 'report.revenue', said)
    expect(before.months.map(({ month, net, gross }) => [month, net, gross])).toEqual([
      ['2026-01', 10_001, 11_901],
      ['2026-02', 0, 0],
      ['2026-03', 0, 0],
    ])
    expect(before.beside.map(({ month, currency, net }) => [month, currency, net])).toEqual([
      ['2026-01', 'USD', 100_000],
      ['2026-03', 'JPY', 5000],
      ['2026-03', 'USD', 100_000],
    ])
    for (const [currency, on, rate] of [
      ['USD', '2026-02-01', '0.90005'],
      ['USD', '2026-03-03', '2'],
      ['JPY', '2020-01-01', '0.0060'],
    ] as const)
      await world.perform(studio.owner, 'rate.create', { currency, on, rate })
    const after = await world.perform(studio.owner, 'report.revenue', said)
    // 1,000 USD at 0.90005 and 5,000 JPY at 0.006: no yen have cents.
    expect(after.months.map(({ net }) => net)).toEqual([10_001, 0, 90_005 + 3_000])
    expect(after.beside.map(({ month, currency }) => [month, currency])).toEqual([['2026-01', 'USD']])
    expect(after.rates).toEqual([
      { currency: 'JPY', on: '2020-01-01', rate: '0.006' },
      { currency: 'USD', on: '2026-02-01', rate: '0.90005' },
    ])
    expect(after.total).toMatchObject({ net: 103_006, invoices: 4, creditNotes: 0 })

    const now = await world.perform(studio.owner, 'report.revenue', {})
    expect(now.months).toHaveLength(12)
    expect(now.months.at(-1)).toMatchObject({ net: -4000, gross: -4760, creditNotes: 1 })
  })

  it('refuses absurd periods, rates twice or of one’s own currency, and forgets a deleted one', async () => {
    const studio = await openStudio()
    const revenue = (said: object) => refused(world.perform(studio.owner, 'report.revenue', said))
    expect(await revenue({ from: '2026-02', until: '2026-01' })).toBe('422 invalid')
    expect(await revenue({ from: '1900-01', until: '2026-01' })).toBe('422 invalid')
    expect(await revenue({ from: '2026-13' })).toBe('422 invalid')
    const rate = (said: object) =>
      world.perform(studio.owner, 'rate.create', { currency: 'USD', on: '2026-01-01', rate: '0.9', ...said })
    for (const bad of [{ currency: 'EUR' }, { rate: '0' }, { rate: '-1' }, { rate: '1e3' }, { rate: 2 }])
      expect(await refused(rate(bad)), JSON.stringify(bad)).toBe('422 invalid')
    const { id } = await rate({})
    expect(await refused(rate({ rate: '0.8' }))).toBe('409 rate_known')
    await world.perform(studio.owner, 'rate.delete', { id })
    expect((await world.perform(studio.owner, 'rate.list', {})).items).toEqual([])
    await world.perform(studio.owner, 'report.top_clients', { from: '2026-01-01', until: '2026-01-01' })
  })

  it('refuses to tell nearly what it cannot tell to the unit', async () => {
    const studio = await openStudio()
    const { id } = await issue(studio, '999')
    await world.owner.query('alter table invoices disable trigger user')
    await world.owner.query('update invoices set subtotal = $2, total = $2 where id = $1', [id, 2n ** 53n])
    await world.owner.query('alter table invoices enable trigger user')
    expect(await refused(world.perform(studio.owner, 'report.revenue', {}))).toBe('409 too_much')
    expect(await refused(world.perform(studio.owner, 'report.aging', {}))).toBe('409 too_much')
  })
})

describe('what is owed', () => {
  it('is told by age and by week, credit beside it, bills the other way', async () => {
    const studio = await openStudio()
    const due = (days: number, price: string, more: object = {}) =>
      issue(studio, price, { issuedOn: day(-200), dueOn: day(days), ...more })
    await due(5, '1')
    await due(0, '2')
    await due(-1, '3')
    await due(-30, '4')
    await due(-31, '5')
    await due(-60, '6')
    await due(-61, '7')
    await due(-90, '8')
    await due(-91, '9')
    await due(-10, '100', { currency: 'CHF' })
    const partly = await due(-5, '10')
    await world.perform(studio.owner, 'payment.record', { invoiceId: partly.id, amount: 1000 })
    const twice = await due(-5, '10')
    await world.perform(studio.owner, 'payment.record', { invoiceId: twice.id, amount: 1500 })
    const back = await due(-5, '20')
    await world.perform(studio.owner, 'payment.record', { invoiceId: back.id, amount: back.total })
    await world.perform(studio.owner, 'invoice.credit', { id: back.id })
    const bill = await world.perform(studio.owner, 'invoice.create', {
      ...{ direction: 'purchase', number: 'R-1', issuedOn: day(-3), dueOn: day(-2) },
      lines: [{ description: 'Paper', unitPrice: '50', taxRate: '19' }],
    })
    await world.perform(studio.owner, 'invoice.issue', { id: bill.id })

    const aging = await world.perform(studio.owner, 'report.aging', {})
    expect(aging.ages.map(({ age, amount, count }) => [age, amount, count])).toEqual([
      ['notDue', 119 + 238, 2],
      ['days1To30', 357 + 476 + 190, 3],
      ['days31To60', 595 + 714, 2],
      ['days61To90', 833 + 952, 2],
      ['over90', 1071, 1],
    ])
    expect(aging.total).toEqual({ amount: 5545, count: 10 })
    expect(aging.giveBack).toEqual({ amount: 2380 + 310, count: 2 })
    expect(aging.beside).toEqual([{ age: 'days1To30', currency: 'CHF', amount: 11_900, count: 1 }])
    const bills = await world.perform(studio.owner, 'report.aging', { direction: 'purchase' })
    expect(bills.total).toEqual({ amount: 5950, count: 1 })

    await world.perform(studio.owner, 'rate.create', { currency: 'CHF', on: day(-1), rate: '1.05' })
    const cash = await world.perform(studio.owner, 'report.cash_expected', { weeks: 2 })
    expect(cash.overdue).toEqual({ in: 5545 - 119 - 238 + 12_495, out: 5950 })
    expect(cash.weeks).toHaveLength(2)
    expect(new Date(cash.weeks[0]!.startsOn).getUTCDay()).toBe(1)
    expect(cash.weeks.reduce((sum, { in: amount }) => sum + amount, 0)).toBe(119 + 238)
    expect(cash.beside).toEqual([])
  })

  it('is only of what one sees, in every report', async () => {
    const studio = await openStudio()
    const other = await openStudio()
    const narrow = await world.addMember(studio, 'member', 'own')
    const { id: clientId } = await world.perform(studio.owner, 'client.create', {
      ...{ name: 'Mine', ownerId: narrow.personId, companyName: 'Hidden Works' },
    })
    await issue(studio, '10', { clientId })
    await issue(studio, '1000')
    await issue(other, '500')
    const seen = async (as: typeof narrow) => {
      const [revenue, aging, cash, top] = await Promise.all([
        world.perform(as, 'report.revenue', {}),
        world.perform(as, 'report.aging', {}),
        world.perform(as, 'report.cash_expected', {}),
        world.perform(as, 'report.top_clients', {}),
      ])
      const coming = cash.weeks.reduce((sum, { in: amount }) => sum + amount, cash.later.in)
      return [
        revenue.total.gross,
        aging.total.amount,
        coming,
        top.clients.map(({ name, net }) => [name, net]),
      ]
    }
    expect(await seen(narrow)).toEqual([1190, 1190, 1190, [['Mine', 1000]]])
    expect(await seen(studio.owner)).toEqual([
      ...[120_190, 120_190, 120_190],
      [
        ['Ada Brandl', 100_000],
        ['Mine', 1000],
      ],
    ])
  })
})

it('ranks clients by what they are in one currency', async () => {
  const studio = await openStudio()
  const client = async (name: string) => (await world.perform(studio.owner, 'client.create', { name })).id
  const [small, foreign, large] = [await client('Small'), await client('Foreign'), await client('Large')]
  await issue(studio, '100', { clientId: small })
  await issue(studio, '300', { clientId: large })
  await issue(studio, '20000', { clientId: foreign, currency: 'JPY' })
  await issue(studio, '5', { clientId: foreign, currency: 'USD' })
  const names = async () =>
    (await world.perform(studio.owner, 'report.top_clients', { limit: 2 })).clients.map(({ name, net }) => [
      name,
      net,
    ])
  expect(await names()).toEqual([
    ['Large', 30_000],
    ['Small', 10_000],
  ])
  await world.perform(studio.owner, 'rate.create', { currency: 'JPY', on: '2000-01-01', rate: '0.01' })
  await world.perform(studio.owner, 'rate.create', { currency: 'JPY', on: '2100-01-01', rate: '100' })
  expect(await names()).toEqual([
    ['Large', 30_000],
    ['Foreign', 20_000],
  ])
  const { clients } = await world.perform(studio.owner, 'report.top_clients', { limit: 2 })
  expect(clients[1]?.beside).toEqual([{ currency: 'USD', net: 500, gross: 595 }])
})

it('converts as an independent reckoning does, each sum once', () => {
  const amounts = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n })
  const places = { EUR: 2, JPY: 0, BHD: 3 } as const
  const currency = fc.constantFrom('EUR', 'JPY', 'BHD')
  fc.assert(
    fc.property(
      fc.array(amounts, { minLength: 1, maxLength: 20 }),
      fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1, max: 9_999_999 })),
      ...[currency, currency],
      (some, [whole, fraction], from, to) => {
        const rate = `${whole}.${String(fraction).padStart(7, '0')}`
        const sum = some.reduce((a, b) => a + b, 0n)
        const answer = convert(sum, { currency: from, rate }, to)
        // |answer − exact| ≤ ½, all of it times the divisor.
        const scaled = sum * BigInt(rate.replace('.', '')) * 10n ** BigInt(places[to])
        const divisor = 10n ** BigInt(7 + places[from])
        const off = 2n * (answer * divisor - scaled)
        expect(off <= divisor && off >= -divisor).toBe(true)
        if (from === to) return
        const rates = { base: to, of: new Map([[from, [{ currency: from, on: '2026-01-01', rate }]]]) }
        const ledger = openLedger(rates, ['net'])
        for (const net of some) ledger.add('a', from, '2026-02-01', { net })
        if (answer < 2n ** 53n && answer > -(2n ** 53n))
          expect(ledger.sumOf()).toEqual({ net: Number(answer) })
      },
    ),
  )
})
