/** Invoices once they are issued: found, paid, corrected, shared with a stranger, and settled for the whole organization. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestOrganization } from '#db/test-world.ts'
import { button, overflow, row, settled, toastOf, undo } from './parts.ts'
import { expectAccessible, openWalk, phone, type Walk } from './world.ts'

let walk: Walk
let studio: TestOrganization
let lena: Page
let clientId: string

const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const address = { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' }

beforeAll(async () => {
  walk = await openWalk()
  studio = await walk.world.addOrganization('Studio Halden')
  await walk.world.perform(studio.owner, 'organization.update', {
    legalName: 'Studio Halden GmbH',
    vatId: 'DE123456789',
    iban: 'DE89 3704 0044 0532 0130 00',
    address,
  })
  const company = await walk.world.perform(studio.owner, 'company.create', {
    name: 'Lumen Logistyka',
    address: { ...address, line1: 'ul. Portowa 18' },
  })
  const client = await walk.world.perform(studio.owner, 'client.create', {
    name: 'Katarzyna Wójcik',
    email: 'kat@lumen.example',
    companyId: company.id,
  })
  clientId = client.id
  lena = await walk.visit(studio.owner)
})
afterAll(() => walk?.close())

const amountDue = async (id: string) =>
  (await walk.world.perform(studio.owner, 'invoice.get', { id })).amountDue
const open = async (id: string) => {
  await lena.goto(`/o/${studio.slug}/invoices/${id}`)
  await lena.getByRole('heading', { level: 1, name: /^(Invoice|Credit note) / }).waitFor()
}

async function filterBy(name: string) {
  await lena.getByRole('button', { name: /^Filter/ }).click()
  await lena.getByRole('menuitem', { name, exact: true }).click()
}

/** Issued over 100 euros and tax; late when it was due before today. */
async function issue(due = 14, more: object = {}) {
  const draft = await walk.world.perform(studio.owner, 'invoice.create', {
    clientId,
    issuedOn: dayFromNow(Math.min(0, due)),
    dueOn: dayFromNow(due),
    lines: [
      { description: 'Design', quantity: '4', unit: 'hour', unitPrice: '20.00' },
      { description: 'Printing', quantity: '10', unitPrice: '2.00', taxRate: '7' },
    ],
    ...more,
  })
  return walk.world.perform(studio.owner, 'invoice.issue', { id: draft.id })
}

const moneyOf = async (page: Page, name: string) =>
  (await page
    .locator('dl > div', { has: page.locator('dt', { hasText: name }) })
    .first()
    .locator('dd')
    .textContent()) ?? ''

it('teaches where there is none, lists, filters, sums and marks paid with one key and an undo', async () => {
  await lena.goto(`/o/${studio.slug}/invoices`)
  await lena.getByRole('heading', { name: 'Write your first invoice' }).waitFor()
  await expectAccessible(lena)
  const late = await issue(-20)
  const early = await issue(10)
  await issue(30, { currency: 'USD' })

  // By itself, without a reload.
  const grid = lena.getByRole('grid', { name: 'Invoices' })
  await row(lena, '2026-0001|-0001').first().waitFor()
  await grid.getByText('20 days overdue').waitFor()
  await expectAccessible(lena)

  await lena.keyboard.press('f')
  await lena.getByRole('menuitem', { name: 'Overdue' }).click()
  await lena.getByRole('checkbox', { name: 'Yes' }).click()
  await settled(() => grid.getByRole('row').count()).toBe(2)
  await lena.getByRole('button', { name: 'Remove the filter Overdue' }).click()
  await lena.waitForURL((url) => !url.search.includes('overdue'))
  await lena.getByRole('button', { name: 'Remove the filter Overdue' }).waitFor({ state: 'hidden' })
  await settled(() => grid.getByRole('row').count()).toBe(4)

  await filterBy('Client')
  await lena.getByRole('textbox', { name: 'Choose Client' }).fill('kat')
  await button(lena, 'Katarzyna Wójcik').click()
  await lena.waitForURL(/clientId=/)
  await settled(() => grid.getByRole('row').count()).toBe(4)

  // What is selected is summed, a sum for each currency.
  await lena.getByRole('checkbox', { name: 'Select all rows shown' }).click()
  const bar = lena.getByRole('toolbar')
  await bar.getByText(/€233\.20 \+ (US)?\$116\.60 due/).waitFor()
  await button(lena, /^Clear/).click()

  await row(lena, late.number ?? '').focus()
  await lena.keyboard.press('p')
  await toastOf(lena, `${late.number} is paid in full today`).waitFor()
  await settled(() => amountDue(late.id)).toBe(0)
  await undo(lena, `${late.number} is paid in full today`)
  await settled(() => amountDue(late.id)).toBe(11_660)
  await row(lena, late.number ?? '')
    .getByText('20 days overdue')
    .waitFor()

  // Many at once, and all of it taken back.
  for (const { number } of [late, early])
    await lena.getByRole('checkbox', { name: new RegExp(`Select ${number}`) }).click()
  await bar.getByRole('button', { name: 'Mark paid' }).click()
  await toastOf(lena, '2 invoices are paid in full today').waitFor()
  expect(await amountDue(early.id)).toBe(0)
  await undo(lena, '2 invoices are paid in full today')
  await settled(() => amountDue(early.id)).toBe(11_660)
})

it('is found, opened and paid in part with the keyboard alone, and the rest says so', async () => {
  const invoice = await issue(5)
  await lena.goto(`/o/${studio.slug}`)
  await lena.getByRole('heading', { name: 'Today', exact: true }).waitFor()
  await lena.keyboard.press('g')
  await lena.keyboard.press('i')
  await row(lena, invoice.number ?? '').waitFor()
  await lena.keyboard.press('ArrowDown')
  await settled(() => lena.evaluate(() => document.activeElement?.hasAttribute('data-row'))).toBe(true)
  await lena.keyboard.press('Enter')
  await lena
    .getByRole('heading', { name: `Invoice ${invoice.number}` })
    .first()
    .waitFor()
  await expectAccessible(lena)

  await lena.keyboard.press('m')
  const amount = lena.getByRole('textbox', { name: 'Amount in EUR' })
  await settled(() => amount.inputValue()).toBe('116.60')
  await lena.getByText('That is all of it.').waitFor()
  await lena.keyboard.press('Control+a')
  await lena.keyboard.type('50')
  await lena.getByText('A part of it: €66.60 stays due.').waitFor()
  await expectAccessible(lena)
  await lena.keyboard.press('Enter')
  await toastOf(lena, '€50.00 recorded').waitFor()
  await lena.getByText('Partly paid').waitFor()
  await settled(() => moneyOf(lena, 'Amount due')).toBe('€66.60')

  // The same payment taken back, with a question before.
  await button(lena, /^Remove the payment of €50\.00/).click()
  await lena.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await settled(() => amountDue(invoice.id)).toBe(11_660)
  await settled(() => moneyOf(lena, 'Amount due')).toBe('€116.60')

  // More than is due is said before it is recorded, and after.
  await lena.keyboard.press('m')
  await amount.fill('200')
  await lena.getByText('€83.40 more than is due').waitFor()
  await lena.keyboard.press('Enter')
  await settled(() => moneyOf(lena, 'Paid too much')).toBe('€83.40')
})

it('is corrected by a credit note over some of its lines, and voided', async () => {
  const invoice = await issue()
  await open(invoice.id)
  await button(lena, `More for ${invoice.number}`).click()
  await lena.getByRole('menuitem', { name: 'Credit note' }).click()
  await lena.getByRole('radio', { name: 'Some of its lines' }).click()
  await lena.getByRole('checkbox', { name: 'Printing' }).click()
  await lena.getByRole('textbox', { name: 'Quantity of Printing' }).fill('5')
  await lena.getByText('-€10.70').waitFor()
  await lena.getByRole('textbox', { name: 'Why, for the buyer' }).fill('Five were damaged.')
  await expectAccessible(lena)
  await button(lena, 'Issue credit note').click()
  await lena.getByRole('heading', { level: 1, name: /^Credit note C/ }).waitFor()
  await lena.getByText('Five were damaged.').waitFor()
  await lena.getByText('Settled').waitFor()
  await expectAccessible(lena)
  await lena
    .getByRole('complementary', { name: 'Next' })
    .getByRole('link', { name: invoice.number ?? '' })
    .click()
  await settled(() => moneyOf(lena, 'Amount due')).toBe('€105.90')

  const wrong = await issue()
  await open(wrong.id)
  await button(lena, `More for ${wrong.number}`).click()
  await lena.getByRole('menuitem', { name: 'Void' }).click()
  await lena.getByText('A credit note over all of it is issued').waitFor()
  await lena.getByRole('dialog').getByRole('button', { name: 'Void' }).click()
  await toastOf(lena, `${wrong.number} is void`).waitFor()
  await lena
    .getByRole('complementary', { name: 'Next' })
    .getByText('Nothing is to be paid')
    .or(lena.getByText('It is void'))
    .first()
    .waitFor()
})

it('is sent, seen by a stranger, which shows by itself, and shows nothing once its links are revoked', async () => {
  const invoice = await issue(-3, { paymentLink: 'https://pay.example/abc', language: 'de' })
  await open(invoice.id)
  await lena.keyboard.press('e')
  await lena.getByText('As it will arrive').waitFor()
  await lena.getByRole('textbox', { name: 'Subject' }).fill('Rechnung {number}')
  await lena
    .getByRole('region', { name: 'As it will arrive' })
    .getByText(`Rechnung ${invoice.number}`)
    .first()
    .waitFor()
  await expectAccessible(lena)
  await lena.keyboard.press('Control+Enter')
  await lena.getByText('In the outbox', { exact: true }).waitFor()
  await lena.keyboard.press('e')
  await lena.getByText(/It lies in the outbox already, written to kat@lumen\.example/).waitFor()
  await button(lena, 'Cancel').click()

  await button(lena, `More for ${invoice.number}`).click()
  await lena.getByRole('menuitem', { name: 'Copy a link' }).click()
  const url = await lena.getByRole('textbox', { name: 'Link' }).inputValue()
  await lena.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()

  const before = walk.requests.length
  const stranger = await walk.visit(null, phone)
  await stranger.goto(new URL(url).pathname)
  await stranger.getByRole('heading', { level: 1, name: `Rechnung ${invoice.number}` }).waitFor()
  await stranger.getByText(/Offener Betrag/).waitFor()
  expect(await stranger.getByRole('link', { name: 'Jetzt bezahlen' }).getAttribute('href')).toBe(
    'https://pay.example/abc',
  )
  expect(await overflow(stranger)).toBe(0)
  await expectAccessible(stranger)
  expect(await stranger.context().cookies()).toEqual([])
  expect(walk.requests.slice(before).filter((one) => !one.startsWith(walk.origin))).toEqual([])
  const pdf = await stranger.request.get(
    (await stranger.getByRole('link', { name: 'PDF herunterladen' }).getAttribute('href')) ?? '',
  )
  expect(pdf.headers()['content-type']).toBe('application/pdf')

  // On the page of the one who sent it, which nobody has loaded anew.
  await lena
    .getByRole('complementary', { name: 'Next' })
    .getByText(/^viewed/)
    .waitFor()

  await button(lena, `More for ${invoice.number}`).click()
  await lena.getByRole('menuitem', { name: 'Revoke the links' }).click()
  await lena.getByRole('dialog').getByRole('button', { name: 'Revoke the links' }).click()
  await toastOf(lena, 'The links show nothing any more').waitFor()
  await stranger.reload()
  await stranger.getByRole('heading', { name: 'This link shows nothing any more' }).waitFor()
  await expectAccessible(stranger)
  await stranger.context().close()
})

it('shows on the client’s page what is unpaid, and writes the next one from there', async () => {
  const invoice = await issue(-9)
  await lena.goto(`/o/${studio.slug}/clients/${clientId}`)
  await button(lena, `Mark paid: ${invoice.number}`).click()
  await settled(() => amountDue(invoice.id)).toBe(0)
  await lena.keyboard.press('i')
  await lena.waitForURL(/\/invoices\/new\?clientId=/)
  await settled(() => lena.getByRole('combobox', { name: 'Client' }).inputValue()).toContain(
    'Katarzyna Wójcik',
  )
})
