import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestOrganization } from '#db/test-world.ts'
import { midnightAfter } from '#src/alerts/moments.ts'
import { expectAccessible, openWalk, patience, type Walk } from './world.ts'

let walk: Walk
beforeAll(async () => {
  walk = await openWalk()
})
afterAll(() => walk?.close())

const berlin = 'Europe/Berlin'
const fromNow = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
/** What is read once it says so. */
const settled = <T>(read: () => T) => expect.poll(read, { timeout: patience, interval: 50 })

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const toastOf = (page: Page, told: string | RegExp) => page.getByRole('alert').filter({ hasText: told })
/** With the mouse on it a toast stays, however long what comes in between takes. */
const hold = (page: Page, told: string | RegExp) => toastOf(page, told).hover()
/** Takes back what the toast with these words tells of. */
const undo = (page: Page, told: string | RegExp) =>
  toastOf(page, told).getByRole('button', { name: 'Undo' }).click()
const region = (page: Page, name: string | RegExp) => page.getByRole('region', { name })
const alertRows = (page: Page) => region(page, /^Alerts/).getByRole('listitem')
/** What stands beside the heading of the alerts: "2 late, 1 today". */
const counted = (page: Page) =>
  region(page, /^Alerts/)
    .getByRole('heading')
    .locator('xpath=..')
    .locator('span')
    .first()
    .textContent()
/** The number in the rail. */
const inRail = (page: Page) =>
  page
    .getByRole('navigation', { name: 'Places' })
    .first()
    .getByRole('link', { name: /^Today/ })
    .textContent()

/** Lets a colleague be quicker: between what one saw and what one stores. */
async function beforeFirstPatch(page: Page, address: string, deed: () => Promise<unknown>) {
  let first = true
  await page.route(address, async (route) => {
    if (first && route.request().method() === 'PATCH') {
      first = false
      await deed()
    }
    await route.continue()
  })
}

async function openToday(page: Page, { slug }: TestOrganization) {
  await page.goto(`/o/${slug}`)
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor()
}

describe('alerts', () => {
  it('are set in a line, ring by themselves on every screen, and are done, snoozed and taken back', async () => {
    const { world } = walk
    const studio = await world.addOrganization()
    const { owner } = studio
    const client = await world.perform(owner, 'client.create', { name: 'Katarzyna Wójcik' })
    const alerts = async (query: object = {}) => (await world.perform(owner, 'alert.list', query)).items
    const [page, other] = [await walk.visit(owner), await walk.visit(owner)]
    await openToday(other, studio)
    await page.goto(`/o/${studio.slug}/clients/${client.id}`)
    await page.getByRole('heading', { name: 'Katarzyna Wójcik' }).waitFor()

    // What was understood is marked and said back, and nothing is stored before Enter.
    await page.keyboard.press('r')
    const line = page.getByRole('textbox', { name: 'What to do, and when' })
    await line.fill('call about the offer')
    expect(await button(page, /^Set alert/).isDisabled()).toBe(true)
    await line.fill('call about the offer every friday 10:00')
    expect(await page.locator('mark').allTextContents()).toEqual(['every friday 10:00'])
    await page.getByText(/^Fri .*10:00.*, repeats every week on Fri$/).waitFor()
    expect(await alerts()).toEqual([])
    await line.fill('call about the offer in 1 minute')
    expect(await page.locator('mark').allTextContents()).toEqual(['in 1 minute'])
    await settled(() => page.getByRole('combobox', { name: 'About' }).inputValue()).toBe('Katarzyna Wójcik')
    await expectAccessible(page)
    await line.press('Enter')
    await page.getByText('Alert set for').waitFor()
    const [set] = await alerts()
    expect(set).toMatchObject({
      title: 'call about the offer',
      clientId: client.id,
      assigneeId: owner.personId,
      channels: ['app'],
      repeat: null,
    })
    expect(Math.abs(Date.parse(set?.dueAt ?? '') - Date.now() - 60_000)).toBeLessThan(60_000)

    // So that nobody waits a minute.
    const id = set?.id ?? ''
    await world.perform(owner, 'alert.update', { id, dueAt: fromNow(1) })
    for (const one of [page, other]) await button(one, 'Snooze 1 h').waitFor({ timeout: patience })
    await settled(() =>
      button(other, /^Open notifications/)
        .first()
        .getAttribute('aria-label'),
    ).toBe('Open notifications, 1 unread')
    await settled(() => counted(other)).toBe('1 late')
    await settled(() => inRail(other)).toMatch(/^Today1/)
    await expectAccessible(other)

    // Done here is done there, and so is taking it back.
    await button(page, 'Done').click()
    await hold(page, /^Done: call/)
    await other.getByText('Nothing is late, and nothing is due today.').waitFor()
    await button(other, 'Snooze 1 h').waitFor({ state: 'detached' })
    await settled(() => inRail(other)).toBe('Today')
    expect((await alerts())[0]?.status).toBe('done')
    await undo(page, /^Done: call/)
    await settled(() => alertRows(other).getByRole('link').count()).toBe(1)
    expect((await alerts())[0]).toMatchObject({ status: 'open', completedAt: null })

    // By keys alone: snoozed into the week, back, and done.
    await other.keyboard.press('ArrowDown')
    await other.keyboard.press('s')
    await other.getByRole('menuitem', { name: /^Tomorrow/ }).waitFor()
    await expectAccessible(other)
    await other.getByRole('menuitem', { name: /^Tomorrow/ }).press('Enter')
    await hold(other, /^Snoozed until/)
    await region(other, /^Coming up/)
      .getByText('call about the offer')
      .waitFor()
    await settled(() => alertRows(other).getByRole('link').count()).toBe(0)
    const tomorrow = new Date((await alerts())[0]?.snoozedUntil ?? 0)
    expect(tomorrow.toLocaleTimeString('en-GB', { timeZone: berlin })).toBe('09:00:00')
    await undo(other, /^Snoozed until/)
    await settled(() => counted(other)).toBe('1 late')
    expect((await alerts())[0]).toMatchObject({ snoozedUntil: null })
    await other.getByRole('link', { name: 'call about the offer' }).first().focus()
    await other.keyboard.press(' ')
    await settled(() => alertRows(other).getByRole('link').count()).toBe(0)
    await settled(async () => (await alerts())[0]?.status).toBe('done')
    expect(await alerts({ status: 'open' })).toEqual([])
  })

  it('are counted the same in the list, the rail and the API, and shown only to whom they ring for', async () => {
    const { world } = walk
    const studio = await world.addOrganization('Counting')
    const { owner } = studio
    const colleague = await world.addMember(studio, 'member', 'all', 'Marek')
    const viewer = await world.addMember(studio, 'viewer')
    const client = await world.perform(owner, 'client.create', { name: 'Piotr' })
    const set = (title: string, dueAt: string, more = {}) =>
      world.perform(owner, 'alert.create', { title, dueAt, clientId: client.id, ...more })
    const midnight = midnightAfter(new Date(), berlin, 1)
    await set('A week late', fromNow(-7 * 86_400))
    await set('Two days late', fromNow(-2 * 86_400))
    await set('Tonight', new Date(Date.parse(midnight) - 1).toISOString())
    await set('Next week', new Date(Date.parse(midnight) + 6 * 86_400_000).toISOString())
    await set('Far away', new Date(Date.parse(midnight) + 9 * 86_400_000).toISOString())
    await set('Somebody else’s', fromNow(-86_400), { assigneeId: colleague.personId })
    const done = await set('Done', fromNow(-86_400))
    await world.perform(owner, 'alert.complete', { id: done.id })

    const page = await walk.visit(owner)
    await openToday(page, studio)
    await settled(() => counted(page)).toBe('2 late, 1 today')
    expect(await alertRows(page).getByRole('link').allTextContents()).toEqual([
      'A week late',
      'Two days late',
      'Tonight',
    ])
    await alertRows(page).filter({ hasText: '7 days late' }).waitFor()
    expect(
      await region(page, /^Coming up/)
        .getByRole('link')
        .allTextContents(),
    ).toEqual(['Next week'])
    await settled(() => inRail(page)).toMatch(/^Today3/)
    const { count } = await world.perform(owner, 'alert.list', {
      status: 'open',
      assigneeId: owner.personId,
      dueBefore: midnight,
      limit: 1,
      count: true,
    })
    expect(count).toEqual({ value: 3, atLeast: false })

    // ↑ and ↓ run through all lists, in the order they stand.
    const seen: (string | null)[] = []
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press('ArrowDown')
      seen.push(await page.evaluate(() => document.activeElement?.textContent ?? null))
    }
    await page.keyboard.press('ArrowUp')
    seen.push(await page.evaluate(() => document.activeElement?.textContent ?? null))
    expect(seen).toEqual(['A week late', 'Two days late', 'Tonight', 'Next week', 'Tonight'])

    const theirs = await walk.visit(colleague)
    await openToday(theirs, studio)
    await settled(() => counted(theirs)).toBe('1 late')
    const reader = await walk.visit(viewer)
    await reader.goto(`/o/${studio.slug}/clients/${client.id}`)
    await reader.getByRole('checkbox', { name: 'Done: Somebody else’s' }).waitFor()
    expect(await reader.getByRole('checkbox', { name: 'Done: Tonight' }).isDisabled()).toBe(true)
    expect(await button(reader, 'Snooze: Tonight').count()).toBe(0)
  })

  it('are changed in a sheet; when a colleague changed the same, one chooses', async () => {
    const { world } = walk
    const studio = await world.addOrganization('Conflict')
    const { owner } = studio
    const { id } = await world.perform(owner, 'alert.create', { title: 'Call', dueAt: fromNow(-60) })
    const page = await walk.visit(owner)
    await page.goto(`/o/${studio.slug}?alert=${id}`)
    const title = page.getByRole('textbox', { name: 'What to do' })
    await title.fill('Call Mr Brandl')
    await page.getByRole('combobox', { name: 'Repeat' }).click()
    await page.getByRole('option', { name: 'Every weekday, Monday to Friday' }).click()
    await beforeFirstPatch(page, `**/api/v1/alerts/${id}`, () =>
      world.perform(owner, 'alert.update', { id, title: 'Write', channels: ['app', 'email'] }),
    )
    await button(page, 'Save').click()
    await page.getByText('Someone changed this in the meantime').waitFor()
    await expectAccessible(page)
    expect(await page.getByRole('group', { name: 'Repeat' }).count()).toBe(1)
    await page.getByRole('group', { name: 'What to do' }).getByRole('radio').nth(1).check()
    await button(page, 'Store this').click()
    await page.getByText('Alert changed').waitFor()
    expect(await world.perform(owner, 'alert.get', { id })).toMatchObject({
      title: 'Write',
      repeat: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
      channels: ['app', 'email'],
    })
  })
})

describe('notifications', () => {
  it('stand under the bell by day, open their record, and are read one by one or all', async () => {
    const { world } = walk
    const studio = await world.addOrganization('Bell')
    const { owner } = studio
    const page = await walk.visit(owner)
    await openToday(page, studio)
    await button(page, /^Open notifications/)
      .first()
      .click()
    await page.getByText('Nothing has rung yet').waitFor()
    await page.keyboard.press('Escape')

    const client = await world.perform(owner, 'client.create', { name: 'Anna Szymańska' })
    for (const title of ['One', 'Two', 'Three'])
      await world.perform(owner, 'alert.create', { title, dueAt: fromNow(-1), clientId: client.id })
    const bell = () =>
      button(page, /^Open notifications/)
        .first()
        .getAttribute('aria-label')
    await settled(bell).toBe('Open notifications, 3 unread')
    await page.keyboard.press('g')
    await page.keyboard.press('n')
    const panel = page.getByRole('dialog', { name: 'Notifications' })
    await panel.getByRole('heading', { name: 'Today', exact: true }).waitFor()
    await settled(() => panel.getByRole('listitem').count()).toBe(3)
    await expectAccessible(page)
    await button(page, 'Mark read: One').click()
    await settled(bell).toBe('Open notifications, 2 unread')
    await panel.getByRole('link', { name: 'Two' }).click()
    await page.getByRole('heading', { name: 'Anna Szymańska' }).waitFor()
    expect(page.url()).toContain(`/clients/${client.id}`)
    await settled(bell).toBe('Open notifications, 1 unread')
    await button(page, /^Open notifications/)
      .first()
      .click()
    await button(page, 'Mark all read').click()
    await settled(bell).toBe('Open notifications')
    expect((await world.perform(owner, 'notification.list', {})).unread).toBe(0)
  })
})

describe('Today', () => {
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
})

describe('companies', () => {
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

    await button(page, 'More for Lumen Logistyka').click()
    await page.getByRole('menuitem', { name: 'Move to the trash' }).click()
    await hold(page, /moved to the trash/)
    await page.getByText('Add your first company').waitFor()
    await expect(world.perform(owner, 'company.get', { id })).rejects.toMatchObject({ status: 404 })
    await undo(page, /moved to the trash/)
    await page.getByRole('heading', { name: 'Lumen Logistyka' }).waitFor()
    await people.getByRole('link', { name: /Katarzyna Wójcik/ }).waitFor()
  })

  it('and Today are readable in the dark and on the phone', async () => {
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
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(wide).toBeLessThanOrEqual(0)
      await page.goto(`/o/${studio.slug}/companies`)
      await page.getByRole('link', { name: /Lumen/ }).first().waitFor()
      await expectAccessible(page)
      await page.goto(`/o/${studio.slug}/companies/${company.id}`)
      await page.getByRole('checkbox', { name: 'Done: Late' }).waitFor()
      await expectAccessible(page)
    }
  })
})
