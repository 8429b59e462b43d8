import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { afterAll, describe, expect, it } from 'vitest'
import { openProxy } from '#db/test-proxy.ts'
import { openSite } from '#db/test-site.ts'
import { openWorld, type TestOrganization } from '#db/test-world.ts'
import { newId } from '#src/core/record.ts'
import { caller, expectProblem, storedIn } from './http-world.ts'

const world = await openWorld()
const proxy = await openProxy(world)
const site = await openSite(world, { urls: proxy.urls })
const heron = await world.addOrganization('Heron House')
const marten = await world.addOrganization('Marten House')
const server = serve({ fetch: site.house.site.fetch, hostname: '127.0.0.1', port: 0 })
await once(server, 'listening')
const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`

afterAll(async () => {
  if ('closeAllConnections' in server) server.closeAllConnections()
  server.close()
  proxy.mend()
  await site.close()
  proxy.close()
  await world.close()
})

/** Listens to the changes in an organization. Answers how to read on until something was told or the stream ended. */
async function listen(cookie: string, organization: string) {
  const end = new AbortController()
  const answer = await fetch(`${base}/api/v1/events?organization=${organization}`, {
    headers: { cookie },
    signal: end.signal,
  })
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/event-stream'])
  expect(answer.headers.get('Cache-Control')).toMatch(/no-store|no-cache/)
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const until = async (awaited?: string): Promise<string> => {
    while (!awaited || !text.includes(awaited)) {
      const piece = await reader?.read()
      if (!piece || piece.done) break
      text += piece.value
    }
    return text
  }
  await until('ready')
  return { until, end: () => end.abort() }
}

const toldOf = (text: string) =>
  [...text.matchAll(/^data: (.+)$/gm)].map((match) => JSON.parse(match[1] ?? '') as Record<string, unknown>)

/** What was told after "ready", but for the founding of the organization, which may still be on its way then. */
const changesIn = (text: string) =>
  toldOf(text).filter(({ kind }) => kind !== undefined && kind !== 'organization')

describe('change events', () => {
  it('tell every listener of an organization kind and id, and no other', async () => {
    const lena = caller(site, await site.signIn(heron.owner), heron.id)
    const own = await world.addMember(heron, 'member', 'own')
    const streams = [
      await listen(lena.cookie ?? '', heron.slug),
      await listen(lena.cookie ?? '', heron.id),
      await listen(await site.signIn(marten.owner), marten.id),
      await listen(await site.signIn(own), heron.id),
    ]
    const { id } = (await lena.post('/clients', { name: 'Secret name' })).body as { id: string }
    const shown = await world.perform(own, 'client.create', { name: 'Own name' })
    const theirs = await world.perform(marten.owner, 'client.create', { name: 'Theirs' })
    const [first = '', second = '', other = '', narrow = ''] = await Promise.all([
      streams[0]?.until(shown.id),
      streams[1]?.until(shown.id),
      streams[2]?.until(theirs.id),
      streams[3]?.until(shown.id),
    ])
    const changes = [
      { kind: 'client', id },
      { kind: 'client', id: shown.id },
    ]
    expect(changesIn(first)).toEqual(changes)
    expect(changesIn(second)).toEqual(changes)
    expect(changesIn(other)).toEqual([{ kind: 'client', id: theirs.id }])
    expect(changesIn(narrow)).toEqual([changes[1]])
    for (const { end } of streams) end()
  })

  it('end at once for whoever is removed, and do not begin for strangers', async () => {
    const lena = caller(site, await site.signIn(heron.owner), heron.id)
    const colleague = await world.addMember(heron, 'member')
    const cookie = await site.signIn(colleague)
    const stream = await listen(cookie, heron.id)
    expect((await lena.delete(`/members/${colleague.personId}`)).status).toBe(200)
    const told = await stream.until()
    const { id } = (await lena.post('/clients', { name: 'Later' })).body as { id: string }
    expect(told).not.toContain(id)
    for (const stranger of [cookie, await site.signIn(marten.owner)]) {
      const answer = await site.ask('GET', `/events?organization=${heron.id}`, { cookie: stranger })
      expectProblem(answer, 404, 'not_found')
    }
    expectProblem(await site.ask('GET', `/events?organization=${heron.id}`), 401)
  })
})

describe('many at once', () => {
  it('are answered each for their own organization, whoever hangs up in between', async () => {
    const places = [heron, marten]
    const word = ({ slug }: TestOrganization) => (slug.startsWith('heron') ? 'heron' : 'marten')
    const cookies = await Promise.all(places.map(({ owner }) => site.signIn(owner)))
    for (const place of places)
      for (let i = 0; i < 20; i++)
        await world.perform(place.owner, 'client.create', { name: `${word(place)} client ${i}` })

    const request = async (i: number): Promise<string> => {
      const place = places[i % 2] ?? heron
      const other = word(places[(i + 1) % 2] ?? marten)
      const headers = {
        cookie: cookies[i % 2] ?? '',
        'UpCRM-Organization': place.id,
        'Content-Type': 'application/json',
      }
      const hangsUp = i % 5 === 0
      const end = new AbortController()
      const writes = i % 3 === 0
      const answering = fetch(`${base}/api/v1/clients?${writes ? '' : `search=${word(place)}&limit=200`}`, {
        method: writes ? 'POST' : 'GET',
        headers,
        signal: end.signal,
        ...(writes ? { body: JSON.stringify({ name: `${word(place)} new ${i}` }) } : {}),
      })
      if (hangsUp) {
        await sleep(i % 4)
        end.abort()
        return answering
          .then((answer) => answer.text())
          .then(() => 'hung up')
          .catch(() => 'hung up')
      }
      const answer = await answering
      const text = (await answer.text()).toLowerCase()
      expect(answer.status, text).toBe(writes ? 201 : 200)
      expect(text).toContain(word(place))
      expect(text).not.toContain(other)
      return 'answered'
    }
    const outcomes = await Promise.all(Array.from({ length: 60 }, (_, i) => request(i)))
    expect(outcomes.filter((one) => one === 'answered')).toHaveLength(48)
    const { rows } = await world.owner.query(
      `select 1 from clients where (org_id = $1 and name like 'marten%') or (org_id = $2 and name like 'heron%')`,
      [heron.id, marten.id],
    )
    expect(rows).toEqual([])
  })
})

describe('without a database', () => {
  it('only 503 is answered, nothing is stored, and all is well once it is back', async () => {
    const cookie = await site.signIn(heron.owner)
    const lena = caller(site, cookie, heron.id)
    const stream = await listen(cookie, heron.id)
    expect((await site.ask('GET', '/health')).status).toBe(200)
    const before = await storedIn(world, heron.id)
    proxy.cut()
    const health = await site.ask('GET', '/health')
    expect([health.status, health.body]).toEqual([503, { status: 'unavailable' }])
    const account = { email: `${newId()}@people.example`, password: 'correct horse battery' }
    for (const answer of [
      await lena.get('/clients'),
      await lena.get('/profile'),
      await lena.post('/clients', { name: 'Lost' }, { 'Idempotency-Key': 'lost' }),
      await lena.patch('/organization', { name: 'Lost' }),
      await lena.get('/auth/session'),
      await lena.post('/auth/sign-in', account),
      await lena.post('/auth/sign-up', { ...account, name: 'Lost' }),
      await lena.post('/auth/sign-out'),
      await lena.get(`/files/${newId()}`),
      await lena.get('/privacy?organization=heron-house'),
      await lena.get('/events'),
    ]) {
      expectProblem(answer, 503, 'unavailable')
      expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
    }
    const during = await Promise.all(Array.from({ length: 40 }, () => lena.get('/clients')))
    for (const answer of during) expectProblem(answer, 503)
    expect(await storedIn(world, heron.id)).toBe(before)

    proxy.mend()
    while ((await site.ask('GET', '/health')).status !== 200) await sleep(20)
    const after = await Promise.all(Array.from({ length: 20 }, () => lena.get('/clients')))
    expect(after.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect((await lena.post('/clients', { name: 'Found' }, { 'Idempotency-Key': 'lost' })).status).toBe(201)
    // Whoever was listening all the while is told to look again, and hears of what follows.
    expect(await stream.until('"*"')).toContain('data: {"kind":"*","id":""}')
    const { id } = (await lena.post('/clients', { name: 'Heard' })).body as { id: string }
    expect(await stream.until(id)).toContain(id)
    stream.end()
  })
})
