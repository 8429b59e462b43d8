/**
 * The floor: what the same answers cost without the house. Hono routes without a middleware, `pg` as it comes, the same
 * SQL over the same rows, and the same bytes put together by hand; nobody is recognized, no wall is drawn, nothing is
 * parsed. The statements are taken down once, by letting each operation run with a `sql` that listens; who sees only
 * their own gets the condition that one would write by hand.
 */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'
import { createClient, getClient, listClients } from '#src/clients/operations.ts'
import { insertAudit } from '#src/core/audit.ts'
import { compile, type Sql } from '#src/core/db.ts'
import type { Actor, AnyOperation } from '#src/core/operation.ts'
import { writeCursor } from '#src/core/paging.ts'
import { newId } from '#src/core/record.ts'
import {
  type ClientRow,
  type CompanyRow,
  chooseFound,
  type InvoiceRow,
  type NoteRow,
} from '#src/search/found.ts'
import { searchAll } from '#src/search/operations.ts'
import { clientTimeline } from '#src/timeline/operations.ts'
import { newClient } from './scenarios.ts'

export interface FloorSettings {
  databaseUrl: string
  organizationId: string
  /** Who sees all, and who only their own, with one client of theirs. */
  people: Record<'all' | 'own', { personId: string; name: string; clientId: string }>
}

interface Statement {
  text: string
  values: unknown[]
}

type Row = Record<string, unknown>

const moment = (text: string) => `${text.replace(' ', 'T').replace('+00', '')}Z`
pg.types.setTypeParser(1184, moment)
pg.types.setTypeParser(20, Number)
pg.types.setTypeParser(1082, String)

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

function poolFor({ databaseUrl, organizationId, people }: FloorSettings, sees: 'all' | 'own'): pg.Pool {
  const settings = {
    'app.org_id': organizationId,
    'app.person_id': people[sees].personId,
    'app.visibility': sees,
    timezone: 'UTC',
  }
  const options = Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
  return new pg.Pool({ connectionString: databaseUrl, max: 16, options, pipeline: true } as pg.PoolConfig)
}

async function ask(connection: pg.Pool | pg.PoolClient, { text, values }: Statement): Promise<Row[]> {
  const { rows } = await connection.query<Row>(text, values)
  return rows
}

/** The floor's routes for those who see all, or only their own. */
async function routesFor(settings: FloorSettings, sees: 'all' | 'own'): Promise<Hono> {
  const pool = poolFor(settings, sees)
  const { organizationId } = settings
  const { personId, name, clientId } = settings.people[sees]
  const actor: Actor = {
    kind: 'person',
    personId,
    name,
    organizationId,
    role: 'member',
    visibility: sees,
  }

  /** Lets an operation run and takes down its statements, column names as the answer has them. */
  async function takeDown(
    work: (sql: Sql, touched: (kind: string, id: string) => void) => Promise<unknown>,
  ): Promise<Statement[]> {
    const heard: Statement[] = []
    const sql = (async (strings: TemplateStringsArray, ...values: unknown[]) => {
      const statement = compile(strings, values)
      heard.push(statement)
      const { rows, fields } = await pool.query(statement.text, statement.values)
      const names = fields.map((field) => [field.name, camel(field.name)] as const)
      return rows.map((row) => Object.fromEntries(names.map(([column, key]) => [key, row[column]])))
    }) as Sql
    await work(sql, () => {})
    const narrowed = (text: string) =>
      sees === 'all'
        ? text
        : text.replace(
            /\b(c|co)\.deleted_at is null/g,
            (found, alias) => `${found} and ${alias}.owner_id = '${personId}'`,
          )
    return heard.map(({ text, values }) => ({ text: narrowed(text), values }))
  }
  const run = (operation: AnyOperation, input: object) =>
    takeDown((sql, touched) =>
      operation.run({ actor, sql, touched, version: undefined }, operation.input.parse(input) as never),
    )
  const only = async (operation: AnyOperation, input: object) => (await run(operation, input))[0] as Statement
  const withId = (statement: Statement, id: string): Statement => ({
    text: statement.text,
    values: statement.values.map((value) => (value === clientId ? id : value)),
  })

  const app = new Hono()

  const [list, nextAlerts] = (await run(listClients, { limit: 50 })) as [Statement, Statement]
  app.get('/clients', async (context) => {
    const rows = await ask(pool, list)
    const shown = rows.slice(0, 50)
    const ids = shown.map(({ id }) => id)
    const alerts = new Map<unknown, Row>()
    for (const { client_id, ...alert } of await ask(pool, { text: nextAlerts.text, values: [ids] }))
      alerts.set(client_id, alert)
    const last = shown.at(-1)
    const nextCursor =
      rows.length > 50 && last
        ? writeCursor(
            `client.list ${organizationId}`,
            'name',
            last.keyset_value as string,
            last.keyset_id as string,
          )
        : null
    const items = shown.map((row) => Object.assign(toClient(row), { nextAlert: alerts.get(row.id) ?? null }))
    return context.json({ items, nextCursor })
  })

  const get = await only(getClient, { id: clientId })
  app.get('/clients/:id', async (context) => {
    const [row] = await ask(pool, withId(get, context.req.param('id')))
    return row ? context.json(toClient(row)) : context.notFound()
  })

  const sought = 'a word that nobody would look for'
  const searches = await run(searchAll, { q: sought })
  app.get('/search', async (context) => {
    const query = context.req.query('q') ?? ''
    const [clients, companies, invoices, notes] = await Promise.all(
      searches.map(async ({ text, values }) => {
        const rows = await ask(pool, {
          text,
          values: values.map((value) => (value === sought ? query : value)),
        })
        return rows.map((row) =>
          Object.fromEntries(Object.entries(row).map(([key, value]) => [camel(key), value])),
        )
      }),
    )
    const found = { clients, companies, invoices, notes } as unknown as {
      clients: ClientRow[]
      companies: CompanyRow[]
      invoices: InvoiceRow[]
      notes: NoteRow[]
    }
    return context.json({ items: chooseFound(found, query, 20) })
  })

  const [there, timeline, files] = (await run(clientTimeline, { id: clientId })) as [
    Statement,
    Statement,
    Statement?,
  ]
  app.get('/clients/:id/timeline', async (context) => {
    const id = context.req.param('id')
    const [exists, rows] = await Promise.all([ask(pool, withId(there, id)), ask(pool, withId(timeline, id))])
    if (exists.length === 0) return context.notFound()
    const notes = rows.map((row) => row.id)
    const attached =
      files && notes.length > 0 ? await ask(pool, { text: files.text, values: [organizationId, notes] }) : []
    const items = rows.map((row) => ({
      kind: row.kind,
      id: row.id,
      at: row.at,
      actor: row.actor_name === null ? null : { id: row.actor_id, name: row.actor_name },
      client: row.client_name === null ? null : { id: row.client_id, name: row.client_name },
      note: {
        id: row.id,
        version: row.version,
        kind: row.what,
        body: row.text,
        pinned: row.pinned,
        imported: row.imported,
        files: attached.filter((file) => file.note_id === row.id),
      },
    }))
    return context.json({ items, nextCursor: null })
  })

  app.post('/clients', async (context) => {
    const said = (await context.req.json()) as Row
    const id = newId()
    const statements = creating.map(({ text, values }) => ({
      text,
      values: values.map((value) =>
        value === made ? id : typeof value === 'string' ? value.replace(made, id) : value,
      ),
    }))
    const connection = await pool.connect()
    const answers = await Promise.all([
      connection.query('begin'),
      ...statements.map((statement) => ask(connection, statement)),
      connection.query('commit'),
    ])
    connection.release()
    const row = answers[answers.length - 3] as Row[]
    return context.json({ ...toClient(row[0] as Row), name: said.name }, 201)
  })
  let made = ''
  const creating = await takeDown(async (sql) => {
    const touched = (_: string, id: string) => {
      made = id
    }
    await createClient.run(
      { actor, sql, touched, version: undefined, later: async () => {} },
      createClient.input.parse(newClient),
    )
    const changes = [{ kind: 'client', id: made, fields: [] }]
    await insertAudit(sql, { operation: 'client.create', channel: 'api', actor, requestId: 'floor', changes })
  })
  return app
}

function toClient(row: Row): Row {
  const client: Row = {}
  for (const column in row) {
    if (column === 'keyset_value' || column === 'keyset_id') continue
    if (column === 'company_name') {
      client.company = row.company_name === null ? null : { id: row.company_id, name: row.company_name }
    } else if (column === 'address') {
      const address = row.address as Record<string, unknown> | null
      client.address = address && {
        line1: address.line1,
        line2: address.line2,
        city: address.city,
        postalCode: address.postalCode,
        region: address.region,
        country: address.country,
      }
    } else client[camel(column)] = row[column]
  }
  return client
}

if (process.send) {
  process.once('message', async (settings: FloorSettings) => {
    const floor = new Hono()
    floor.route('/all', await routesFor(settings, 'all'))
    floor.route('/own', await routesFor(settings, 'own'))
    serve({ fetch: floor.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => process.send?.({ port }))
  })
  process.on('disconnect', () => process.exit(0))
}
