/** A site for programs that ask with API keys, opened for the test file that imports it. */
import { afterAll, beforeAll, expect } from 'vitest'
import type { SiteRequest } from '#db/test-site.ts'
import { type Caller, openHttpWorld } from '#src/entrances/http-world.ts'
import type { ApiKey } from './schema.ts'

export let http: Awaited<ReturnType<typeof openHttpWorld>>
export let lena: Caller

beforeAll(async () => {
  http = await openHttpWorld()
  lena = http.lena
})
afterAll(() => http.close())

/** What a program sends: the key, and nothing else unless it says so. */
export const withKey =
  (key: unknown) =>
  (method: string, path: string, { headers, ...asked }: SiteRequest = {}) =>
    http.site.ask(method, path, { ...asked, headers: { Authorization: `Bearer ${key}`, ...headers } })

export async function makeKey(role: 'viewer' | 'member' | 'admin', by = lena, name = `${role} key`) {
  const { status, body, text } = await by.post('/api-keys', { name, role })
  expect(status, text).toBe(201)
  return { id: String(body.id), key: String(body.key), ask: withKey(body.key), name }
}

export const listed = async (id: string) =>
  ((await lena.get('/api-keys')).body.items as ApiKey[]).find((key) => key.id === id)
