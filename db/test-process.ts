/** Promise: the house in a process of its own on a test world's database, to be killed at any moment and started again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { readEnv } from '#src/core/env.ts'
import { setLogLevel } from '#src/core/log.ts'
import { openHouse } from '#src/house.ts'
import type { World } from './test-world.ts'

const self = fileURLToPath(import.meta.url)

export interface HouseProcess {
  origin: string
  child: ChildProcess
  /** As a power cut would. */
  kill(): Promise<void>
}

/**
 * Starts one. `settings` are environment variables; DATA_DIR and SESSION_SECRET are among them. With DATABASE_URL, whatever
 * it says, it takes itself for one of several servers; else for the only one.
 */
export async function startProcess(
  { urls }: Pick<World, 'urls'>,
  settings: Readonly<Record<string, string>>,
): Promise<HouseProcess> {
  const child = spawn(process.execPath, [self], {
    env: { ...process.env, LOG_LEVEL: 'silent', ...settings, TEST_URLS: JSON.stringify(urls) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout! })
  const [port] = (await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => {
      throw new Error('The house did not start.')
    }),
  ])) as [string]
  return {
    origin: `http://127.0.0.1:${port}`,
    child,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

async function live(): Promise<void> {
  const env = readEnv()
  setLogLevel(env.logLevel)
  let port = 0
  const house = await openHouse(env, JSON.parse(process.env.TEST_URLS ?? ''), () => port)
  const server = serve({ fetch: house.site.fetch, hostname: '127.0.0.1', port: 0 }, (address) => {
    port = (address as AddressInfo).port
    console.log(port)
  })
  process.on('SIGTERM', () => {
    server.close()
    void house.close().then(() => process.exit(0))
  })
}

if (process.argv[1] === self) await live()
