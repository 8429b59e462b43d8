import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

async function draft(client: object = {}) {
  const { id: clientId } = await world.perform(studio.owner, 'client.create', {
    name: 'Thomas Brandl',
    email: 'thomas@brandl.example',
    ...client,
  })
  const lines = [{ description: 'Design', unitPrice: '100' }]
  return world.perform(studio.owner, 'invoice.create', { clientId, lines, language: 'de' })
}
const outbox = async () => (await world.perform(studio.owner, 'outbox.list', { limit: 200 })).items

it('issues a draft and leaves one mail with a link, in the language of the document', async () => {
  const { id } = await draft()
  const sent = await world.perform(studio.owner, 'invoice.send', { id })
  expect(sent).toMatchObject({ status: 'issued', mail: { to: 'thomas@brandl.example', status: 'kept' } })
  expect(sent.sentAt).not.toBeNull()
  const [mail] = await outbox()
  expect(mail).toMatchObject({
    recipient: 'thomas@brandl.example',
    subject: `Rechnung ${sent.number} von Studio Halden`,
  })
  expect(mail?.body).toMatch(/^Guten Tag Thomas Brandl,\n/)
  expect(mail?.body).toMatch(/ über 119,00\s€, fällig am \d+\. \p{L}+ \d{4}\./u)
  expect(mail?.body).toMatch(/^http:\/\/localhost:3000\/i\/[\w-]{32}$/m)

  await expect(world.perform(studio.owner, 'invoice.send', { id })).rejects.toMatchObject({ code: 'sent' })
  expect(await outbox()).toHaveLength(1)
  await world.perform(studio.owner, 'invoice.send', { id, again: true, to: 'books@brandl.example' })
  expect((await outbox()).map(({ recipient }) => recipient)).toEqual([
    'books@brandl.example',
    'thomas@brandl.example',
  ])
  const { items } = await world.perform(studio.owner, 'invoice.mails', { id })
  expect(items).toHaveLength(2)
})

it('sends what the person wrote, filled in, and nothing that makes a header', async () => {
  const { id } = await draft({ name: 'Eve\r\nBcc: all@client.example' })
  await world.perform(studio.owner, 'invoice_settings.update', {
    mails: { invoice: { subject: 'Nr. {number}', text: '{name}: {total} bis {dueOn}, {unknown}' } },
  })
  const sent = await world.perform(studio.owner, 'invoice.send', {
    id,
    subject: 'Ihre {number}, {name}',
  })
  const [mail] = await outbox()
  expect(mail?.subject).toBe(`Ihre ${sent.number}, Eve Bcc: all@client.example`)
  expect(mail?.body).toMatch(/: 119,00\s€ bis \d+\. \p{L}+ \d{4}, \{unknown\}\n\nhttp:/u)
})

it('refuses without an address, and has issued nothing then', async () => {
  const { id } = await draft({ email: null })
  await expect(world.perform(studio.owner, 'invoice.send', { id })).rejects.toMatchObject({
    status: 422,
    errors: [{ path: 'to' }],
  })
  expect((await world.perform(studio.owner, 'invoice.get', { id })).status).toBe('draft')
})
