import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSecond } from '#db/test-second.ts'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { setClock } from '#src/core/clock.ts'
import { type Due, holdBack } from './due-reminders.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
})
beforeEach(async () => {
  at('2099-02-16T10:00:00Z')
  studio = await world.addOrganization()
  await world.perform(studio.owner, 'invoice_settings.update', {
    reminders: { active: true, days: [-3, 3, 10, 20] },
  })
})
afterEach(() => setClock(null))
afterAll(() => world.close())

const at = (moment: string) => setClock(new Date(moment))

let people = 0
const client = (more: object = {}) =>
  world.perform(studio.owner, 'client.create', {
    name: 'Thomas Brandl',
    email: `thomas.${++people}@brandl.example`,
    ...more,
  })

/** Due on Monday, 2 March 2099, when nothing else is said, and sent. */
async function sent(clientId: string, more: object = {}) {
  const { id } = await world.perform(studio.owner, 'invoice.create', {
    clientId,
    lines: [{ description: 'Design', unitPrice: '100' }],
    issuedOn: '2099-02-16',
    dueOn: '2099-03-02',
    ...more,
  })
  return world.perform(studio.owner, 'invoice.send', { id })
}

const run = async () => (await world.perform(studio.system, 'reminder.run', {})).sent
const steps = async (id: string) => {
  const { rows } = await world.owner.query(
    'select kind, step from outbox where org_id = $1 and invoice_id = $2 and step is not null order by created_at',
    [studio.id, id],
  )
  return rows.map(({ kind, step }) => `${kind} ${step}`)
}
const isDue = async (moment: string) => {
  const { rows } = await world.pool.query('select organizations_with_due_reminders($1) as id', [moment])
  return rows.some(({ id }) => id === studio.id)
}
const preview = async () =>
  (await world.perform(studio.owner, 'reminder.preview', {})).items.map(
    ({ number, step, daysOverdue, held }) => ({ number, step, daysOverdue, held }),
  )

describe('by the clock', () => {
  it('goes out once a step, on weekdays from nine to five, and after downtime only the latest', async () => {
    const { id, number } = await sent((await client()).id)
    const nothing = async (moment: string) => {
      at(moment)
      expect(await isDue(moment), moment).toBe(false)
      expect(await run(), moment).toBe(0)
    }
    const once = async (moment: string) => {
      at(moment)
      expect(await isDue(moment), moment).toBe(true)
      expect(await run(), moment).toBe(1)
      expect(await isDue(moment), moment).toBe(false)
      expect(await run(), moment).toBe(0)
    }
    await nothing('2099-02-26T10:00:00Z')
    // In Berlin it is an hour later: nine o'clock on Friday.
    await nothing('2099-02-27T07:59:59Z')
    await once('2099-02-27T08:00:00Z')
    await nothing('2099-03-04T10:00:00Z')
    await nothing('2099-03-05T16:00:00Z')
    await once('2099-03-06T15:59:59Z')
    // Step 10 was missed, step 20 falls on a Sunday.
    await nothing('2099-03-21T10:00:00Z')
    await nothing('2099-03-22T10:00:00Z')
    await once('2099-03-23T10:00:00Z')
    await nothing('2099-12-01T10:00:00Z')
    expect(await steps(id)).toEqual(['reminder_before -3', 'reminder 3', 'reminder 20'])

    const { items } = await world.perform(studio.owner, 'outbox.list', { limit: 200 })
    expect(items.map(({ subject }) => subject).reverse()).toEqual([
      `Invoice ${number} from Studio Halden`,
      `Invoice ${number} is due on March 2, 2099`,
      `Reminder: invoice ${number}`,
      `Reminder: invoice ${number}`,
    ])
    expect(items[0]?.body).toMatch(/^http:\/\/localhost:3000\/i\/[\w-]{32}$/m)
  })

  it('stops when it is paid, credited, void or spared, and never begins before it is sent', async () => {
    const invoices = []
    for (let i = 0; i < 5; i++) invoices.push(await sent((await client()).id))
    const [paid, half, credited, voided, spared] = invoices.map(({ id }) => id) as [string, ...string[]] & {
      4: string
    }
    const { id: unsent } = await world.perform(studio.owner, 'invoice.create', {
      clientId: (await client()).id,
      lines: [{ description: 'Design', unitPrice: '100' }],
      issuedOn: '2099-02-16',
      dueOn: '2099-03-02',
    })
    await world.perform(studio.owner, 'invoice.issue', { id: unsent })
    at('2099-03-05T10:00:00Z')
    expect(await preview()).toHaveLength(6)
    await world.perform(studio.owner, 'payment.record', { invoiceId: paid, amount: 11900 })
    await world.perform(studio.owner, 'payment.record', { invoiceId: half!, amount: 10000 })
    await world.perform(studio.owner, 'invoice.credit', { id: credited! })
    await world.perform(studio.owner, 'invoice.void', { id: voided! })
    expect(await world.perform(studio.owner, 'invoice.update', { id: spared, remind: false })).toMatchObject({
      status: 'issued',
      remind: false,
    })
    await expect(
      world.perform(studio.owner, 'invoice.update', { id: spared, remind: true, note: 'Changed' }),
    ).rejects.toMatchObject({ code: 'issued' })

    const shown = await world.perform(studio.owner, 'reminder.preview', {})
    expect(shown).toMatchObject({ active: true, open: true, more: false })
    expect(shown.items.map(({ invoiceId, held }) => [invoiceId, held])).toEqual([
      [half, null],
      [spared, 'switched_off'],
      [unsent, 'not_sent'],
    ])
    expect(shown.items[0]).toMatchObject({ amountDue: 1900, daysOverdue: 3, step: 3, party: 'Thomas Brandl' })
    expect(shown.items[0]?.text).toMatch(/ was due on March 2, 2099, and €19\.00 is still open\./)
    expect(await run()).toBe(1)
    expect(await steps(half!)).toEqual(['reminder 3'])
    expect(await isDue('2099-03-05T10:00:00Z')).toBe(false)
  })

  it('sends nothing in advance whose day lay before the invoice itself', async () => {
    const { id } = await sent((await client()).id)
    await world.owner.query(`update invoices set sent_at = '2099-02-28T09:00:00Z' where id = $1`, [id])
    at('2099-03-02T10:00:00Z')
    expect(await run()).toBe(0)
    at('2099-03-05T10:00:00Z')
    expect(await run()).toBe(1)
  })

  it('does nothing where it is switched off', async () => {
    const { id } = await sent((await client()).id)
    await world.perform(studio.owner, 'invoice_settings.update', { reminders: { active: false, days: [3] } })
    at('2099-03-05T10:00:00Z')
    expect(await isDue('2099-03-05T10:00:00Z')).toBe(false)
    expect(await run()).toBe(0)
    expect((await preview()).map(({ held }) => held)).toEqual([null])
    const { sent: mails } = await world.perform(studio.owner, 'reminder.send', { invoiceIds: [id] })
    expect(mails).toMatchObject([{ invoiceId: id, step: 3, mail: { status: 'kept' } }])
  })
})

describe('one client', () => {
  it('gets one mail a day, for what is due longest, whoever sends it', async () => {
    const { id: clientId } = await client()
    const late = await sent(clientId)
    const later = await sent(clientId, { dueOn: '2099-02-25' })
    at('2099-03-05T10:00:00Z')
    expect(await preview()).toEqual([
      { number: later.number, step: 3, daysOverdue: 8, held: null },
      { number: late.number, step: 3, daysOverdue: 3, held: 'client_today' },
    ])
    expect(await run()).toBe(1)
    expect(await run()).toBe(0)
    const refused = await world.perform(studio.owner, 'reminder.send', { invoiceIds: [late.id, later.id] })
    expect(refused.sent).toEqual([])
    expect(refused.held.map(({ invoiceId, held }) => [invoiceId, held])).toEqual([
      [late.id, 'client_today'],
      [later.id, 'not_due'],
    ])
    at('2099-03-06T10:00:00Z')
    // A new invoice is a mail, too.
    const fresh = await sent(clientId, { dueOn: '2099-05-01' })
    expect(await run()).toBe(0)
    at('2099-03-09T10:00:00Z')
    expect(await run()).toBe(1)
    at('2099-03-10T10:00:00Z')
    expect(await run()).toBe(1)
    expect([await steps(later.id), await steps(late.id), await steps(fresh.id)]).toEqual([
      ['reminder 3', 'reminder 10'],
      ['reminder 3'],
      [],
    ])
  })

  it('is reminded where the invoice went, and again by hand when the mail server refused', async () => {
    const { id: clientId } = await client({ email: null })
    const { id } = await world.perform(studio.owner, 'invoice.create', {
      clientId,
      lines: [{ description: 'Design', unitPrice: '100' }],
      issuedOn: '2099-02-16',
      dueOn: '2099-03-02',
    })
    await world.perform(studio.owner, 'invoice.send', { id, to: 'books@brandl.example' })
    at('2099-03-05T10:00:00Z')
    expect(await run()).toBe(1)
    await world.owner.query(`update outbox set status = 'failed' where invoice_id = $1 and step = 3`, [id])
    expect(await isDue('2099-03-05T10:00:00Z')).toBe(false)
    expect(await run()).toBe(0)
    expect((await preview()).map(({ held }) => held)).toEqual(['failed'])
    const again = await world.perform(studio.owner, 'reminder.send', { invoiceIds: [id, id] })
    expect(again).toMatchObject({ sent: [{ step: 3, mail: { to: 'books@brandl.example' } }], held: [] })
    expect(await steps(id)).toEqual(['reminder 3'])
  })

  it('sees only their own, and knows what was sent of it', async () => {
    const own = await world.addMember(studio, 'member', 'own')
    const theirs = await sent((await client({ ownerId: own.personId })).id)
    const hidden = await sent((await client()).id)
    at('2099-03-05T10:00:00Z')
    const { items } = await world.perform(own, 'reminder.preview', {})
    expect(items.map(({ invoiceId }) => invoiceId)).toEqual([theirs.id])
    await expect(
      world.perform(own, 'reminder.send', { invoiceIds: [theirs.id, hidden.id] }),
    ).rejects.toMatchObject({ status: 404, errors: [{ path: 'invoiceIds.1' }] })
    expect(await run()).toBe(2)
    const { sent: mails } = await world.perform(own, 'reminder.send', { invoiceIds: [theirs.id] })
    expect(mails).toEqual([])
    await expect(world.perform(own, 'invoice.send', { id: theirs.id })).rejects.toMatchObject({
      code: 'sent',
    })
  })
})

it('is sent once by two servers and a person at once, also when a run failed at its very end', async () => {
  const invoices = []
  for (let i = 0; i < 12; i++) invoices.push(await sent((await client()).id))
  at('2099-03-05T10:00:00Z')
  await world.owner.query(`
    create function fail_reminder() returns trigger language plpgsql as $$
    begin
      if new.step = 3 then raise exception 'the commit fails'; end if;
      return null;
    end $$;
    create constraint trigger fail_reminder after insert on outbox deferrable initially deferred
      for each row execute function fail_reminder()`)
  await expect(run()).rejects.toThrow('the commit fails')
  await world.owner.query('drop trigger fail_reminder on outbox')
  expect((await Promise.all(invoices.map(({ id }) => steps(id)))).flat()).toEqual([])

  const second = await openSecond(world)
  const counts = await Promise.all([
    run(),
    second.perform(studio.system, 'reminder.run', {}),
    run(),
    second.perform(studio.owner, 'reminder.send', { invoiceIds: invoices.map(({ id }) => id) }),
  ])
  await second.close()
  expect(counts).toHaveLength(4)
  for (const { id } of invoices) expect(await steps(id)).toEqual(['reminder 3'])
})

it('holds back by record and by address', () => {
  const due = (more: Partial<Due>): Due => ({
    ...{ id: '', number: '1', party: 'P', clientId: null, companyId: null, dueOn: '2099-03-02' },
    ...{ daysOverdue: 3, step: 3, recipient: 'a@b.example', sent: true, remind: true, failed: false },
    ...more,
  })
  const all = [
    due({ clientId: 'c1' }),
    due({ clientId: 'c1', recipient: 'other@b.example' }),
    due({ clientId: 'c2', recipient: 'A@B.example' }),
    due({ clientId: 'c3', companyId: 'k', recipient: 'c@b.example' }),
    due({ clientId: 'c4', companyId: 'k', recipient: 'd@b.example' }),
    due({ clientId: 'c5', recipient: 'no address' }),
    due({ clientId: 'c6', recipient: 'e@b.example', failed: true }),
  ]
  expect(holdBack(all, [], false)).toEqual([
    null,
    'client_today',
    'client_today',
    null,
    null,
    'no_address',
    'failed',
  ])
  expect(holdBack(all, [due({ clientId: 'c3', recipient: null })], true)[3]).toBe('client_today')
})
