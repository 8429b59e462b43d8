/** Finding what people see, the same way in every walk. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { TestOrganization } from '#db/test-world.ts'
import { patience } from './world.ts'

export const berlin = 'Europe/Berlin'
export const fromNow = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
/** What is read once it says so. */
export const settled = <T>(read: () => T) => expect.poll(read, { timeout: patience, interval: 50 })

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
export const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })
export const region = (page: Page, name: string | RegExp) => page.getByRole('region', { name })
export const alertRows = (page: Page) => region(page, /^Alerts/).getByRole('listitem')

export const toastOf = (page: Page, told: string | RegExp) =>
  page.getByRole('alert').filter({ hasText: told })
/** With the mouse on it a toast stays, however long what comes in between takes. */
export const hold = (page: Page, told: string | RegExp) => toastOf(page, told).hover()
/** Takes back what the toast with these words tells of. */
export const undo = (page: Page, told: string | RegExp) =>
  toastOf(page, told).getByRole('button', { name: 'Undo' }).click()

/** Lets a colleague be quicker: between what one saw and what one stores. */
export async function beforeFirstPatch(page: Page, address: string, deed: () => Promise<unknown>) {
  let first = true
  await page.route(address, async (route) => {
    if (first && route.request().method() === 'PATCH') {
      first = false
      await deed()
    }
    await route.continue()
  })
}

export async function openToday(page: Page, { slug }: TestOrganization) {
  await page.goto(`/o/${slug}`)
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor()
}

/** How much wider the page is than the screen: on a phone nothing may be. */
export const overflow = async (page: Page) =>
  (await page.evaluate(() => document.documentElement.scrollWidth)) - (page.viewportSize()?.width ?? 0)
