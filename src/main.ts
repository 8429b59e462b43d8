/** Boot: settings, database, migrations, the house, listen. Everything that ends the process is decided here. */
import { createHmac } from 'node:crypto'
import { serve } from '@hono/node-server'
import { openDemo } from '#db/demo.ts'
import { startEngine } from '#db/engine.ts'
import { migrate } from '#db/migrate.ts'
import { type Env, originOf, readEnv, SettingsError } from '#src/core/env.ts'
import { describeFault, log, setLogLevel } from '#src/core/log.ts'
import { openHouse } from '#src/house.ts'
import { jobOperations } from '#src/operations.ts'

/** Passwords of the low roles follow from the session secret, so that every server of one database knows them. */
function rolePasswords({ sessionSecret }: Env) {
  const derive = (role: string) =>
    createHmac('sha256', sessionSecret).update(`role ${role}`).digest('base64url')
  return { app: derive('upcrm_app'), auth: derive('upcrm_auth') }
}

async function start(): Promise<void> {
  const demo = process.argv.includes('--demo')
  // The demo world never mixes with real data: a folder, a database and secrets of its own.
  if (demo) process.env.DATA_DIR = `${process.env.DATA_DIR || 'data'}-demo`
  const env = readEnv()
  if (demo && env.databaseUrl)
    throw new Error('The demo world has a database of its own: leave DATABASE_URL out.')
  setLogLevel(env.logLevel)
  const engine = env.databaseUrl ? undefined : await startEngine({ dataDir: env.dataDir })
  try {
    const ownerUrl = env.databaseUrl ?? engine?.url ?? ''
    const urls = await migrate({ ownerUrl, passwords: rolePasswords(env), queues: jobOperations })
    let port = env.port
    const world = demo ? openDemo(env.sessionSecret) : undefined
    const house = await openHouse(env, urls, () => port, world ? { '/demo': world.routes } : {})
    const link = await world?.prepare(house)
    const server = serve({ fetch: house.site.fetch, hostname: env.host, port: env.port }, (address) => {
      port = address.port
      const origin = originOf({ host: env.host, publicUrl: undefined }, port)
      console.log(`UpCRM is ready at ${origin}`)
      if (link) console.log(`The demo world, signed in as Lena Hartmann: ${origin}${link}`)
    })
    server.on('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? `Port ${env.port} is taken: name another in PORT.` : error.message
      console.error(reason)
      void stop(1)
    })

    let stopping = false
    const stop = async (code: number) => {
      if (stopping) return
      stopping = true
      // Whatever hangs, the process ends within the ten seconds it was promised.
      setTimeout(() => process.exit(code), 9_500).unref()
      const closed = new Promise((resolve) => server.close(resolve))
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      const patience = setTimeout(
        () => 'closeAllConnections' in server && server.closeAllConnections(),
        5_000,
      )
      await closed
      clearTimeout(patience)
      await house.close().catch((error) => log('warn', 'stop.fault', describeFault(error)))
      await engine?.stop()
      process.exit(code)
    }
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0))
  } catch (error) {
    await engine?.stop()
    throw error
  }
}

process.on('unhandledRejection', (error) => log('error', 'unhandled', describeFault(error)))

start().catch((error) => {
  console.error(error instanceof SettingsError ? error.problems.join('\n') : (error as Error).message)
  process.exit(1)
})
