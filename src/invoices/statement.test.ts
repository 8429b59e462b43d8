import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { setClock } from '#src/core/clock.ts'

let world: World
let studio: TestOrganization
let clientId: string

beforeAll(async () => {
  world = await openWorld()
})
beforeEach(async () => {
  setClock(new Date('2099-03-01T10:00:00Z'))
  studio = await world.addOrganization()
  clientId = (await world.perform(studio.owner, 'client.create', { name: 'Brandl' })).id
})
afterEach(() => setClock(null))
afterAll(() => world.close())

type Said = Parameters<typeof world.perform<'invoice.create'>>[2]
async function issued(unitPrice: string, issuedOn: string, more: Partial<Said> = {}) {
  const { id } = await world.perform(studio.owner, 'invoice.create', {
    clientId,
    lines: [{ description: 'Design', unitPrice }],
    issuedOn,
    dueOn: issuedOn,
    ...more,
  } as Said)
  return world.perform(studio.owner, 'invoice.issue', { id })
}
const pay = (invoiceId: string, amount: number, paidOn: string, more = {}) =>
  world.perform(studio.owner, 'payment.record', { invoiceId, amount, paidOn, ...more })
const state = (from: string, to: string) =>
  world.perform(studio.owner, 'client.statement', { id: clientId, from, to })
const read = (id: string) => world.perform(studio.owner, 'invoice.get', { id })
const writeOff = (id: string, reason = 'Insolvent') =>
  world.perform(studio.owner, 'invoice.write_off', { id, reason })

it('is written off, shown as what it is, and taken back', async () => {
  const invoice = await issued('100', '2099-01-10')
  await pay(invoice.id, 1900, '2099-01-20')
  const lost = await writeOff(invoice.id)
  expect(lost).toMatchObject({
    status: 'issued',
    total: 11900,
    amountPaid: 1900,
    amountWrittenOff: 10000,
    amountDue: 0,
    overdue: false,
    writeOffReason: 'Insolvent',
  })
  expect(lost.writtenOffAt).toMatch(/^2099-03-01T/)
  await expect(writeOff(invoice.id)).rejects.toMatchObject({ code: 'nothing_due' })
  // What comes in after all was not lost.
  await pay(invoice.id, 4000, '2099-02-20')
  expect(await read(invoice.id)).toMatchObject({ amountPaid: 5900, amountWrittenOff: 6000, amountDue: 0 })
  await world.perform(studio.owner, 'invoice.take_back_write_off', { id: invoice.id })
  expect(await read(invoice.id)).toMatchObject({
    amountWrittenOff: 0,
    writtenOffAt: null,
    writeOffReason: null,
    amountDue: 6000,
    overdue: true,
  })
  await expect(
    world.perform(studio.owner, 'invoice.take_back_write_off', { id: invoice.id }),
  ).rejects.toMatchObject({ code: 'not_written_off' })
  await writeOff(invoice.id)
  await pay(invoice.id, 6000, '2099-02-28')
  expect(await read(invoice.id)).toMatchObject({ status: 'paid', amountWrittenOff: 0, writtenOffAt: null })
  const { items } = await world.perform(studio.owner, 'invoice.series', { seals: true })
  expect(items).toMatchObject([{ gaps: [], broken: [] }])
})

it('refuses to write off what is no open invoice', async () => {
  const { id: draft } = await world.perform(studio.owner, 'invoice.create', {
    clientId,
    lines: [{ description: 'Design', unitPrice: '1' }],
  })
  await expect(writeOff(draft)).rejects.toMatchObject({ code: 'draft' })
  const invoice = await issued('100', '2099-01-10')
  await expect(writeOff(invoice.id, ' ')).rejects.toMatchObject({ status: 422 })
  await pay(invoice.id, 11900, '2099-01-11')
  const note = await world.perform(studio.owner, 'invoice.credit', { id: invoice.id })
  await expect(writeOff(note.id)).rejects.toMatchObject({ code: 'credit_note' })
})

it('states an account in order, from what was open before, in each currency by itself', async () => {
  const old = await issued('100', '2098-12-01')
  await pay(old.id, 1900, '2098-12-20')
  await issued('10', '2099-01-05', { currency: 'USD' })
  const invoice = await issued('200', '2099-01-05', { prepaidAmount: 3800 })
  await pay(old.id, 10000, '2099-01-15')
  const removed = await pay(invoice.id, 100, '2099-01-16')
  await world.perform(studio.owner, 'payment.remove', { id: removed.id })
  await pay(invoice.id, 20000, '2099-02-01')
  const note = await world.perform(studio.owner, 'invoice.credit', {
    id: invoice.id,
    lines: [{ description: 'Design', unitPrice: '50' }],
  })
  await pay(note.id, 5950, '2099-03-01')
  const lost = await issued('1', '2099-03-01')
  await writeOff(lost.id)
  await issued('7', '2099-04-01')

  const { party, accounts } = await state('2099-01-01', '2099-03-31')
  expect(party).toBe('Brandl')
  expect(accounts.map(({ currency, opening, closing }) => [currency, opening, closing])).toEqual([
    ['EUR', 10000, 0],
    ['USD', 0, 1190],
  ])
  expect(
    accounts[0]?.entries.map(({ on, kind, number, amount, balance }) => [on, kind, number, amount, balance]),
  ).toEqual([
    ['2099-01-05', 'invoice', invoice.number, 23800, 33800],
    ['2099-01-05', 'prepayment', invoice.number, -3800, 30000],
    ['2099-01-15', 'payment', old.number, -10000, 20000],
    ['2099-02-01', 'payment', invoice.number, -20000, 0],
    ['2099-03-01', 'credit_note', note.number, -5950, -5950],
    ['2099-03-01', 'invoice', lost.number, 119, -5831],
    ['2099-03-01', 'refund', note.number, 5950, 119],
    ['2099-03-01', 'write_off', lost.number, -119, 0],
  ])
  // Where one ends the next begins.
  expect((await state('2099-04-01', '2099-12-31')).accounts).toMatchObject([
    { currency: 'EUR', opening: 0, closing: 833 },
    { currency: 'USD', opening: 1190, entries: [], closing: 1190 },
  ])
  await expect(state('2099-02-01', '2099-01-01')).rejects.toMatchObject({ errors: [{ path: 'to' }] })
})

it('comes to what the invoices say is due, whatever happened to them', async () => {
  let seed = 7
  const chance = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
  const made: string[] = []
  for (let i = 0; i < 60; i++) {
    const id = made[chance(made.length)]
    const deed = chance(6)
    const refused = () => null
    if (!id || deed === 0) made.push((await issued(String(1 + chance(500)), '2099-02-01')).id)
    else if (deed === 1) await pay(id, 1 + chance(20_000), '2099-02-10').catch(refused)
    else if (deed === 2) await pay(id, 1 + chance(900), '2099-02-11', { overpayment: true }).catch(refused)
    else if (deed === 3) {
      const lines = [{ description: 'Less', unitPrice: String(1 + chance(200)) }]
      const note = await world.perform(studio.owner, 'invoice.credit', { id, lines }).catch(refused)
      if (note) made.push(note.id)
    } else if (deed === 4) await writeOff(id).catch(refused)
    else await world.perform(studio.owner, 'invoice.take_back_write_off', { id }).catch(refused)
    const all = await Promise.all(made.map(read))
    const due = all.reduce((sum, one) => sum + (one.type === 'invoice' ? one.amountDue : -one.amountDue), 0)
    const [account] = (await state('2099-01-01', '2099-12-31')).accounts
    expect(account?.closing).toBe(due)
  }
})
