/** Promise: brings a database to this version's schema, one transaction a migration, and can be run again after any end. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { jobsSchema } from '#src/core/jobs.ts'

export interface MigrateOptions {
  ownerUrl: string
  /** Passwords of the roles that log in. */
  passwords: { app: string; auth: string }
  /** The names of the operations that run as jobs: each has a queue. */
  queues: readonly string[]
}

export interface RoleUrls {
  app: string
  auth: string
}

const folder = new URL('./migrations/', import.meta.url)
const lockNumber = 8_271_603

/** The addresses under which the low roles log in: the owner's, with another name and password. */
export function roleUrls(ownerUrl: string, passwords: MigrateOptions['passwords']): RoleUrls {
  const as = (role: string, password: string) => {
    const url = new URL(ownerUrl)
    url.username = role
    url.password = password
    return url.href
  }
  return { app: as('upcrm_app', passwords.app), auth: as('upcrm_auth', passwords.auth) }
}

/** Migrates and answers the addresses for the runtime. Two servers that start at once wait for each other here. */
export async function migrate(options: MigrateOptions): Promise<RoleUrls> {
  const client = new pg.Client({ connectionString: options.ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    await ensureRoles(client, options.passwords)
    await runMigrations(client)
    await ensureQueues(client, options)
    await client.query('select pg_advisory_unlock($1)', [lockNumber])
  } finally {
    await client.end()
  }
  return roleUrls(options.ownerUrl, options.passwords)
}

/** The roles belong to the whole server, not to one database, so they are no migration. */
async function ensureRoles(client: pg.Client, passwords: MigrateOptions['passwords']): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname like 'upcrm\\_%'`,
  )
  const known = new Set(rows.map((row) => row.rolname))
  const logins = { upcrm_app: passwords.app, upcrm_auth: passwords.auth }
  for (const [role, password] of Object.entries(logins)) {
    const verb = known.has(role) ? 'alter' : 'create'
    await client.query(`${verb} role ${role} login password ${client.escapeLiteral(password)}`)
    if (!known.has(role)) {
      await client.query(`alter role ${role} set timezone = 'UTC'`)
      await client.query(`alter role ${role} set statement_timeout = '20s'`)
      await client.query(`alter role ${role} set idle_in_transaction_session_timeout = '30s'`)
    }
  }
  await client.query('alter role upcrm_auth set search_path = identity')
  if (!known.has('upcrm_definer')) await client.query('create role upcrm_definer nologin')
  await client.query('grant upcrm_definer to current_user')
  await client.query('grant create on schema public to upcrm_definer')
}

async function runMigrations(client: pg.Client): Promise<void> {
  await client.query(`create table if not exists public.migrations
    (name text primary key, checksum text not null, applied_at timestamptz not null default now())`)
  const done = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from public.migrations',
  )
  const known = new Map(done.rows.map((row) => [row.name, row.checksum]))
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  for (const name of names) {
    const text = await readFile(new URL(name, folder), 'utf8')
    const checksum = createHash('sha256').update(text).digest('hex')
    const before = known.get(name)
    if (before === checksum) continue
    if (before) throw new Error(`The migration ${name} was changed after it ran on this database.`)
    await client.query('begin')
    try {
      await client.query(text)
      await client.query('insert into public.migrations (name, checksum) values ($1, $2)', [name, checksum])
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw new Error(`The migration ${name} failed: ${(error as Error).message}`, { cause: error })
    }
  }
}

/** pg-boss makes its own tables as the owner; the runtime role may use them and nothing more. */
async function ensureQueues(client: pg.Client, { ownerUrl, queues }: MigrateOptions): Promise<void> {
  const wanted = createHash('sha256')
    .update(JSON.stringify([queues, queueOptions]))
    .digest('hex')
  const [made] = (await client.query(`select checksum from public.migrations where name = 'queues'`)).rows
  if (made?.checksum === wanted) return
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: jobsSchema,
    supervise: false,
    schedule: false,
    max: 2,
  })
  boss.on('error', () => {})
  await boss.start()
  for (const name of queues) {
    if (await boss.getQueue(name)) await boss.updateQueue(name, queueOptions)
    else await boss.createQueue(name, { ...queueOptions, policy: 'short' })
  }
  await boss.stop({ graceful: false })
  await client.query(`
    grant usage on schema ${jobsSchema} to upcrm_app;
    grant select, insert, update, delete on all tables in schema ${jobsSchema} to upcrm_app;
    grant execute on all functions in schema ${jobsSchema} to upcrm_app;`)
  await client.query(
    `insert into public.migrations (name, checksum) values ('queues', $1)
     on conflict (name) do update set checksum = excluded.checksum, applied_at = now()`,
    [wanted],
  )
}

const queueOptions = {
  // Whoever works on it is woken at the commit of a job.
  notify: true,
  retryLimit: 5,
  retryDelay: 2,
  retryBackoff: true,
  expireInSeconds: 3600,
  heartbeatSeconds: 15,
}
