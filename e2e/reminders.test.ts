/** Chasing what is overdue: opened, looked at and sent in three actions, by keyboard too, and once only. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestOrganization } from '#db/test-world.ts'
import { button, overflow, settled, toastOf } from './parts.ts'
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
    address: { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
  lena = await walk.visit(studio.owner)
})
afterAll(() => walk?.close())

const client = (name: string, email: string | null) =>
  walk.world.perform(studio.owner, 'client.create', { name, email })

async function issue(clientId: string, dueIn: number, send = true) {
  const draft = await walk.world.perform(studio.owner, 'invoice.create', {
    clientId,
    issuedOn: dayFromNow(dueIn - 14),
    dueOn: dayFromNow(dueIn),
    lines: [{ description: 'Design', unitPrice: '100' }],
  })
  return walk.world.perform(studio.owner, send ? 'invoice.send' : 'invoice.issue', { id: draft.id })
}

/** Mails of today hold reminders back; these went out long ago. */
const ageMails = () =>
  walk.world.owner.query(`update outbox set created_at = created_at - interval '30 days' where org_id = $1`, [
    studio.id,
  ])

const remindersOf = async (id: string) => {
  const { items } = await walk.world.perform(studio.owner, 'invoice.mails', { id })
  return items.filter(({ kind }) => kind === 'reminder').map(({ to }) => to)
}

it('says what is overdue, shows each mail and what waits, and sends it once', async () => {
  const brandl = await client('Thomas Brandl', 'thomas@brandl.example')
  const kat = await client('Katarzyna Wójcik', 'kat@lumen.example')
  const oldest = await issue(brandl.id, -40)
  const later = await issue(brandl.id, -12)
  const other = await issue(kat.id, -9)
  const unsent = await issue(kat.id, -8, false)
  await ageMails()

  await lena.goto(`/o/${studio.slug}/invoices`)
  await lena.getByText('4 invoices are overdue').waitFor()
  await expectAccessible(lena)

  // One: open. Two: look. Three: send.
  await button(lena, 'Remind all').click()
  const sheet = lena.getByRole('dialog', { name: 'Payment reminders' })
  const mail = sheet.getByRole('region', { name: 'What goes out' })
  await mail.getByText(`Reminder: invoice ${oldest.number}`).waitFor()
  await sheet.getByText('The invoice itself has not been sent yet.').waitFor()
  await sheet.getByText('Another day, or tick it to send this one first.').waitFor()
  await expectAccessible(lena)
  await sheet.getByRole('button', { name: new RegExp(`^${other.number}`) }).click()
  await mail.getByText(`Reminder: invoice ${other.number}`).waitFor()
  await sheet.getByRole('button', { name: /^Send 2 reminders/ }).click()
  await toastOf(lena, '2 reminders lie in the outbox').waitFor()

  expect(await remindersOf(oldest.id)).toEqual(['thomas@brandl.example'])
  expect(await remindersOf(other.id)).toEqual(['kat@lumen.example'])
  expect(await remindersOf(later.id)).toEqual([])
  expect(await remindersOf(unsent.id)).toEqual([])

  // Nobody is left to remind today: the banner is gone, and the sheet says why each waits.
  await lena.getByText('4 invoices are overdue').waitFor({ state: 'hidden' })
  await lena.reload()
  await button(lena, /^Reminders/).waitFor()
  await lena.keyboard.press('d')
  await settled(() => sheet.getByRole('checkbox').count()).toBe(0)
  await sheet.getByRole('button', { name: /^Send reminders/ }).waitFor()
  expect(await sheet.getByRole('button', { name: /^Send reminders/ }).isDisabled()).toBe(true)
  await lena.keyboard.press('Escape')
  await sheet.waitFor({ state: 'hidden' })
})

it('lets another invoice of the same client go first, by keyboard', async () => {
  const rosa = await client('Rosa Lind', 'rosa@lind.example')
  const first = await issue(rosa.id, -30)
  const second = await issue(rosa.id, -20)
  await ageMails()
  await lena.goto(`/o/${studio.slug}/invoices`)
  await button(lena, /^Reminders/).waitFor()
  await lena.keyboard.press('d')
  const box = (number: string | null) => lena.getByRole('checkbox', { name: `Remind Rosa Lind of ${number}` })
  await box(second.number).focus()
  await lena.keyboard.press('Space')
  expect(await box(first.number).isChecked()).toBe(false)
  await lena.keyboard.press('Control+Enter')
  await toastOf(lena, /in the outbox/).waitFor()
  expect(await remindersOf(first.id)).toEqual([])
  expect(await remindersOf(second.id)).toEqual(['rosa@lind.example'])
})

it('reminds from the invoice’s page, where the mail then stands, on a phone and in the dark too', async () => {
  const otto = await client('Otto Maier', 'otto@maier.example')
  const invoice = await issue(otto.id, -15)
  await ageMails()
  await lena.goto(`/o/${studio.slug}/invoices/${invoice.id}`)
  await lena.getByText('In the outbox', { exact: true }).waitFor()
  await lena.keyboard.press('d')
  const sheet = lena.getByRole('dialog', { name: `Reminder of ${invoice.number}` })
  await sheet.getByText(`Reminder: invoice ${invoice.number}`).waitFor()
  await lena.keyboard.press('Control+Enter')
  await toastOf(lena, 'lies in the outbox').waitFor()
  await lena.getByRole('complementary', { name: 'Next' }).getByText('Reminder', { exact: true }).waitFor()
  await lena.keyboard.press('d')
  await sheet.getByText('No reminder of this invoice is due').waitFor()
  await expectAccessible(lena)

  await issue((await client('Pia Wolf', 'pia@wolf.example')).id, -15)
  await ageMails()
  const small = await walk.visit(studio.owner, { ...phone, colorScheme: 'dark' })
  await small.goto(`/o/${studio.slug}/invoices`)
  await button(small, 'Remind all').or(button(small, 'Send a reminder')).click()
  await small.getByText('Rosa Lind').first().waitFor()
  await small.getByRole('region', { name: 'What goes out' }).waitFor()
  expect(await overflow(small)).toBe(0)
  await expectAccessible(small)
  await small.context().close()
})
