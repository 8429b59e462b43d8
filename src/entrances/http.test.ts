import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnyOperation } from '#src/core/operation.ts'
import { newId } from '#src/core/record.ts'
import { operations } from '#src/operations.ts'
import { type Caller, caller, expectProblem, openHttpWorld, pathsOf, storedIn } from './http-world.ts'

const { world, site, studio, enter, lena, close } = await openHttpWorld()
afterAll(close)

const newClient = async (name = 'Piotr'): Promise<{ id: string; version: number }> =>
  (await lena.post('/clients', { name })).body as never

describe('refusals', () => {
  it('have one shape for every reason', async () => {
    const viewer = await enter(await world.addMember(studio, 'viewer'))
    const { id } = await newClient()
    expectProblem(await lena.post('/clients', '{"name":'), 400, 'unparsable')
    expectProblem(await lena.post('/clients', new Uint8Array([0x7b, 0xff, 0x7d])), 400, 'unparsable')
    expectProblem(await caller(site, undefined).get('/clients'), 401, 'sign_in_required')
    expectProblem(await viewer.post('/clients', { name: 'X' }), 403, 'forbidden')
    expectProblem(await lena.get(`/clients/${newId()}`), 404, 'not_found')
    expectProblem(await lena.post('/members/leave', {}), 409, 'last_owner')
    expectProblem(await lena.patch(`/clients/${id}`, { name: 'Y' }, { 'If-Match': '"7"' }), 412, 'stale')
    expectProblem(await lena.post('/clients', { name: 'x'.repeat(5_000_000) }), 413, 'too_large')
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expectProblem(await lena.post('/clients', '{"name":"X"}', { 'Content-Type': type }), 415, 'wrong_type')
    expectProblem(await lena.post('/clients', {}), 422, 'invalid')
  })

  it('say what is not there in one way, whatever the id or address looks like', async () => {
    for (const id of [
      'x',
      '%00',
      '%E0%A4%A',
      '%ED%A0%80',
      '..%2f..%2fhealth',
      'a'.repeat(3000),
      `${newId()}'`,
    ])
      expectProblem(await lena.get(`/clients/${id}`), 404, 'not_found')
    for (const path of ['/nothing', '/clients/1/2/3/4', '/Clients', '/auth/nothing', '/openapi'])
      expectProblem(await lena.get(path), 404, 'not_found')
    expectProblem(await lena.get('/api/nothing'), 404, 'not_found')
    expectProblem(await lena.ask('POST', '/api'), 404, 'not_found')
  })

  it('name the methods an address takes', async () => {
    for (const [method, path, allowed] of [
      ['PUT', '/clients', 'GET, HEAD, OPTIONS, POST'],
      ['DELETE', '/clients', 'GET, HEAD, OPTIONS, POST'],
      ['POST', `/clients/${newId()}`, 'DELETE, GET, HEAD, OPTIONS, PATCH'],
      ['GET', `/clients/${newId()}/restore`, 'OPTIONS, POST'],
    ] as const) {
      const answer = await lena.ask(method, path)
      expectProblem(answer, 405, 'wrong_method')
      expect(answer.headers.get('Allow'), `${method} ${path}`).toBe(allowed)
    }
    const options = await lena.ask('OPTIONS', '/clients')
    expect([options.status, options.text]).toEqual([204, ''])
    expect(options.headers.get('Allow')).toBe('GET, HEAD, OPTIONS, POST')
    const { id } = await newClient('Only its head')
    const head = await lena.ask('HEAD', `/clients/${id}`)
    expect([head.status, head.text]).toEqual([200, ''])
    expect((await caller(site, undefined).ask('HEAD', `/clients/${id}`)).status).toBe(401)
  })

  it('name every field, and store nothing', async () => {
    const { id } = await newClient()
    const before = await storedIn(world, studio.id)
    const deep = '['.repeat(50_000) + ']'.repeat(50_000)
    const bodies: [string, string[]][] = [
      [
        '{"name":"X","nope":1,"org_id":"a","role":"owner","version":3}',
        ['nope', 'org_id', 'role', 'version'],
      ],
      ['{"name":"X","__proto__":{"role":"owner"}}', ['__proto__']],
      ['{"name":"X","constructor":{"prototype":{}}}', ['constructor']],
      ['{"name":"a\\u0000b","tags":["\\ud800"]}', ['name', 'tags.0']],
      [
        '{"name":5,"tags":"vip","address":[],"birthday":"2026-02-31"}',
        ['address', 'birthday', 'name', 'tags'],
      ],
      ['{"name":"X","address":{"city":"Y","planet":"Z"}}', ['address.planet']],
      [`{"name":"${'x'.repeat(10_000)}"}`, ['name']],
      [
        '{"name":"X","status":"vip","email":"a b","website":"javascript:alert(1)"}',
        ['email', 'status', 'website'],
      ],
      // A browser leaves the tab out, and would run what is left.
      ['{"name":"X","website":"java\\tscript:alert(1)"}', ['website']],
      ['{"name":"X","companyId":"not an id"}', ['companyId']],
    ]
    for (const [body, paths] of bodies) {
      const answer = await lena.post('/clients', body)
      expectProblem(answer, 422, 'invalid')
      expect(pathsOf(answer), body.slice(0, 80)).toEqual(paths)
    }
    for (const body of ['[]', 'null', '"text"', '1', deep, `{"name":${deep}}`, `{"name":"X","a":${deep}}`])
      expectProblem(await lena.post('/clients', body), 422)
    expectProblem(await lena.patch(`/clients/${id}`, { id: newId(), name: 'Z' }), 422)
    expectProblem(await lena.patch(`/clients/${id}`, { version: 9 }), 422)
    expectProblem(await lena.delete(`/clients/${id}`, { sure: true }), 422)
    expect(await storedIn(world, studio.id)).toBe(before)
  })

  it('read a query as strictly as a body', async () => {
    const other = await world.addOrganization('Elsewhere')
    for (const name of ['A', 'B']) await world.perform(other.owner, 'client.create', { name })
    const { nextCursor } = await world.perform(other.owner, 'client.list', { limit: 1 })
    const refused: [string, string][] = [
      ['limit=0', 'limit'],
      ['limit=201', 'limit'],
      ['limit=1.5', 'limit'],
      ['limit=1e2', 'limit'],
      ['limit=', 'limit'],
      ['limit=1&limit=2', 'limit'],
      ['count=yes', 'count'],
      ['sort=email', 'sort'],
      ['sort=name;drop', 'sort'],
      ['sort=__proto__', 'sort'],
      [`cursor=${nextCursor}`, 'cursor'],
      ['cursor=e30', 'cursor'],
      [`cursor=${'x'.repeat(2000)}`, 'cursor'],
      [`search=${'x'.repeat(10_000)}`, 'search'],
      ['search=%00', 'search'],
      ['nope=1', 'nope'],
      ['__proto__=1', '__proto__'],
      ['constructor=1', 'constructor'],
      ['tag[]=vip', 'tag[]'],
      ['companyId=1', 'companyId'],
      [Array.from({ length: 11 }, (_, i) => `tag=${i}`).join('&'), 'tag'],
    ]
    for (const [query, path] of refused) {
      const answer = await lena.get(`/clients?${query}`)
      expectProblem(answer, 422, 'invalid')
      expect(pathsOf(answer), query.slice(0, 80)).toEqual([path])
    }
    // What looks like a pattern, an operator or half a character is text to look for like any other.
    for (const search of ['%25', '_', '%27%3B--', '%5C', '*', '%EF%BF%BD', '%ED%A0%80', '%'])
      expect((await lena.get(`/clients?search=${search}`)).status, search).toBe(200)
  })
})

describe('records', () => {
  it('are made with 201, read with their version, deleted with 204, and not overwritten unseen', async () => {
    const made = await lena.post('/clients', { name: 'Versioned' })
    expect([made.status, made.headers.get('ETag')]).toEqual([201, '"1"'])
    const path = `/clients/${made.body.id}`
    for (const seen of ['"1"', 'W/"2"', '3', '*'])
      expect((await lena.patch(path, { jobTitle: seen }, { 'If-Match': seen })).status, seen).toBe(200)
    for (const [seen, status] of [
      ['"1"', 412],
      ['"999999999"', 412],
      ['"x"', 400],
      ['""', 400],
      ['"1", "5"', 400],
    ] as const) {
      expectProblem(await lena.patch(path, { jobTitle: 'Lost' }, { 'If-Match': seen }), status)
      expectProblem(await lena.delete(path, undefined, { 'If-Match': seen }), status)
    }
    const read = await lena.get(path)
    expect([read.headers.get('ETag'), read.body.version, read.body.jobTitle]).toEqual(['"5"', 5, '*'])
    const gone = await lena.delete(path, undefined, { 'If-Match': '"5"' })
    expect([gone.status, gone.text]).toEqual([204, ''])
    expectProblem(await lena.get(path), 404)
    expect((await lena.post(`${path}/restore`)).status).toBe(200)
  })

  it('are made once for one key, whoever else uses it and wherever', async () => {
    const key = { 'Idempotency-Key': 'order-66' }
    expectProblem(await lena.post('/clients', {}, key), 422)
    const first = await lena.post('/clients', { name: 'Once', tags: ['a', 'b'] }, key)
    const again = await lena.post('/clients', '{ "tags": ["a", "b"], "name": "Once" }', key)
    expect([first.status, first.headers.get('Idempotent-Replayed')]).toEqual([201, null])
    expect([again.status, again.headers.get('Idempotent-Replayed'), again.text]).toEqual([
      201,
      'true',
      first.text,
    ])
    expectProblem(await lena.post('/clients', { name: 'Twice' }, key), 422, 'key_reused')
    for (const name of ['', ' ', 'a b', 'x'.repeat(201)])
      expectProblem(await lena.post('/clients', { name: 'X' }, { 'Idempotency-Key': name }), 400)

    // Its reach is one person, one organization and one route.
    const colleague = await world.addMember(studio, 'member')
    const own = await enter(colleague)
    const branch = await world.addOrganization('Branch')
    await world.owner.query(`insert into memberships (org_id, person_id, role) values ($1, $2, 'owner')`, [
      branch.id,
      studio.owner.personId,
    ])
    const there = caller(site, lena.cookie, branch.id)
    const others = [
      await own.post('/clients', { name: 'Once', tags: ['a', 'b'] }, key),
      await there.post('/clients', { name: 'Once', tags: ['a', 'b'] }, key),
      await lena.post('/companies', { name: 'Once' }, key),
    ]
    for (const answer of others)
      expect([answer.status, answer.headers.get('Idempotent-Replayed')]).toEqual([201, null])
    expect(new Set([first, ...others].map(({ body }) => body.id)).size).toBe(4)

    // Who may no longer do it is not shown what they did.
    await lena.patch(`/members/${colleague.personId}`, { role: 'viewer' })
    expectProblem(await own.post('/clients', { name: 'Once', tags: ['a', 'b'] }, key), 403)

    const parallel = { 'Idempotency-Key': 'parallel' }
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => lena.post('/clients', { name: 'Parallel' }, parallel)),
    )
    const made = answers.filter(({ status }) => status === 201)
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1)
    for (const answer of answers) if (answer.status !== 201) expectProblem(answer, 409, 'still_running')
    const { rows } = await world.owner.query(`select name from clients where name in ('Once', 'Parallel')`)
    expect(rows.map(({ name }) => name).sort()).toEqual(['Once', 'Once', 'Once', 'Parallel'])
  })
})

describe('the organization', () => {
  let several: Caller
  beforeAll(async () => {
    const person = await world.addMember(studio, 'member')
    const second = await world.addOrganization('Second')
    await world.owner.query(`insert into memberships (org_id, person_id, role) values ($1, $2, 'viewer')`, [
      second.id,
      person.personId,
    ])
    several = await enter(person, undefined)
    several = caller(site, several.cookie)
  })

  it('is named by id or slug, and left out by those who are in exactly one', async () => {
    const name = (organization: string) => ({ 'UpCRM-Organization': organization })
    for (const named of [studio.id, studio.id.toUpperCase(), studio.slug, 'second'])
      expect((await several.get('/organization', name(named))).status, named).toBe(200)
    expect((await several.get('/organization', name('second'))).body.name).toBe('Second')
    expectProblem(await several.get('/organization'), 400, 'organization_required')
    for (const named of ['nowhere', newId(), '', `${studio.id} `.repeat(9), `' or 1=1`, 'x'.repeat(5000)])
      expectProblem(await several.get('/organization', name(named)), 404, 'not_found')

    const single = await enter(await world.addMember(studio, 'member'))
    expect((await caller(site, single.cookie).get('/organization')).body.id).toBe(studio.id)
    const nowhere = await enter(await world.addPerson('In None'))
    expectProblem(await caller(site, nowhere.cookie).get('/clients'), 400, 'organization_required')
  })

  it('is named in the query where no header can be sent, and only there', async () => {
    expect((await several.get(`/organization?organization=${studio.slug}`)).body.id).toBe(studio.id)
    expectProblem(await several.get('/organization?organization=nowhere'), 404)
    expectProblem(await several.post(`/clients?organization=${studio.slug}`, { name: 'X' }), 400)
    const both = await several.get(`/organization?organization=${studio.id}`, {
      'UpCRM-Organization': 'second',
    })
    expect(both.body.name).toBe('Second')
  })
})

describe('the document', () => {
  it('is valid OpenAPI, and names each operation as it is called everywhere', async () => {
    const { body, status } = await site.ask('GET', '/openapi.json')
    expect(status).toBe(200)
    const validator = new Validator()
    const checked = await validator.validate(structuredClone(body))
    expect(checked.errors ?? [], JSON.stringify(checked.errors)).toEqual([])
    expect([checked.valid, validator.version]).toEqual([true, '3.1'])

    type Described = { operationId: string; parameters?: { name: string; in: string }[]; responses: object }
    const paths = body.paths as Record<string, Record<string, Described>>
    const found = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => ({ path, method, ...described })),
    )
    const routed = (operations as readonly AnyOperation[]).flatMap(({ name, route }) =>
      route ? [`${name}: ${route.replace(/:(\w+)/g, '{$1}')}`] : [],
    )
    expect(
      found.map(({ operationId, method, path }) => `${operationId}: ${method.toUpperCase()} ${path}`).sort(),
    ).toEqual(routed.sort())
    for (const { path, parameters = [], responses } of found) {
      const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => name)
      expect(inPath, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))
      expect(
        Object.keys(responses).filter((code) => code.startsWith('2')),
        path,
      ).toHaveLength(1)
    }
  })
})
