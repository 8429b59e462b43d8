import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestOrganization } from '#db/test-world.ts'
import { cookieNames } from '#src/entrances/session-resolve.ts'
import { operations } from '#src/operations.ts'
import { partsOf, policyUpdatedOn } from '#src/privacy/facts.ts'
import { expectAccessible, openWalk, phone, type Walk } from './world.ts'

let walk: Walk
let studio: TestOrganization

beforeAll(async () => {
  walk = await openWalk()
  studio = await walk.world.addOrganization('Studio Halden')
})
afterAll(() => walk?.close())

const updated = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
}).format(new Date(`${policyUpdatedOn}T00:00:00Z`))

const cookiesOf = (page: Page) => page.context().cookies()

it('tells everybody what is stored, without a session and without a cookie', async () => {
  const page = await walk.visit()
  await page.goto('/privacy')
  await page.getByRole('heading', { name: 'Privacy', level: 1 }).waitFor()
  await page.getByText(`Last updated ${updated}`).waitFor()
  for (const part of ['Your account', 'Business data', 'Usage data', 'Changes to this policy'])
    await page.getByRole('heading', { name: part }).waitFor()
  // Nothing is said of what this UpCRM does not do.
  const here = partsOf(operations)
  for (const [part, name] of [
    ['gmail', 'Gmail'],
    ['telegram', 'Telegram'],
    ['assistant', 'The assistant'],
  ] as const)
    expect(await page.getByRole('heading', { name }).count()).toBe(here.includes(part) ? 1 : 0)
  await page.getByRole('cell', { name: 'upcrm_session' }).waitFor()
  await page.getByText('No service of others is switched on in this UpCRM').waitFor()
  await page.getByText('No contact is named yet.').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Back to sign-in' }).click()
  await page.waitForURL('**/sign-in')
  await page.getByRole('link', { name: 'Privacy' }).click()
  await page.waitForURL('**/privacy')

  // The contact of an organization stands on its own page, as soon as it is named.
  const place = `/o/${studio.slug}/privacy`
  await page.goto(place)
  await page.getByText('No privacy contact is named yet.').waitFor()
  await walk.world.perform(studio.owner, 'organization.update', { privacyContact: 'privacy@halden.example' })
  await page.reload()
  const contact = page.getByRole('link', { name: 'privacy@halden.example' })
  expect(await contact.getAttribute('href')).toBe('mailto:privacy@halden.example')
  expect(new URL(page.url()).pathname).toBe(place)

  await page.goto('/o/nobody-has-this/privacy')
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  await page.goto('/sign-up')
  await page.getByLabel('Your name').waitFor()
  expect(await cookiesOf(page)).toEqual([])
  expect(await page.evaluate(() => document.cookie)).toBe('')
  await page.context().close()
})

it('says once what is new to those who joined before it changed', async () => {
  const { owner } = studio
  await walk.world.owner.query(`update people set created_at = '2020-01-01T12:00:00Z' where id = $1`, [
    owner.personId,
  ])
  const page = await walk.visit(owner)
  await page.goto(`/o/${studio.slug}`)
  const notice = page.getByRole('region', { name: 'Changes to this policy' })
  await notice.getByText('The privacy policy changed on').waitFor()
  await expectAccessible(page)
  await notice.getByRole('button', { name: 'Understood' }).click()
  await notice.waitFor({ state: 'detached' })
  await page.reload()
  await page.getByRole('navigation', { name: 'Places' }).first().getByRole('link').first().waitFor()
  await page.waitForLoadState('networkidle')
  expect(await notice.count()).toBe(0)
  await page.context().close()
})

it('sets only the cookies of signing in, and asks nobody but its own site', async () => {
  const page = await walk.visit()
  await page.goto('/sign-up')
  await page.getByLabel('Your name').fill('Camille Rousseau')
  await page.getByLabel('E-mail').fill('camille@people.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('nine slow rivers')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/new-organization')
  // Exactly: the page before has a “Your name”, and stands there until the next one is drawn.
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Atelier Rousseau')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await page.waitForURL('**/o/atelier-rousseau')

  const common = {
    domain: new URL(walk.origin).hostname,
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
  }
  const device = { ...common, name: cookieNames(false).device }
  const both = [{ ...common, name: walk.site.cookieName }, device]
  expect(await cookiesOf(page)).toMatchObject(both)
  expect(await page.evaluate(() => document.cookie)).toBe('')

  // Every place there is in the rail, and the pages that lie behind one.
  const rail = page.getByRole('navigation', { name: 'Places' }).first().getByRole('link')
  await rail.filter({ hasText: 'Team' }).waitFor()
  const places = await rail.evaluateAll((links) =>
    links.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
  )
  expect(places.length).toBeGreaterThanOrEqual(7)
  const home = '/o/atelier-rousseau'
  const beside = ['profile', 'privacy', 'settings?section=usage', 'settings?section=outbox']
  const small = await walk.visit(null, { ...phone, storageState: await page.context().storageState() })
  for (const path of [...places, ...beside.map((one) => `${home}/${one}`)]) {
    for (const window of [page, small]) {
      await window.goto(path)
      await window.getByRole('main').waitFor()
      await window.waitForLoadState('networkidle')
    }
    await expectAccessible(page)
  }
  expect(await cookiesOf(page)).toMatchObject(both)

  await page.goto(`${home}/privacy`)
  await page.getByRole('link', { name: 'Back to Atelier Rousseau' }).click()
  await page.waitForURL(`**${home}`)
  await page.getByRole('button', { name: 'Camille Rousseau' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  // What knows the browser stays, so that nobody who guesses passwords locks its owner out.
  expect(await cookiesOf(page)).toMatchObject([device])

  const elsewhere = walk.requests.filter(
    (url) => !url.startsWith(`${walk.origin}/`) && !/^(data|blob):/.test(url),
  )
  expect(walk.requests.length).toBeGreaterThan(50)
  expect(elsewhere).toEqual([])
})
