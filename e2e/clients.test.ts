/** Clients: the list, adding one, and what can be done with many at once. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestOrganization, TestPerson } from '#db/test-world.ts'
import { row, settled, toastOf, undo } from './parts.ts'
import { expectAccessible, openWalk, type Walk } from './world.ts'

let walk: Walk
let studio: TestOrganization
let lena: Page
let colleague: TestPerson

beforeAll(async () => {
  walk = await openWalk()
  studio = await walk.world.addOrganization('Studio Halden')
  colleague = await walk.world.addMember(studio, 'member', 'all', 'Marek Nowak')
  lena = await walk.visit(studio.owner)
})
afterAll(() => walk?.close())

const listed = async (search: string) =>
  (await walk.world.perform(studio.owner, 'client.list', { search, limit: 10 })).items

it('begins with a box that understands a signature, and adds from anywhere with C', async () => {
  await lena.goto(`/o/${studio.slug}/clients`)
  await lena.getByRole('heading', { name: 'Add your first client' }).waitFor()
  await expectAccessible(lena)
  const box = lena.getByLabel('Name or signature')
  await settled(() => box.evaluate((field) => field === document.activeElement)).toBe(true)
  await lena.keyboard.insertText(
    'Franziska Vogt\nVogt Steuerberatung, Lindenstraße 8, 80331 München\n+49 89 5550 142 · f.vogt@vogt-steuer.example',
  )
  await lena.getByText('Found:').waitFor()
  await lena.keyboard.press('Enter')
  await row(lena, 'Franziska Vogt').waitFor()
  const [made] = await listed('franziska')
  expect(made).toMatchObject({
    name: 'Franziska Vogt',
    firstName: 'Franziska',
    lastName: 'Vogt',
    company: { name: 'Vogt Steuerberatung' },
    email: 'f.vogt@vogt-steuer.example',
    phone: '+49 89 5550 142',
    address: { line1: 'Lindenstraße 8', postalCode: '80331', city: 'München', country: 'DE' },
  })

  // Two actions, by keys alone; and back again.
  await lena.keyboard.press('c')
  await lena.getByRole('dialog', { name: 'New client' }).getByLabel('Name or signature').waitFor()
  await lena.keyboard.insertText('Thomas Brandl, CEO at Brandl Metallbau GmbH, t.brandl@brandl.example')
  await settled(() => lena.getByLabel('Job title').inputValue()).toBe('CEO')
  await lena.getByText('Brandl Metallbau GmbH is new, and is made with the client.').waitFor()
  await expectAccessible(lena)
  await lena.keyboard.press('Enter')
  await row(lena, 'Thomas Brandl').waitFor()
  await undo(lena, 'Thomas Brandl added')
  await row(lena, 'Thomas Brandl').waitFor({ state: 'detached' })
  expect(await listed('brandl')).toEqual([])

  // Who is there already is offered before there are two of them.
  await lena.keyboard.press('c')
  await lena.getByRole('dialog', { name: 'New client' }).getByLabel('Name or signature').waitFor()
  await lena.keyboard.insertText('F. Vogt f.vogt@vogt-steuer.example')
  await lena.getByText('There may be this client already').waitFor()
  await lena.getByText('Vogt Steuerberatung · same e-mail').waitFor()
  await lena.getByRole('button', { name: 'Open that one instead' }).click()
  await lena.waitForURL(`**/clients/${made?.id}`)
  await lena.getByRole('heading', { name: 'Franziska Vogt' }).waitFor()
})

it('lists, filters, sorts and changes many, by keys alone, with everything in the address', async () => {
  const names = ['Ágata', 'Bartosz', 'Camille', 'Daniel', 'Émile', 'Łukasz', 'Zoé']
  for (const [index, name] of names.entries()) {
    await walk.world.perform(studio.owner, 'client.create', {
      name: `${name} Tester`,
      status: index % 2 === 0 ? 'active' : 'lead',
      tags: index < 2 ? ['print'] : [],
      companyName: index < 3 ? 'Lumen Logistyka' : undefined,
    })
  }
  await lena.goto(`/o/${studio.slug}/clients`)
  await row(lena, 'Łukasz Tester').waitFor()

  await lena.keyboard.press('f')
  // The menu takes the focus once it is drawn; a key before that would go elsewhere.
  await lena.locator('[role=menu] :focus, [role=menu]:focus').waitFor()
  await lena.getByRole('menuitem', { name: 'Status' }).press('Enter')
  const active = lena.getByRole('checkbox', { name: 'Active', exact: true })
  await active.focus()
  await lena.keyboard.press('Space')
  await lena.waitForURL(/status=active/)
  await lena.keyboard.press('Escape')
  await lena.getByText('4 of 8').waitFor()
  await row(lena, 'Bartosz Tester').waitFor({ state: 'detached' })
  await lena.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
  await lena.waitForURL(/sort=-name/)
  await lena.reload()
  const first = () => lena.locator('tr[data-row]').first().textContent()
  await settled(first).toContain('Zoé Tester')
  await expectAccessible(lena)

  // Two rows with X, a tag for both, and back: only that tag goes.
  await lena.keyboard.press('ArrowDown')
  await lena.keyboard.press('x')
  await lena.keyboard.press('ArrowDown')
  await lena.keyboard.press('x')
  await lena.getByText('2 selected').waitFor()
  await expectAccessible(lena)
  await lena.getByRole('toolbar').getByRole('button', { name: 'Tag' }).press('Enter')
  await lena.getByLabel('Tag to add').pressSequentially('vip')
  await lena.keyboard.press('Enter')
  // Under the pointer it stays.
  await toastOf(lena, '2 clients tagged “vip”').hover()
  const tagged = async () =>
    (await walk.world.perform(studio.owner, 'client.list', { tag: ['vip'] })).items.map(({ name }) => name)
  expect(await tagged()).toEqual(['Émile Tester', 'Zoé Tester'])
  const [emile] = await listed('Émile')
  await walk.world.perform(colleague, 'client.update', { id: emile?.id ?? '', jobTitle: 'Chef' })
  await undo(lena, '2 clients tagged')
  // What a colleague changed meanwhile is not undone with it.
  await settled(tagged).toEqual([])
  expect((await listed('Émile'))[0]).toMatchObject({ jobTitle: 'Chef' })

  // Two can become one; three cannot.
  const merge = lena.getByRole('toolbar').getByRole('button', { name: 'Merge' })
  await merge.click()
  await lena
    .getByRole('dialog', { name: 'Merge two clients' })
    .getByText(/goes into/)
    .waitFor()
  await expectAccessible(lena)
  await lena.keyboard.press('Escape')
  await lena.getByRole('dialog').waitFor({ state: 'hidden' })
  await lena.getByRole('checkbox', { name: /^Select Camille/ }).check()
  await merge.waitFor({ state: 'detached' })
  await lena.getByRole('checkbox', { name: /^Select Camille/ }).uncheck()

  await lena.getByRole('toolbar').getByRole('button', { name: 'Trash' }).click()
  await row(lena, 'Zoé Tester').waitFor({ state: 'detached' })
  expect(await listed('Zoé')).toEqual([])
  await undo(lena, 'moved to the trash')
  await row(lena, 'Zoé Tester').waitFor()

  // Nothing found says which filter to lift.
  await lena.goto(`/o/${studio.slug}/clients?search=nobody&status=lead`)
  await lena.getByText('Lift a filter to see more: Search “nobody”, Status.').waitFor()
  await lena.getByRole('button', { name: 'Clear filters' }).click()
  await row(lena, 'Bartosz Tester').waitFor()

  // A row opens with Enter; ↓ goes through the same list, and Clients leads back to it.
  await lena.goto(`/o/${studio.slug}/clients?status=active&sort=-name`)
  await row(lena, 'Zoé Tester').waitFor()
  await lena.keyboard.press('ArrowDown')
  await lena.keyboard.press('Enter')
  await lena.getByRole('heading', { name: 'Zoé Tester' }).waitFor()
  await lena.getByText('1 of 4').waitFor()
  await lena.keyboard.press('ArrowDown')
  await lena.getByRole('heading', { name: 'Émile Tester' }).waitFor()
  await lena.getByText('2 of 4').waitFor()
  await lena.getByRole('main').getByRole('link', { name: 'Clients', exact: true }).click()
  await lena.waitForURL(/clients\?sort=-name&status=active$/)
})

it('says to those who see only their own that there may be others', async () => {
  const newcomer = await walk.world.addMember(studio, 'member', 'own', 'Nora New')
  const page = await walk.visit(newcomer)
  for (const [place, title] of [
    ['', 'You have no clients yet'],
    ['/clients', 'You have no clients yet'],
    ['/companies', 'You have no companies yet'],
  ] as const) {
    await page.goto(`/o/${studio.slug}${place}`)
    await page.getByRole('heading', { name: title }).waitFor()
    await page.getByText(/You see only the records you own/).waitFor()
    expect(await page.getByText(/first client|first company|Welcome to/).count()).toBe(0)
    await expectAccessible(page)
  }
  const reader = await walk.visit(await walk.world.addMember(studio, 'viewer', 'own', 'Rolf Reader'))
  await reader.goto(`/o/${studio.slug}/clients`)
  await reader.getByText(/appears here as soon as a colleague gives you one/).waitFor()
  for (const one of [page, reader]) await one.context().close()
})
