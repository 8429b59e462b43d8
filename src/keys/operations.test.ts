import { expect, it } from 'vitest'
import { expectProblem } from '#src/entrances/http-world.ts'
import { limits } from '#src/services/identity-limits.ts'
import { http, lena, listed, makeKey, withKey } from './keys-world.ts'

it('is made, shown once, used, listed and revoked, and is gone at once', async () => {
  const made = await lena.post(
    '/api-keys',
    { name: 'Web form', role: 'member', expiresAt: '2100-01-01T00:00:00Z' },
    { 'Idempotency-Key': 'web-form' },
  )
  const { key, ...record } = made.body
  expect(made.status).toBe(201)
  expect(key).toMatch(/^upcrm_[\w-]{43}$/)
  expect(record).toMatchObject({
    version: 1,
    name: 'Web form',
    role: 'member',
    prefix: String(key).slice(0, 12),
    status: 'active',
    createdBy: { id: http.studio.owner.personId, name: http.studio.owner.name },
    expiresAt: '2100-01-01T00:00:00Z',
    lastUsedAt: null,
  })
  // Not a row holds it, and a repeat does not say it again.
  const again = await lena.post(
    '/api-keys',
    { name: 'Web form', role: 'member', expiresAt: '2100-01-01T00:00:00Z' },
    { 'Idempotency-Key': 'web-form' },
  )
  expect(again.headers.get('Idempotent-Replayed')).toBe('true')
  expect(again.body).toEqual({ ...record, key: null })
  const { rows } = await http.world.owner.query(
    `select k::text as row from api_keys k union all select i::text from idempotency_keys i
     union all select a::text from audit_entries a`,
  )
  expect(JSON.stringify(rows)).not.toContain(String(key).slice(12))
  expect((await lena.get('/api-keys')).body).toMatchObject({ items: [record], nextCursor: null })

  const ask = withKey(key)
  const client = await ask('POST', '/clients', { body: { name: 'From the form' } })
  expect(client.status, client.text).toBe(201)
  // A key is no person: what it makes belongs to nobody until somebody takes it.
  expect(client.body).toMatchObject({ name: 'From the form', ownerId: null })
  const owned = await ask('POST', '/clients', {
    body: { name: 'Owned', ownerId: http.studio.owner.personId },
  })
  expect(owned.body).toMatchObject({ ownerId: http.studio.owner.personId })
  const clientId = client.body.id
  const note = await ask('POST', '/notes', { body: { body: 'Wants an offer', clientId } })
  expect(note.body).toMatchObject({ author: null, clientId })
  const alert = { title: 'Call back', dueAt: '2100-01-01T09:00:00Z', clientId }
  expectProblem(await ask('POST', '/alerts', { body: alert }), 422, 'invalid')
  const assigneeId = http.studio.owner.personId
  expect((await ask('POST', '/alerts', { body: { ...alert, assigneeId } })).status).toBe(201)
  const changed = await ask('PATCH', `/clients/${clientId}`, {
    body: { status: 'active' },
    headers: { 'If-Match': '"1"' },
  })
  expect(changed.body).toMatchObject({ status: 'active', version: 2 })
  expect((await ask('DELETE', `/clients/${clientId}`)).status).toBe(204)
  expect((await ask('POST', `/clients/${clientId}/restore`)).status).toBe(200)
  for (const path of [
    `/clients/${clientId}/timeline`,
    '/search?q=form',
    '/trash',
    '/members',
    '/organization',
  ])
    expect((await ask('GET', path)).status, path).toBe(200)

  // The audit, the access log and the usage name the key.
  const { body: audit } = await lena.get(`/audit?actorId=${record.id}&subjectKind=client`)
  const entries = audit.items as Record<string, unknown>[]
  expect(entries.map(({ operation }) => operation)).toEqual([
    'client.restore',
    'client.delete',
    'client.update',
    'client.create',
    'client.create',
  ])
  for (const entry of entries)
    expect(entry).toMatchObject({
      channel: 'api',
      actor: { id: record.id, name: 'Web form', kind: 'key' },
    })
  const named = await lena.get(`/audit/subjects?ids=${record.id}`)
  expect(named.body.items).toMatchObject([{ kind: 'api_key', name: 'Web form' }])

  // When it was used last is kept to ten minutes.
  const usedAgo = async () =>
    Math.round((Date.now() - Date.parse((await listed(String(record.id)))?.lastUsedAt ?? '')) / 60_000)
  expect(await usedAgo()).toBe(0)
  for (const [minutes, after] of [
    [9, 9],
    [11, 0],
  ]) {
    await http.world.owner.query('update api_keys set last_used_at = now() - make_interval(mins => $1)', [
      minutes,
    ])
    await ask('GET', '/clients')
    expect(await usedAgo()).toBe(after)
  }

  expectProblem(await lena.delete(`/api-keys/${record.id}`, undefined, { 'If-Match': '"7"' }), 412)
  expect((await lena.delete(`/api-keys/${record.id}`)).status).toBe(204)
  expectProblem(await ask('GET', '/clients'), 401, 'invalid_key')
  expectProblem(await lena.delete(`/api-keys/${record.id}`), 404)
  expect(await listed(String(record.id))).toBeUndefined()
})

it('answers nobody with a wrong key, whatever else is sent, and counts wrong ones for each address', async () => {
  const { key, ask } = await makeKey('viewer')
  for (const wrong of [
    '',
    'upcrm_',
    `${key}x`,
    key.slice(0, -1),
    'ü',
    "' or 1=1 --",
    'x'.repeat(5000),
    `${key} x`,
  ]) {
    const answer = await http.site.ask('GET', '/clients', {
      headers: { Authorization: `Bearer ${encodeURI(wrong)}` },
      cookie: lena.cookie,
      organization: http.studio.id,
    })
    expectProblem(answer, 401, 'invalid_key')
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer')
  }
  // The key counts, whoever's cookie comes with it; another scheme is not ours.
  const both = { cookie: lena.cookie, organization: http.studio.id }
  expectProblem(await ask('POST', '/clients', { ...both, body: { name: 'No' } }), 403, 'forbidden')
  const basic = { ...both, headers: { Authorization: 'Basic bGVuYTpsZW5h' } }
  expect((await http.site.ask('GET', '/clients', basic)).status).toBe(200)
  const lower = { headers: { Authorization: `bearer  ${key}` } }
  expect((await http.site.ask('GET', '/clients', lower)).status).toBe(200)

  const attempts = Array.from({ length: limits.key.most }, () => withKey('upcrm_wrong')('GET', '/clients'))
  const statuses = new Set((await Promise.all(attempts)).map(({ status }) => status))
  expect([...statuses].sort()).toEqual([401, 429])
  const refused = await withKey('upcrm_wrong')('GET', '/clients')
  expectProblem(refused, 429, 'too_many_attempts')
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect((await ask('GET', '/clients')).status).toBe(200)
  await http.world.owner.query('delete from identity.attempts')
})

it('belongs to one organization', async () => {
  const { ask, id } = await makeKey('admin')
  const elsewhere = await http.world.addOrganization('Elsewhere')
  const theirs = await http.world.perform(elsewhere.owner, 'client.create', { name: 'Theirs' })
  for (const organization of [http.studio.id, http.studio.slug, undefined])
    expect((await ask('GET', '/organization', { organization })).body.id).toBe(http.studio.id)
  expect((await ask('GET', `/organization?organization=${http.studio.slug}`)).status).toBe(200)
  for (const organization of [elsewhere.id, elsewhere.slug, 'nowhere', '', '%00', 'x'.repeat(500)]) {
    expectProblem(await ask('GET', '/organization', { organization }), 404, 'not_found')
    const query = await ask('GET', `/organization?organization=${organization}`)
    expectProblem(query, 404, 'not_found')
  }
  expectProblem(await ask('GET', `/clients/${theirs.id}`), 404)
  const stranger = await http.enter(elsewhere.owner, elsewhere.id)
  expectProblem(await stranger.delete(`/api-keys/${id}`), 404)
  expect((await stranger.get('/api-keys')).body.items).toEqual([])
})

it('does what its role may, and nothing that is a person’s own or would outlive it', async () => {
  const [viewer, member, admin] = [await makeKey('viewer'), await makeKey('member'), await makeKey('admin')]
  const expected = [
    ['GET', '/clients', undefined, [200, 200, 200]],
    ['POST', '/clients', { name: 'Made' }, [403, 201, 201]],
    ['GET', '/trash', undefined, [403, 200, 200]],
    ['GET', '/audit', undefined, [403, 403, 200]],
    ['GET', '/usage', undefined, [403, 403, 200]],
    ['GET', '/invitations', undefined, [403, 403, 200]],
    ['PATCH', '/organization', { legalName: 'Halden GmbH' }, [403, 403, 200]],
    ['GET', '/api-keys', undefined, [403, 403, 403]],
    ['POST', '/api-keys', { name: 'Another', role: 'viewer' }, [403, 403, 403]],
    ['DELETE', `/api-keys/${viewer.id}`, undefined, [403, 403, 403]],
    ['POST', '/invitations', { email: 'a@b.example', role: 'viewer' }, [403, 403, 403]],
    // It holds the links of invitations, and with one of those somebody would be in.
    ['GET', '/outbox', undefined, [403, 403, 403]],
    ['GET', '/notifications', undefined, [403, 403, 403]],
    ['POST', '/notifications/read', {}, [403, 403, 403]],
    ['GET', '/imports', undefined, [403, 403, 403]],
    ['POST', '/exports', { kind: 'client' }, [403, 403, 403]],
    ['POST', '/members/leave', {}, [403, 403, 403]],
    ['GET', '/profile', undefined, [403, 403, 403]],
    ['PATCH', '/profile', { name: 'Another' }, [403, 403, 403]],
    ['POST', '/organizations', { name: 'Another' }, [403, 403, 403]],
    ['GET', '/auth/session', undefined, [401, 401, 401]],
  ] as const
  for (const [method, path, body, statuses] of expected) {
    const answers = []
    for (const { ask } of [viewer, member, admin]) answers.push(await ask(method, path, { body }))
    expect(
      answers.map(({ status }) => status),
      `${method} ${path}`,
    ).toEqual(statuses)
    for (const answer of answers) if (answer.status === 403) expectProblem(answer, 403, 'forbidden')
  }
  // No key, whatever its role, says who is in and as what; it may read it.
  const person = await http.world.addMember(http.studio, 'viewer')
  const path = `/members/${person.personId}`
  for (const change of [{ role: 'admin' }, { role: 'owner' }, { visibility: 'own' }])
    expectProblem(await admin.ask('PATCH', path, { body: change }), 403, 'forbidden')
  const ofOwner = `/members/${http.studio.owner.personId}`
  expectProblem(await admin.ask('PATCH', ofOwner, { body: { role: 'viewer' } }), 403)
  expectProblem(await admin.ask('DELETE', ofOwner), 403)
  expectProblem(await admin.ask('DELETE', path), 403, 'forbidden')
  const members = (await admin.ask('GET', '/members')).body.items
  expect(members).toContainEqual(expect.objectContaining({ id: person.personId, role: 'viewer' }))

  const { body: document } = await http.site.ask('GET', '/openapi.json')
  const paths = document.paths as Record<string, Record<string, { security?: unknown }>>
  expect(document.security).toEqual([{ session: [] }, { bearer: [] }])
  expect(paths['/api-keys']?.post?.security).toEqual([{ session: [] }])
  expect(paths['/clients']?.post?.security).toBeUndefined()
})

it('is made by admins and owners who see everything, for their own role at most', async () => {
  const admin = await http.enter(await http.world.addMember(http.studio, 'admin'))
  expect((await makeKey('admin', admin)).key).toMatch(/^upcrm_/)
  for (const by of [admin, lena])
    expectProblem(await by.post('/api-keys', { name: 'Owner', role: 'owner' }), 422, 'invalid')
  for (const role of ['member', 'viewer'] as const) {
    const by = await http.enter(await http.world.addMember(http.studio, role))
    expectProblem(await by.post('/api-keys', { name: 'No', role: 'viewer' }), 403, 'forbidden')
    expectProblem(await by.get('/api-keys'), 403, 'forbidden')
  }
  const own = await http.enter(await http.world.addMember(http.studio, 'owner', 'own'))
  expectProblem(await own.post('/api-keys', { name: 'No', role: 'viewer' }), 403, 'forbidden')
  for (const [body, path] of [
    [{ role: 'viewer' }, 'name'],
    [{ name: ' ', role: 'viewer' }, 'name'],
    [{ name: 'a\nb', role: 'viewer' }, 'name'],
    [{ name: 'Key' }, 'role'],
    [{ name: 'Key', role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    [{ name: 'Key', role: 'viewer', key: 'upcrm_mine' }, 'key'],
    [{ name: 'Key', role: 'viewer', prefix: 'upcrm_' }, 'prefix'],
  ] as const) {
    const answer = await lena.post('/api-keys', body)
    expectProblem(answer, 422, 'invalid')
    expect(answer.body.errors).toMatchObject([{ path }])
  }
})
