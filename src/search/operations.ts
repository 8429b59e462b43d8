/** One box for everything: clients, companies and notes, as one types. */
import type { Sql } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { passageOf } from './passage.ts'
import { type Found, FoundList, foundKinds, SearchQuery } from './schema.ts'

/** A found item with the tier that found it (0004-search.sql); lower is better. */
type Ranked = Found & { rank: number }

const likeness = 5
const matches = ['name', 'name', 'contact', 'company', 'text', 'similar'] as const
const joined = (...parts: (string | null)[]) => parts.filter(Boolean).join(' · ') || null

interface ClientRow {
  id: string
  rank: number
  name: string
  email: string | null
  phone: string | null
  jobTitle: string | null
  status: Found['status']
  companyId: string | null
  companyName: string | null
}

async function findClients(sql: Sql, organization: string, query: string, most: number): Promise<Ranked[]> {
  const rows = await sql<ClientRow>`
    select c.id, found.rank, c.name, c.email, c.phone, c.job_title, c.status, co.id as company_id, co.name as company_name
    from clients_ranked(${query}, ${most}) with ordinality found (id, rank, place)
    join clients c on c.org_id = ${organization} and c.id = found.id
    left join companies co on co.org_id = c.org_id and co.id = c.company_id and co.deleted_at is null
    order by found.place`
  return rows.map(({ id, rank, name, email, phone, jobTitle, status, companyId, companyName }) => ({
    kind: 'client',
    id,
    title: name,
    subtitle:
      rank === 2 ? joined(email, phone) : (joined(jobTitle, companyName) ?? joined(email) ?? joined(phone)),
    match: matches[rank] ?? 'text',
    status,
    clientId: null,
    companyId,
    happenedAt: null,
    rank,
  }))
}

interface CompanyRow {
  id: string
  rank: number
  name: string
  email: string | null
  website: string | null
  city: string | null
}

async function findCompanies(sql: Sql, organization: string, query: string, most: number): Promise<Ranked[]> {
  const rows = await sql<CompanyRow>`
    select c.id, found.rank, c.name, c.email, c.website, c.address->>'city' as city
    from companies_ranked(${query}, ${most}) with ordinality found (id, rank, place)
    join companies c on c.org_id = ${organization} and c.id = found.id
    order by found.place`
  return rows.map(({ id, rank, name, email, website, city }) => ({
    kind: 'company',
    id,
    title: name,
    subtitle: joined(city, website ?? email),
    match: matches[rank] ?? 'text',
    status: null,
    clientId: null,
    companyId: null,
    happenedAt: null,
    rank,
  }))
}

interface NoteRow {
  id: string
  rank: number
  body: string
  happenedAt: string
  clientId: string | null
  companyId: string | null
  hangsOn: string | null
}

async function findNotes(sql: Sql, organization: string, query: string, most: number): Promise<Ranked[]> {
  const rows = await sql<NoteRow>`
    select n.id, found.rank, left(n.body, 2000) as body, n.happened_at, n.client_id, n.company_id,
      coalesce(c.name, co.name) as hangs_on
    from notes_ranked(${query}, ${most}) with ordinality found (id, rank, place)
    join notes n on n.org_id = ${organization} and n.id = found.id
    left join clients c on c.org_id = n.org_id and c.id = n.client_id
    left join companies co on co.org_id = n.org_id and co.id = n.company_id
    order by found.place`
  return rows.map(({ id, rank, body, happenedAt, clientId, companyId, hangsOn }) => ({
    kind: 'note',
    id,
    title: passageOf(body, query),
    subtitle: hangsOn,
    match: 'text',
    status: null,
    clientId,
    companyId,
    happenedAt,
    rank,
  }))
}

/** The best of all kinds, but of each kind at least a quarter of the places, so that many people hide no company. */
function choose(found: Ranked[][], limit: number): Ranked[] {
  const certain = found.flat().filter(({ rank }) => rank < likeness)
  const kinds = certain.length < 3 ? found : found.map((items) => items.filter(({ rank }) => rank < likeness))
  const sure = Math.ceil(limit / 4)
  const first = kinds.flatMap((items) => items.slice(0, sure))
  const rest = kinds.flatMap((items) => items.slice(sure))
  const order = (a: Ranked, b: Ranked) =>
    a.rank - b.rank || foundKinds.indexOf(a.kind) - foundKinds.indexOf(b.kind)
  return [...first.sort(order), ...rest.sort(order)].slice(0, limit).sort(order)
}

export const searchAll = operation({
  name: 'search.all',
  route: 'GET /search',
  summary: 'Find clients, companies and notes by name, e-mail, phone digits, company or text, the best first',
  kind: 'read',
  permission: 'clients.read',
  tool: true,
  input: SearchQuery,
  output: FoundList,
  async run({ sql, actor }, { q, limit }) {
    const organization = organizationOf(actor)
    const query = q.trim()
    if (query === '') return { items: [] }
    const found = await Promise.all([
      findClients(sql, organization, query, limit),
      findCompanies(sql, organization, query, limit),
      findNotes(sql, organization, query, Math.ceil(limit / 2)),
    ])
    return { items: choose(found, limit) }
  },
})
