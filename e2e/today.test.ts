/** Today: the first steps, then the lists and pictures that agree with each other. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alertRows, button, fromNow, openToday, overflow, region, settled } from './parts.ts'
import { expectAccessible, openWalk, type Walk } from './world.ts'

let walk: Walk
beforeAll(async () => {
  walk = await openWalk()
})
afterAll(() => walk?.close())

it('begins with three steps that tick themselves off, then shows lists and pictures with their numbers', async () => {
  const { world } = walk
  const studio = await world.addOrganization('Fresh')
  const { owner } = studio
  const page = await walk.visit(owner)
  await openToday(page, studio)
  await page.getByRole('heading', { name: 'Welcome to Fresh' }).waitFor()
  const steps = page.getByRole('listitem').filter({ hasText: /, done/ })
  await settled(() => button(page, /^(Import a list|Add a client|Invite someone)/).count()).toBe(3)
  expect(await page.getByRole('heading', { name: 'Clients by status' }).count()).toBe(0)
  await expectAccessible(page)

  const client = await world.perform(owner, 'client.create', { name: 'Ada', status: 'active' })
  await settled(() => steps.allTextContents()).toEqual([expect.stringMatching(/^Add a client/)])
  await world.perform(owner, 'invitation.create', { email: 'marek@halden.example', role: 'member' })
  await settled(() => steps.count()).toBe(2)
  await button(page, 'Hide these steps').click()
  await page.getByRole('heading', { name: 'Welcome to Fresh' }).waitFor({ state: 'detached' })

  for (const kind of ['call', 'call', 'meeting'] as const)
    await world.perform(owner, 'note.create', { clientId: client.id, kind, body: 'Spoke' })
  await page.getByRole('img', { name: /: 3 in all$/ }).waitFor()
  await page.getByText('2 calls', { exact: true }).waitFor()
  await settled(() => page.getByRole('table').first().getByRole('row').last().textContent()).toMatch(/120$/)
  const status = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: 'Active', exact: true }) })
  await settled(() => status.textContent()).toBe('Active1')
  await region(page, 'Recent clients').getByRole('link', { name: 'Ada' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Clients by status' }).waitFor()
  expect(await page.getByRole('heading', { name: 'Welcome to Fresh' }).count()).toBe(0)
})

it('is readable in the dark and on the phone, and so are the companies', async () => {
  const { world } = walk
  const studio = await world.addOrganization('Dark')
  const { owner } = studio
  const company = await world.perform(owner, 'company.create', { name: 'Lumen', tags: ['retainer'] })
  const client = await world.perform(owner, 'client.create', { name: 'Olga', companyId: company.id })
  for (const [title, seconds] of [
    ['Late', -86_400],
    ['Soon', 900],
  ] as const)
    await world.perform(owner, 'alert.create', { title, dueAt: fromNow(seconds), clientId: client.id })
  await world.perform(owner, 'note.create', { clientId: client.id, kind: 'call', body: 'Spoke' })
  for (const options of [
    { colorScheme: 'dark' },
    { viewport: { width: 390, height: 844 }, hasTouch: true },
  ] as const) {
    const page = await walk.visit(owner, options)
    await openToday(page, studio)
    await alertRows(page).filter({ hasText: 'Late' }).waitFor()
    await page
      .getByRole('img', { name: /: 1 in all$/ })
      .first()
      .waitFor()
    await expectAccessible(page)
    expect(await overflow(page)).toBe(0)
    await page.goto(`/o/${studio.slug}/companies`)
    await page.getByRole('link', { name: /Lumen/ }).first().waitFor()
    await expectAccessible(page)
    await page.goto(`/o/${studio.slug}/companies/${company.id}`)
    await page.getByRole('checkbox', { name: 'Done: Late' }).waitFor()
    await expectAccessible(page)
  }
})
