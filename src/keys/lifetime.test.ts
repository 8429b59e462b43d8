import { expect, it } from 'vitest'
import type { Job } from '#src/core/jobs.ts'
import { expectProblem } from '#src/entrances/http-world.ts'
import { performJob } from '#src/entrances/worker.ts'
import { findOperation } from '#src/operations.ts'
import { http, lena, listed, makeKey } from './keys-world.ts'

it('ends when it expires, and with the rights of whoever made it', async () => {
  const person = await http.world.addMember(http.studio, 'admin')
  const maker = await http.enter(person)
  const [viewer, admin] = [await makeKey('viewer', maker), await makeKey('admin', maker)]
  const works = async () => [
    (await viewer.ask('GET', '/clients')).status,
    (await admin.ask('GET', '/clients')).status,
  ]
  const become = async (change: Record<string, string>) =>
    expect((await lena.patch(`/members/${person.personId}`, change)).status).toBe(200)
  expect(await works()).toEqual([200, 200])
  await become({ role: 'member' })
  expect(await works()).toEqual([200, 401])
  expect(await listed(admin.id)).toMatchObject({ status: 'suspended' })
  await become({ role: 'admin', visibility: 'own' })
  expect(await works()).toEqual([401, 401])
  await become({ visibility: 'all' })
  expect(await works()).toEqual([200, 200])
  await http.world.owner.query('update api_keys set expires_at = now() where id = $1', [admin.id])
  expect(await works()).toEqual([200, 401])
  expect(await listed(admin.id)).toMatchObject({ status: 'expired' })
  expect((await lena.delete(`/members/${person.personId}`)).status).toBe(200)
  expect(await works()).toEqual([401, 401])
  expect(await listed(viewer.id)).toMatchObject({ status: 'suspended', createdBy: { name: person.name } })
})

it('repeats are a key’s own: another of the same maker, and the maker, do it for themselves', async () => {
  const [one, other] = [await makeKey('member'), await makeKey('member')]
  const asked = { body: { name: 'Once' }, headers: { 'Idempotency-Key': 'the-same' } }
  const first = await one.ask('POST', '/clients', asked)
  const repeated = await one.ask('POST', '/clients', asked)
  expect(repeated.headers.get('Idempotent-Replayed')).toBe('true')
  expect(repeated.text).toBe(first.text)
  const others = [
    await other.ask('POST', '/clients', asked),
    await lena.post('/clients', asked.body, asked.headers),
  ]
  expect(new Set([first, ...others].map(({ body }) => body.id)).size).toBe(3)
  expectProblem(await one.ask('POST', '/clients', { ...asked, body: { name: 'Other' } }), 422, 'key_reused')
})

it('uploads files that are its own until they are attached', async () => {
  const [one, other] = [await makeKey('member'), await makeKey('member')]
  const form = new FormData()
  form.set('file', new File(['From a program'], 'plan.txt'))
  const { body: file } = await one.ask('POST', '/files', { body: form })
  expect(file).toMatchObject({ name: 'plan.txt', size: 14 })
  expect((await one.ask('GET', `/files/${file.id}`)).text).toBe('From a program')
  for (const { status } of [await other.ask('GET', `/files/${file.id}`), await lena.get(`/files/${file.id}`)])
    expect(status).toBe(404)
  const { body: unseen } = await lena.post('/clients', { name: 'With a file' })
  const uploaded = new FormData()
  uploaded.set('file', new File(['Of a person'], 'own.txt'))
  const { body: personal } = await lena.post('/files', uploaded)
  expect((await one.ask('GET', `/files/${personal.id}`)).status).toBe(404)
  const attach = { body: { clientId: unseen.id } }
  expect((await one.ask('POST', `/files/${file.id}/attach`, attach)).status).toBe(200)
  expect((await lena.get(`/files/${file.id}`)).text).toBe('From a program')
})

it('hears of changes until it is revoked', async () => {
  const { ask: _, id, key } = await makeKey('viewer')
  const stopping = new AbortController()
  const stream = await http.site.request('GET', '/api/v1/events', {
    headers: { Authorization: `Bearer ${key}` },
    signal: stopping.signal,
  })
  expect(stream.status).toBe(200)
  let heard = ''
  const ended = (async () => {
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) heard += part.value
  })()
  await expect.poll(() => heard).toContain('event: ready')
  const { body: client } = await lena.post('/clients', { name: 'Heard of' })
  await expect.poll(() => heard).toContain(String(client.id))
  expect((await lena.delete(`/api-keys/${id}`)).status).toBe(204)
  await ended
  stopping.abort()
})

it('jobs that a key left run with its present rights', async () => {
  const { id, name } = await makeKey('member')
  const data: Job = {
    operation: 'client.create',
    input: { name: 'By a job' },
    organizationId: http.studio.id,
    personId: null,
    keyId: id,
    personName: name,
    requestId: 'req_job',
  }
  const perform = () =>
    performJob({ pool: http.world.pool, run: http.world.run, find: findOperation }, { id: 'job', data })
  await perform()
  const { rows } = await http.world.owner.query(
    `select actor_kind, actor_id, actor_name, channel from audit_entries where request_id = 'req_job'`,
  )
  expect(rows).toEqual([{ actor_kind: 'key', actor_id: id, actor_name: name, channel: 'job' }])
  await lena.delete(`/api-keys/${id}`)
  await expect(perform()).rejects.toMatchObject({ code: 'sender_left' })
})
