/** The reports: they teach while there is nothing, their bars lead to what is behind them, and no currency is added to another. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestOrganization } from '#db/test-world.ts'
import { overflow, row, settled } from './parts.ts'
import { expectAccessible, openWalk, phone, type Walk } from './world.ts'

let walk: Walk
let studio: TestOrganization
let lena: Page

const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

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

async function issue(clientId: string, price: string, dueIn: number, more: object = {}) {
  const draft = await walk.world.perform(studio.owner, 'invoice.create', {
    clientId,
    issuedOn: dayFromNow(Math.min(0, dueIn)),
    dueOn: dayFromNow(dueIn),
    lines: [{ description: 'Design', unitPrice: price }],
    ...more,
  })
  return walk.world.perform(studio.owner, 'invoice.issue', { id: draft.id })
}

const picture = (page: Page, title: string) =>
  page.locator('section', { has: page.getByRole('heading', { name: title }) })

it('teaches while there is nothing, then draws what was earned and leads to it', async () => {
  await lena.goto(`/o/${studio.slug}/reports`)
  await lena.getByRole('heading', { name: 'See what you earn' }).waitFor()
  await expectAccessible(lena)

  const { id: clientId } = await walk.world.perform(studio.owner, 'client.create', {
    name: 'Katarzyna Wójcik',
  })
  const open = await issue(clientId, '100', 14)
  const late = await issue(clientId, '1000', -40)
  const foreign = await issue(clientId, '500', -40, { currency: 'USD' })

  await lena.keyboard.press('g')
  await lena.keyboard.press('i')
  await row(lena, late.number ?? '').waitFor()
  await lena.keyboard.press('g')
  await lena.keyboard.press('r')
  const aging = picture(lena, 'Money owed by age')
  await aging.getByText('€1,309.00').waitFor()
  await aging.getByText('In other currencies, in no sum here: $595.00').waitFor()
  await picture(lena, 'Revenue by month').getByText('€1,100.00', { exact: true }).first().waitFor()
  await picture(lena, 'Top clients').getByRole('link', { name: 'Katarzyna Wójcik' }).waitFor()
  await picture(lena, 'Cash expected').getByRole('link', { name: 'Overdue' }).waitFor()
  await expectAccessible(lena)

  await aging.getByRole('link', { name: '31–60 days' }).click()
  await row(lena, late.number ?? '').waitFor()
  await settled(() => row(lena, open.number ?? '').count()).toBe(0)
  expect(await row(lena, foreign.number ?? '').count()).toBe(0)
  await lena
    .getByRole('button', { name: /Due from/ })
    .first()
    .waitFor()
})

it('is read on a phone and in the dark', async () => {
  const small = await walk.visit(studio.owner, { ...phone, colorScheme: 'dark' })
  await small.goto(`/o/${studio.slug}/reports`)
  await picture(small, 'Cash expected').getByText('Overdue').waitFor()
  expect(await overflow(small)).toBe(0)
  await expectAccessible(small)
  await small.context().close()
})
