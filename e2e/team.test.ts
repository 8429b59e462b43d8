import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestOrganization } from '#db/test-world.ts'
import { totp } from '#src/entrances/session-world.ts'
import { askAs, expectAccessible, openWalk, patience, type Walk } from './world.ts'

let walk: Walk
let studio: TestOrganization
let lena: Page

beforeAll(async () => {
  walk = await openWalk()
  studio = await walk.world.addOrganization('Studio Halden')
  lena = await walk.visit(studio.owner)
})
afterAll(() => walk?.close())

const email = 'marek.nowak@people.example'
const firstPassword = 'seven quiet lamps'
const secondPassword = 'eleven loud clocks'
const signIn = async (page: Page, password: string) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

it('invites someone who signs up, changes what they may, and removes them at once', async () => {
  await lena.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await lena.goto(`/o/${studio.slug}/team`)
  await lena.getByText('(you)').waitFor()

  // The only owner can be neither demoted nor removed, and is told why.
  await lena.getByRole('button', { name: 'Role of Lena Hartmann: Owner' }).click()
  await lena.getByText('You are the only owner, and Studio Halden needs one.').waitFor()
  expect(await lena.getByRole('menuitemradio', { disabled: false }).count()).toBe(0)
  await lena.keyboard.press('Escape')

  // Three actions, by keys alone: who, as what, send.
  await lena.keyboard.press('i')
  await lena.locator('input[name=email]:focus').waitFor()
  await lena.keyboard.type('nobody at all')
  await lena.keyboard.press('Enter')
  await lena.getByText('This is not an e-mail address.').waitFor()
  await lena.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await lena.keyboard.press('Tab')
  await lena.keyboard.press('ArrowDown')
  expect(await lena.getByRole('radio', { name: 'Admin' }).isChecked()).toBe(true)
  await expectAccessible(lena)
  await lena.keyboard.press('Enter')
  await lena.getByText('This UpCRM has no mail server, so nothing was sent').waitFor()
  const field = lena.getByLabel('Link of the invitation')
  const link = await field.inputValue()
  expect(link).toMatch(new RegExp(`^${walk.origin}/accept-invitation#.{20,}$`))
  await lena.getByRole('button', { name: 'Copy link' }).click()
  await lena.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await lena.evaluate(() => navigator.clipboard.readText())).toBe(link)
  await lena.getByRole('button', { name: 'Done' }).click()
  await lena.getByRole('list', { name: 'Invitations' }).getByText(email).waitFor()

  const marek = await walk.visit(null, { locale: 'de-AT', timezoneId: 'Europe/Vienna' })
  await marek.goto(link)
  await marek.getByRole('heading', { name: 'Join Studio Halden' }).waitFor()
  await marek.getByText('Lena Hartmann invited you').waitFor()
  await marek.getByRole('link', { name: 'Create an account to join' }).click()
  await expect.poll(() => marek.getByLabel('E-mail').inputValue(), { timeout: patience }).toBe(email)
  await marek.getByLabel('Your name').fill('Marek Nowak')
  await marek.getByRole('textbox', { name: 'Password' }).fill(firstPassword)
  await marek.getByRole('button', { name: 'Create account' }).click()
  await marek.waitForURL(`**/o/${studio.slug}`)
  const session = await askAs(marek, '/auth/session')
  expect(session.body).toMatchObject({
    user: { email, name: 'Marek Nowak' },
    organizations: [{ slug: studio.slug, role: 'admin' }],
  })
  // What "at ten" means to him was read from his browser, and is not in silence UTC.
  expect((await askAs(marek, '/profile')).body).toMatchObject({ locale: 'de-AT', timeZone: 'Europe/Vienna' })

  // He appears to her by himself, and the invitation is used up.
  const members = lena.getByRole('list', { name: 'Members' })
  await members.getByText(email).waitFor()
  await lena.getByText('Nobody is invited at the moment.').waitFor()
  const stranger = await walk.visit()
  await stranger.goto(link)
  await stranger.getByRole('heading', { name: 'This invitation does not work' }).waitFor()

  await marek.goto(`/o/${studio.slug}/team`)
  await marek.getByRole('button', { name: 'Invite', exact: true }).waitFor()
  await marek.getByRole('button', { name: 'Role of Lena Hartmann: Owner' }).click()
  await marek.getByText('Only an owner can make, change or remove an owner.').waitFor()
  await marek.keyboard.press('Escape')
  const made = await marek.request.post('/api/v1/clients', {
    headers: { 'UpCRM-Organization': studio.slug },
    data: { name: 'Katarzyna Wójcik' },
  })
  expect(made.status()).toBe(201)

  // A lower role takes the controls from his open page; taking it back gives them again.
  await lena.getByRole('button', { name: 'Role of Marek Nowak: Admin' }).click()
  await lena.getByRole('menuitemradio', { name: 'Viewer' }).click()
  await lena.getByText('Marek Nowak is Viewer now').waitFor()
  await marek.getByRole('button', { name: 'Invite', exact: true }).waitFor({ state: 'hidden' })
  await marek.getByText('Owners and admins invite people and change roles.').waitFor()
  expect((await askAs(marek, '/audit', studio.slug)).status).toBe(403)
  await lena.getByRole('button', { name: 'Undo' }).click()
  await lena.getByRole('button', { name: 'Role of Marek Nowak: Admin' }).waitFor()
  await marek.getByRole('button', { name: 'Invite', exact: true }).waitFor()

  await lena.getByRole('button', { name: 'Actions for Marek Nowak' }).click()
  await lena.getByRole('menuitem', { name: 'Remove from Studio Halden' }).click()
  await lena.getByRole('button', { name: 'Remove Marek Nowak' }).click()
  await lena.getByText('1 client, no companies and no open alerts went to Lena Hartmann.').waitFor()
  await members.getByText(email).waitFor({ state: 'hidden' })
  expect((await askAs(marek, '/clients', studio.slug)).status).toBe(404)
  await marek.reload()
  await marek.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  const { body } = await askAs(lena, '/clients', studio.slug)
  expect(body).toMatchObject({ items: [{ name: 'Katarzyna Wójcik', ownerId: studio.owner.personId }] })

  await lena.goto(`/o/${studio.slug}/audit`)
  await lena.getByText('Lena Hartmann removed Marek Nowak from the team').waitFor()
  await lena.getByText('Marek Nowak joined the team').waitFor()
  await lena.getByText(`Marek Nowak accepted the invitation of ${email}`).waitFor()
  await lena.getByRole('link', { name: 'Katarzyna Wójcik' }).waitFor()
  await expectAccessible(lena)
  await Promise.all([marek, stranger].map((page) => page.context().close()))
})

it('sets a new password by a link, which ends every session', async () => {
  const before = await walk.visit()
  await signIn(before, firstPassword)
  await before.waitForURL('**/new-organization')

  const page = await walk.visit()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot the password?' }).click()
  // The page before has an E-mail as well, and stands there until this one is drawn.
  await page.getByRole('button', { name: 'Send the link' }).waitFor()
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByText(`If there is an account for ${email}`).waitFor()
  const link = await walk.linkFor(email)
  expect(link).toContain(`${walk.origin}/reset-password#`)
  await page.goto(link)
  await page.getByRole('textbox', { name: 'New password' }).fill(secondPassword)
  await page.getByRole('button', { name: 'Set password' }).click()
  await page.getByText('Your password is set. Sign in with it.').waitFor()
  expect((await askAs(before, '/auth/session')).status).toBe(401)

  await signIn(page, firstPassword)
  await page.getByRole('alert').waitFor()
  expect((await askAs(page, '/auth/session')).status).toBe(401)
  await signIn(page, secondPassword)
  await page.waitForURL('**/new-organization')

  const late = await walk.visit()
  await late.goto(link)
  await late.getByRole('textbox', { name: 'New password' }).fill('another one altogether')
  await late.getByRole('button', { name: 'Set password' }).click()
  await late.getByRole('alert').waitFor()
  await signIn(late, secondPassword)
  await late.waitForURL('**/new-organization')
  await Promise.all([before, page, late].map((one) => one.context().close()))
})

it('asks for a second factor once it is set up, and takes a recovery code once', async () => {
  const page = await walk.visit()
  await signIn(page, secondPassword)
  await page.waitForURL('**/new-organization')
  await page.getByRole('textbox', { name: 'Name' }).fill('Nowak Design')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await page.waitForURL('**/o/nowak-design')
  await page.goto('/o/nowak-design/profile')
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByRole('textbox', { name: 'Password' }).fill('not his password')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByText('This is not your password.').waitFor()
  await page.getByRole('textbox', { name: 'Password' }).fill(secondPassword)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  await expectAccessible(page)
  const secret = (await page.getByLabel('Key').inputValue()).replaceAll(' ', '')
  const uri = `otpauth://totp/UpCRM?secret=${secret}`
  await page.getByRole('textbox', { name: 'Code' }).fill(totp(uri, -20))
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByText('This code is not right').waitFor()
  await page.getByRole('textbox', { name: 'Code' }).fill(totp(uri))
  await page.getByRole('button', { name: 'Switch on' }).click()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await codes.first().waitFor()
  const recovery = (await codes.allTextContents()) as [string, ...string[]]
  expect(new Set(recovery).size).toBeGreaterThanOrEqual(8)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  expect((await download).suggestedFilename()).toBe('upcrm-recovery-codes.txt')
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByRole('button', { name: 'Switch off' }).waitFor()

  const answer = async () => {
    const other = await walk.visit()
    await signIn(other, secondPassword)
    await other.getByLabel('Code from your authenticator app').fill(recovery[0])
    // The password alone opens nothing.
    expect((await askAs(other, '/auth/session')).status).toBe(401)
    await other.getByRole('button', { name: 'Sign in' }).click()
    return other
  }
  const inside = await answer()
  await inside.waitForURL('**/o/nowak-design')
  const outside = await answer()
  await outside.getByRole('alert').waitFor()
  expect((await askAs(outside, '/auth/session')).status).toBe(401)

  // Each browser is listed, and the others can be ended from here.
  await page.reload()
  const sessions = page.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem')
  await sessions.filter({ hasText: 'this browser' }).waitFor()
  expect((await askAs(inside, '/auth/session')).status).toBe(200)
  await page.getByRole('button', { name: 'End all others' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click()
  await expect.poll(() => sessions.count(), { timeout: patience }).toBe(1)
  expect((await askAs(inside, '/auth/session')).status).toBe(401)
  expect((await askAs(page, '/auth/session')).status).toBe(200)
  await page.context().close()
})
