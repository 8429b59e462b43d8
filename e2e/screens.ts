import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { openDemo } from '#db/demo.ts'
import { choose, germanList } from './contact-files.ts'
import { askAs, openWalk, phone, type Walk } from './world.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'screens')
const slug = 'studio-halden'

let walk: Walk
let lena: { personId: string }

beforeAll(async () => {
  walk = await openWalk()
  await openDemo('screens').prepare(walk.site.house)
  const { rows } = await walk.world.owner.query(
    "select id from identity.users where email = 'lena@halden.example'",
  )
  lena = { personId: rows[0].id }
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) if (name.endsWith('.png')) rmSync(join(folder, name))
})
afterAll(() => walk?.close())

/** Once nothing is on its way any more. An empty list keeps its ghost. */
async function shoot(page: Page, name: string, ghost = false) {
  await page.waitForFunction(
    (coming) => document.fonts.status === 'loaded' && document.querySelector(coming) === null,
    ghost ? '[aria-busy="true"]' : '[aria-busy="true"], .mantine-Skeleton-root',
  )
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' })
}

interface Subjects {
  client: string
  company: string
  importId: string
  /** One that was issued, and one that is being written. */
  invoice: string
  draft: string
}

/** The pages that people see most; each wide, on the phone and in the dark. */
const mainPages: readonly [name: string, way: (subjects: Subjects) => string, sign: string][] = [
  ['today', () => '', 'main h1'],
  ['clients', () => '/clients?sort=-lastContactAt', '[role=grid] tbody a'],
  ['client', ({ client }) => `/clients/${client}`, 'main h1, main h2'],
  ['company', ({ company }) => `/companies/${company}`, 'main h1, main h2'],
  ['invoices', () => '/invoices', '[role=grid] tbody a'],
  ['invoice', ({ invoice }) => `/invoices/${invoice}`, 'main article'],
  ['invoice-editor', ({ draft }) => `/invoices/${draft}`, 'main article'],
  ['import', ({ importId }) => `/import/${importId}`, 'main dl dd'],
]

async function shootMainPages(subjects: Subjects, suffix: string, options: BrowserContextOptions) {
  const page = await walk.visit(lena, options)
  for (const [name, way, sign] of mainPages) {
    await page.goto(`/o/${slug}${way(subjects)}`)
    await page.locator(sign).first().waitFor()
    await shoot(page, `${name}${suffix}`)
  }
  await page.context().close()
}

/** The client of whom there is most to read, their company, and an import that waits for its columns. */
async function findSubjects(page: Page): Promise<Subjects> {
  const { rows } = await walk.world.owner.query(`
    select c.id, c.company_id from clients c join organizations o on o.id = c.org_id and o.slug = 'studio-halden'
    order by (select count(*) from notes n where n.client_id = c.id)
      + 3 * (select count(*) from alerts a where a.client_id = c.id) + cardinality(c.tags) desc, c.id limit 1`)
  const { body }: { body: unknown } = await askAs(page, '/clients?limit=60&sort=-createdAt', slug)
  const { items } = body as { items: { name: string; email: string; phone: string }[] }
  await page.goto(`/o/${slug}/import`)
  await page.getByText('Each import stands here').waitFor()
  await choose(page, germanList(items))
  await page.waitForURL(/\/import\/[0-9a-f-]{36}$/)
  await page.getByText('One match, before and after').waitFor()
  const client = rows[0].id
  return {
    client,
    company: rows[0].company_id,
    importId: page.url().split('/').at(-1) ?? '',
    ...(await writeInvoices(page, client)),
  }
}

const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Five that were issued, one of them late and one paid, and a draft. */
async function writeInvoices(page: Page, clientId: string): Promise<Pick<Subjects, 'invoice' | 'draft'>> {
  const post = async (path: string, data: object = {}) => {
    const answer = await page.request.post(`/api/v1${path}`, {
      headers: { 'UpCRM-Organization': slug },
      data,
    })
    return (await answer.json()) as { id: string; amountDue: number }
  }
  const lines = [
    { description: 'Relaunch: design sprint', quantity: '3', unit: 'day', unitPrice: '960.00' },
    {
      description: 'Front-end development',
      quantity: '18.5',
      unit: 'hour',
      unitPrice: '112.00',
      discountPercent: '10',
    },
    { description: 'Product photos, retouched', quantity: '24', unit: 'piece', unitPrice: '18.50' },
    { description: 'Printed catalogue', quantity: '250', unit: 'piece', unitPrice: '2.345', taxRate: '7' },
  ]
  let invoice = ''
  for (const [index, days] of [-45, -20, -6, -3, -1].entries()) {
    const draft = {
      clientId,
      lines: lines.slice(0, 1 + (index % 4)),
      issuedOn: daysFromNow(days),
      dueOn: daysFromNow(days + 14),
    }
    const { id } = await post('/invoices', draft)
    const { amountDue } = await post(`/invoices/${id}/issue`)
    if (index === 0) await post('/payments', { invoiceId: id, amount: amountDue })
    invoice = index === 3 ? id : invoice
  }
  const { id } = await post('/invoices', { clientId, lines, reference: 'Order 4500-118, relaunch' })
  return { invoice, draft: id }
}

it('takes the pictures', async () => {
  const nobody = await walk.visit(null)
  await nobody.goto('/sign-in')
  await nobody.getByRole('button', { name: 'Sign in' }).waitFor()
  await shoot(nobody, 'sign-in')
  await nobody.context().close()

  const page = await walk.visit(lena)
  const subjects = await findSubjects(page)
  await shootMainPages(subjects, '', {})
  await shootMainPages(subjects, '-phone', phone)
  await shootMainPages(subjects, '-dark', { colorScheme: 'dark' })

  await page.goto(`/o/${slug}/companies`)
  await page.locator('[role=grid] tbody a').first().waitFor()
  await shoot(page, 'companies')
  for (const place of ['team', 'settings', 'audit']) {
    await page.goto(`/o/${slug}/${place}`)
    await page.locator('main h1').first().waitFor()
    await shoot(page, place)
  }
  await page.goto(`/o/${slug}/privacy`)
  await page.locator('main h1').first().waitFor()
  await shoot(page, 'privacy')

  await page.goto(`/o/${slug}/clients`)
  await page.locator('[role=grid] tbody a').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or do' }).fill('mar')
  await page.getByRole('option').nth(2).waitFor()
  await shoot(page, 'palette')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.goto(`/o/${slug}/clients/${subjects.client}`)
  await page.locator('main h1').first().waitFor()
  await page.keyboard.press('r')
  await page.getByRole('dialog').getByRole('textbox').first().fill('call about the offer tue 10:00')
  await shoot(page, 'quick-alert')
  await page.context().close()

  await shootBroken()
  const studio = await walk.world.addOrganization('Studio Neu')
  const fresh = await walk.visit(studio.owner)
  await fresh.goto(`/o/${studio.slug}/clients`)
  await fresh.getByText('Add your first client').waitFor()
  await shoot(fresh, 'empty', true)
})

/** The list as it stands when the line breaks while one looks at it. */
async function shootBroken() {
  const page = await walk.visit(lena)
  await page.goto(`/o/${slug}/clients`)
  await page.locator('[role=grid] tbody a').first().waitFor()
  await page.route(/\/api\/v1\/clients\?/, (route) => route.abort())
  const { body }: { body: unknown } = await askAs(page, '/clients?limit=1', slug)
  const [client] = (body as { items: { id: string; version: number }[] }).items
  // Somebody changes a client, so that every list that shows clients is read again.
  await page.request.patch(`/api/v1/clients/${client?.id}`, {
    headers: { 'UpCRM-Organization': slug, 'If-Match': `"${client?.version}"` },
    data: { jobTitle: 'Managing director' },
  })
  await page.getByRole('alert').first().waitFor()
  await shoot(page, 'error')
  await page.context().close()
}
