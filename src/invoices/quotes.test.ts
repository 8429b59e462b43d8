import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { openSecond } from '#db/test-second.ts'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { setClock } from '#src/core/clock.ts'

let world: World
let studio: TestOrganization
let clientId: string

beforeAll(async () => {
  world = await openWorld()
})
beforeEach(async () => {
  setClock(new Date('2099-01-05T10:00:00Z'))
  studio = await world.addOrganization()
  clientId = (
    await world.perform(studio.owner, 'client.create', { name: 'Brandl', email: 'books@brandl.example' })
  ).id
})
afterEach(() => setClock(null))
afterAll(() => world.close())

type Said = Parameters<typeof world.perform<'quote.create'>>[2]
const lines = [
  { description: 'Design', quantity: '3', unitPrice: '99.99', discountPercent: '10' },
  { description: 'Book', unitPrice: '50', taxRate: '7' },
]
const draft = (more: Partial<Said> = {}) =>
  world.perform(studio.owner, 'quote.create', { clientId, lines, discountPercent: '5', ...more } as Said)
const send = (id: string, more = {}) => world.perform(studio.owner, 'quote.send', { id, ...more })
const read = (id: string) => world.perform(studio.owner, 'quote.get', { id })

it('is written, sent with a number of its own series, accepted and billed to the cent', async () => {
  const quote = await draft()
  expect(quote).toMatchObject({ status: 'draft', number: null, currency: 'EUR', validUntil: null })
  const changed = await world.perform(
    studio.owner,
    'quote.update',
    { id: quote.id, note: 'Thank you for asking' },
    { version: quote.version },
  )
  expect(changed).toMatchObject({ note: 'Thank you for asking', total: quote.total })
  const sent = await send(quote.id)
  expect(sent).toMatchObject({
    status: 'sent',
    number: 'Q2099-0001',
    issuedOn: '2099-01-05',
    validUntil: '2099-02-04',
    mail: { to: 'books@brandl.example', status: 'kept' },
  })
  const { items: mails } = await world.perform(studio.owner, 'outbox.list', {})
  expect(mails[0]?.subject).toBe('Quote Q2099-0001 from Studio Halden')
  expect(mails[0]?.body).toMatch(/^http:\/\/localhost:3000\/q\/[\w-]{32}$/m)
  await expect(send(quote.id)).rejects.toMatchObject({ code: 'sent' })
  await send(quote.id, { again: true })
  const { id } = quote
  for (const [name, input] of [
    ['quote.update', { id, note: 'Other' }],
    ['quote.delete', { id }],
  ] as const)
    await expect(world.perform(studio.owner, name, input)).rejects.toMatchObject({ code: 'sent' })
  await expect(world.perform(studio.owner, 'quote.invoice', { id })).rejects.toMatchObject({
    code: 'not_accepted',
  })

  // What is copied stays, whatever becomes of the client.
  await world.perform(studio.owner, 'client.update', { id: clientId, name: 'Brandl & Sons' })
  const accepted = await world.perform(studio.owner, 'quote.accept', { id, answer: 'By phone' })
  expect(accepted).toMatchObject({
    status: 'accepted',
    answeredAt: expect.stringMatching(/^2099-01-05T10:00:/),
    answeredBy: 'Lena Hartmann',
    answer: 'By phone',
    buyer: { name: 'Brandl' },
  })
  await expect(world.perform(studio.owner, 'quote.decline', { id })).rejects.toMatchObject({
    code: 'answered',
  })
  const invoice = await world.perform(studio.owner, 'quote.invoice', { id })
  const sums = (one: typeof invoice | typeof accepted) => [
    one.subtotal,
    one.taxTotal,
    one.total,
    one.taxes,
    one.lines,
  ]
  expect(sums(invoice)).toEqual(sums(accepted))
  expect(invoice).toMatchObject({ status: 'draft', reference: 'Q2099-0001', note: 'Thank you for asking' })
  expect(await read(id)).toMatchObject({ status: 'invoiced', invoices: [{ id: invoice.id, number: null }] })
  await expect(world.perform(studio.owner, 'quote.invoice', { id })).rejects.toMatchObject({
    code: 'invoiced',
  })
  await world.perform(studio.owner, 'invoice.issue', { id: invoice.id })
  // The proof of the invoices' numbers speaks of invoices alone.
  const { items } = await world.perform(studio.owner, 'invoice.series', { seals: true })
  expect(items).toMatchObject([{ series: 'invoice', first: 1, last: 1, gaps: [], broken: [] }])
})

it('expires on its day, and a colleague may still note a late answer', async () => {
  const { id } = await draft({ validUntil: '2099-01-10' })
  await send(id)
  setClock(new Date('2099-01-10T22:59:00Z'))
  expect((await read(id)).status).toBe('sent')
  setClock(new Date('2099-01-10T23:01:00Z'))
  expect((await read(id)).status).toBe('expired')
  const named = async (status: 'sent' | 'expired') =>
    (await world.perform(studio.owner, 'quote.list', { status: [status] })).items.length
  expect([await named('sent'), await named('expired')]).toEqual([0, 1])
  await expect(
    world.perform(studio.system, 'quote.give_answer', { id, accepted: true, name: 'Thomas' }),
  ).rejects.toMatchObject({ code: 'expired' })
  await expect(send(id, { again: true })).rejects.toMatchObject({ code: 'expired' })
  expect(await world.perform(studio.owner, 'quote.decline', { id })).toMatchObject({ status: 'declined' })
  const late = await draft({ validUntil: '2099-01-10' })
  await expect(send(late.id)).rejects.toMatchObject({ status: 422, errors: [{ path: 'validUntil' }] })
})

it('refuses what could not be sent, and has numbered nothing then', async () => {
  const empty = await draft({ lines: [] })
  await expect(send(empty.id)).rejects.toMatchObject({ errors: [{ path: 'lines' }] })
  const nobody = await world.perform(studio.owner, 'client.create', { name: 'Nobody' })
  const unaddressed = await draft({ clientId: nobody.id })
  await expect(send(unaddressed.id)).rejects.toMatchObject({ errors: [{ path: 'to' }] })
  await expect(world.perform(studio.owner, 'quote.accept', { id: empty.id })).rejects.toMatchObject({
    code: 'draft',
  })
  await expect(draft({ clientId: null })).rejects.toMatchObject({ errors: [{ path: 'clientId' }] })
  await world.perform(studio.owner, 'quote.delete', { id: empty.id })
  await expect(read(empty.id)).rejects.toMatchObject({ status: 404 })
  expect(await send(unaddressed.id, { to: 'nobody@brandl.example' })).toMatchObject({
    number: 'Q2099-0001',
  })
})

it('is answered and billed once by two servers at once', async () => {
  const second = await openSecond(world)
  const { id } = await draft()
  await send(id)
  const answers = await Promise.allSettled([
    world.perform(studio.owner, 'quote.accept', { id }),
    second.perform(studio.system, 'quote.give_answer', { id, accepted: false, name: 'Thomas' }),
    second.perform(studio.system, 'quote.give_answer', { id, accepted: true, name: 'Thomas' }),
  ])
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const other = await draft()
  await send(other.id)
  await world.perform(studio.owner, 'quote.accept', { id: other.id })
  const bills = await Promise.allSettled([
    world.perform(studio.owner, 'quote.invoice', { id: other.id }),
    second.perform(studio.owner, 'quote.invoice', { id: other.id }),
  ])
  await second.close()
  expect(bills.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await read(other.id)).invoices).toHaveLength(1)
})
