/** Clients: find, read, add, change, move to the trash and take back. */
import { z } from 'zod'
import { tagConditions } from '#src/core/common-tags.ts'
import { byKey, join, type Part, part, type Sql } from '#src/core/db.ts'
import { assignFields } from '#src/core/field-sql.ts'
import { operation } from '#src/core/operation.ts'
import { page, type SortBy } from '#src/core/paging.ts'
import {
  changedFields,
  checkAll,
  countryOf,
  intoTrash,
  mustBeMember,
  mustExist,
  organizationOf,
  ownedBy,
  present,
  takeFromTrash,
} from '#src/core/record.ts'
import { clientFields } from './fields.ts'
import { refuseMerged } from './merge.ts'
import {
  type ClientRow,
  clientColumns,
  clientTables,
  companyNamed,
  companyOf,
  contactKeys,
  insertClient,
  nameOf,
  readClient,
} from './rows.ts'
import {
  Client,
  ClientChange,
  type ClientFilter,
  ClientId,
  ClientPage,
  ClientQuery,
  type ListedClient,
  NewClient,
} from './schema.ts'

export const clientListSorts: Record<string, SortBy> = {
  name: { expression: 'c.name', type: 'text' },
  createdAt: { expression: 'c.created_at', type: 'timestamptz' },
  updatedAt: { expression: 'c.updated_at', type: 'timestamptz' },
  lastContactAt: { expression: `coalesce(c.last_contact_at, '-infinity')`, type: 'timestamptz' },
}

/** A list does not look for more than these; an export does. */
const mostSearched = 1000

/**
 * The conditions of a client list, but for its tags (core/common-tags.ts). A search goes through a definer function, which sees
 * the same rows (0004-search.sql); at most so many are searched for.
 */
export function clientConditions(
  organization: string,
  filter: z.output<typeof ClientFilter>,
  most = mostSearched,
): Part[] {
  const where = [part`c.org_id = ${organization}`, part`c.deleted_at is null`]
  if (filter.search) where.push(part`c.id = any(array(select clients_found(${filter.search}, ${most})))`)
  if (filter.status?.length) where.push(part`c.status = any(${filter.status})`)
  if (filter.ownerId?.length) where.push(part`c.owner_id = any(${filter.ownerId})`)
  if (filter.companyId) where.push(part`c.company_id = ${filter.companyId}`)
  if (filter.id?.length) where.push(part`c.id = any(${filter.id})`)
  return where
}

/** The open alert of each client that is on somebody's list next (0021-next-alerts.sql). */
async function nextAlerts(sql: Sql, clientIds: string[]): Promise<Map<string, ListedClient['nextAlert']>> {
  if (clientIds.length === 0) return new Map()
  const rows = await sql<{ clientId: string; id: string; title: string; at: string }>`${byKey}
    select client_id, id, title, at from next_alerts(${clientIds})`
  return new Map(rows.map(({ clientId, ...alert }) => [clientId, alert]))
}

export const listClients = operation({
  name: 'client.list',
  route: 'GET /clients',
  summary: 'List clients, filtered and sorted',
  kind: 'read',
  permission: 'clients.read',
  tool: true,
  input: ClientQuery,
  output: ClientPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const tagged = await tagConditions(sql, 'clients', 'c', query.tag)
    const listed = page<ClientRow>(
      sql,
      {
        scope: `client.list ${organization}`,
        sorts: clientListSorts,
        select: clientColumns,
        from: clientTables,
        countFrom: part`clients c`,
        where: [...clientConditions(organization, query), ...tagged, ...ownedBy(actor, 'c')],
        id: 'c.id',
        ...(query.search ? { searched: mostSearched } : {}),
      },
      query,
    )
    const [found] = await Promise.all([
      listed,
      mustExist(sql, organization, 'companies', query.companyId, 'companyId'),
    ])
    const alerts = await nextAlerts(
      sql,
      found.items.map(({ id }) => id),
    )
    // Added to the rows as they are: fifty copies of thirty fields would take as long as asking for them.
    const items = found.items.map((row) =>
      Object.assign(row, { company: companyOf(row), nextAlert: alerts.get(row.id) ?? null }),
    )
    return { ...found, items }
  },
})

export const getClient = operation({
  name: 'client.get',
  route: 'GET /clients/:id',
  summary: 'Read one client',
  kind: 'read',
  permission: 'clients.read',
  tool: true,
  input: ClientId,
  output: Client,
  async run({ sql, actor }, { id }) {
    return present(await readClient(sql, organizationOf(actor), id), undefined)
  },
})

const references = (
  sql: Sql,
  organization: string,
  said: { companyId?: string | null; ownerId?: string | null },
) =>
  checkAll([
    mustExist(sql, organization, 'companies', said.companyId, 'companyId'),
    mustBeMember(sql, organization, said.ownerId, 'ownerId'),
  ])

export const createClient = operation({
  name: 'client.create',
  route: 'POST /clients',
  summary: 'Add a client',
  kind: 'write',
  permission: 'clients.write',
  tool: true,
  input: NewClient,
  output: Client,
  async run({ sql, actor, touched }, { companyName, ...said }) {
    const organization = organizationOf(actor)
    await references(sql, organization, said)
    if (companyName) {
      const company = await companyNamed(sql, actor, companyName)
      if (company.made) touched('company', company.id)
      said.companyId = company.id
    }
    const id = await insertClient(sql, actor, said)
    touched('client', id)
    return present(await readClient(sql, organization, id), undefined)
  },
})

export const updateClient = operation({
  name: 'client.update',
  route: 'PATCH /clients/:id',
  summary: 'Change fields of a client; what is left out stays',
  kind: 'write',
  permission: 'clients.write',
  tool: true,
  input: ClientChange,
  output: Client,
  async run({ sql, actor, version, touched }, { id, ...said }) {
    const organization = organizationOf(actor)
    const before = present(await readClient(sql, organization, id, part` for update of c`), version)
    const changed = changedFields(before, said)
    if (changed.length === 0) return before
    await references(sql, organization, said)
    const handsOver = actor.visibility === 'own' && changed.includes('ownerId')
    const { ownerId, ...others } = said
    const assignments = assignFields(clientFields, handsOver ? others : said)
    const namesSaid = said.firstName !== undefined || said.lastName !== undefined
    if (namesSaid && said.name === undefined) assignments.push(...renamed(before, said))
    if (changed.some((field) => /email|phone/i.test(field))) {
      const keys = contactKeys(await countryOf(sql, organization), { ...before, ...definedOnly(others) })
      assignments.push(part`email_keys = ${keys.emails}`, part`phone_keys = ${keys.phones}`)
    }
    await sql`
      update clients set ${join([...assignments, part`version = version + 1, updated_at = now()`])}
      where org_id = ${organization} and id = ${id}`
    touched('client', id, changed)
    const after = present(await readClient(sql, organization, id), undefined)
    if (!handsOver) return after
    await sql`select hand_over('clients', ${id}, ${ownerId})`
    return { ...after, ownerId: ownerId ?? null, version: after.version + 1 }
  },
})

/** The shown name follows first and last name as long as it was made from them. */
function renamed(before: Client, said: { firstName?: string | null; lastName?: string | null }): Part[] {
  if (before.name !== nameOf({ firstName: before.firstName, lastName: before.lastName })) return []
  const name = nameOf({ firstName: before.firstName, lastName: before.lastName, ...definedOnly(said) })
  return name ? [part`name = ${name}`] : []
}

const definedOnly = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T

export const deleteClient = operation({
  name: 'client.delete',
  route: 'DELETE /clients/:id',
  summary: 'Move a client to the trash for 30 days',
  kind: 'write',
  permission: 'clients.write',
  tool: true,
  input: ClientId,
  output: z.null(),
  run: intoTrash('clients', 'client'),
})

export const restoreClient = operation({
  name: 'client.restore',
  route: 'POST /clients/:id/restore',
  summary: 'Take a client out of the trash',
  kind: 'write',
  permission: 'clients.write',
  input: ClientId,
  output: Client,
  async run({ sql, actor, touched }, { id }) {
    const organization = organizationOf(actor)
    await refuseMerged(sql, id)
    await takeFromTrash(sql, 'clients', organization, id)
    touched('client', id)
    return present(await readClient(sql, organization, id), undefined)
  },
})
