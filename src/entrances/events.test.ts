import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type TestPerson, type World } from '#db/test-world.ts'
import { notFound } from '#src/core/errors.ts'
import { operations } from '#src/operations.ts'
import { type Changes, openChanges } from './events.ts'
import { createSite } from './http.ts'
import { ownOrigins } from './security.ts'

let world: World
let studio: TestOrganization
let changes: Changes
const open: AbortController[] = []

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
  changes = openChanges(world.urls.app)
})
afterAll(async () => {
  for (const one of open) one.abort()
  await changes.close()
  await world.close()
})

/** The rights of a person, read anew for every question, as they are for a session. */
const presentRights = (person: TestPerson) =>
  world.pool.query('select * from present_rights($1, $2)', [studio.id, person.personId])

/** The stream of a person. `rights` answers no row when they are nobody any more. */
async function listen(person: TestPerson, rights = presentRights) {
  const site = createSite({
    pool: world.pool,
    run: world.run,
    operations,
    changes,
    origins: ownOrigins(undefined, () => 3000),
    mounted: {},
    recognize: async () => {
      const { rows } = await rights(person)
      if (!rows[0]) throw notFound()
      const { role, visibility } = rows[0]
      return { actor: { ...person, role, visibility }, channel: 'web' }
    },
  })
  const end = new AbortController()
  open.push(end)
  const answer = await site.request(new Request('http://x/api/v1/events', { signal: end.signal }))
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  /** Reads on until this has been told, or until the stream ends; answers everything told so far. */
  return async (awaited?: string): Promise<string> => {
    while (!awaited || !text.includes(awaited)) {
      const piece = await reader?.read()
      if (!piece || piece.done) break
      text += piece.value
    }
    return text
  }
}

it('tells kind and id of what a person may see, and ends at once with their membership or role', async () => {
  const { owner } = studio
  const removed = await world.addMember(studio, 'member')
  const demoted = await world.addMember(studio, 'admin')
  const narrow = await world.addMember(studio, 'member', 'own')
  const streams = {
    owner: await listen(owner),
    removed: await listen(removed),
    demoted: await listen(demoted),
    narrow: await listen(narrow),
  }
  for (const heard of Object.values(streams)) await heard('ready')

  const hidden = await world.perform(owner, 'client.create', { name: 'Secret name' })
  const shown = await world.perform(narrow, 'client.create', { name: 'Hers' })
  await streams.removed(shown.id)
  await world.perform(owner, 'member.remove', { id: removed.personId })
  await world.perform(owner, 'member.update', { id: demoted.personId, role: 'viewer' })
  const later = await world.perform(owner, 'client.create', { name: 'After' })
  const told = await streams.owner(later.id)
  expect(told).toContain(`data: {"kind":"client","id":"${hidden.id}"}`)
  expect(told).toContain(`data: {"kind":"member","id":"${removed.personId}"}`)
  expect(told).not.toContain('Secret name')

  // Without an awaited word these come to an end only because the server ends the streams.
  for (const heard of [streams.removed, streams.demoted]) {
    const all = await heard()
    expect(all).toContain(shown.id)
    expect(all).not.toContain(later.id)
  }
  await world.perform(narrow, 'client.create', { name: 'Last' })
  const seen = await streams.narrow(`"member","id":"${demoted.personId}"`)
  expect(seen).toContain(shown.id)
  expect(seen).not.toContain(hidden.id)
})

it('ends at once with the session it was opened with, and with no other', async () => {
  const person = await world.addMember(studio, 'member', 'all', 'Two browsers')
  const signIn = async (token: string) => {
    await world.owner.query(
      `insert into identity.sessions (token, user_id, expires_at) values ($1, $2, now() + interval '1 day')`,
      [token, person.personId],
    )
    return listen(person, () => world.pool.query('select * from resolve_session($1, $2)', [token, studio.id]))
  }
  const [stolen, kept] = [await signIn('stolen'), await signIn('kept')]
  for (const heard of [stolen, kept]) await heard('ready')
  await world.owner.query(`delete from identity.sessions where token = 'stolen'`)
  // It comes to an end only because the server ends it.
  expect(await stolen()).toContain('ready')
  const shown = await world.perform(studio.owner, 'client.create', { name: 'After the end' })
  expect(await kept(shown.id)).not.toContain('crowded')
  expect(await stolen()).not.toContain(shown.id)
})

it('of one person are twenty at most: the oldest gives way, and comes back only later', async () => {
  const person = await world.addMember(studio, 'member', 'all', 'Many windows')
  const other = await listen(studio.owner)
  const streams = []
  for (let count = 0; count < 22; count += 1) streams.push(await listen(person))
  const [first, second, third] = streams
  for (const gone of [first, second])
    expect(await gone?.()).toContain('event: crowded\ndata: {}\nretry: 300000')
  const shown = await world.perform(studio.owner, 'client.create', { name: 'For the others' })
  for (const heard of [third, streams.at(-1), other]) expect(await heard?.(shown.id)).not.toContain('crowded')
})
