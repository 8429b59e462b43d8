/** Alerts: set in a line, ringing by themselves, counted the same everywhere; and what stands under the bell. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { midnightAfter } from '#src/alerts/moments.ts'
import {
  alertRows,
  beforeFirstPatch,
  berlin,
  button,
  fromNow,
  hold,
  openToday,
  region,
  settled,
  undo,
} from './parts.ts'
import { expectAccessible, openWalk, patience, type Walk } from './world.ts'

let walk: Walk
beforeAll(async () => {
  walk = await openWalk()
})
afterAll(() => walk?.close())

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
    // From a list of choices, too.
    await page.getByRole('combobox', { name: 'Repeat' }).press('Control+Enter')
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
