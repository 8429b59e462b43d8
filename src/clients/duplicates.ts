/** Clients that may be the same person: of one client, and all pairs that one can see. */
import { z } from 'zod'
import type { Sql } from '#src/core/db.ts'
import { pageOf } from '#src/core/list-schema.ts'
import { operation } from '#src/core/operation.ts'
import { readCursor, writeCursor } from '#src/core/paging.ts'
import { organizationOf, present } from '#src/core/record.ts'
import { type ClientRow, clientColumns, clientTables, readClient, toClient } from './rows.ts'
import { Client, ClientId } from './schema.ts'

const Reasons = z.array(z.enum(['email', 'name', 'phone'])).describe('What the two have in common')
type Reasons = z.output<typeof Reasons>

async function readClients(sql: Sql, organization: string, ids: string[]): Promise<Map<string, Client>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<ClientRow>`
    select ${clientColumns} from ${clientTables}
    where c.org_id = ${organization} and c.id = any(${ids}) and c.deleted_at is null`
  return new Map(rows.map((row) => [row.id, toClient(row)]))
}

export const clientDuplicates = operation({
  name: 'client.duplicates',
  route: 'GET /clients/:id/duplicates',
  summary: 'List clients that share an e-mail address, a phone number, or name and company with this one',
  kind: 'read',
  permission: 'clients.read',
  input: ClientId,
  output: z.object({ items: z.array(z.object({ client: Client, reasons: Reasons })) }),
  async run({ sql, actor }, { id }) {
    const organization = organizationOf(actor)
    present(await readClient(sql, organization, id), undefined)
    const found = await sql<{ id: string; reasons: Reasons }>`
      select id, array_agg(reason order by reason) as reasons from client_duplicates(${id})
      group by id order by count(*) desc, id limit 100`
    const clients = await readClients(
      sql,
      organization,
      found.map((one) => one.id),
    )
    const items = found.flatMap((one) => {
      const client = clients.get(one.id)
      return client ? [{ client, reasons: one.reasons }] : []
    })
    return { items }
  },
})

export const listDuplicates = operation({
  name: 'duplicate.list',
  route: 'GET /duplicates',
  summary: 'List pairs of clients that may be the same person',
  kind: 'read',
  permission: 'clients.read',
  input: z.strictObject({
    limit: z.int().min(1).max(200).default(50).describe('Rows a page, 1 to 200'),
    cursor: z.string().max(1000).optional().describe('`nextCursor` of the page before; opaque'),
  }),
  output: pageOf(
    z.object({
      client: Client.describe('The one that was there first'),
      other: Client,
      reasons: Reasons,
    }),
  ),
  async run({ sql, actor }, { limit, cursor }) {
    const organization = organizationOf(actor)
    const scope = `duplicate.list ${organization}`
    const after = cursor ? readCursor(cursor, scope, 'key') : undefined
    const found = await sql<{ key: string; firstId: string; otherId: string; reasons: Reasons }>`
      select key, first_id, other_id, reasons
      from duplicate_pairs(${after?.value ?? null}::text, ${after?.id ?? null}::uuid, ${limit + 1})`
    const shown = found.slice(0, limit)
    const clients = await readClients(
      sql,
      organization,
      shown.flatMap(({ firstId, otherId }) => [firstId, otherId]),
    )
    const items = shown.flatMap(({ firstId, otherId, reasons }) => {
      const [client, other] = [clients.get(firstId), clients.get(otherId)]
      return client && other ? [{ client, other, reasons }] : []
    })
    const last = found.length > limit ? shown.at(-1) : undefined
    return { items, nextCursor: last ? writeCursor(scope, 'key', last.key, last.otherId) : null }
  },
})
