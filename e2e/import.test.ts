import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { choose, csvFile, googleContacts, hubspotContacts, personOf } from './contact-files.ts'
import { askAs, expectAccessible, openWalk, type Walk } from './world.ts'

let walk: Walk
beforeAll(async () => {
  walk = await openWalk()
})
afterAll(() => walk?.close())

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first()

/** What a dry run or a result says: the number beside the word. */
const countOf = (page: Page, word: string) =>
  page
    .locator('dl > div', { has: page.locator('dt', { hasText: new RegExp(`^${word}`) }) })
    .locator('dd')
    .first()
    .textContent({ timeout: 1000 })
    .catch(() => null)
const counts = async (page: Page) =>
  Promise.all(['New', 'Updated', 'Skipped', 'Refused', 'Rows'].map((word) => countOf(page, word)))

/** What is read once it says so. */
const settled = <T>(read: () => T) => expect.poll(read, { timeout: 30_000, interval: 50 })

async function downloaded(page: Page, click: () => Promise<void>): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()])
  return readFile(await file.path(), 'utf8')
}

const exportAll = (page: Page) =>
  downloaded(page, async () => {
    await button(page, 'More about this list').click()
    await page.getByRole('menuitem', { name: /^Export/ }).click()
  })

/** Every client and company with all that the API says about them, but for what undoing may change, and what the note and the alert did. */
async function everything(page: Page, slug: string): Promise<unknown> {
  const all: unknown[] = []
  for (const path of ['/clients', '/companies'])
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: unknown } = await askAs(
        page,
        `${path}?limit=200${cursor ? `&cursor=${cursor}` : ''}`,
        slug,
      )
      const { items, nextCursor } = body as { items: Record<string, unknown>[]; nextCursor: string | null }
      all.push(...items.map(({ version, updatedAt, lastContactAt, nextAlert, ...rest }) => rest))
      cursor = nextCursor
    }
  return all
}

it('signs up, imports two lists, finds, notes, is rung, and takes the second list back', async () => {
  const page = await walk.visit(null, { locale: 'de-DE', acceptDownloads: true })
  await page.goto('/sign-up')
  await page.getByLabel('Your name').fill('Lena Hartmann')
  await page.getByLabel('E-mail').fill('lena@halden.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('seven quiet lamps')
  await button(page, 'Create account').click()
  await page.getByLabel('Name', { exact: true }).fill('Studio Halden')
  await button(page, 'Create organization').click()
  await page.waitForURL(/\/o\/studio-halden\/?$/)

  // Drop, check columns, check duplicates, Import.
  await page.goto('/o/studio-halden/import')
  await page.getByText('Each import stands here').waitFor()
  await expectAccessible(page)
  await choose(page, googleContacts(0, 120))
  await page.waitForURL(/\/import\/[0-9a-f-]{36}$/)
  await page.getByText('dry run, nothing stored').waitFor()
  await settled(() => counts(page)).toEqual(['120', '0', '0', '0', '120'])
  await expectAccessible(page)
  await page.reload()
  await page.getByText('into first and last name').or(page.getByText('read as Germany')).first().waitFor()
  await button(page, 'Check duplicates').click()
  await page.getByText('No row matches').first().waitFor()
  await button(page, 'Import 120 clients').click()
  await page.getByRole('heading', { name: '120 new clients' }).waitFor()
  expect(await counts(page)).toEqual(['120', '0', '0', '0', '120'])
  await page.getByRole('link', { name: 'See the clients' }).click()
  await page.getByRole('grid', { name: 'Clients' }).waitFor()
  await settled(() => page.locator('header').textContent()).toContain('120')
  const before = { csv: await exportAll(page), records: await everything(page, 'studio-halden') }
  expect(before.csv).toContain(personOf(119).email)

  // Twenty of the 160 are there already.
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.getByText('google-contacts.csv').waitFor()
  await choose(page, hubspotContacts(100, 260))
  await settled(() => counts(page)).toEqual(['140', '20', '0', '0', '160'])
  await button(page, 'Check duplicates').click()
  await page.getByRole('heading', { name: '20 rows match what you have already' }).waitFor()
  await page.getByRole('link', { name: personOf(100).name }).waitFor()
  await expectAccessible(page)
  await button(page, 'Import 160 clients').click()
  await page.getByRole('heading', { name: '140 new clients' }).waitFor()
  expect(await counts(page)).toEqual(['140', '20', '0', '0', '160'])
  await expectAccessible(page)
  const second = page.url()
  await page.getByRole('link', { name: 'See the clients' }).click()
  await settled(() => page.locator('header').textContent()).toContain('260')

  // Found by a few letters; noted; an alert set; the notification comes by itself.
  const { name, email } = personOf(42)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or do' }).fill(email)
  await page.getByRole('option', { name }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name, exact: true }).waitFor()
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: `Note on ${name}` }).fill('Likes short letters and long lunches')
  await page.keyboard.press('Control+Enter')
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Likes short letters and long lunches' })
    .first()
    .waitFor()
  await page.keyboard.press('r')
  await page.getByRole('dialog').getByRole('textbox').first().fill('send the offer tomorrow 10:00')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  const { body }: { body: unknown } = await askAs(page, '/alerts', 'studio-halden')
  const [alert] = (body as { items: { id: string }[] }).items
  // Nobody waits until tomorrow: it is moved here, as editing it would.
  await page.request.patch(`/api/v1/alerts/${alert?.id}`, {
    headers: { 'UpCRM-Organization': 'studio-halden' },
    data: { dueAt: new Date(Date.now() + 1500).toISOString() },
  })
  await page.locator('.mantine-Notification-root', { hasText: 'send the offer' }).waitFor()

  await page.goto(second)
  await button(page, 'Undo this import').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).click()
  await page.getByRole('heading', { name: 'Taken back' }).waitFor()
  await page.getByText(/put back as before/).waitFor()
  expect(await page.getByText(/changed since/).count()).toBe(0)
  await page.goto('/o/studio-halden/clients?sort=-createdAt')
  await settled(() => page.locator('header').textContent()).toContain('120')
  expect(await exportAll(page)).toBe(before.csv)
  expect(await everything(page, 'studio-halden')).toEqual(before.records)
})

it('says why rows are refused, repairs them in place, and gives the rest back as a file', async () => {
  const studio = await walk.world.addOrganization('Messy Studio')
  const page = await walk.visit(studio.owner, { acceptDownloads: true })
  await page.goto(`/o/${studio.slug}/import`)
  await page.getByText('Each import stands here').waitFor()

  // What is no list is refused at once, in a sentence, and the next may be dropped.
  await choose(page, csvFile('nothing.csv', ''))
  await page.getByRole('alert').getByText('“nothing.csv” is empty').waitFor()
  await choose(page, csvFile('list.csv', 'PK\x03\x04 xl/worksheets [Content_Types].xml'))
  await page.getByRole('alert').getByText('Save it as CSV and import that').waitFor()
  await choose(page, csvFile('page.csv', '<!doctype html><html><body>Clients</body></html>'))
  await page.getByRole('alert').getByText('This is a web page, not a list').waitFor()

  const rows = [
    'Name;E-Mail;Telefon;Geburtstag;Kundennr;Leer',
    'Steiner Sport;f.steiner@@sport.example;030 5550 142;;K-1;',
    'Otto Mercier;otto@mercier.example;;31.02.1971;K-2;',
    'Anna Adler;anna@adler.example;;03.04.1978;K-3;',
    'Anna Adler;ANNA@adler.example;030 5550 143;;K-4;',
    ';nobody@@nowhere.example;;;K-5;',
    'Jan Kowalczyk;jan@kowalczyk.example;;;K-6;;zu;viel',
  ]
  await choose(page, csvFile('kunden.csv', rows.join('\r\n')))
  await settled(() => counts(page)).toEqual(['1', '1', '0', '4', '6'])
  await page.getByText('2 are no addresses').waitFor()
  await page.getByText('1 date does not exist').waitFor()
  await page.getByText('1 column is empty and left out').waitFor()
  await page.getByText('Kundennr goes into an “Imported” note').waitFor()
  await expectAccessible(page)

  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  await row('Steiner Sport').getByRole('button', { name: 'Write the address' }).click()
  await page.getByRole('textbox', { name: 'E-Mail in row 2' }).fill('f.steiner@sport.example')
  await page.keyboard.press('Enter')
  await page.getByText('Row 2 is new now').waitFor()
  await row('Otto Mercier').getByRole('button', { name: 'Empty the field' }).click()
  await settled(() => counts(page)).toEqual(['3', '1', '0', '2', '6'])
  await row('nobody@@nowhere.example').getByRole('button', { name: 'More for row 6' }).click()
  await page.getByRole('menuitem', { name: 'Leave out' }).click()
  await settled(() => counts(page)).toEqual(['3', '1', '1', '1', '6'])
  const refused = await downloaded(page, () => button(page, '1 row as CSV').click())
  expect(refused).toMatch(/Jan Kowalczyk.*\r?\n?$/)

  // By keys alone: another field for a column, chosen in its list.
  const field = page
    .getByRole('combobox', { name: 'Field for Kundennr' })
    .or(page.getByLabel('Field for Kundennr'))
  await field.first().focus()
  await page.keyboard.type('Source')
  await page.keyboard.press('Enter')
  await settled(() => field.first().inputValue()).toBe('Source')
  await page.getByText('Kundennr goes into an “Imported” note').waitFor({ state: 'hidden' })
  await settled(() => counts(page)).toEqual(['3', '1', '1', '1', '6'])

  await button(page, 'Check duplicates').click()
  await page.getByText('row 4 of the file').waitFor()
  await page.getByText('Skip', { exact: true }).click()
  await settled(() => counts(page)).toEqual(['3', '0', '2', '1', '6'])
  await button(page, 'Import 3 clients').click()
  await page.getByRole('heading', { name: '3 new clients' }).waitFor()
  const { body }: { body: unknown } = await askAs(page, '/clients?sort=name', studio.slug)
  const clients = (body as { items: { name: string; source: string; phone: string | null }[] }).items
  expect(clients.map(({ name, source }) => [name, source])).toEqual([
    ['Anna Adler', 'K-3'],
    ['Otto Mercier', 'K-2'],
    ['Steiner Sport', 'K-1'],
  ])

  // What people did since stays, and is listed with its reason.
  const { body: one }: { body: unknown } = await askAs(page, '/clients?search=mercier', studio.slug)
  const [otto] = (one as { items: { id: string; version: number }[] }).items
  await page.request.patch(`/api/v1/clients/${otto?.id}`, {
    headers: { 'UpCRM-Organization': studio.slug, 'If-Match': `"${otto?.version}"` },
    data: { jobTitle: 'Baker' },
  })
  await page.goto(`/o/${studio.slug}/import`)
  await button(page, 'Undo the import of kunden.csv').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).click()
  await page.getByText('Taken back').waitFor()
  await page.getByRole('link', { name: /kunden\.csv/ }).click()
  await page.getByText('1 record was changed since and stays').waitFor()
  await page.getByRole('link', { name: 'Otto Mercier' }).waitFor()
  await expectAccessible(page)
})
