import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { newId } from '#src/core/record.ts'
import { retention } from './facts.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

/** Lets so many days pass, as far as the hourly tidying is concerned, for what lies in this table. */
const age = (table: string, days: number) =>
  world.owner.query(`update ${table} set created_at = now() - $2 * interval '1 day' where org_id = $1`, [
    studio.id,
    days,
  ])
const tidy = () => world.pool.query('select tidy_up()')

it('of a mail that is settled the text goes after thirty days, and that it was sent stays', async () => {
  const statuses = ['kept', 'waiting', 'sending', 'sent', 'failed', 'unknown']
  for (const status of statuses)
    await world.owner.query(
      `insert into outbox (org_id, id, recipient, subject, body, message_id, status)
       values ($1, $2, 'a@x.example', $3, 'Text', 'message ' || $3::text, $3)`,
      [studio.id, newId(), status],
    )
  const withText = async () => {
    const { items } = await world.perform(studio.owner, 'outbox.list', {})
    expect(items.map(({ subject }) => subject).sort()).toEqual([...statuses].sort())
    return items.filter(({ body }) => body !== '').map(({ subject }) => subject)
  }
  await age('outbox', retention.mailTextDays - 1)
  await tidy()
  expect(await withText()).toHaveLength(statuses.length)
  await age('outbox', retention.mailTextDays + 1)
  await tidy()
  expect((await withText()).sort()).toEqual(['sending', 'waiting'])
})

it('an export is forgotten after thirty days, with its filter, and not while it is being written', async () => {
  const ask = () =>
    world.perform(studio.owner, 'export.create', { kind: 'client', filter: { search: 'Ana' } })
  const done = await ask()
  await world.owner.query(`update exports set status = 'done' where id = $1`, [done.id])
  const writing = await ask()
  const there = async () => {
    const { rows } = await world.owner.query('select id from exports where org_id = $1 order by id', [
      studio.id,
    ])
    return rows.map(({ id }) => id)
  }
  await age('exports', retention.exportDays - 1)
  await tidy()
  expect(await there()).toEqual([done.id, writing.id])
  await age('exports', retention.exportDays + 1)
  await tidy()
  expect(await there()).toEqual([writing.id])
})

it('whoever joined before the policy changed is told of it until they have seen it', async () => {
  const { owner } = studio
  const seenOn = async () => (await world.perform(owner, 'profile.get', {})).policySeenOn
  const { version } = await world.perform(owner, 'profile.get', {})
  await world.owner.query(`update people set created_at = '2020-05-05T12:00:00Z' where id = $1`, [
    owner.personId,
  ])
  expect(await seenOn()).toBe('2020-05-05')
  await world.perform(owner, 'profile.see_policy', { on: '2021-01-02' })
  expect(await seenOn()).toBe('2021-01-02')
  // An old page that is still open somewhere takes nothing back.
  await world.perform(owner, 'profile.see_policy', { on: '2020-12-31' })
  expect(await world.perform(owner, 'profile.get', {})).toMatchObject({ policySeenOn: '2021-01-02', version })
  await expect(world.perform(owner, 'profile.see_policy', { on: 'soon' })).rejects.toMatchObject({
    status: 422,
  })
})
