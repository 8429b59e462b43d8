/** The page on which everything about a client is: facts, notes, alerts, files, and one made of two. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestOrganization, TestPerson } from '#db/test-world.ts'
import { overflow, row, settled, toastOf, undo } from './parts.ts'
import { expectAccessible, openWalk, phone, type Walk } from './world.ts'

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

const get = (id: string) => walk.world.perform(studio.owner, 'client.get', { id })
const listed = async (search: string) =>
  (await walk.world.perform(studio.owner, 'client.list', { search, limit: 10 })).items
const notesOf = async (clientId: string) =>
  (await walk.world.perform(studio.owner, 'note.list', { clientId })).items

it('changes facts where they stand, sees what others change by itself, and settles conflicts', async () => {
  const client = await walk.world.perform(studio.owner, 'client.create', {
    name: 'Katarzyna Wójcik',
    jobTitle: 'Operations',
    companyName: 'Lumen Logistyka',
  })
  const marek = await walk.visit(colleague)
  for (const page of [lena, marek]) {
    await page.goto(`/o/${studio.slug}/clients/${client.id}`)
    await page.getByRole('heading', { name: 'Katarzyna Wójcik' }).waitFor()
  }
  const fact = (page: Page, name: string) => page.locator('dl > div').filter({ hasText: name }).first()

  await lena.getByRole('button', { name: 'Edit Job title' }).press('Enter')
  await lena.locator('input[name=jobTitle]').fill('Head of Operations')
  await lena.keyboard.press('Enter')
  await fact(marek, 'Job title').getByText('Head of Operations').waitFor()
  expect(await get(client.id)).toMatchObject({ jobTitle: 'Head of Operations', version: 2 })

  // Both have the same field open; whoever comes second is asked, and nothing is lost.
  await lena.getByRole('button', { name: 'Edit Job title' }).press('Enter')
  await lena.locator('input[name=jobTitle]').fill('Chief Operator')
  await marek.getByRole('button', { name: 'Edit Job title' }).press('Enter')
  await marek.locator('input[name=jobTitle]').fill('Warehouse lead')
  await marek.keyboard.press('Enter')
  await fact(marek, 'Job title').getByText('Warehouse lead').waitFor()
  await lena.locator('input[name=jobTitle]').press('Enter')
  const conflict = lena.getByRole('dialog', { name: 'Someone changed this in the meantime' })
  await conflict.getByText('Chief Operator').waitFor()
  await conflict.getByText('Warehouse lead').waitFor()
  await expectAccessible(lena)
  expect(await get(client.id)).toMatchObject({ jobTitle: 'Warehouse lead' })
  await conflict.getByRole('button', { name: 'Store this' }).click()
  await fact(marek, 'Job title').getByText('Chief Operator').waitFor()

  // Different fields are nobody's conflict.
  await lena.getByRole('button', { name: 'Add Phone' }).press('Enter')
  await lena.locator('input[name=phone]').fill('+48 58 555 01 42')
  await walk.world.perform(colleague, 'client.update', { id: client.id, tags: ['retainer'] })
  await lena.locator('input[name=phone]').press('Enter')
  await fact(lena, 'Phone').getByText('+48 58 555 01 42').waitFor()
  expect(await get(client.id)).toMatchObject({ phone: '+48 58 555 01 42', tags: ['retainer'] })
  await lena.getByRole('button', { name: 'Edit Phone' }).press('Enter')
  await lena.locator('input[name=phone]').fill('x')
  await lena.keyboard.press('Escape')
  expect(await get(client.id)).toMatchObject({ phone: '+48 58 555 01 42' })
  await expectAccessible(marek)

  await lena.getByRole('button', { name: 'More for Katarzyna Wójcik' }).press('Enter')
  await lena.getByRole('menuitem', { name: 'Move to the trash' }).press('Enter')
  await lena.waitForURL(/\/clients$|\/clients\?/)
  await undo(lena, 'Katarzyna Wójcik moved to the trash')
  await lena.getByRole('heading', { name: 'Katarzyna Wójcik' }).waitFor()
  await marek.context().close()
})

it('notes, sets alerts and keeps what the server did not answer', async () => {
  const [client] = await listed('Katarzyna')
  const id = client?.id ?? ''
  const marek = await walk.visit(colleague, { colorScheme: 'dark' })
  await marek.goto(`/o/${studio.slug}/clients/${id}`)
  await lena.goto(`/o/${studio.slug}/clients/${id}`)
  for (const page of [lena, marek]) await page.getByRole('heading', { name: 'Katarzyna Wójcik' }).waitFor()
  const box = lena.getByLabel('Note on Katarzyna Wójcik')

  await box.waitFor()
  /** Letters typed before the field has the focus would be commands. */
  const beginNote = async () => {
    await lena.keyboard.press('n')
    await settled(() => box.evaluate((field) => field === document.activeElement)).toBe(true)
  }
  await beginNote()
  await lena.keyboard.insertText(
    'Budget is **approved**. <img src="https://elsewhere.example/pixel.png" alt="pixel">',
  )
  await lena.keyboard.press('Control+Enter')
  await marek.getByText('Budget is approved.').waitFor()
  // A picture would tell another server who reads this; it is shown as a link.
  await marek.getByRole('link', { name: 'pixel' }).waitFor()
  expect(await marek.locator('main img').count()).toBe(0)
  expect(walk.requests.filter((url) => !url.startsWith(walk.origin) && !url.startsWith('blob:'))).toEqual([])
  expect(await box.inputValue()).toBe('')
  expect((await notesOf(id)).length).toBe(1)
  await expectAccessible(marek)

  // "call …" is an alert and no note; it stands under Next at once, and ticking it off can be undone.
  await beginNote()
  await lena.keyboard.insertText('call about phase 2 tomorrow 10:00')
  await lena.getByRole('checkbox', { name: /call about phase 2/ }).waitFor()
  await expectAccessible(lena)
  await lena.keyboard.press('Control+Enter')
  const next = lena.getByRole('complementary', { name: 'Next' })
  await next.getByText('call about phase 2').waitFor()
  await marek.getByRole('complementary', { name: 'Next' }).getByText('call about phase 2').waitFor()
  const alerts = () => walk.world.perform(studio.owner, 'alert.list', { clientId: id, status: 'open' })
  expect((await alerts()).items).toMatchObject([{ title: 'call about phase 2', clientId: id }])
  expect((await notesOf(id)).length).toBe(1)
  await next.getByRole('checkbox', { name: /call about phase 2/ }).press('Space')
  await next.getByText('call about phase 2').waitFor({ state: 'detached' })
  await settled(async () => (await alerts()).items).toEqual([])
  await undo(lena, 'call about phase 2')
  await next.getByText('call about phase 2').waitFor()

  // A note is edited while a colleague edits it, pinned, thrown away and taken back.
  const event = lena.getByRole('listitem').filter({ hasText: 'Budget is' }).first()
  await event.hover()
  await event.getByRole('button', { name: 'Edit' }).click()
  const [note] = await notesOf(id)
  await walk.world.perform(colleague, 'note.update', { id: note?.id ?? '', body: 'Budget is halved.' })
  await lena.getByLabel('Text of the note').fill('Budget is doubled.')
  await lena.keyboard.press('Control+Enter')
  const conflict = lena.getByRole('dialog', { name: 'Someone changed this in the meantime' })
  await conflict.getByText('Budget is halved.').waitFor()
  await conflict.getByRole('radio', { name: /Theirs/ }).check()
  await conflict.getByRole('button', { name: 'Store this' }).click()
  await conflict.waitFor({ state: 'detached' })
  expect(await notesOf(id)).toMatchObject([{ body: 'Budget is halved.', version: 2 }])
  await lena.getByRole('button', { name: 'Pin', exact: true }).press('Enter')
  await lena.getByRole('heading', { name: 'Pinned' }).waitFor()
  await lena.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
  await lena.getByText('Budget is halved.').waitFor({ state: 'detached' })
  await undo(lena, 'Note moved to the trash')
  await lena.getByText('Budget is halved.').waitFor()

  // No answer: the text is kept over a reload, says so, and goes out once.
  await lena.route('**/api/v1/notes', (route) => route.abort())
  await beginNote()
  await lena.keyboard.insertText('Spoke in the train tunnel.')
  await lena.keyboard.press('Control+Enter')
  await toastOf(lena, 'The note on Katarzyna Wójcik is not stored yet').waitFor()
  await lena.reload()
  await lena.getByText('Spoke in the train tunnel.').waitFor()
  await lena.getByText('kept on this device', { exact: true }).waitFor()
  await expectAccessible(lena)
  expect((await notesOf(id)).length).toBe(1)
  await lena.unroute('**/api/v1/notes')
  await toastOf(lena, 'is not stored yet').getByRole('button', { name: 'Send now' }).click()
  await marek.getByText('Spoke in the train tunnel.').waitFor()
  await lena.getByText('kept on this device', { exact: true }).waitFor({ state: 'detached' })
  expect((await notesOf(id)).map(({ body }) => body)).toEqual([
    'Spoke in the train tunnel.',
    'Budget is halved.',
  ])

  // Only what one wants to see, and it stands in the address.
  await lena.getByRole('button', { name: /^Changes/ }).click()
  await lena.waitForURL(/show=change/)
  await lena.getByText('Spoke in the train tunnel.').waitFor({ state: 'detached' })
  await lena.getByText('added this client').waitFor()
  await marek.context().close()
})

it('takes files, and makes one of two', async () => {
  const [client] = await listed('Katarzyna')
  const id = client?.id ?? ''
  const twin = await walk.world.perform(studio.owner, 'client.create', {
    name: 'Kasia W.',
    phone: '0048 58 555 01 42',
    jobTitle: 'COO',
    birthday: '1984-03-14',
  })
  await walk.world.perform(studio.owner, 'note.create', { clientId: twin.id, body: 'From the twin.' })
  await lena.goto(`/o/${studio.slug}/clients/${id}`)
  await lena.getByRole('heading', { name: 'Katarzyna Wójcik' }).waitFor()
  const files = lena.getByRole('region', { name: 'Files' })
  await files.locator('input[type=file]').setInputFiles({
    name: 'offer.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('One portal, €18,000.'),
  })
  const link = files.getByRole('link', { name: 'offer.txt' })
  await link.waitFor()
  const [download] = await Promise.all([lena.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toBe('offer.txt')
  await files.getByRole('button', { name: 'Delete offer.txt' }).press('Enter')
  await lena.getByRole('button', { name: 'Delete the file' }).click()
  await link.waitFor({ state: 'detached' })

  const hint = lena.getByRole('region', { name: 'The same person?' })
  await hint.getByText('same phone').waitFor()
  await hint.getByRole('button', { name: 'Compare' }).press('Enter')
  const dialog = lena.getByRole('dialog', { name: 'Merge two clients' })
  await dialog.getByText('1 note').waitFor()
  await expectAccessible(lena)
  await dialog
    .getByRole('row', { name: /Job title/ })
    .getByRole('radio')
    .last()
    .check()
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
  await lena.getByText('From the twin.').waitFor()
  await hint.waitFor({ state: 'detached' })
  expect(await get(id)).toMatchObject({ name: 'Katarzyna Wójcik', jobTitle: 'COO', birthday: '1984-03-14' })
  await undo(lena, 'Kasia W. went into Katarzyna Wójcik')
  await lena.getByText('From the twin.').waitFor({ state: 'detached' })
  expect(await get(id)).toMatchObject({ jobTitle: 'Chief Operator', birthday: null })
  expect(await get(twin.id)).toMatchObject({ name: 'Kasia W.', jobTitle: 'COO' })
})

it('is at home on the phone, in the dark, and for those who only read', async () => {
  const [client] = await listed('Katarzyna')
  const small = await walk.visit(studio.owner, { ...phone, colorScheme: 'dark' })
  await small.goto(`/o/${studio.slug}/clients`)
  await row(small, 'Katarzyna Wójcik').waitFor()
  await expectAccessible(small)
  expect(await overflow(small)).toBe(0)
  await row(small, 'Katarzyna Wójcik').getByRole('link').tap()
  await small.getByRole('heading', { name: 'Katarzyna Wójcik' }).waitFor()
  await small.getByRole('link', { name: 'Call' }).waitFor()
  expect(await small.getByRole('link', { name: 'Call' }).getAttribute('href')).toBe('tel:+48585550142')
  await small.getByRole('button', { name: 'Note', exact: true }).tap()
  await small.keyboard.insertText('Met on the platform.')
  await small.getByRole('button', { name: 'Store note' }).tap()
  await small.getByText('Met on the platform.').waitFor()
  await small.getByRole('button', { name: 'Facts, company and files' }).tap()
  await small.getByRole('button', { name: 'Edit Job title' }).waitFor()
  await expectAccessible(small)
  expect(await overflow(small)).toBe(0)
  await settled(async () => (await notesOf(client?.id ?? ''))[0]?.body).toBe('Met on the platform.')
  await small.context().close()

  const viewer = await walk.visit(await walk.world.addMember(studio, 'viewer', 'all', 'Vera Only'))
  await viewer.goto(`/o/${studio.slug}/clients/${client?.id}`)
  await viewer.getByText('Met on the platform.').waitFor()
  expect(
    await viewer.getByRole('button', { name: /^(Edit |Add |Note$|Alert$|Delete|Pin|Set )/ }).count(),
  ).toBe(0)
  expect(await viewer.getByLabel('Note on Katarzyna Wójcik').count()).toBe(0)
  await viewer.goto(`/o/${studio.slug}/clients`)
  await row(viewer, 'Katarzyna Wójcik').waitFor()
  expect(await viewer.getByRole('button', { name: 'Add client' }).count()).toBe(0)
  expect(await viewer.getByRole('checkbox').count()).toBe(0)
  await viewer.context().close()
})
