/** A bank statement: dropped, its lines accepted by keyboard, taken back and ignored; the same file again adds nothing. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestOrganization } from '#db/test-world.ts'
import { button, overflow, settled, toastOf, undo } from './parts.ts'
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
    address: { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
  lena = await walk.visit(studio.owner)
})
afterAll(() => walk?.close())

async function issue(companyName: string, price: string) {
  const client = await walk.world.perform(studio.owner, 'client.create', { name: 'Ada', companyName })
  const { id } = await walk.world.perform(studio.owner, 'invoice.create', {
    clientId: client.id,
    lines: [{ description: 'Design', unitPrice: price, taxCategory: 'Z' }],
  })
  return walk.world.perform(studio.owner, 'invoice.issue', { id })
}
const standing = async (id: string) =>
  (await walk.world.perform(studio.owner, 'invoice.get', { id })).amountDue

const line = (name: string) => lena.getByRole('main').getByRole('listitem').filter({ hasText: name })

const statement = (...rows: string[]) => ({
  name: 'umsatz.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['Buchungstag;Betrag;Währung;Name;IBAN;Verwendungszweck', ...rows, ''].join('\n')),
})
const bring = async (page: Page, file: ReturnType<typeof statement>) =>
  page.locator('main input[type=file]').last().setInputFiles(file)

it('teaches, takes a statement in, and settles its lines by keyboard', async () => {
  const first = await issue('Lumen Logistyka', '100')
  const second = await issue('Brandl Metallbau', '250')
  await lena.goto(`/o/${studio.slug}/bank`)
  await lena.getByRole('heading', { name: 'Drop a bank statement here' }).waitFor()
  await expectAccessible(lena)

  const file = statement(
    `23.11.2026;100,00;EUR;Lumen Logistyka;DE89370400440532013000;Rechnung ${first.number}`,
    `22.11.2026;250,00;EUR;Brandl Metallbau;DE02120300000000202051;Rechnung ${second.number}`,
    '21.11.2026;-12,90;EUR;Telefon AG;DE02500105170137075030;Anschluss',
  )
  await bring(lena, file)
  await toastOf(lena, 'umsatz.csv: 3 new lines of 3').waitFor()
  await lena.getByText('Lumen Logistyka').first().waitFor()
  await lena
    .getByText(/exactly the amount due, the number is in the text/)
    .first()
    .waitFor()
  await lena.getByText('Nothing that is open fits this line.').waitFor()
  await expectAccessible(lena)

  // Down to the first line, Enter: recorded, and the next line has the focus.
  const focused = () => lena.evaluate(() => document.activeElement?.textContent)
  await lena.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await lena.keyboard.press('ArrowDown')
  await settled(focused).toContain(`${first.number} of Lumen Logistyka, €100.00`)
  await lena.keyboard.press('Enter')
  await toastOf(lena, `€100.00 recorded for ${first.number}`).waitFor()
  await settled(() => standing(first.id)).toBe(0)
  await settled(focused).toContain(`${second.number} of Brandl Metallbau, €250.00`)

  await undo(lena, `€100.00 recorded for ${first.number}`)
  await settled(() => standing(first.id)).toBe(10_000)
  await line('Lumen Logistyka').waitFor()

  await line('Telefon AG')
    .getByRole('button', { name: /^Ignore/ })
    .focus()
  await lena.keyboard.press('x')
  await toastOf(lena, 'is ignored').waitFor()
  await line('Telefon AG').waitFor({ state: 'hidden' })

  // The same statement again has nothing new.
  await bring(lena, file)
  await toastOf(lena, 'umsatz.csv: no new lines of 3').waitFor()

  await line('Brandl Metallbau')
    .getByRole('button', { name: /^Accept/ })
    .focus()
  await lena.keyboard.press('Enter')
  await settled(() => standing(second.id)).toBe(0)
  await lena.getByText('Accepted', { exact: true }).click()
  await line('Brandl Metallbau').waitFor()
  await expectAccessible(lena)
  await button(lena, /^Take back/).click()
  await settled(() => standing(second.id)).toBe(25_000)
})

it('says why a file was not taken, on a phone in the dark too', async () => {
  const small = await walk.visit(studio.owner, { ...phone, colorScheme: 'dark' })
  await small.goto(`/o/${studio.slug}/bank`)
  await small.getByText('Lumen Logistyka').first().waitFor()
  expect(await overflow(small)).toBe(0)
  await expectAccessible(small)
  await bring(small, { name: 'letter.csv', mimeType: 'text/csv', buffer: Buffer.from('Dear bank,\nhello\n') })
  await small.getByRole('alert').getByText('letter.csv was not taken').waitFor()
  await expectAccessible(small)
  await small.context().close()
})
