import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization('Studio', { timeZone: 'UTC' })
})
afterAll(() => world.close())

const refused = (deed: Promise<unknown>) =>
  deed.then(
    () => 'done',
    (error: { status: number; code: string }) => `${error.status} ${error.code}`,
  )
const company = async (name: string) =>
  (await world.perform(studio.owner, 'company.create', { name, legalName: `${name} AG`, vatId: 'DE1' })).id
const bill = (companyId: string | null, number: string, more: object = {}) =>
  world.perform(studio.owner, 'invoice.create', {
    ...{ direction: 'purchase', companyId, number, issuedOn: '2026-11-02' },
    lines: [{ description: 'Paper', unitPrice: '50', taxRate: '19' }],
    ...more,
  })
const book = (id: string, more: object = {}) => world.perform(studio.owner, 'invoice.issue', { id, ...more })

it('a bill is booked once under its seller’s number, however it is written, unless one insists', async () => {
  const [paper, ink] = [await company('Paper'), await company('Ink')]
  const first = await book((await bill(paper, 'RE-77/2026')).id)
  expect(first).toMatchObject({
    ...{ status: 'issued', number: 'RE-77/2026', total: 5950, dueOn: '2026-11-16' },
    seller: { name: 'Paper AG', vatId: 'DE1' },
    buyer: { name: 'Studio' },
  })
  const again = await bill(paper, 're 77 2026')
  expect(await refused(book(again.id))).toBe('409 bill_known')
  expect((await world.perform(studio.owner, 'invoice.get', { id: again.id })).status).toBe('draft')
  expect(await refused(book((await bill(ink, 'RE-77/2026')).id))).toBe('done')
  expect(await refused(book(again.id, { duplicate: true }))).toBe('done')
  // A void one does not stand in the way.
  const wrong = await book((await bill(ink, '5')).id)
  await world.perform(studio.owner, 'invoice.void', { id: wrong.id })
  expect(await refused(book((await bill(ink, '5')).id))).toBe('done')
  const month = await world.perform(studio.owner, 'report.revenue', {
    ...{ direction: 'purchase', from: '2026-11', until: '2026-11' },
  })
  expect(month.total).toMatchObject({ net: 4 * 5000, invoices: 4 })
})

it('two who book the same at once book it once', async () => {
  const paper = await company('Twice')
  const drafts = await Promise.all(Array.from({ length: 6 }, () => bill(paper, 'X-1')))
  const ends = await Promise.all(drafts.map(({ id }) => refused(book(id))))
  expect(ends.sort()).toEqual([...Array(5).fill('409 bill_known'), 'done'])
})

it('the due list is by day, and a paid one leaves it', async () => {
  const paper = await company('Due')
  const ids: string[] = []
  for (const dueOn of ['2027-03-03', '2027-01-01', '2027-02-02'])
    ids.push((await book((await bill(paper, dueOn, { dueOn })).id)).id)
  const due = async () =>
    (
      await world.perform(studio.owner, 'invoice.list', {
        ...{ direction: 'purchase', status: ['issued'], sort: 'dueOn', companyId: paper },
      })
    ).items.map(({ dueOn }) => dueOn)
  expect(await due()).toEqual(['2027-01-01', '2027-02-02', '2027-03-03'])
  const paid = await world.perform(studio.owner, 'payment.record', { invoiceId: ids[1]!, amount: 5950 })
  expect(paid.invoice).toMatchObject({ status: 'paid', amountDue: 0 })
  expect(await due()).toEqual(['2027-02-02', '2027-03-03'])
})
