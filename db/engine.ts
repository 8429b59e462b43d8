/** Promise: one real Postgres per data folder, durable, reachable from this machine only, serving one UpCRM at a time. */
import { existsSync, realpathSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { log } from '#src/core/log.ts'
import {
  type Cluster,
  clusterFolder,
  clusterPassword,
  database,
  EngineError,
  isAlive,
  openCluster,
  owner,
  superuser,
} from './cluster.ts'
import { bringUp, runningServer, shutDown } from './server.ts'

export interface Engine {
  /** The owner's address: it may make databases and roles, but row level security binds it. */
  url: string
  /** Ends every session, stops Postgres and waits for that. More than once does no harm. */
  stop(): Promise<void>
}

/** Names the lock that a live UpCRM holds on its data folder for as long as it runs. */
const lockKey = 0x75706372

/**
 * Starts the data folder's Postgres, or takes over the one that a killed UpCRM left behind, and brings it back when it
 * falls. `durable: false` trades safety for speed, for tests alone.
 */
export async function startEngine({
  dataDir,
  durable = true,
}: {
  dataDir: string
  durable?: boolean
}): Promise<Engine> {
  const cluster = await openCluster(dataDir, durable)
  let stopping = false
  const isStopping = () => stopping
  const port = await bringUp(cluster, { durable, isStopping })
  let holder = await holdLock(cluster, port, dataDir)
  await makeOwner(holder, cluster.password).catch(async (error) => {
    await holder.end().catch(() => {})
    await shutDown(cluster.folder)
    throw error
  })
  let recovery = Promise.resolve()
  watch(holder)
  const hurrying = hurry(cluster.folder)

  /** The holder's connection lives as long as Postgres does, so its end is the signal to bring Postgres back. */
  function watch(client: pg.Client) {
    client.on('end', () => {
      if (!stopping) recovery = recover()
    })
  }

  async function recover() {
    log('warn', 'database.lost')
    while (!stopping) {
      try {
        await bringUp(cluster, { durable, isStopping, port })
        holder = await holdLock(cluster, port, dataDir)
        watch(holder)
        log('info', 'database.back')
        return
      } catch (error) {
        if (stopping) return
        log('error', 'database.still_lost', { reason: (error as Error).message })
        await sleep(500)
      }
    }
  }

  async function stopOnce() {
    stopping = true
    clearInterval(hurrying)
    await recovery
    await holder.end().catch(() => {})
    await shutDown(cluster.folder)
  }
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= stopOnce()
    return stopped
  }
  return { url: address(owner, cluster.password, port, database), stop }
}

/**
 * Told to stop by somebody else in the polite way, Postgres waits for our connections to end and takes no new ones,
 * which would never end. So it is stopped for good and brought back.
 */
function hurry(folder: string): NodeJS.Timeout {
  let stoppingSince: number | undefined
  const look = async () => {
    if (runningServer(folder)?.status !== 'stopping') stoppingSince = undefined
    else if (stoppingSince === undefined) stoppingSince = performance.now()
    else if (performance.now() - stoppingSince > 1_500) await shutDown(folder)
  }
  return setInterval(() => void look(), 1_000).unref()
}

/** The owner's address of the data folder's Postgres if one runs: for a command that works beside the server. */
export function runningEngineUrl(dataDir: string): string | undefined {
  if (!existsSync(dataDir)) return undefined
  const running = runningServer(clusterFolder(realpathSync(dataDir)))
  if (running?.status !== 'ready') return undefined
  return address(owner, clusterPassword(dataDir), running.port, database)
}

function address(user: string, password: string, port: number, name: string): string {
  // Said here, so that a PGSSLMODE meant for another database does not count.
  return `postgres://${user}:${password}@127.0.0.1:${port}/${name}?sslmode=disable`
}

/** A connection that holds the data folder's lock. A killed UpCRM's lock goes with its connection, a moment later. */
async function holdLock(cluster: Cluster, port: number, dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: address(superuser, cluster.password, port, 'postgres'),
    application_name: `upcrm ${process.pid}`,
    keepAlive: true,
  })
  // Its loss is noticed by its end; without a listener it would end the process.
  client.on('error', () => {})
  await connect(client, cluster)
  const startedAt = performance.now()
  for (;;) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
      lockKey,
    ])
    if (rows[0]?.held) return client
    const other = await otherHolder(client)
    const waited = performance.now() - startedAt
    if (other && isAlive(other) ? waited > 1_000 : waited > 20_000) {
      await client.end()
      const name = other ? ` (process ${other})` : ''
      throw new EngineError(
        `UpCRM is already running on this data folder${name}: ${dataDir}. Stop it first, or name another folder in DATA_DIR.`,
      )
    }
    await sleep(50)
  }
}

async function connect(client: pg.Client, cluster: Cluster): Promise<void> {
  try {
    await client.connect()
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') throw error
    throw new EngineError(
      `The database in ${cluster.folder} does not accept the password kept beside it: put the secrets folder back from your backup.`,
    )
  }
}

async function otherHolder(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and objid = $1 and granted`,
    [lockKey],
  )
  const pid = /^upcrm (\d+)$/.exec(rows[0]?.name ?? '')?.[1]
  return pid ? Number(pid) : undefined
}

/** The owner has the rights a hosted Postgres gives, and no more: what works here works there. */
async function makeOwner(client: pg.Client, password: string): Promise<void> {
  const { rows } = await client.query<{ role: boolean; database: boolean }>(
    `select exists (select from pg_roles where rolname = $1) as role,
            exists (select from pg_database where datname = $2) as database`,
    [owner, database],
  )
  if (!rows[0]?.role) {
    await client.query(`create role ${owner} login createdb createrole password '${password}'`)
    await client.query(`grant pg_monitor, pg_signal_backend to ${owner}`)
  }
  if (!rows[0]?.database) await client.query(`create database ${database} owner ${owner}`)
}
