/**
 * Promise: a tenant's rows are only ever touched inside a transaction that has said for whom, as a role that cannot
 * see past that; and success is reported only when Postgres answered COMMIT.
 */
import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import pg from 'pg'
import { busy, fromDatabase } from './errors.ts'
import { describeFault, log } from './log.ts'

const partMark = Symbol('part')

/** A piece of SQL with its values, to be put into a `sql` template. No JSON can pretend to be one: its mark is a symbol. */
export interface Part {
  readonly [partMark]: true
  readonly strings: readonly string[]
  readonly values: readonly unknown[]
}

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && partMark in value

export const part = (strings: readonly string[], ...values: unknown[]): Part => ({
  [partMark]: true,
  strings,
  values,
})

/** SQL text from our own source, such as a column name; never text that people wrote. */
export const raw = (text: string): Part => part([text])

/** Parts with a separator between them: `join([a, b], ' and ')`. */
export const join = (parts: readonly Part[], separator = ', '): Part =>
  part(['', ...parts.map((_, i) => (i < parts.length - 1 ? separator : ''))], ...parts)

/**
 * Put first into a statement that finds rows by their whole key, or only inserts: its plan is the same for every tenant,
 * so Postgres may keep it, which takes such a statement a tenth of the time. Never into one whose best plan depends on how
 * much a tenant has: a kept plan is made for the average one.
 */
export const byKey: Part = part([''])

/** Runs a statement and answers its rows, column names in camelCase, moments as ISO text, 64-bit integers as numbers. */
export type Sql = <Row = Record<string, unknown>>(
  strings: TemplateStringsArray,
  ...values: unknown[]
) => Promise<Row[]>

/** For whom a transaction works; row level security reads it. */
export interface Tenancy {
  organizationId: string | null
  personId: string | null
  visibility: 'all' | 'own'
}

const utcMoment = (text: string) => `${text.replace(' ', 'T').replace(/\+00(:00)?$/, '')}Z`
const parsers: Record<number, (text: string) => unknown> = {
  20: Number,
  1082: String,
  1184: utcMoment,
}
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers[oid]) ?? pg.types.getTypeParser(oid, format as 'text'),
}

/**
 * Whether the address leads through a pooler that gives every transaction another connection, where a statement that was
 * given a name on one is not known on the next: Supabase's listens on 6543, for others one says `?pgbouncer=true`.
 */
export function throughPooler(connectionString: string): boolean {
  const { port, searchParams } = new URL(connectionString)
  return port === '6543' || searchParams.get('pgbouncer') === 'true'
}

/** Opens the runtime role's pool, pipelined, with listeners that keep a lost connection from ending the process. */
export function openPool(connectionString: string, max = 10): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    types: types as pg.CustomTypesConfig,
  } as pg.PoolConfig)
  const lost = (error: Error) => log('warn', 'database.connection_lost', describeFault(error))
  const keepsPlans = !throughPooler(connectionString)
  pool.on('error', lost)
  pool.on('connect', (client) => Object.assign(client, { keepsPlans }).on('error', lost))
  Object.assign(pool, { keepsPlans })
  return pool
}

interface Statement {
  text: string
  /** For $1, $2 … in order. */
  values: unknown[]
  /** Its plan may be kept. */
  kept: boolean
}

export function compile(strings: readonly string[], values: readonly unknown[]): Statement {
  const collected: unknown[] = []
  let kept = false
  const write = (texts: readonly string[], parts: readonly unknown[]): string => {
    let text = texts[0] ?? ''
    for (let i = 0; i < parts.length; i++) {
      const value = parts[i]
      if (value === byKey) kept = true
      else if (isPart(value)) text += write(value.strings, value.values)
      else {
        collected.push(value)
        text += `$${collected.length}`
      }
      text += texts[i + 1] ?? ''
    }
    return text
  }
  return { text: write(strings, values), values: collected, kept }
}

const camelNames = new Map<string, string>()
function camel(column: string): string {
  let name = camelNames.get(column)
  if (name === undefined) {
    name = column.replace(/(?!^)_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    camelNames.set(column, name)
  }
  return name
}

/** Rows as records. One class of records a statement, so that the engine lays them all out alike and reads them fast. */
function toRecords(fields: readonly pg.FieldDef[], rows: readonly unknown[][]): Record<string, unknown>[] {
  const names = fields.map((field) => camel(field.name))
  return rows.map((row) => {
    const record: Record<string, unknown> = {}
    for (let i = 0; i < names.length; i++) record[names[i]!] = row[i]
    return record
  })
}

const keepsPlans = (opened: object) => (opened as { keepsPlans?: boolean }).keepsPlans === true

/**
 * Names for statements whose plan is kept, the same on every connection. There are as many as places that say `byKey`,
 * times the fields they may name; should they ever be many, the later ones do without.
 */
const keptNames = new Map<string, string>()
function keptName(text: string): string | undefined {
  const known = keptNames.get(text)
  if (known !== undefined || keptNames.size >= 500) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 20)
  keptNames.set(text, name)
  return name
}

/** Asks one of the functions that answer without a tenancy, such as whose session this is. Its plan is kept. */
export async function lookUp<Row>(pool: pg.Pool, text: string, values: unknown[]): Promise<Row[]> {
  const name = keepsPlans(pool) ? keptName(text) : undefined
  const { rows } = await pool.query(name === undefined ? { text, values } : { text, values, name })
  return rows as Row[]
}

/** A `sql` tag on this connection. */
export function sqlOn(client: pg.ClientBase): Sql {
  const keeps = keepsPlans(client)
  return (async (strings: TemplateStringsArray, ...given: unknown[]) => {
    const { text, values, kept } = compile(strings, given)
    const name = kept && keeps ? keptName(text) : undefined
    const { fields, rows } = await client.query<unknown[]>({
      text,
      values,
      rowMode: 'array',
      ...(name === undefined ? {} : { name }),
    })
    return toRecords(fields, rows)
  }) as Sql
}

/** A query whose failure is seen elsewhere: it must not become an unhandled rejection meanwhile. */
function unwatched<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}

/** Sends what `work` asks for before it first waits in one piece: each write to a socket costs as much as a small query. */
function together<T>(client: pg.PoolClient, work: () => T): T {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  stream.cork()
  try {
    return work()
  } finally {
    stream.uncork()
  }
}

const uuidOrNothing = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/i

/**
 * Begins and says for whom, in one message. No parameters can travel in it, so nothing but an id is let into its text.
 * Should `begin` fail, the settings are not reached, and row level security shows and takes nothing.
 */
function beginning({ organizationId, personId, visibility }: Tenancy, mode: 'read' | 'write'): string {
  const [organization, person] = [organizationId ?? '', personId ?? '']
  if (!uuidOrNothing.test(organization) || !uuidOrNothing.test(person))
    throw new Error('not the id of a tenant')
  return `begin${mode === 'read' ? ' read only' : ''}; set local app.org_id = '${organization}';
    set local app.person_id = '${person}'; set local app.visibility = '${visibility === 'all' ? 'all' : 'own'}'`
}

/**
 * Runs `work` in one transaction for one tenancy. The beginning travels with the first statements. If anything fails
 * nothing is stored; a connection in doubt is thrown away. What `last` is given has to send its statements without waiting
 * in between: they travel with the commit. A read has nothing to store: its result does not wait for the commit, only the
 * connection does. What is asked after the end, by a branch of `work` that nobody waits for any more, is refused: the
 * connection belongs to somebody else by then.
 */
export async function transaction<T>(
  pool: pg.Pool,
  tenancy: Tenancy,
  mode: 'read' | 'write',
  work: (sql: Sql, client: pg.PoolClient, last: (send: () => Promise<unknown>) => void) => Promise<T>,
): Promise<T> {
  const begin = beginning(tenancy, mode)
  const client = await pool.connect().catch((error) => {
    log('warn', 'database.unreachable', describeFault(error))
    throw busy()
  })
  const giveBack = (doubt?: Error) => client.release(doubt)
  let sendLast: (() => Promise<unknown>) | undefined
  let over = false
  const ask = sqlOn(client)
  const sql = ((strings, ...values) =>
    over
      ? Promise.reject(new Error('asked after the end of its transaction'))
      : ask(strings, ...values)) as Sql
  try {
    const [begun, working] = together(client, () => [
      unwatched(client.query(begin)),
      unwatched(
        work(sql, client, (send) => {
          sendLast = send
        }),
      ),
    ])
    const result = await working
    await begun
    if (mode === 'read') {
      over = true
      client.query('commit').then(() => giveBack(), giveBack)
      return result
    }
    const [, ended] = await together(client, () => {
      const last = sendLast?.()
      over = true
      return Promise.all([last, client.query('commit')])
    })
    if (ended.command !== 'COMMIT') throw new Error(`commit answered ${ended.command}`)
    giveBack()
    return result
  } catch (error) {
    over = true
    // A newer server has migrated meanwhile, and a plan kept on this connection no longer fits: the next one has none.
    const outdated = /^(0A000|26000)$/.test((error as { code?: string }).code ?? '')
      ? (error as Error)
      : undefined
    await client.query('rollback').then(() => giveBack(outdated), giveBack)
    throw outdated ? busy() : fromDatabase(error)
  }
}
