/** Links to invoices: what a stranger sees, when that counts as viewed, and that a revoked or made-up one shows nothing. */
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
  const client = await world.perform(owner, 'client.create', { name: 'Ana Kovač' })
  const lines = [{ description: 'Design', unitPrice: '100' }]
  const { id } = await world.perform(owner, 'invoice.create', { clientId: client.id, lines })
  const { number } = await world.perform(owner, 'invoice.issue', { id })
  const { url } = await world.perform(owner, 'invoice.link', { id })
  return { id, number, path: new URL(url).pathname, token: url.split('/').at(-1) ?? '' }
}
const viewedAt = async (id: string) => (await world.perform(studio.owner, 'invoice.get', { id })).viewedAt

it('shows the invoice to a stranger, once noted as viewed, and to nobody after it is revoked', async () => {
  const { id, number, path, token } = await linked()
  // 128 bits and more that nobody can guess.
  expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16)
  expect(await viewedAt(id)).toBeNull()

  const shown = await site.ask('GET', `/public/invoices/${token}`)
  expect(shown.status).toBe(200)
  expect(shown.body).toMatchObject({ number, total: 11_900, amountDue: 11_900, taxLabel: 'VAT' })
  expect(shown.text).not.toMatch(/"(id|clientId|companyId|version|createdAt|viewedAt)":/)
  expect(Object.fromEntries(shown.headers)).toMatchObject({
    'x-robots-tag': 'noindex, nofollow',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  })
  const pdf = await site.request('GET', `/api/v1/public/invoices/${token}/pdf`)
  expect(pdf.headers.get('Content-Type')).toBe('application/pdf')
  expect(pdf.headers.get('X-Robots-Tag')).toBe('noindex, nofollow')
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  const first = await viewedAt(id)
  expect(first).not.toBeNull()
  await site.request('GET', path)
  expect(await viewedAt(id)).toBe(first)

  await world.perform(studio.owner, 'invoice.revoke_links', { id })
  const gone = await site.ask('GET', `/public/invoices/${token}`)
  const madeUp = await site.ask('GET', `/public/invoices/${'A'.repeat(32)}`)
  expect(gone.status).toBe(404)
  expect((await site.ask('GET', `/public/invoices/${token}/pdf`)).status).toBe(404)
  const plain = ({ text }: { text: string }) => text.replace(/"requestId":"[^"]*"/, '')
  expect(plain(gone)).toBe(plain(madeUp))
})

it('opening the page counts, but not when one of their own, a robot or a browser ahead of its person does', async () => {
  const { id, path, token } = await linked()
  const cookie = await site.signIn(studio.owner)
  await site.request('GET', path, { cookie })
  await site.ask('GET', `/public/invoices/${token}`, { cookie })
  await site.request('HEAD', path)
  await site.request('GET', path, { headers: { 'User-Agent': 'Slackbot-LinkExpanding 1.0' } })
  await site.request('GET', path, { headers: { 'Sec-Purpose': 'prefetch' } })
  expect(await viewedAt(id)).toBeNull()

  const elsewhere = await world.addOrganization('Elsewhere')
  const page = await site.request('GET', path, { cookie: await site.signIn(elsewhere.owner) })
  expect(page.headers.get('X-Robots-Tag')).toBe('noindex, nofollow')
  expect(page.headers.get('Referrer-Policy')).toBe('no-referrer')
  expect(await viewedAt(id)).not.toBeNull()
})

it('a draft and a bill have no link', async () => {
  const { owner } = studio
  const client = await world.perform(owner, 'client.create', { name: 'Ana Kovač' })
  const draft = await world.perform(owner, 'invoice.create', { clientId: client.id })
  const bill = await world.perform(owner, 'invoice.create', { direction: 'purchase', number: '7' })
  for (const { id } of [draft, bill])
    await expect(world.perform(owner, 'invoice.link', { id })).rejects.toMatchObject({ status: 409 })
})
