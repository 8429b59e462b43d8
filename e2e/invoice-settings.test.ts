/** What is settled once for all invoices: who bills, numbers, tax and mails; and bills, which come in. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestOrganization } from '#db/test-world.ts'
import { button, row, settled, toastOf } from './parts.ts'
import { expectAccessible, openWalk, type Walk } from './world.ts'

let walk: Walk
let studio: TestOrganization

beforeAll(async () => {
  walk = await openWalk()
  studio = await walk.world.addOrganization('Studio Halden')
  const client = await walk.world.perform(studio.owner, 'client.create', { name: 'Katarzyna Wójcik' })
  for (const unitPrice of ['100', '200', '300']) {
    const draft = await walk.world.perform(studio.owner, 'invoice.create', {
      clientId: client.id,
      lines: [{ description: 'Design', unitPrice }],
    })
    await walk.world.perform(studio.owner, 'invoice.issue', { id: draft.id })
  }
})
afterAll(() => walk?.close())

it('asks who bills before the first invoice of a new organization goes out', async () => {
  const fresh = await walk.world.addOrganization('Studio Neu')
  const client = await walk.world.perform(fresh.owner, 'client.create', {
    name: 'Piotr Kamiński',
    email: 'piotr@kaminski.example',
  })
  const draft = await walk.world.perform(fresh.owner, 'invoice.create', {
    clientId: client.id,
    lines: [{ description: 'Table', unitPrice: '800' }],
  })
  const page = await walk.visit(fresh.owner, { colorScheme: 'dark' })
  await page.goto(`/o/${fresh.slug}/invoices/${draft.id}`)
  await page.getByText('Before it goes out').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'Who bills?' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Street and number' }).fill('Musterweg 12')
  await page.getByRole('textbox', { name: 'City' }).fill('Berlin')
  await button(page, 'Next').click()
  await page.getByRole('checkbox', { name: 'We are a small business and charge no tax' }).check()
  await settled(() =>
    page.getByRole('textbox', { name: 'The sentence the law asks for' }).inputValue(),
  ).toContain('§ 19 UStG')
  await page.getByRole('textbox', { name: 'Tax number' }).fill('12/345/67890')
  await button(page, 'Next').click()
  await page.getByRole('textbox', { name: 'IBAN' }).fill('DE89 3704 0044 0532 0130 01')
  await button(page, 'Done').click()
  await page.getByText('This is not an IBAN').waitFor()
  await page.getByRole('textbox', { name: 'IBAN' }).fill('DE89 3704 0044 0532 0130 00')
  await button(page, 'Done').click()
  await page.getByText('As it will arrive').waitFor()
  expect(await walk.world.perform(fresh.owner, 'invoice_settings.get', {})).toMatchObject({
    taxCategory: 'E',
  })
  expect(await walk.world.perform(fresh.owner, 'organization.get', {})).toMatchObject({
    taxNumber: '12/345/67890',
    address: { line1: 'Musterweg 12', city: 'Berlin' },
  })
  await page.context().close()
})

it('is settled once: numbers with an example, tax by country, mails as they would read, and proved without a gap', async () => {
  const page = await walk.visit(studio.owner, { colorScheme: 'dark' })
  await page.goto(`/o/${studio.slug}/settings?section=invoices`)
  const pattern = page.getByRole('textbox', { name: 'Invoices' })
  await pattern.fill('RE-{yy}')
  await page.getByText('A pattern has one place for the counter').waitFor()
  await pattern.fill('RE-{yy}{month}-{001}')
  await page.getByText(/The next one is RE-\d{4}-001/).waitFor()
  await expectAccessible(page)
  await button(page, 'Save').click()
  await toastOf(page, 'Settings saved').waitFor()
  await button(page, 'Use 7 %').click()
  await settled(
    async () => (await walk.world.perform(studio.owner, 'invoice_settings.get', {})).taxRate,
  ).toBe('7')

  await page.getByRole('textbox', { name: 'Subject' }).fill('Your invoice {number}')
  await page
    .getByRole('region', { name: 'How it would read' })
    .getByText(/^Your invoice RE-/)
    .waitFor()
  await button(page, 'Save').click()
  await toastOf(page, 'Mail saved').waitFor()
  await button(page, 'Back to the usual words').click()
  await settled(
    async () => (await walk.world.perform(studio.owner, 'invoice_settings.get', {})).mails.invoice,
  ).toBe(null)

  await page.getByRole('link', { name: 'Numbers without a gap' }).click()
  await page.getByText(/numbers without a gap$/).waitFor()
  await button(page, 'Check the seals').click()
  await page.getByText(/^All \d+ say what was sealed\.$/).waitFor()
  await expectAccessible(page)
  await page.context().close()
})

it('are bills too: entered, listed by the day they are due, and marked paid', async () => {
  const page = await walk.visit(studio.owner)
  await page.goto(`/o/${studio.slug}/bills`)
  await button(page, /^Enter a bill/)
    .last()
    .click()
  await page.getByRole('dialog').getByLabel('From', { exact: true }).fill('Papier Meier')
  await page.getByRole('option', { name: /New company/ }).click()
  await page.getByRole('textbox', { name: 'Its number' }).fill('R-778')
  await page.getByRole('textbox', { name: 'Net in EUR' }).fill('100')
  await page.getByRole('dialog').getByText('€119.00').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await row(page, 'R-778').waitFor()
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Bills' }).waitFor()
  await row(page, 'R-778').focus()
  await page.keyboard.press('p')
  await row(page, 'R-778').getByText('Paid').waitFor()
  await page.context().close()
})
