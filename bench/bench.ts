/**
 * `npm run bench`: our server beside the floor (floor.ts), in one run, on a throwaway Postgres with durable settings.
 * Prints a table and passes no judgement. `--quick` for a small run, `--only=list,get` for some rows, `--keep=FOLDER`
 * to keep the database for the next run, `--profile=FOLDER` for a CPU profile of the server.
 */
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { clusterFolder } from '#db/cluster.ts'
import { startEngine } from '#db/engine.ts'
import { runningServer } from '#db/server.ts'
import { measureImport } from './imports.ts'
import { fillInvoices, measureInvoices } from './invoices.ts'
import { openParties, type Parties } from './parties.ts'
import { type Sees, scenariosFor } from './scenarios.ts'
import { compare, type Outcome, table } from './table.ts'
import { fillWorld, readWorld } from './world.ts'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    keep: { type: 'string' },
    profile: { type: 'string' },
    rounds: { type: 'string' },
    connections: { type: 'string', default: '8' },
  },
})
const size = options.quick
  ? { clients: 5_000, companies: 1_000, notes: 10_000 }
  : { clients: 100_000, companies: 20_000, notes: 200_000 }
const invoices = options.quick ? 5_000 : 100_000
const rounds = Number(options.rounds ?? (options.quick ? 3 : 7))
const milliseconds = options.quick ? 500 : 1_500
const connections = Number(options.connections)
const only = options.only.split(',').filter(Boolean)

const say = (text: string) => process.stderr.write(`${text}\n`)

async function main(): Promise<void> {
  const folder = options.keep ?? (await mkdtemp(join(await realpath(tmpdir()), 'upcrm-bench-')))
  const engine = await startEngine({ dataDir: folder })
  let parties: Parties | undefined
  const stop = async () => {
    await parties?.close()
    await engine.stop()
    if (!options.keep) await rm(folder, { recursive: true, force: true })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void stop().then(() => process.exit(1)))
  const database = new pg.Client({ connectionString: engine.url })
  try {
    const postmaster = runningServer(clusterFolder(folder))?.pid ?? 0
    parties = await openParties({
      databaseUrl: engine.url,
      dataDir: folder,
      postmaster,
      profile: options.profile,
    })
    await database.connect()
    const people = await parties.signUp()
    say(`loading ${size.clients} clients, ${size.companies} companies, ${size.notes} notes …`)
    await fillWorld(database, size, people)
    const world = await readWorld(database, people)
    await parties.startFloor(people, world)
    const { rows } = await database.query<{ server_version: string }>('show server_version')

    const outcomes: Outcome[] = []
    for (const sees of ['all', 'own'] as Sees[]) {
      for (const scenario of scenariosFor(world, sees)) {
        if (only.length > 0 && !only.some((name) => scenario.name.startsWith(name))) continue
        say(`${scenario.name}, ${sees} …`)
        const sameBytes = await parties.sameBytes(scenario, sees)
        // Once for nothing: connections, caches, compiled code.
        await parties.measure('ours', scenario, sees, { connections, milliseconds: milliseconds / 2 })
        await parties.measure('floor', scenario, sees, { connections, milliseconds: milliseconds / 2 })
        const measured = []
        for (let round = 0; round < rounds; round++) {
          const both = { connections, milliseconds }
          const first = round % 2 === 0 ? 'ours' : 'floor'
          const second = first === 'ours' ? 'floor' : 'ours'
          const results = {
            [first]: await parties.measure(first, scenario, sees, both),
            [second]: await parties.measure(second, scenario, sees, both),
          }
          const alone = await parties.measure('ours', scenario, sees, {
            connections: 1,
            milliseconds: milliseconds / 3,
          })
          measured.push({ ours: results.ours!, floor: results.floor!, alone })
        }
        outcomes.push(compare(scenario.name, sees, sameBytes, measured))
      }
    }
    const [read] = scenariosFor(world, 'all').filter(({ name }) => name === 'get')
    const importing =
      read && (only.length === 0 || only.includes('import'))
        ? await measureImport(parties, options.quick ? 2_000 : 20_000, read)
        : ''
    let invoicing = ''
    if (only.length === 0 || only.includes('invoices')) {
      say(`loading ${invoices} invoices …`)
      // Only now: the floor knows nothing of them, and its answers would be others.
      await fillInvoices(database, invoices, people)
      invoicing = await measureInvoices(parties, database, people, { invoices, milliseconds })
    }
    const [processor] = cpus()
    console.log(`
${size.clients} clients, ${size.companies} companies, ${size.notes} notes; 50 small organizations beside
${cpus().length} cores (${processor?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB; Node ${process.versions.node}, Postgres ${rows[0]?.server_version}
${connections} connections, median of ${rounds} rounds of ${milliseconds / 1000} s each, ours and the floor in turn

${table(outcomes)}

${importing}

${invoicing}`)
  } finally {
    await database.end().catch(() => {})
    await stop()
  }
}

await main()
