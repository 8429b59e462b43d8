/** What the tests of files share: a world with a folder, and the entrance asked as whoever is named. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { setClock } from '#src/core/clock.ts'
import { nobody } from '#src/core/errors.ts'
import type { Actor } from '#src/core/operation.ts'
import { folderStorage, type Storage, setStorage } from '#src/services/storage.ts'
import { createFilesEntrance } from './files.ts'
import type { Carried } from './problem.ts'
import { guard, ownOrigins } from './security.ts'

export let world: World
export let studio: TestOrganization
export let app: Hono<Carried>
export let storage: Storage
export const folder = mkdtempSync(join(tmpdir(), 'upcrm-files-'))
export const actors = new Map<string, Actor>()

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

export const nameOf = (actor: Actor) => {
  actors.set(`${actor.personId}`, actor)
  return `${actor.personId}`
}
export const stored = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
export const rowCount = async () =>
  (await world.owner.query<{ n: number }>('select count(*)::int as n from files')).rows[0]?.n

export async function upload(actor: Actor | null, body: BodyInit, headers: Record<string, string> = {}) {
  const answer = await app.request('/api/v1/files', {
    method: 'POST',
    body,
    headers: { ...(actor ? { 'X-Test-Actor': nameOf(actor) } : {}), ...headers },
    duplex: 'half',
  } as RequestInit)
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) }
}

export function form(
  bytes: string | Uint8Array,
  name: string,
  field = 'file',
  type = 'application/pdf',
): FormData {
  const data = new FormData()
  data.append(field, new Blob([bytes as BlobPart], { type }), name)
  return data
}

export const download = (actor: Actor, id: string) =>
  app.request(`/api/v1/files/${id}`, { headers: { 'X-Test-Actor': nameOf(actor) } })

export const pdf = '%PDF-1.7\n1 0 obj\n'
export const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

/** A multipart body that is made while it is read, so that nothing has to hold it as a whole. */
export function endless(
  name: string,
  head: string,
  megabytes: number,
): [ReadableStream, Record<string, string>] {
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
