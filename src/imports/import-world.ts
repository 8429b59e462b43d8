/** What the tests of importing share: files that are uploaded, imports that are brought to their end. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import { openWorld, type TestPerson, type World } from '#db/test-world.ts'
import { setClock } from '#src/core/clock.ts'
import { setLogLevel } from '#src/core/log.ts'
import { fileStorage, folderStorage, setStorage } from '#src/services/storage.ts'
import type { Import, ImportChange } from './schema.ts'

export interface Choices extends Omit<z.input<typeof ImportChange>, 'id'> {
  name?: string
  kind?: 'client' | 'company'
}

/** Of so many people, each hundred of a firm of their own. */
export const listOf = (count: number, from = 1): string => {
  const row = (at: number) => `Person ${at},p${at}@x.example,Firm ${Math.floor(at / 100)},t,${at}\n`
  return `Name,E-mail,Company,Tags,Number\n${Array.from({ length: count }, (_, i) => row(from + i)).join('')}`
}

/** A test world with a folder for files. */
export async function openImportWorld() {
  setLogLevel('silent')
  const world = await openWorld()
  const folder = mkdtempSync(join(tmpdir(), 'upcrm-imports-'))
  setStorage(folderStorage(folder))
  const close = async () => {
    await world.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...world, ...importing(world), close }
}

export type ImportWorld = Awaited<ReturnType<typeof openImportWorld>>

function importing(world: World) {
  async function upload(
    person: TestPerson,
    content: string | Uint8Array,
    name = 'list.csv',
  ): Promise<string> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const { id, storageKey } = await world.perform(person, 'file.begin', {})
    const size = await fileStorage().write(
      storageKey,
      (async function* () {
        yield bytes
      })(),
    )
    const digest = createHash('sha256').update(bytes).digest('base64url')
    await world.perform(person, 'file.keep', { id, name, size, type: 'text/csv', digest })
    return id
  }

  async function download(person: TestPerson, fileId: string): Promise<Buffer> {
    const { storageKey } = await world.perform(person, 'file.get', { id: fileId })
    const chunks: Uint8Array[] = []
    for await (const chunk of fileStorage().read(storageKey)) chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  /** Uploads and checks a file. */
  async function prepare(
    person: TestPerson,
    content: string | Uint8Array,
    choices: Choices = {},
  ): Promise<Import> {
    const { name, kind = 'client', ...change } = choices
    const fileId = await upload(person, content, name)
    const { id } = await world.perform(person, 'import.create', { fileId, kind })
    await world.settle()
    if (Object.keys(change).length > 0) {
      await world.perform(person, 'import.update', { id, ...change })
      await world.settle()
    }
    return world.perform(person, 'import.get', { id })
  }

  /** Uploads, checks and runs a file. */
  async function bring(
    person: TestPerson,
    content: string | Uint8Array,
    choices: Choices = {},
  ): Promise<Import> {
    const { id } = await prepare(person, content, choices)
    await world.perform(person, 'import.run', { id })
    await world.settle()
    return world.perform(person, 'import.get', { id })
  }

  async function undo(person: TestPerson, id: string): Promise<Import> {
    await world.perform(person, 'import.undo', { id })
    await world.settle()
    return world.perform(person, 'import.get', { id })
  }

  /** Everything of an organization that people see, but for versions and moments of change. */
  async function snapshot(organizationId: string): Promise<unknown> {
    const read = async (table: string) => {
      const { rows } = await world.owner.query(
        `select to_jsonb(t) - '{version,updated_at}'::text[] as row from ${table} t where org_id = $1 order by id`,
        [organizationId],
      )
      return rows.map(({ row }) => row)
    }
    return { clients: await read('clients'), companies: await read('companies'), notes: await read('notes') }
  }

  /** A job dies: what it was doing in this transaction is gone, and so is the job. */
  async function dieAt(table: string, condition: string, work: () => Promise<unknown>): Promise<void> {
    const deed = condition.startsWith('old') ? 'delete' : 'insert'
    await world.owner.query(`
      create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;
      create trigger die before ${deed} on ${table} for each row when (${condition}) execute function die()`)
    await work()
    await world.owner.query(`drop trigger die on ${table}; drop function die()`)
  }

  /** Long enough later that the silence of a job is noticed. */
  async function watch(organizationId: string): Promise<void> {
    setClock(new Date(Date.now() + 11_000))
    await world.perform(
      { kind: 'system', personId: null, name: 'UpCRM', organizationId, role: null, visibility: 'all' },
      'import.watch',
      {},
    )
    setClock(null)
  }

  async function rowCount(organizationId: string, table: string): Promise<number> {
    const { rows } = await world.owner.query(
      `select count(*)::int as count from ${table} where org_id = $1`,
      [organizationId],
    )
    return rows[0].count
  }

  return { upload, download, prepare, bring, undo, snapshot, dieAt, watch, rowCount }
}
