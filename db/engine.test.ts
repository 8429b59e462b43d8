import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { setLogLevel } from '#src/core/log.ts'
import { clusterFolder } from './cluster.ts'
import { runningEngineUrl, startEngine } from './engine.ts'
import { runningServer, shutDown } from './server.ts'

setLogLevel('silent')

/** A data folder of its own; whatever still runs in it is stopped at the end. */
function dataFolder(): string {
  const dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'upcrm-engine-')))
  onTestFinished(async () => {
    await shutDown(clusterFolder(dataDir))
    rmSync(dataDir, { recursive: true, force: true })
  })
  return dataDir
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

const entries = async (url: string) =>
  (await query<{ entry: number }>(url, 'select entry from entries order by entry')).map(({ entry }) => entry)

/** Another UpCRM: a process that holds the engine and writes 1, 2, 3 …, saying each number once it is stored. */
function startWriter(dataDir: string): {
  child: ChildProcess
  said: () => string[]
  saying: (word: RegExp) => Promise<void>
} {
  const program = `
    import pg from 'pg'
    import { startEngine } from '#db/engine.ts'
    try {
      const engine = await startEngine({ dataDir: ${JSON.stringify(dataDir)} })
      let stopping = false
      process.on('SIGTERM', () => {
        stopping = true
      })
      const client = new pg.Client({ connectionString: engine.url })
      client.on('error', () => {})
      await client.connect()
      await client.query('create table if not exists entries (entry integer primary key)')
      console.log('ready')
      const { rows } = await client.query('select coalesce(max(entry), 0) as last from entries')
      for (let entry = rows[0].last + 1; !stopping; entry++) {
        await client.query('insert into entries values ($1)', [entry])
        console.log(entry)
      }
      await engine.stop()
      process.exit(0)
    } catch (error) {
      console.log('refused', error.message)
      process.exit(1)
    }`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  // The last line may be cut off in the middle.
  const said = () => output.split('\n').slice(0, -1)
  const saying = async (word: RegExp) => {
    while (!word.test(output)) {
      if (child.exitCode !== null) throw new Error(`It ended before saying ${word}: ${output}`)
      await sleep(10)
    }
  }
  return { child, said, saying }
}

const lastStored = (said: string[]) => Number(said.at(-1))

test('a fresh start makes a durable database in UTF-8; the next start finds what was stored in it', async () => {
  const dataDir = dataFolder()
  // What an interrupted first start leaves behind is no database.
  mkdirSync(join(dataDir, 'postgres.4194305', 'cluster'), { recursive: true })
  const first = await startEngine({ dataDir })
  expect(
    await query(
      first.url,
      `
    select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
           current_setting('synchronous_commit') as commits, current_setting('server_encoding') as encoding,
           current_setting('listen_addresses') as listens, (select datlocale from pg_database where datname = current_database()) as locale,
           (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as mighty`,
    ),
  ).toEqual([
    {
      fsync: 'on',
      pages: 'on',
      commits: 'on',
      encoding: 'UTF8',
      listens: '127.0.0.1',
      locale: 'C.UTF-8',
      mighty: false,
    },
  ])
  await query(
    first.url,
    `create table people (name text collate "und-x-icu"); create extension pg_trgm;
    insert into people values ('Zoë'), ('Ärger'), ('zebra'), ('apfel')`,
  )
  const made = readdirSync(dataDir).filter((name) => !name.startsWith('engine-'))
  expect(made.sort()).toEqual(['postgres', 'postgres.log', 'secrets'])
  expect(statSync(join(dataDir, 'secrets', 'database-password')).mode & 0o777).toBe(0o600)
  expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700)
  expect(runningEngineUrl(dataDir)).toBe(first.url)
  const wrong = first.url.replace(/:[^:@]+@/, ':wrong@')
  await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/)
  await Promise.all([first.stop(), first.stop()])
  await first.stop()
  expect(runningEngineUrl(dataDir)).toBeUndefined()

  const second = await startEngine({ dataDir })
  expect(second.url).toBe(first.url)
  const names = await query<{ name: string }>(second.url, 'select name from people order by name')
  expect(names.map(({ name }) => name)).toEqual(['apfel', 'Ärger', 'zebra', 'Zoë'])
  await second.stop()
})

test('when Postgres is killed under load it comes back by itself at the same address, with all that was stored', async () => {
  const dataDir = dataFolder()
  const engine = await startEngine({ dataDir })
  await query(engine.url, 'create table entries (entry integer primary key)')
  const client = new pg.Client({ connectionString: engine.url })
  client.on('error', () => {})
  await client.connect()
  let stored = 0
  const writing = (async () => {
    for (;;) {
      await client.query('insert into entries values ($1)', [stored + 1])
      stored++
    }
  })()
  while (stored < 20) await sleep(5)
  process.kill(runningServer(clusterFolder(dataDir))?.pid ?? 0, 'SIGKILL')
  await expect(writing).rejects.toThrow()

  let found: number[] | undefined
  while (!found) found = await entries(engine.url).catch(() => sleep(50).then(() => undefined))
  expect(found.length).toBeGreaterThanOrEqual(stored)
  expect(found).toEqual(found.map((_, i) => i + 1))

  // Asked politely it would wait for our own connection for ever, and take no other.
  const polite = runningServer(clusterFolder(dataDir))?.pid ?? 0
  process.kill(polite, 'SIGTERM')
  const isBack = () => {
    const now = runningServer(clusterFolder(dataDir))
    return now?.status === 'ready' && now.pid !== polite
  }
  while (!isBack()) await sleep(50)
  expect(await entries(engine.url)).toEqual(found)
  await engine.stop()
  expect(runningServer(clusterFolder(dataDir))).toBeUndefined()
})

test('when UpCRM is killed, alone or with Postgres, the next one takes over what was stored', async () => {
  const dataDir = dataFolder()
  const writer = startWriter(dataDir)
  await writer.saying(/\b50\n/)
  writer.child.kill('SIGKILL')
  await once(writer.child, 'exit')
  const orphan = runningServer(clusterFolder(dataDir))
  const engine = await startEngine({ dataDir })
  expect(runningServer(clusterFolder(dataDir))?.pid).toBe(orphan?.pid)
  expect((await entries(engine.url)).length).toBeGreaterThanOrEqual(lastStored(writer.said()))
  await engine.stop()

  const next = startWriter(dataDir)
  await next.saying(/\b1\d\d\n/)
  next.child.kill('SIGKILL')
  process.kill(runningServer(clusterFolder(dataDir))?.pid ?? 0, 'SIGKILL')
  await once(next.child, 'exit')
  // A number in the lock file that now belongs to somebody else must not keep Postgres from starting.
  const lockFile = join(dataDir, 'postgres', 'postmaster.pid')
  writeFileSync(lockFile, readFileSync(lockFile, 'utf8').replace(/^\d+/, String(process.pid)))
  const last = await startEngine({ dataDir })
  const found = await entries(last.url)
  expect(found.length).toBeGreaterThanOrEqual(lastStored(next.said()))
  expect(found).toEqual(found.map((_, i) => i + 1))
  await last.stop()
})

test('of two on one data folder the second is refused in a sentence and the first goes on unharmed', async () => {
  const dataDir = dataFolder()
  // Both make the database at the same time.
  const writers = [startWriter(dataDir), startWriter(dataDir)]
  await Promise.all(writers.map((writer) => writer.saying(/ready|refused/)))
  const refused = writers.filter((writer) => /refused/.test(writer.said()[0] ?? ''))
  const holders = writers.filter((writer) => !refused.includes(writer))
  expect([refused.length, holders.length]).toEqual([1, 1])
  const holder = holders[0]
  const sentence = `UpCRM is already running on this data folder (process ${holder?.child.pid})`
  expect(refused[0]?.said()[0]).toContain(sentence)
  await expect(startEngine({ dataDir })).rejects.toThrow(sentence)

  const before = holder?.said().length ?? 0
  while ((holder?.said().length ?? 0) < before + 20) await sleep(10)
  holder?.child.kill('SIGTERM')
  await once(holder?.child as ChildProcess, 'exit')
  expect(holder?.child.exitCode).toBe(0)
  const engine = await startEngine({ dataDir })
  expect((await entries(engine.url)).length).toBeGreaterThanOrEqual(lastStored(holder?.said() ?? []))
  await engine.stop()
})

test('a folder that cannot be opened is refused in a sentence', async () => {
  const dataDir = dataFolder()
  const engine = await startEngine({ dataDir })
  await engine.stop()

  const version = join(dataDir, 'postgres', 'PG_VERSION')
  const written = readFileSync(version, 'utf8')
  writeFileSync(version, '15\n')
  await expect(startEngine({ dataDir })).rejects.toThrow(
    /was written by Postgres 15, and this UpCRM brings Postgres 18/,
  )
  writeFileSync(version, written)

  const password = join(dataDir, 'secrets', 'database-password')
  const kept = readFileSync(password, 'utf8')
  rmSync(password)
  await expect(startEngine({ dataDir })).rejects.toThrow(/put .*database-password back from your backup/)
  writeFileSync(password, 'not-the-password\n')
  await expect(startEngine({ dataDir })).rejects.toThrow(/does not accept the password/)
  writeFileSync(password, kept)
  await expect(startEngine({ dataDir: '/dev/null/data' })).rejects.toThrow(/data folder .* cannot be used/)
  await (await startEngine({ dataDir })).stop()
})
