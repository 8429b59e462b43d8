/**
 * Promise: a tenant's rows are only ever touched inside a transaction that has said for whom, as a role that cannot
 * see past that; and success is reported only when Postgres answered COMMIT.
 */
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
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
  return pool
}

/** The statement's text with $1, $2 … and the values in order. */
export function compile(
  strings: readonly string[],
  values: readonly unknown[],
): { text: string; values: unknown[] } {
  const collected: unknown[] = []
  const write = (texts: readonly string[], parts: readonly unknown[]): string => {
    let text = texts[0] ?? ''
    for (let i = 0; i < parts.length; i++) {
      const value = parts[i]
      if (isPart(value)) text += write(value.strings, value.values)
      else {
        collected.push(value)
        text += `$${collected.length}`
      }
      text += texts[i + 1] ?? ''
    }
    return text
  }
  return { text: write(strings, values), values: collected }
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

/** A `sql` tag on this connection. */
export function sqlOn(client: pg.ClientBase): Sql {
  return (async (strings: TemplateStringsArray, ...values: unknown[]) => {
    const statement = compile(strings, values)
    const result = await client.query<unknown[]>({ ...statement, rowMode: 'array' })
    const names = result.fields.map((field) => camel(field.name))
    return result.rows.map((row) => {
      const record: Record<string, unknown> = {}
      for (let i = 0; i < names.length; i++) record[names[i]!] = row[i]
      return record
    })
  }) as Sql
}

/** A query whose failure is seen elsewhere: it must not become an unhandled rejection meanwhile. */
function unwatched<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}

/**
 * Runs `work` in one transaction for one tenancy. `begin` and the settings travel in the same round trip as the first
 * statement. If anything fails nothing is stored; a connection in doubt is thrown away.
 */
export async function transaction<T>(
  pool: pg.Pool,
  tenancy: Tenancy,
  mode: 'read' | 'write',
  work: (sql: Sql, client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((error) => {
    log('warn', 'database.unreachable', describeFault(error))
    throw busy()
  })
  let doubt: Error | undefined
  try {
    // Should `begin` fail, these settings end with their own statement, and row level security shows and takes nothing.
    const begun = unwatched(client.query(mode === 'read' ? 'begin read only' : 'begin'))
    const scoped = unwatched(
      client.query(
        `select set_config('app.org_id', $1, true), set_config('app.person_id', $2, true), set_config('app.visibility', $3, true)`,
        [tenancy.organizationId ?? '', tenancy.personId ?? '', tenancy.visibility],
      ),
    )
    const result = await work(sqlOn(client), client)
    await begun
    await scoped
    const ended = await client.query('commit')
    if (ended.command !== 'COMMIT') throw new Error(`commit answered ${ended.command}`)
    return result
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => {
      doubt = fault
    })
    throw fromDatabase(error)
  } finally {
    client.release(doubt)
  }
}
