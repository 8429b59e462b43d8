/** Two thousand invoices, two servers, a third of the transactions failing after they had a number, and a power cut. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type HouseProcess, startProcess } from '#db/test-process.ts'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'

const count = 2000
const connections = 16

let world: World
let studio: TestOrganization
const servers: HouseProcess[] = []
const dataDir = mkdtempSync(join(tmpdir(), 'upcrm-issue-'))
const settings = {
  DATA_DIR: dataDir,
  SESSION_SECRET: randomBytes(32).toString('base64url'),
  DATABASE_URL: 'postgres://shared/with-another',
}

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  await world.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Fails at the very commit, when number, seal and counter are written. */
const failing = `
  create function fail_late() returns trigger language plpgsql as $$
  begin
    if new.note = 'fails' then raise exception 'the commit fails'; end if;
    return null;
  end $$;
  create constraint trigger fail_late after update of number on invoices deferrable initially deferred
    for each row when (new.number is not null) execute function fail_late();`

it('are numbered 1 to n without a gap, each of them whole', async () => {
  const { owner } = studio
  await world.owner.query(failing)
  const { key } = await world.perform(owner, 'api_key.create', { name: 'Issuing', role: 'member' })
  const client = await world.perform(owner, 'client.create', { name: 'Thomas Brandl' })
  const ids: string[] = []
  const failures = new Set<string>()
  for (let i = 0; i < count; i++) {
    const note = i % 3 === 0 ? 'fails' : null
    const lines = [{ description: `Work ${i}`, unitPrice: `${i + 1}.50` }]
    const { id } = await world.perform(owner, 'invoice.create', { clientId: client.id, lines, note })
    ids.push(id)
    if (note) failures.add(id)
  }
  servers.push(await startProcess(world, settings), await startProcess(world, settings))

  const acknowledged = new Map<string, string>()
  let done = 0
  let cut: Promise<void> | undefined
  const ask = async (id: string, connection: number): Promise<void> => {
    const server = servers[connection % 2]!
    const answer = await fetch(`${server.origin}/api/v1/invoices/${id}/issue`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}` },
    }).catch(() => undefined)
    if (answer?.status === 200)
      acknowledged.set(id, ((await answer.json().catch(() => ({ number: '' }))) as { number: string }).number)
  }
  const waiting = [...ids]
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      for (let id = waiting.pop(); id; id = waiting.pop()) {
        await ask(id, connection)
        done += 1
        if (done === count / 2)
          cut = servers[1]!.kill().then(async () => {
            servers[1] = await startProcess(world, settings)
          })
      }
    }),
  )
  await cut

  // Whoever got no answer asks again: what was issued says so, what was not is issued now.
  for (const [i, id] of ids.entries()) if (!acknowledged.has(id) && !failures.has(id)) await ask(id, i)

  const { rows } = await world.owner.query<{ id: string; number: string; sequence: number; whole: boolean }>(
    `select id, number, sequence, status = 'issued' and jsonb_array_length(lines) = 1 and seller->>'name' <> ''
        and total = subtotal + tax_total and seal <> '' as whole
     from invoices where org_id = $1 and number is not null order by sequence`,
    [studio.id],
  )
  const right = ids.filter((id) => !failures.has(id))
  expect(rows.map(({ sequence }) => sequence)).toEqual(right.map((_, i) => i + 1))
  expect(new Set(rows.map(({ number }) => number)).size).toBe(right.length)
  expect(rows.filter(({ whole }) => !whole)).toEqual([])
  expect(rows.map(({ id }) => id).sort()).toEqual([...right].sort())
  // What was acknowledged is what is stored.
  const stored = new Map(rows.map(({ id, number }) => [id, number]))
  for (const [id, number] of acknowledged) expect(stored.get(id)).toBe(number)
  expect(acknowledged.size).toBeGreaterThan(right.length / 2)
  const { rows: failed } = await world.owner.query(
    `select 1 from invoices where org_id = $1 and note = 'fails' and (number is not null or status <> 'draft')`,
    [studio.id],
  )
  expect(failed).toEqual([])

  const { items } = await world.perform(owner, 'invoice.series', { seals: true })
  expect(items).toEqual([
    expect.objectContaining({
      series: 'invoice',
      first: 1,
      last: right.length,
      count: right.length,
      gaps: [],
      broken: [],
    }),
  ])
})
