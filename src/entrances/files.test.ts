import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { setClock } from '#src/core/clock.ts'
import { nobody } from '#src/core/errors.ts'
import type { Actor } from '#src/core/operation.ts'
import { folderStorage, type Storage, setStorage } from '#src/services/storage.ts'
import { createFilesEntrance } from './files.ts'
import type { Carried } from './problem.ts'
import { guard, ownOrigins } from './security.ts'

let world: World
let studio: TestOrganization
let app: Hono<Carried>
let storage: Storage
const folder = mkdtempSync(join(tmpdir(), 'upcrm-files-'))
const actors = new Map<string, Actor>()

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
  storage = folderStorage(folder)
  setStorage(storage)
  const recognize = async (context: { req: { header(name: string): string | undefined } }) => {
    const actor = actors.get(context.req.header('X-Test-Actor') ?? '')
    if (!actor) throw nobody()
    return { actor, channel: 'api' as const }
  }
  app = new Hono<Carried>()
  app.use(guard(ownOrigins(undefined, () => 3000)))
  app.route('/api/v1/files', createFilesEntrance({ run: world.run, recognize, storage }))
})
afterAll(async () => {
  setClock(null)
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

const nameOf = (actor: Actor) => {
  actors.set(`${actor.personId}`, actor)
  return `${actor.personId}`
}
const stored = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
const rowCount = async () =>
  (await world.owner.query<{ n: number }>('select count(*)::int as n from files')).rows[0]?.n

async function upload(actor: Actor | null, body: BodyInit, headers: Record<string, string> = {}) {
  const answer = await app.request('/api/v1/files', {
    method: 'POST',
    body,
    headers: { ...(actor ? { 'X-Test-Actor': nameOf(actor) } : {}), ...headers },
    duplex: 'half',
  } as RequestInit)
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) }
}

function form(bytes: string | Uint8Array, name: string, field = 'file', type = 'application/pdf'): FormData {
  const data = new FormData()
  data.append(field, new Blob([bytes as BlobPart], { type }), name)
  return data
}

const download = (actor: Actor, id: string) =>
  app.request(`/api/v1/files/${id}`, { headers: { 'X-Test-Actor': nameOf(actor) } })

const pdf = '%PDF-1.7\n1 0 obj\n'
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

/** A multipart body that is made while it is read, so that nothing has to hold it as a whole. */
function endless(name: string, head: string, megabytes: number): [ReadableStream, Record<string, string>] {
  const chunk = new Uint8Array(1024 * 1024).fill(65)
  const text = new TextEncoder()
  let sent = 0
  const stream = new ReadableStream({
    pull(controller) {
      if (sent === 0)
        controller.enqueue(
          text.encode(
            `--xx\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${head}`,
          ),
        )
      if (sent++ < megabytes) controller.enqueue(chunk)
      else {
        controller.enqueue(text.encode('\r\n--xx--\r\n'))
        controller.close()
      }
    },
  })
  return [stream, { 'Content-Type': 'multipart/form-data; boundary=xx' }]
}

describe('files', () => {
  it('are uploaded, attached, listed, downloaded as attachments and thrown away with their bytes', async () => {
    const { owner, system } = studio
    const made = await upload(owner, form(pdf, '..\\evil/../Zażółć "gęślą"\u202e.pdf', 'file', 'text/html'))
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Zażółć _gęślą_.pdf', size: pdf.length, type: 'application/pdf' },
    })
    const { id } = made.body
    expect(Object.keys(made.body).sort()).toEqual(['id', 'name', 'size', 'type'])

    const got = await download(owner, id)
    expect(got.status).toBe(200)
    expect(await got.text()).toBe(pdf)
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-security-policy': `sandbox; default-src 'none'`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="Za____ _g__l__.pdf"; filename*=UTF-8''Za%C5%BC%C3%B3%C5%82%C4%87%20_g%C4%99%C5%9Bl%C4%85_.pdf`,
    })

    const client = await world.perform(owner, 'client.create', { name: 'Piotr', companyName: 'Lumen' })
    const note = await world.perform(owner, 'note.create', { body: 'See file', clientId: client.id })
    const attached = await world.perform(owner, 'file.attach', { fileId: id, clientId: client.id })
    expect(attached).toMatchObject({ clientId: client.id, uploadedBy: { name: 'Lena Hartmann' } })
    await world.perform(owner, 'file.attach', { fileId: id, clientId: client.id })
    await expect(world.perform(owner, 'file.attach', { fileId: id, noteId: note.id })).rejects.toMatchObject({
      status: 409,
    })
    await expect(
      world.perform(owner, 'file.attach', { fileId: id, noteId: note.id, clientId: client.id }),
    ).rejects.toMatchObject({ status: 422 })

    const second = await upload(owner, form(png, 'logo.png'))
    await world.perform(owner, 'file.attach', { fileId: second.body.id, noteId: note.id })
    expect(await world.perform(owner, 'note.get', { id: note.id })).toMatchObject({
      files: [{ id: second.body.id, name: 'logo.png', size: png.length, type: 'image/png' }],
    })
    const list = await world.perform(owner, 'file.list', { clientId: client.id, count: true })
    expect(list.items.map(({ name }) => name)).toEqual(['logo.png', 'Zażółć _gęślą_.pdf'])
    expect(list.count?.value).toBe(2)
    await world.perform(owner, 'note.delete', { id: note.id })
    expect((await world.perform(owner, 'file.list', { clientId: client.id })).items).toHaveLength(1)
    await world.perform(owner, 'note.restore', { id: note.id })

    await world.perform(owner, 'file.delete', { id })
    expect((await download(owner, id)).status).toBe(404)
    expect((await download(owner, second.body.id)).status).toBe(200)
    expect(stored()).toBe(2)
    expect(await world.perform(system, 'file.purge', {})).toEqual({ purged: 1 })
    expect(stored()).toBe(1)
    expect(await rowCount()).toBe(1)
  })

  it('are not there while what they hang on lies in the trash', async () => {
    const { owner } = studio
    const client = await world.perform(owner, 'client.create', { name: 'Nora', companyName: 'Fjord' })
    const company = await world.perform(owner, 'company.create', { name: 'Fjord Labs' })
    const note = await world.perform(owner, 'note.create', { body: 'Of the client', clientId: client.id })
    const held: string[] = []
    for (const target of [{ clientId: client.id }, { companyId: company.id }, { noteId: note.id }]) {
      const { body } = await upload(owner, form(pdf, 'held.pdf'))
      await world.perform(owner, 'file.attach', { fileId: body.id, ...target })
      held.push(body.id)
    }
    const statuses = () => Promise.all(held.map(async (id) => (await download(owner, id)).status))
    expect(await statuses()).toEqual([200, 200, 200])
    await world.perform(owner, 'client.delete', { id: client.id })
    expect(await statuses()).toEqual([404, 200, 404])
    await world.perform(owner, 'client.restore', { id: client.id })
    await world.perform(owner, 'company.delete', { id: company.id })
    await world.perform(owner, 'note.delete', { id: note.id })
    expect(await statuses()).toEqual([200, 404, 404])
    await world.perform(owner, 'company.restore', { id: company.id })
    await world.perform(owner, 'note.restore', { id: note.id })
    expect(await statuses()).toEqual([200, 200, 200])
    for (const id of held) await world.perform(owner, 'file.delete', { id })
    expect(await world.perform(studio.system, 'file.purge', {})).toEqual({ purged: 3 })
  })

  it('are seen by whoever uploaded them, and attached by whoever sees the record', async () => {
    const { owner } = studio
    const own = await world.addMember(studio, 'member', 'own')
    const colleague = await world.addMember(studio, 'member')
    const viewer = await world.addMember(studio, 'viewer')
    const { owner: stranger } = await world.addOrganization('Strangers')
    const mine = await world.perform(own, 'client.create', { name: 'Mine' })
    const hidden = await world.perform(owner, 'client.create', { name: 'Hidden' })

    const loose = (await upload(own, form(pdf, 'loose.pdf'))).body.id
    expect((await download(own, loose)).status).toBe(200)
    for (const actor of [colleague, owner, viewer, stranger])
      expect((await download(actor, loose)).status).toBe(404)
    await expect(
      world.perform(colleague, 'file.attach', { fileId: loose, clientId: hidden.id }),
    ).rejects.toMatchObject({ status: 404 })
    await expect(
      world.perform(own, 'file.attach', { fileId: loose, clientId: hidden.id }),
    ).rejects.toMatchObject({ status: 404, errors: [{ path: 'clientId' }] })
    await world.perform(own, 'file.attach', { fileId: loose, clientId: mine.id })
    for (const actor of [colleague, viewer]) expect((await download(actor, loose)).status).toBe(200)
    expect((await download(stranger, loose)).status).toBe(404)
    await expect(world.perform(viewer, 'file.delete', { id: loose })).rejects.toMatchObject({ status: 403 })
    await expect(world.perform(stranger, 'file.delete', { id: loose })).rejects.toMatchObject({ status: 404 })

    const kept = (await upload(owner, form(pdf, 'hidden.pdf'))).body.id
    await world.perform(owner, 'file.attach', { fileId: kept, clientId: hidden.id })
    expect((await download(own, kept)).status).toBe(404)
    expect((await world.perform(own, 'file.list', {})).items.map(({ id }) => id)).toEqual([loose])

    // With the client its files are handed over, to their uploader's eyes and hands as well.
    await world.perform(own, 'client.update', { id: mine.id, ownerId: owner.personId })
    expect((await download(own, loose)).status).toBe(404)
    await expect(world.perform(own, 'file.delete', { id: loose })).rejects.toMatchObject({ status: 404 })
    expect((await download(owner, loose)).status).toBe(200)

    const before = stored()
    expect((await upload(viewer, form(pdf, 'x.pdf'))).status).toBe(403)
    expect((await upload(null, form(pdf, 'x.pdf'))).status).toBe(401)
    expect((await download(owner, 'nonsense')).status).toBe(404)
    expect(stored()).toBe(before)
  })

  it('are refused early when they are too large or not what they say, and nothing is left', async () => {
    const { owner } = studio
    const before = [stored(), await rowCount()]
    const refused = async (status: number, body: BodyInit, headers?: Record<string, string>) => {
      const answer = await upload(owner, body, headers)
      expect([answer.status, answer.body.detail]).toEqual([status, expect.any(String)])
    }
    await refused(415, form('<script>alert(1)</script>', 'logo.png', 'file', 'image/png'))
    await refused(415, form('plain', 'contract.pdf'))
    await refused(422, form('', 'empty.txt'))
    await refused(422, form(pdf, 'x.pdf', 'upload'))
    const two = form(pdf, 'x.pdf')
    two.append('file', new Blob([pdf]), 'y.pdf')
    await refused(422, two)
    const withField = form(pdf, 'x.pdf')
    withField.append('clientId', 'x')
    await refused(422, withField)
    const text = new FormData()
    text.append('file', 'only text')
    await refused(422, text)
    await refused(415, JSON.stringify({ file: 'x' }), { 'Content-Type': 'application/json' })
    await refused(400, 'nothing', { 'Content-Type': 'multipart/form-data' })
    const cut = '--xx\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nbeginning'
    await refused(400, cut, { 'Content-Type': 'multipart/form-data; boundary=xx' })
    await refused(400, '', { 'Content-Type': 'multipart/form-data; boundary=xx' })
    await refused(413, form(pdf, 'x.pdf'), { 'Content-Length': String(200 * 1024 * 1024) })
    await refused(413, ...endless('big.txt', '', 120))
    const [wrong, headers] = endless('big.pdf', 'not a pdf', 90)
    await refused(415, wrong, headers)
    expect([stored(), await rowCount()]).toEqual(before)

    const [large, kind] = endless('large.txt', 'text', 99)
    expect(await upload(owner, large, kind)).toMatchObject({
      status: 201,
      body: { size: 99 * 1024 * 1024 + 4, type: 'text/plain' },
    })
  })

  it('take what lists come in, by their bytes', async () => {
    const { owner } = studio
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Name;Ort\r\n', 'utf16le')])
    const cases: [string | Uint8Array, string, string][] = [
      ['a,b\n1,2\n', 'list.csv', 'text/csv'],
      [utf16, 'excel.csv', 'text/csv'],
      [Buffer.from('Straße;Größe\n', 'latin1'), 'old.CSV', 'text/csv'],
      ['BEGIN:VCARD\r\n', 'card.vcf', 'text/vcard'],
      ['PK\x03\x04....', 'renamed.csv', 'application/zip'],
      ['\x00\x01\x02', 'unknown.bin', 'application/octet-stream'],
      ['<html>', 'page.html', 'text/html'],
    ]
    for (const [bytes, name, type] of cases) {
      const made = await upload(owner, form(bytes, name))
      expect([made.status, made.body.name, made.body.type]).toEqual([201, name, type])
    }
    const page = await upload(owner, form('<html>', 'page.html', 'file', 'text/html'))
    expect((await download(owner, page.body.id)).headers.get('content-type')).toBe('application/octet-stream')
  })

  it('with one key are stored once, and what hangs on nothing is gone after a day', async () => {
    const { owner, system } = studio
    const key = { 'Idempotency-Key': 'upload-1' }
    const first = await upload(owner, form(pdf, 'once.pdf'), key)
    const again = await upload(owner, form(pdf, 'once.pdf'), key)
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('Idempotent-Replayed')).toBe('true')
    expect((await upload(owner, form(`${pdf}more`, 'once.pdf'), key)).status).toBe(422)
    const { rows } = await world.owner.query(`select count(*)::int as n from files where name = 'once.pdf'`)
    expect(rows[0].n).toBe(1)

    // One whose upload died with the server: its row was there before its bytes.
    const begun = await world.perform(owner, 'file.begin', {})
    await storage.write(
      begun.storageKey,
      (async function* () {
        yield Buffer.from('half')
      })(),
    )
    expect(await world.perform(system, 'file.purge', {})).toEqual({ purged: 0 })
    setClock(new Date(Date.now() + 25 * 3_600_000))
    const { rows: due } = await world.pool.query(
      `select organizations_with_unwanted_files(now() + interval '25 hours') as id`,
    )
    expect(due.map(({ id }) => id)).toContain(studio.id)
    await world.perform(system, 'file.purge', {})
    const left = await world.owner.query(`select name from files where org_id = $1 order by name`, [
      studio.id,
    ])
    expect(left.rows.map(({ name }) => name)).toEqual(['hidden.pdf', 'logo.png', 'loose.pdf'])
    expect(stored()).toBe(3)
    setClock(null)
  })
})
