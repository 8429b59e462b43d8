/** Vitest's global set-up: one fast, throwaway Postgres for the whole run; tests ask for it with `inject('ownerUrl')`. */
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { clusterFolder, isAlive } from './cluster.ts'
import { startEngine } from './engine.ts'
import { shutDown } from './server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of an empty database, as its owner, who may make others and roles. */
    ownerUrl: string
  }
}

const place = realpathSync(tmpdir())
const prefix = `upcrm-test-${process.getuid?.() ?? 'user'}-`

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await sweep()
  const dataDir = mkdtempSync(join(place, `${prefix}${process.pid}-`))
  const engine = await startEngine({ dataDir, durable: false })
  project.provide('ownerUrl', engine.url)
  return async () => {
    await engine.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Servers of test runs that were killed. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(place)) {
    const run = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : Number.NaN
    if (Number.isNaN(run) || isAlive(run)) continue
    const dataDir = join(place, name)
    await shutDown(clusterFolder(dataDir))
    rmSync(dataDir, { recursive: true, force: true })
  }
}
