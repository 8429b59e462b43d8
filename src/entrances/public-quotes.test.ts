/** Links to quotes: a stranger looks and answers once; own people and made-up tokens do not. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSite, type TestSite } from '#db/test-site.ts'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'

let world: World
let site: TestSite
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  site = await openSite(world)
  studio = await world.addOrganization()
})
afterAll(async () => {
  await site.close()
  await world.close()
})

async function linked() {
  const { owner } = studio
  const client = await world.perform(owner, 'client.create', { name: 'Ana Kovač', email: 'ana@k.example' })
  const lines = [{ description: 'Design', unitPrice: '100' }]
  const { id } = await world.perform(owner, 'quote.create', { clientId: client.id, lines })
  const { number } = await world.perform(owner, 'quote.send', { id })
  const { items } = await world.perform(owner, 'outbox.list', { limit: 1 })
  return { id, number, token: /\/q\/([\w-]+)/.exec(items[0]?.body ?? '')?.[1] ?? '' }
}
const read = (id: string) => world.perform(studio.owner, 'quote.get', { id })

it('shows a quote to a stranger, who answers it once with their name', async () => {
  const { id, number, token } = await linked()
  const cookie = await site.signIn(studio.owner)
  expect((await site.ask('GET', `/public/quotes/${token}`, { cookie })).status).toBe(200)
  expect((await read(id)).viewedAt).toBeNull()
  const shown = await site.ask('GET', `/public/quotes/${token}`)
  expect(shown.status).toBe(200)
  expect(shown.body).toMatchObject({ number, status: 'sent', total: 11_900, taxLabel: 'VAT' })
  expect(shown.text).not.toMatch(/"(id|clientId|companyId|version|createdAt|viewedAt|invoices)":/)
  expect(Object.fromEntries(shown.headers)).toMatchObject({
    'x-robots-tag': 'noindex, nofollow',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  })
  expect((await read(id)).viewedAt).not.toBeNull()
  const page = await site.request('GET', `/q/${token}`)
  expect(page.headers.get('X-Robots-Tag')).toBe('noindex, nofollow')

  const answer = (body: object, who = {}) =>
    site.ask('POST', `/public/quotes/${token}/accept`, { body, ...who })
  expect((await answer({ name: 'Lena' }, { cookie })).body).toMatchObject({ status: 409, code: 'own' })
  expect((await answer({ name: '  ' })).status).toBe(422)
  expect((await answer({ name: 'Ana', accepted: false, status: 'invoiced' })).status).toBe(422)
  expect((await read(id)).status).toBe('sent')
  const accepted = await answer({ name: 'Ana Kovač', answer: 'Please begin in May' })
  expect(accepted.body).toMatchObject({ status: 'accepted', answeredBy: 'Ana Kovač' })
  expect((await answer({ name: 'Eve' })).body).toMatchObject({ status: 409, code: 'answered' })
  expect((await site.ask('POST', `/public/quotes/${token}/decline`, { body: { name: 'Eve' } })).status).toBe(
    409,
  )
  expect(await read(id)).toMatchObject({
    status: 'accepted',
    answeredBy: 'Ana Kovač',
    answer: 'Please begin in May',
  })
  const { items } = await world.perform(studio.owner, 'audit.list', { limit: 1 })
  expect(items[0]).toMatchObject({ operation: 'quote.give_answer', actor: { name: 'Link' } })
})

it('shows nothing for a made-up token, or one that leads to an invoice', async () => {
  const { token } = await linked()
  for (const [method, path] of [
    ['GET', `/public/quotes/${token.slice(1)}a`],
    ['POST', `/public/quotes/${token.slice(1)}a/accept`],
    ['GET', `/public/invoices/${token}`],
  ] as const) {
    const answer = await site.ask(method, path, method === 'POST' ? { body: { name: 'Eve' } } : {})
    expect([answer.status, answer.body.code], path).toEqual([404, 'not_found'])
    expect(answer.headers.get('X-Robots-Tag')).toBe('noindex, nofollow')
  }
})
