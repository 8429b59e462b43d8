/**
 * Promise: the real house, listening, on a database of its own, and Chromium before it. `visit(person)` is a browser of
 * that person's own, signed in; `visit()` one of somebody nobody knows. What breaks in any page fails the walk at `close`.
 */
import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import { serve } from '@hono/node-server'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { openSite, type TestSite } from '#db/test-site.ts'
import { openWorld } from '#db/test-world.ts'
import { launchChromium } from './chromium.ts'

export const phone = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
} satisfies BrowserContextOptions

/** Generous: nothing here depends on how busy the machine is. */
export const patience = 30_000

export async function openWalk() {
  // Without a mail server, links about an account are told to the operator, on the console.
  const told = vi.spyOn(console, 'info').mockImplementation(() => {})
  const world = await openWorld()
  let site: TestSite | undefined
  const server = serve({
    // The house needs to know its port before it opens, and nobody asks before it has.
    fetch: (request, bindings) =>
      site?.house.site.fetch(request, bindings) ?? new Response(null, { status: 503 }),
    hostname: '127.0.0.1',
    port: 0,
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  site = await openSite(world, { port })
  const opened = site
  const browser = await launchChromium()
  const faults: string[] = []
  const requests: string[] = []

  async function visit(
    person?: { personId: string } | null,
    options: BrowserContextOptions = {},
  ): Promise<Page> {
    const context = await browser.newContext({
      baseURL: opened.origin,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
      viewport: { width: 1440, height: 900 },
      ...options,
    })
    context.setDefaultTimeout(patience)
    context.on('request', (request) => requests.push(request.url()))
    context.on('weberror', (fault) => faults.push(String(fault.error().stack ?? fault.error())))
    context.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) faults.push(message.text())
    })
    if (person) {
      const [name = '', value = ''] = (await opened.signIn(person)).split('=', 2)
      await context.addCookies([{ name, value, url: opened.origin, httpOnly: true, sameSite: 'Lax' }])
    }
    return context.newPage()
  }

  /** The link about an account that went to this address last, waited for. */
  const linkFor = (email: string): Promise<string> =>
    vi.waitFor(
      () => {
        const said = told.mock.calls
          .map(([text]) => String(text))
          .findLast((text) => text.includes(` ${email}: `))
        const link = /http\S+$/.exec(said ?? '')?.[0]
        if (!link) throw new Error(`Nothing was sent to ${email}.`)
        return link
      },
      { timeout: patience, interval: 50 },
    )

  async function close(): Promise<void> {
    await browser.close()
    await new Promise((resolve) => {
      server.close(resolve)
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
    await opened.close()
    await world.close()
    told.mockRestore()
    expect(faults).toEqual([])
  }

  return { world, site: opened, origin: opened.origin, browser, visit, linkFor, requests, close }
}

export type Walk = Awaited<ReturnType<typeof openWalk>>

/** Nothing on the page stands in the way of those who see, hear or move otherwise (WCAG 2.2 AA). */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

/** What the API answers this browser, with its cookies. */
export async function askAs(page: Page, path: string, organization?: string) {
  const answer = await page.request.get(`/api/v1${path}`, {
    headers: organization ? { 'UpCRM-Organization': organization } : {},
  })
  const body: unknown = await answer.json().catch(() => null)
  return { status: answer.status(), body: body as Record<string, never> }
}
