/** From a line to money: a draft by keyboard, issued and sent, its link opened by a stranger, paid in part and in whole. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestOrganization } from '#db/test-world.ts'
import { overflow, settled } from './parts.ts'
import { expectAccessible, openWalk, phone, type Walk } from './world.ts'

let walk: Walk
let studio: TestOrganization
let lena: Page

beforeAll(async () => {
  walk = await openWalk()
  studio = await walk.world.addOrganization('Studio Halden')
  await walk.world.perform(studio.owner, 'organization.update', {
    legalName: 'Studio Halden GmbH',
    vatId: 'DE123456789',
    iban: 'DE89 3704 0044 0532 0130 00',
    address: { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
  const company = await walk.world.perform(studio.owner, 'company.create', {
    name: 'Brandl Metallbau',
    legalName: 'Brandl Metallbau GmbH',
    address: { line1: 'Gewerbering 4', postalCode: '83022', city: 'Rosenheim', country: 'DE' },
  })
  await walk.world.perform(studio.owner, 'client.create', {
    name: 'Łucja Brändl',
    email: 'lucja@brandl.example',
    companyId: company.id,
  })
  lena = await walk.visit(studio.owner)
})
afterAll(() => walk?.close())

const invoices = async () => (await walk.world.perform(studio.owner, 'invoice.list', {})).items
const cell = (line: number, column: string) => lena.getByLabel(`${column}, line ${line}`, { exact: true })
const draftOf = async () => {
  const [first] = await invoices()
  return walk.world.perform(studio.owner, 'invoice.get', { id: first!.id })
}

it('is written with the keyboard and stores itself', async () => {
  await lena.goto(`/o/${studio.slug}/invoices/new`)
  // The field for the client has the focus: three letters and Enter.
  await lena.getByRole('textbox', { name: 'Client' }).waitFor()
  await lena.keyboard.type('Łuc')
  await lena.getByRole('option', { name: 'Łucja Brändl, Brandl Metallbau' }).waitFor()
  await lena.keyboard.press('Enter')

  await cell(1, 'Description').focus()
  await lena.keyboard.type('Relaunch: design sprint')
  await lena.keyboard.press('Tab')
  await lena.keyboard.type('3')
  await lena.keyboard.press('Tab')
  await lena.keyboard.type('day')
  await lena.keyboard.press('Tab')
  await lena.keyboard.type('960')
  await lena.keyboard.press('Enter')
  await lena.keyboard.type('Front-end development')
  await lena.keyboard.press('Tab')
  await lena.keyboard.type('18.5')
  await lena.keyboard.press('Tab')
  await lena.keyboard.type('hour')
  await lena.keyboard.press('Tab')
  await lena.keyboard.type('112')
  await lena.keyboard.press('Tab')
  await lena.keyboard.type('10')
  await lena.getByText('€5,646.31', { exact: true }).first().waitFor()
  await lena.getByText(/^Stored /).waitFor()
  await lena.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
  // The address changed under one's hands; the focus did not.
  expect(await lena.evaluate(() => document.activeElement?.getAttribute('data-cell'))).toBe(
    '1 discountPercent',
  )
  expect(await draftOf()).toMatchObject({
    total: 564_631,
    buyer: { name: 'Brandl Metallbau GmbH', contactName: 'Łucja Brändl' },
    lines: [{ net: 288_000 }, { quantity: '18.5', discountPercent: '10', net: 186_480 }],
  })

  // Alt and an arrow move a line, and the focus goes with it.
  await lena.keyboard.press('Alt+ArrowUp')
  await settled(async () => (await draftOf()).lines[0]?.description).toBe('Front-end development')
  expect(await lena.evaluate(() => document.activeElement?.getAttribute('data-cell'))).toBe(
    '0 discountPercent',
  )

  await cell(2, 'Description').focus()
  await lena.keyboard.press('Enter')
  await lena.evaluate(() => {
    const data = new DataTransfer()
    data.setData('text/plain', 'Photos\t24\tpiece\t18.50\nCatalogue\t250\tpiece\t2.345')
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  })
  await cell(4, 'Tax').selectOption({ label: '7 %' })
  await settled(async () => (await draftOf()).total).toBe(680_196)
  await lena.getByText('€6,801.96', { exact: true }).first().waitFor()
  await expectAccessible(lena)

  // What cannot be read says so, and the rest stays stored.
  await cell(1, 'Qty').fill('many')
  expect(await cell(1, 'Qty').getAttribute('aria-invalid')).toBe('true')
  await lena.getByText('Not stored yet').waitFor()
  await cell(1, 'Qty').fill('18,5')
  await lena.getByText(/^Stored /).waitFor()
  await settled(async () => (await draftOf()).total).toBe(680_196)
})

it('two people at one draft: the second is asked', async () => {
  const draft = await draftOf()
  await walk.world.perform(studio.owner, 'invoice.update', { id: draft.id, reference: 'Order 4500' })
  await lena.getByRole('textbox', { name: 'Note to the client' }).fill('Thank you.')
  await lena.getByText('Someone else changed this draft').waitFor()
  await lena.getByRole('button', { name: 'Take theirs' }).click()
  await settled(() => lena.getByRole('textbox', { name: 'Reference' }).inputValue()).toBe('Order 4500')
  await lena.getByRole('textbox', { name: 'Note to the client' }).fill('Thank you.')
  await settled(async () => (await draftOf()).note).toBe('Thank you.')
})

it('is issued and sent, opened by a stranger, paid in part and then in whole', async () => {
  await lena.keyboard.press('Control+Enter')
  const dialog = lena.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'To' }).waitFor()
  expect(await dialog.getByRole('textbox', { name: 'To' }).inputValue()).toBe('lucja@brandl.example')
  await expectAccessible(lena)
  await lena.keyboard.press('Control+Enter')
  await lena.getByRole('heading', { level: 1, name: /^Invoice \d{4}-0001$/ }).waitFor()
  await lena.getByText('In the outbox', { exact: true }).waitFor()
  const { items } = await walk.world.perform(studio.owner, 'outbox.list', {})
  expect(items[0]).toMatchObject({ recipient: 'lucja@brandl.example', status: 'kept' })
  const link = /http\S+\/i\/\S+/.exec(items[0]?.body ?? '')?.[0] ?? ''

  const stranger = await walk.visit()
  await stranger.goto(new URL(link).pathname)
  await stranger.getByText('Front-end development').first().waitFor()
  await stranger.getByText('6,801.96').first().waitFor()
  await expectAccessible(stranger)
  const pdf = await stranger.request.get(`/api/v1/public/invoices/${link.split('/').at(-1)}/pdf`)
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
  await stranger.context().close()
  // By itself, without a reload.
  await lena.getByText('Viewed').first().waitFor()

  await lena.keyboard.press('m')
  const amount = lena.getByRole('textbox', { name: 'Amount in EUR' })
  await settled(() => amount.inputValue()).toBe('6801.96')
  await amount.fill('3,000.00')
  await lena.keyboard.press('Enter')
  await lena.getByText('Partly paid').first().waitFor()
  await settled(async () => (await draftOf()).amountDue).toBe(380_196)
  await lena.getByRole('button', { name: 'Mark paid' }).first().click()
  await settled(async () => (await draftOf()).status).toBe('paid')
  expect(await draftOf()).toMatchObject({
    amountDue: 0,
    sentAt: expect.anything(),
    viewedAt: expect.anything(),
  })
})

it('is read on a phone', async () => {
  const client = await walk.world.perform(studio.owner, 'client.create', { name: 'Ana Kovač' })
  const lines = [{ description: 'Design', unitPrice: '100' }]
  await walk.world.perform(studio.owner, 'invoice.create', { clientId: client.id, lines })
  const draft = await draftOf()
  const small = await walk.visit(studio.owner, phone)
  await small.goto(`/o/${studio.slug}/invoices/${draft.id}`)
  await small.getByLabel('Description, line 1', { exact: true }).waitFor()
  expect(await overflow(small)).toBeLessThanOrEqual(0)
  await expectAccessible(small)
  await small.context().close()
})
