/** The rows to measure on: one organization of the size named, fifty small ones beside it, made inside Postgres. */
import { readFile } from 'node:fs/promises'
import type pg from 'pg'
import type { Sees } from './scenarios.ts'

export interface Size {
  clients: number
  companies: number
  notes: number
}

/** What requests name: of clients spread over the whole organization, and of those somebody owns. */
export interface World {
  clientIds: Record<Sees, string[]>
  emails: Record<Sees, string[]>
  phones: Record<Sees, string[]>
}

export interface People {
  organizationId: string
  /** Sees everything. */
  all: string
  /** Sees only the 200 clients that are theirs. */
  own: string
}

/** Fills the organization, unless that was done before. */
export async function fillWorld(
  database: pg.Client,
  size: Size,
  { organizationId, all, own }: People,
): Promise<void> {
  const { rowCount } = await database.query('select 1 from clients where org_id = $1 limit 1', [
    organizationId,
  ])
  if (rowCount) return
  await database.query(await readFile(new URL('world.sql', import.meta.url), 'utf8'))
  const { clients, companies, notes } = size
  await database.query('call bench.fill($1, $2, $3, $4, $5, $6)', [
    organizationId,
    all,
    own,
    clients,
    companies,
    notes,
  ])
  // Autovacuum would come some minutes after such a load; here nobody waits for it.
  await database.query('vacuum (analyze)')
}

export async function readWorld(database: pg.Client, { organizationId, own }: People): Promise<World> {
  const sample = async (condition: string, values: unknown[]) => {
    const { rows } = await database.query<{ id: string; email: string; phone: string }>(
      `select id, email, phone from clients where org_id = $1 and source = 'Website' and ${condition}
       order by md5(id::text) limit 500`,
      [organizationId, ...values],
    )
    return rows
  }
  const samples = { all: await sample('true', []), own: await sample('owner_id = $2', [own]) }
  const both = <T>(choose: (row: { id: string; email: string; phone: string }) => T): Record<Sees, T[]> => ({
    all: samples.all.map(choose),
    own: samples.own.map(choose),
  })
  return {
    clientIds: both(({ id }) => id),
    emails: both(({ email }) => email),
    // As one would type it: without the country, and not all of it.
    phones: both(({ phone }) => phone.replace('+49 ', '0').slice(0, -1)),
  }
}
