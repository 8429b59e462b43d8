/** What the tests over HTTP share: a site with people who are signed in, and what every refusal has to look like. */
import { expect } from 'vitest'
import { openSite, type SiteAnswer, type SiteRequest, type TestSite } from '#db/test-site.ts'
import { openWorld, type TestPerson, type World } from '#db/test-world.ts'

/** One person at the site, in one organization. */
export function caller(site: TestSite, cookie: string | undefined, organization?: string) {
  const ask =
    (method: string) =>
    (path: string, body?: unknown, headers: Record<string, string> = {}, more: SiteRequest = {}) =>
      site.ask(method, path, {
        cookie,
        organization,
        ...(body === undefined ? {} : { body }),
        ...more,
        headers,
      })
  const get = ask('GET')
  return {
    cookie,
    get: (path: string, headers?: Record<string, string>) => get(path, undefined, headers),
    post: ask('POST'),
    patch: ask('PATCH'),
    delete: ask('DELETE'),
    ask: (method: string, path: string) => ask(method)(path),
  }
}

export type Caller = ReturnType<typeof caller>

export async function openHttpWorld(settings: Parameters<typeof openSite>[1] = {}) {
  const world = await openWorld()
  const site = await openSite(world, settings)
  const studio = await world.addOrganization('Studio Halden')
  const enter = async (person: TestPerson, organization: string | undefined = studio.id): Promise<Caller> =>
    caller(site, await site.signIn(person), organization)
  const lena = await enter(studio.owner)
  async function close(): Promise<void> {
    await site.close()
    await world.close()
  }
  return { world, site, studio, enter, lena, close }
}

/** Everything a program can rely on when it is refused, and nothing of how the server is made. */
export function expectProblem(answer: SiteAnswer, status: number, code?: string): void {
  const { headers, body, text } = answer
  expect(answer.status, text).toBe(status)
  expect(headers.get('Content-Type')).toBe('application/problem+json')
  expect(headers.get('Cache-Control')).toBe('no-store')
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(body).toMatchObject({
    type: expect.any(String),
    title: expect.stringMatching(/\w/),
    status,
    detail: expect.stringMatching(/^[A-Z].*\.$/),
    code: code ?? expect.stringMatching(/^[a-z_]+$/),
    requestId: headers.get('X-Request-Id'),
  })
  for (const error of (body.errors ?? []) as unknown[])
    expect(error).toEqual({ path: expect.any(String), message: expect.stringMatching(/\.$/) })
  const known = ['type', 'title', 'status', 'detail', 'code', 'requestId', 'errors']
  expect(Object.keys(body).filter((name) => !known.includes(name))).toEqual([])
  // The id is random, and so now and then spells a word that is not to be said.
  expect(text.replace(String(body.requestId), '')).not.toMatch(
    /\bat .*:\d+|node_modules|\.ts\b|select |insert |update \w+ set|relation|syntax|zod|postgres|\/tmp/i,
  )
}

/** Every row of what people write, to see that a refusal stored nothing. */
export async function storedIn(world: World, organization: string): Promise<string> {
  const { rows } = await world.owner.query(
    `select md5(string_agg(row, '' order by row)) as all from (
       select to_jsonb(c)::text as row from clients c where org_id = $1
       union all select to_jsonb(c)::text from companies c where org_id = $1
       union all select to_jsonb(n)::text from notes n where org_id = $1
       union all select to_jsonb(a)::text from alerts a where org_id = $1
       union all select to_jsonb(o)::text from organizations o where id = $1
       union all select to_jsonb(m)::text from memberships m where org_id = $1) one`,
    [organization],
  )
  return rows[0].all
}

export const pathsOf = ({ body }: SiteAnswer) =>
  ((body.errors ?? []) as { path: string }[]).map(({ path }) => path).sort()
