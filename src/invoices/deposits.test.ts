import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { readCii } from './cii-world.ts'
import { deductionLines, depositLines, partOf } from './deposit-sums.ts'
import { peppolRules } from './profile-rules-world.ts'
import { coreRules } from './rules-world.ts'
import { type CountedLine, countTotals } from './totals.ts'
import { readUbl } from './ubl-world.ts'
import { vatRules } from './vat-rules-world.ts'
import { readXml } from './xml-world.ts'

let world: World
let studio: TestOrganization
let clientId: string

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
  const address = { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' }
  await world.perform(studio.owner, 'organization.update', { vatId: 'DE123456789', address })
  const client = { name: 'Brandl', email: 'books@brandl.example', address }
  clientId = (await world.perform(studio.owner, 'client.create', client)).id
})
afterAll(() => world.close())

const lines = [
  { description: 'Design', quantity: '3', unitPrice: '333.33', discountPercent: '10' },
  { description: 'Book', unitPrice: '49.99', taxRate: '7' },
]
type Said = Parameters<typeof world.perform<'quote.create'>>[2]
async function accepted(more: Partial<Said> = {}) {
  const { id } = await world.perform(studio.owner, 'quote.create', { clientId, lines, ...more } as Said)
  await world.perform(studio.owner, 'quote.send', { id })
  return world.perform(studio.owner, 'quote.accept', { id })
}
type Depositing = Parameters<typeof world.perform<'invoice.deposit'>>[2]
const deposit = (input: Depositing) => world.perform(studio.owner, 'invoice.deposit', input)
const issue = (id: string) => world.perform(studio.owner, 'invoice.issue', { id })

/** Both e-invoices follow the rules of the standard; each says so many units less, at a price that is positive. */
async function followsRules(id: string) {
  for (const syntax of ['cii', 'ubl'] as const) {
    const { xml } = await world.perform(studio.system, 'invoice.xml', { id, syntax, profile: 'en16931' })
    const model = (syntax === 'cii' ? readCii : readUbl)(readXml(xml))
    expect(model.lines.some((line) => line.terms['BT-129'] === '-1')).toBe(true)
    // What is wanted for R120 of Peppol is the amounts; its own references are not asked for here.
    const amounts = peppolRules.filter(({ name }) => /R(040|120|046)/.test(name))
    for (const { name, holds } of [...coreRules, ...vatRules('S'), ...amounts])
      expect(holds(model), `${name} ${syntax}`).toBe(true)
  }
}

it('bills a quote in two deposits and a final invoice, together what was agreed', async () => {
  const quote = await accepted()
  const first = await deposit({ quoteId: quote.id, percent: '30' })
  expect(first.total).toBe(partOf(quote.total, '30'))
  expect(first.lines.map(({ description }) => description)).toEqual(Array(2).fill(`Deposit ${quote.number}`))
  const issued = await issue(first.id)
  expect(issued).toMatchObject({ deposit: true, quoteId: quote.id, finalId: null })
  const second = await deposit({ quoteId: quote.id, amount: 20_000 })
  expect(second.total).toBe(20_000)
  await expect(deposit({ quoteId: quote.id, percent: '90' })).rejects.toMatchObject({
    status: 422,
    errors: [{ path: 'percent' }],
  })

  const thrown = await world.perform(studio.owner, 'quote.invoice', { id: quote.id })
  await expect(world.perform(studio.owner, 'quote.invoice', { id: quote.id })).rejects.toMatchObject({
    code: 'invoiced',
  })
  await world.perform(studio.owner, 'invoice.delete', { id: thrown.id })
  const final = await world.perform(studio.owner, 'quote.invoice', { id: quote.id })
  // Only what was issued is taken off; and the final invoice waits for the rest.
  expect(final.total).toBe(quote.total - issued.total)
  expect(final.lines.slice(2).map(({ description, quantity }) => [description, quantity])).toEqual(
    Array(2).fill([expect.stringContaining(`Less deposit invoice ${issued.number} of `), '-1']),
  )
  await expect(issue(final.id)).rejects.toMatchObject({ code: 'deposit_open' })
  await issue(second.id)
  // The sheet of a draft knows nothing of deductions: they come back by themselves.
  const changed = await world.perform(studio.owner, 'invoice.update', {
    id: final.id,
    lines: [...lines, { description: 'Travel', unitPrice: '100' }],
  })
  expect(changed.total).toBe(quote.total + 11_900 - issued.total - 20_000)
  await world.perform(studio.owner, 'invoice.update', { id: final.id, lines })
  const bill = await issue(final.id)
  expect(bill.total + issued.total + 20_000).toBe(quote.total)
  expect(bill).toMatchObject({ deposit: false, quoteId: quote.id, finalId: null })
  expect(bill.lines).toHaveLength(6)
  for (const tax of bill.taxes) expect(tax.tax).toBe(Math.round((tax.net * Number(tax.rate)) / 100))
  expect(bill.subtotal + bill.taxTotal + bill.rounding).toBe(bill.total)
  await followsRules(bill.id)
  const { items } = await world.perform(studio.owner, 'invoice.series', { seals: true })
  expect(items).toMatchObject([{ gaps: [], broken: [] }])

  await expect(world.perform(studio.owner, 'invoice.credit', { id: issued.id })).rejects.toMatchObject({
    code: 'deposit_taken',
  })
  // All of the final invoice is credited, deductions and all.
  const note = await world.perform(studio.owner, 'invoice.credit', { id: bill.id })
  expect([note.total, note.taxes]).toEqual([bill.total, bill.taxes])
})

it('deposits on a draft with prices that hold the tax, and leaves out what was credited', async () => {
  const draft = await world.perform(studio.owner, 'invoice.create', {
    clientId,
    lines: [{ description: 'Course', quantity: '7', unitPrice: '99.99' }],
    pricesIncludeTax: true,
  })
  const first = await deposit({ invoiceId: draft.id, percent: '50' })
  const second = await deposit({ invoiceId: draft.id, percent: '20' })
  await issue(first.id)
  await issue(second.id)
  await world.perform(studio.owner, 'invoice.void', { id: second.id })
  await expect(deposit({ invoiceId: first.id, percent: '10' })).rejects.toMatchObject({ status: 409 })
  const bill = await issue(draft.id)
  expect(bill.total).toBe(69_993 - first.total)
  expect(bill.subtotal + bill.taxTotal + bill.rounding).toBe(bill.total)
  await followsRules(bill.id)
  await expect(deposit({ invoiceId: draft.id, percent: '10' })).rejects.toMatchObject({ code: 'issued' })
})

it('refuses a deposit that would come too late, or on what it cannot be taken off again', async () => {
  const sent = await world.perform(studio.owner, 'quote.create', { clientId, lines })
  await world.perform(studio.owner, 'quote.send', { id: sent.id })
  await expect(deposit({ quoteId: sent.id, percent: '10' })).rejects.toMatchObject({ code: 'not_accepted' })
  const discounted = await accepted({ discountPercent: '5' })
  await expect(deposit({ quoteId: discounted.id, percent: '10' })).rejects.toMatchObject({ code: 'discount' })
  for (const input of [
    { percent: '10' },
    { quoteId: sent.id },
    { quoteId: sent.id, percent: '1', amount: 1 },
  ])
    await expect(deposit(input)).rejects.toMatchObject({ status: 422 })
})

const line: fc.Arbitrary<CountedLine> = fc
  .record({
    quantity: fc.integer({ min: 1, max: 50 }).map(String),
    cents: fc.integer({ min: 1, max: 500_000 }),
    rate: fc.constantFrom('19', '7', '0', '5.5'),
    discount: fc.constantFrom(null, '10', '33.3333'),
  })
  .map(({ quantity, cents, rate, discount }) => ({
    quantity,
    unitPrice: (cents / 100).toFixed(2),
    discountPercent: discount,
    taxCategory: rate === '0' ? 'Z' : 'S',
    taxRate: rate,
  }))

it('splits any whole into deposits and a rest without losing a unit, each tax counted on its own net', () => {
  const document = { currency: 'EUR', discountPercent: null }
  const counted = (rows: readonly object[]) => rows as CountedLine[]
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 2 }),
      fc.boolean(),
      (rows, percents, pricesIncludeTax) => {
        const full = countTotals({ ...document, lines: rows, pricesIncludeTax })
        const deposits = percents.flatMap((percent) => {
          const amount = partOf(full.total, String(percent))
          if (amount < 1) return []
          const all = depositLines(amount, { taxes: full.taxes, currency: 'EUR', language: 'en' }, 'Q1')
          const totals = countTotals({ ...document, lines: counted(all), pricesIncludeTax: true })
          expect(totals.total).toBe(amount)
          return [{ number: '1', issuedOn: '2099-01-05', total: totals.total, taxes: totals.taxes }]
        })
        const deductions = deductionLines(deposits, { currency: 'EUR', language: 'en', pricesIncludeTax })
        const rest = countTotals({
          ...document,
          lines: [...rows, ...counted(deductions)],
          pricesIncludeTax,
        })
        const left = full.total - deposits.reduce((all, { total }) => all + total, 0)
        // What has to be rounded is a unit for each tax of each invoice at most.
        const most = full.taxes.length * (deposits.length + 1)
        expect(Math.abs(left - rest.subtotal - rest.taxTotal)).toBeLessThanOrEqual(most)
        if (!pricesIncludeTax)
          for (const { rate, net } of rest.taxes) {
            const taken = deposits
              .flatMap(({ taxes }) => taxes)
              .filter((one) => one.rate === rate && one.net > 0)
            const whole = full.taxes.find((one) => one.rate === rate)?.net ?? 0
            expect(net).toBe(whole - taken.reduce((all, one) => all + one.net, 0))
          }
      },
    ),
  )
})
