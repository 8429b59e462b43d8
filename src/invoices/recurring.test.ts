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
  at('2099-01-05T10:00:00Z')
  studio = await world.addOrganization()
  clientId = (
    await world.perform(studio.owner, 'client.create', { name: 'Brandl', email: 'books@brandl.example' })
  ).id
})
afterEach(() => setClock(null))
afterAll(() => world.close())

const at = (moment: string) => setClock(new Date(moment))
const usual = {
  lines: [{ description: 'Hosting {month} {year}', unitPrice: '100' }],
  rhythm: 'monthly' as const,
  startsOn: '2099-01-31',
  mode: 'draft' as const,
}
type Said = Parameters<typeof world.perform<'recurring.create'>>[2]
const create = (more: Partial<Said> = {}) =>
  world.perform(studio.owner, 'recurring.create', { clientId, ...usual, ...more } as Said)
const run = async () => (await world.perform(studio.system, 'recurring.run', {})).made
const read = (id: string) => world.perform(studio.owner, 'recurring.get', { id })
const isDue = async (moment: string) => {
  const { rows } = await world.pool.query('select organizations_with_due_recurring($1) as id', [moment])
  return rows.some((row) => row.id === studio.id)
}
const invoices = async () => {
  const { items } = await world.perform(studio.owner, 'invoice.list', { sort: 'createdAt', limit: 200 })
  return Promise.all(items.map(({ id }) => world.perform(studio.owner, 'invoice.get', { id })))
}

it('makes one draft a period from six in the morning, and each that was missed', async () => {
  const { id, total, nextOn, version } = await create()
  expect({ total, nextOn, version }).toEqual({ total: 11900, nextOn: '2099-01-31', version: 1 })
  expect(await isDue('2099-01-31T04:59:59Z')).toBe(false)
  at('2099-01-31T04:59:59Z')
  expect(await run()).toBe(0)
  expect(await isDue('2099-01-31T05:00:00Z')).toBe(true)
  at('2099-01-31T05:00:00Z')
  expect([await run(), await run()]).toEqual([1, 0])
  expect(await isDue('2099-01-31T05:00:00Z')).toBe(false)

  at('2099-05-03T05:00:00Z')
  expect([await run(), await run()]).toEqual([3, 0])
  const made = await invoices()
  expect(
    made.map((one) => [one.status, one.lines[0]?.description, one.periodStartsOn, one.periodEndsOn]),
  ).toEqual([
    ['draft', 'Hosting January 2099', '2099-01-31', '2099-02-27'],
    ['draft', 'Hosting February 2099', '2099-02-28', '2099-03-30'],
    ['draft', 'Hosting March 2099', '2099-03-31', '2099-04-29'],
    ['draft', 'Hosting April 2099', '2099-04-30', '2099-05-30'],
  ])
  // A draft that was thrown away is not made again.
  await world.perform(studio.owner, 'invoice.delete', { id: made[3]!.id })
  expect(await run()).toBe(0)
  const recurring = await read(id)
  expect(recurring).toMatchObject({ made: 4, nextOn: '2099-05-31', problem: null })
  expect(recurring.runs.map(({ dueOn, status }) => [dueOn, status])).toEqual([
    ['2099-04-30', null],
    ['2099-03-31', 'draft'],
    ['2099-02-28', 'draft'],
    ['2099-01-31', 'draft'],
  ])
})

it('issues and mails by itself, and says why one stayed a draft', async () => {
  const { id } = await create({ mode: 'send', language: 'de', lastDay: true, note: 'Zeitraum: {period}' })
  at('2099-01-31T10:00:00Z')
  expect([await run(), await run()]).toEqual([1, 0])
  const [invoice] = await invoices()
  expect(invoice).toMatchObject({
    status: 'issued',
    number: '2099-0001',
    issuedOn: '2099-01-31',
    note: 'Zeitraum: 01.–31.01.2099',
    lines: [{ description: 'Hosting Januar 2099' }],
  })
  expect(invoice?.sentAt).not.toBeNull()
  const { items } = await world.perform(studio.owner, 'outbox.list', {})
  expect(items.map(({ recipient, subject }) => [recipient, subject])).toEqual([
    ['books@brandl.example', 'Rechnung 2099-0001 von Studio Halden'],
  ])

  await world.perform(studio.owner, 'client.update', { id: clientId, email: null })
  at('2099-02-28T10:00:00Z')
  expect([await run(), await run()]).toEqual([1, 0])
  expect((await invoices())[1]).toMatchObject({ status: 'draft', number: null })
  expect(await read(id)).toMatchObject({
    problem: 'The buyer has no e-mail address. Say where it goes.',
    paused: false,
    nextOn: '2099-03-31',
  })
  await world.perform(studio.owner, 'client.update', { id: clientId, email: 'books@brandl.example' })
  at('2099-03-31T10:00:00Z')
  expect(await run()).toBe(1)
  // The number that was not given is given now.
  expect((await invoices())[2]).toMatchObject({ status: 'issued', number: '2099-0002' })
  expect(await read(id)).toMatchObject({ problem: null })
})

it('pauses where the client is gone, and goes on from today when a person lets it', async () => {
  const { id } = await create()
  const other = await world.perform(studio.owner, 'client.create', { name: 'Other' })
  const { id: untouched } = await create({ clientId: other.id })
  await world.perform(studio.owner, 'client.delete', { id: clientId })
  at('2099-01-31T10:00:00Z')
  expect([await run(), await run()]).toEqual([1, 0])
  expect(await isDue('2099-01-31T10:00:00Z')).toBe(false)
  expect(await read(id)).toMatchObject({ paused: true, made: 0, nextOn: '2099-01-31', runs: [] })
  expect((await read(id)).problem).toMatch(/not there/)
  expect(await read(untouched)).toMatchObject({ paused: false, made: 1, problem: null })

  await world.perform(studio.owner, 'client.restore', { id: clientId })
  at('2099-04-10T10:00:00Z')
  const resumed = await world.perform(studio.owner, 'recurring.update', { id, paused: false })
  expect(resumed).toMatchObject({ paused: false, problem: null, nextOn: '2099-04-30' })
})

it('ends on its day or after so many, and is changed, previewed and deleted', async () => {
  const twice = await create({ rhythm: 'weekly', startsOn: '2099-01-05', endsAfter: 2 })
  const until = await create({ rhythm: 'quarterly', startsOn: '2099-01-31', endsOn: '2099-04-30' })
  const days = async (id: string) =>
    (await world.perform(studio.owner, 'recurring.preview', { id })).items.map(({ on }) => on)
  expect(await days(twice.id)).toEqual(['2099-01-05', '2099-01-12'])
  expect(await days(until.id)).toEqual(['2099-01-31', '2099-04-30'])
  at('2099-12-01T10:00:00Z')
  expect([await run(), await run()]).toEqual([4, 0])
  expect(await read(twice.id)).toMatchObject({ made: 2, nextOn: null })
  expect(await read(until.id)).toMatchObject({ made: 2, nextOn: null })

  const changed = await world.perform(
    studio.owner,
    'recurring.update',
    { id: twice.id, endsAfter: 3, lines: [{ description: 'Care', unitPrice: '50' }] },
    { version: (await read(twice.id)).version },
  )
  expect(changed).toMatchObject({ total: 5950, nextOn: '2099-12-07', made: 2 })
  await expect(
    world.perform(studio.owner, 'recurring.update', { id: twice.id, every: 2 }, { version: 1 }),
  ).rejects.toMatchObject({ status: 412 })
  // A day that has had one gets no second, whatever is changed.
  at('2099-12-07T10:00:00Z')
  expect(await run()).toBe(1)
  expect(await world.perform(studio.owner, 'recurring.update', { id: twice.id, endsAfter: 9 })).toMatchObject(
    { nextOn: '2099-12-14' },
  )
  await world.perform(studio.owner, 'recurring.delete', { id: twice.id })
  await expect(read(twice.id)).rejects.toMatchObject({ status: 404 })
  expect(await invoices()).toHaveLength(5)
})

it.each([
  [{ startsOn: '2099-01-04' }, 'startsOn'],
  [{ endsOn: '2099-01-30' }, 'endsOn'],
  [{ every: 0 }, 'every'],
  [{ lines: [] }, 'lines'],
  [{ clientId: null }, 'clientId'],
  [{ rhythm: 'daily' }, 'rhythm'],
  [{ issuedOn: '2099-01-31' }, 'issuedOn'],
  [{ lines: [{ description: 'x', unitPrice: '1', taxCategory: 'S', taxRate: '0' }] }, 'lines.0.taxRate'],
])('refuses %j', async (more, path) => {
  await expect(create(more as Partial<Said>)).rejects.toMatchObject({ status: 422, errors: [{ path }] })
})

it('is made once by two servers at once, also when a run failed at its very end', async () => {
  for (let i = 0; i < 8; i++) await create({ mode: i % 2 ? 'send' : 'draft' })
  at('2099-03-31T10:00:00Z')
  await world.owner.query(`
    create function fail_run() returns trigger language plpgsql as $$
    begin
      if new.due_on = '2099-03-31' then raise exception 'the commit fails'; end if;
      return null;
    end $$;
    create constraint trigger fail_run after insert on recurring_runs deferrable initially deferred
      for each row execute function fail_run()`)
  await expect(run()).rejects.toThrow('the commit fails')
  await world.owner.query('drop trigger fail_run on recurring_runs')
  expect(await invoices()).toEqual([])

  const second = await openSecond(world)
  const both = [run, () => second.perform(studio.system, 'recurring.run', {})]
  await Promise.all([...both, ...both, ...both].map((one) => one()))
  await second.close()
  expect(await run()).toBe(0)
  const made = await invoices()
  expect(made).toHaveLength(24)
  expect(made.filter(({ status }) => status === 'issued')).toHaveLength(12)
  const { rows } = await world.owner.query(
    'select recurring_id, due_on from recurring_runs where org_id = $1 and invoice_id is not null',
    [studio.id],
  )
  expect(rows).toHaveLength(24)
  const { items } = await world.perform(studio.owner, 'invoice.series', { seals: true })
  expect(items).toMatchObject([{ first: 1, last: 12, count: 12, gaps: [], broken: [] }])
})
