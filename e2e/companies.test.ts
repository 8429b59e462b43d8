/** Companies: the list, adding one, and the page that sums the people who work there. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { beforeFirstPatch, button, fromNow, hold, settled, undo } from './parts.ts'
import { expectAccessible, openWalk, type Walk } from './world.ts'

let walk: Walk
beforeAll(async () => {
  walk = await openWalk()
})
afterAll(() => walk?.close())

it('are added, filled in where they stand, sum their people, survive a conflict and come back from the trash', async () => {
  const { world } = walk
  const studio = await world.addOrganization('Firms')
  const { owner } = studio
  const page = await walk.visit(owner)
  await page.goto(`/o/${studio.slug}/companies`)
  await page.getByRole('textbox', { name: 'Name of the company' }).fill('Lumen Logistyka')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await page.getByRole('grid', { name: 'Companies' }).getByRole('link', { name: 'Lumen Logistyka' }).click()
  await page.getByRole('heading', { name: 'Lumen Logistyka' }).waitFor()
  const [company] = (await world.perform(owner, 'company.list', {})).items
  const id = company?.id ?? ''

  // Someone who works there, a note and an alert: the company is known.
  await button(page, 'Add someone who works here').click()
  const box = page.getByRole('textbox', { name: 'Name or signature' })
  await settled(() => page.getByRole('textbox', { name: 'Company' }).inputValue()).toBe('Lumen Logistyka')
  await box.fill('Katarzyna Wójcik')
  await box.press('Enter')
  const people = page.getByRole('complementary', { name: 'Next' })
  await people.getByRole('link', { name: /Katarzyna Wójcik/ }).waitFor()
  await page.getByText('1 person', { exact: true }).waitFor()
  const [person] = (await world.perform(owner, 'client.list', {})).items
  expect(person).toMatchObject({ name: 'Katarzyna Wójcik', companyId: id })
  await world.perform(owner, 'alert.create', { title: 'Hers', dueAt: fromNow(9999), clientId: person?.id })
  await page.keyboard.press('r')
  await page.getByRole('textbox', { name: 'What to do, and when' }).fill('send the plan tomorrow 14:00')
  await settled(() => page.getByRole('combobox', { name: 'About' }).inputValue()).toBe('Lumen Logistyka')
  await page.keyboard.press('Enter')
  await people.getByRole('checkbox', { name: 'Done: send the plan' }).waitFor()
  await people.getByRole('checkbox', { name: 'Done: Hers' }).waitFor()
  await page.keyboard.press('n')
  await page.keyboard.type('They move in spring')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('listitem').filter({ hasText: 'They move in spring' }).first().waitFor()
  expect((await world.perform(owner, 'note.list', { companyId: id })).items).toHaveLength(1)
  await expectAccessible(page)

  // A fact becomes a field; a colleague was quicker; one chooses.
  await button(page, /^Add Phone/).click()
  await beforeFirstPatch(page, `**/api/v1/companies/${id}`, () =>
    world.perform(owner, 'company.update', { id, phone: '030 111', vatId: 'PL5260001246' }),
  )
  await page.getByRole('textbox', { name: 'Phone' }).fill('030 222')
  await page.keyboard.press('Enter')
  await page.getByText('Someone changed this in the meantime').waitFor()
  await page.getByText('030 111').waitFor()
  await button(page, 'Store this').click()
  await page.getByRole('link', { name: '030 222' }).first().waitFor()
  expect(await world.perform(owner, 'company.get', { id })).toMatchObject({
    phone: '030 222',
    vatId: 'PL5260001246',
  })

  // Where e-invoices go: a scheme, chosen by what people call it, and a number.
  await button(page, 'All fields').click()
  await button(page, 'Add E-invoice').click()
  await page.getByRole('combobox', { name: 'Kind of number' }).fill('VAT (PL)')
  await page.getByRole('option', { name: '9945 · VAT (PL)' }).click()
  await page.getByRole('textbox', { name: 'Number or address' }).fill('PL5260001246')
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await page.getByText('9945:PL5260001246').waitFor()
  expect(await world.perform(owner, 'company.get', { id })).toMatchObject({
    electronicAddress: { scheme: '9945', value: 'PL5260001246' },
  })
  await button(page, 'Edit E-invoice').click()
  await page.getByRole('textbox', { name: 'Number or address' }).fill('')
  await button(page, 'Save').click()
  await settled(async () => (await world.perform(owner, 'company.get', { id })).electronicAddress).toBe(null)

  await button(page, 'More for Lumen Logistyka').click()
  await page.getByRole('menuitem', { name: 'Move to the trash' }).click()
  await hold(page, /moved to the trash/)
  await page.getByText('Add your first company').waitFor()
  await expect(world.perform(owner, 'company.get', { id })).rejects.toMatchObject({ status: 404 })
  await undo(page, /moved to the trash/)
  await page.getByRole('heading', { name: 'Lumen Logistyka' }).waitFor()
  await people.getByRole('link', { name: /Katarzyna Wójcik/ }).waitFor()
})
