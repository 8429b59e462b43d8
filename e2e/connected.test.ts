/** Invoices in the rest of the house: a line from the catalogue, the story of a client, and what the bell says. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestOrganization } from '#db/test-world.ts'
import { expectAccessible, openWalk, type Walk } from './world.ts'

let walk: Walk
let studio: TestOrganization
let lena: Page
let clientId = ''

beforeAll(async () => {
  walk = await openWalk()
  studio = await walk.world.addOrganization('Studio Halden')
  const { owner } = studio
  await walk.world.perform(owner, 'organization.update', {
    legalName: 'Studio Halden GmbH',
    vatId: 'DE123456789',
    address: { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
  const client = await walk.world.perform(owner, 'client.create', {
    name: 'Łucja Brändl',
    email: 'lucja@brandl.example',
    address: { line1: 'Gewerbering 4', postalCode: '83022', city: 'Rosenheim', country: 'DE' },
  })
  clientId = client.id
  await walk.world.perform(owner, 'item.create', { name: 'Design sprint', unit: 'day', unitPrice: '960.5' })
  lena = await walk.visit(owner)
})
afterAll(() => walk?.close())

it('fills a line with what the catalogue offers', async () => {
  await lena.goto(`/o/${studio.slug}/invoices/new?clientId=${clientId}`)
  const description = lena.getByLabel('Description, line 1', { exact: true })
  await description.focus()
  await lena.keyboard.type('Des')
  await lena.locator('datalist option[value="Design sprint"]').waitFor({ state: 'attached' })
  // Choosing from the browser's own list says no kind of input.
  await description.evaluate((field: HTMLInputElement) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'Design sprint')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  const cell = (column: string) => lena.getByLabel(`${column}, line 1`, { exact: true })
  expect(await cell('Unit').inputValue()).toBe('day')
  expect(await cell('Price').inputValue()).toBe('960.5')
  await lena.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
  await expectAccessible(lena)
})

it('tells in the story of the client what became of it, and rings when it was opened', async () => {
  const { owner, system } = studio
  const { items } = await walk.world.perform(owner, 'invoice.list', {})
  const id = items[0]?.id ?? ''
  const { number } = await walk.world.perform(owner, 'invoice.send', { id })
  const marek = await walk.world.addMember(studio, 'member', 'all', 'Marek Nowak')
  await lena.goto(`/o/${studio.slug}/clients/${clientId}`)
  await lena.getByText(`Mailed invoice ${number} to lucja@brandl.example`).waitFor()
  await lena
    .getByRole('button', { name: /^Invoices/ })
    .or(lena.getByRole('radio', { name: /^Invoices/ }))
    .first()
    .click()
  await lena.waitForURL(/show=invoice/)
  await walk.world.perform(system, 'invoice.visit', { id })
  await lena.getByText(`The recipient opened invoice ${number} for the first time`).waitFor()
  await lena.getByText(`Invoice ${number} was opened by its recipient`).first().waitFor()
  await walk.world.perform(marek, 'payment.record', { invoiceId: id, amount: 114300 })
  await lena.getByText(`Invoice ${number} is paid`).first().waitFor()
  await expectAccessible(lena)
  await lena
    .getByRole('link', { name: `invoice ${number}` })
    .first()
    .click()
  await lena.waitForURL(new RegExp(`/invoices/${id}`))
  await lena.getByRole('heading', { level: 1, name: `Invoice ${number}` }).waitFor()
})
