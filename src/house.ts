/** Puts the parts together on a database: pools, the throat, identity, jobs, events and the site. */
import { join } from 'node:path'
import type { Context, Hono } from 'hono'
import { openPool } from '#src/core/db.ts'
import { type Env, originOf } from '#src/core/env.ts'
import { enqueuer, openBoss, reclaimJobs } from '#src/core/jobs.ts'
import { createRun, type Run } from '#src/core/run.ts'
import { openUsage } from '#src/core/usage.ts'
import { clientAddress } from '#src/entrances/client-address.ts'
import { openChanges } from '#src/entrances/events.ts'
import { createFilesEntrance } from '#src/entrances/files.ts'
import { createSite } from '#src/entrances/http.ts'
import { createInvoiceFiles } from '#src/entrances/invoice-files.ts'
import { createPrivacyEntrance } from '#src/entrances/privacy.ts'
import type { Carried } from '#src/entrances/problem.ts'
import { publicInvoices } from '#src/entrances/public.ts'
import { publicQuotes } from '#src/entrances/public-quotes.ts'
import { recognizer } from '#src/entrances/recognize.ts'
import { ownOrigins } from '#src/entrances/security.ts'
import { createSessionEntrance } from '#src/entrances/session.ts'
import { startWorker } from '#src/entrances/worker.ts'
import { findOperation, jobOperations, operations } from '#src/operations.ts'
import { schedules } from '#src/schedules.ts'
import { openIdentity, openIdentityPool } from '#src/services/identity-better-auth.ts'
import { createDevices } from '#src/services/identity-devices.ts'
import { createLimits } from '#src/services/identity-limits.ts'
import { createMailer, setMailer } from '#src/services/mailer.ts'
import { folderStorage, setStorage } from '#src/services/storage.ts'

export interface House {
  site: Hono<Carried>
  run: Run
  close(): Promise<void>
}

/** Refuses to work as a role that could see past the walls. */
async function checkRole(pool: ReturnType<typeof openPool>): Promise<void> {
  const { rows } = await pool.query<{ sound: boolean }>(`
    select not (rolsuper or rolbypassrls) and not exists (
      select 1 from pg_class where relowner = r.oid and relkind in ('r', 'p', 'v', 'm')) as sound
    from pg_roles r where rolname = current_user`)
  if (!rows[0]?.sound)
    throw new Error(
      'The runtime role can see past row level security or owns tables. UpCRM does not start with it.',
    )
}

/** `port` answers the port being listened on, which is known only later; `mounted` are further entrances. */
export async function openHouse(
  env: Pick<
    Env,
    | 'dataDir'
    | 'host'
    | 'publicUrl'
    | 'sessionSecret'
    | 'signUp'
    | 'smtpUrl'
    | 'mailFrom'
    | 'privacyContact'
    | 'databaseUrl'
  >,
  urls: { app: string; auth: string },
  port: () => number,
  mounted: Record<string, Hono<Carried>> = {},
): Promise<House> {
  const pool = openPool(urls.app, 16)
  await checkRole(pool)
  const boss = openBoss(urls.app)
  await boss.start()
  // A database of our own is held by one server alone, so what is marked as being worked on belongs to one that died.
  if (!env.databaseUrl) await reclaimJobs(pool, boss)
  const usage = openUsage(pool)
  const run = createRun({ pool, find: findOperation, enqueue: enqueuer(boss), count: usage.count })
  const identityPool = openIdentityPool(urls.auth)
  const identity = await openIdentity(identityPool, env.sessionSecret)
  const origin = () => originOf(env, port())
  const mailer = createMailer({ ...env, origin })
  setMailer(mailer)
  const storage = folderStorage(join(env.dataDir, 'files'))
  setStorage(storage)
  const changes = openChanges(urls.app)
  const origins = ownOrigins(env.publicUrl, port)
  const limits = createLimits(identityPool, env.sessionSecret)
  const addressOf = (context: Context) =>
    clientAddress(
      context.env?.incoming?.socket?.remoteAddress,
      context.req.header('X-Forwarded-For'),
      env.publicUrl !== undefined,
    )
  const session = createSessionEntrance({
    identity,
    devices: createDevices(env.sessionSecret),
    limits,
    mailer,
    pool,
    run,
    origin,
    secure: origins.https,
    signUp: env.signUp,
    addressOf,
  })
  const privacy = createPrivacyEntrance({ ...env, pool, operations, secure: origins.https })
  const recognize = recognizer({ identity, limits, pool, secure: origins.https, addressOf })
  const links = publicInvoices({ run, pool, identity, storage, secure: origins.https })
  const quoteLinks = publicQuotes({ run, pool, identity, secure: origins.https })
  const site = createSite({
    pool,
    run,
    operations,
    recognize,
    changes,
    origins,
    mounted: {
      ...mounted,
      '/auth': session.routes,
      '/files': createFilesEntrance({ run, recognize, storage }),
      '/invoices': createInvoiceFiles({ run, recognize, storage }),
      '/privacy': privacy,
      '/public': links.routes,
      // After the one above, whose headers keep these secret, too.
      '/public/quotes': quoteLinks.routes,
    },
    linkedPages: { '/i/:token': links.page, '/q/:token': quoteLinks.page },
  })
  const stopWorker = await startWorker({
    pool,
    boss,
    run,
    find: findOperation,
    queues: jobOperations,
    schedules,
  })

  return {
    site,
    run,
    async close() {
      await stopWorker()
      await session.settle()
      await Promise.all([usage.close(), changes.close()])
      mailer.close()
      await Promise.all([pool.end(), identityPool.end()])
    },
  }
}
