/** One box for everything: clients, companies, invoices and notes, as one types. */
import { byKey, part } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { type ClientRow, type CompanyRow, chooseFound, type InvoiceRow, type NoteRow } from './found.ts'
import { FoundList, SearchQuery } from './schema.ts'

// The functions answer ids only (0004-search.sql); what is shown of them is read under the walls, by those ids.

const clientsFound = (organization: string, query: string, most: number) => part`
  select c.id, found.rank, c.name, c.email, c.phone, c.job_title, c.status, co.id as company_id, co.name as company_name
  from clients_ranked(${query}, ${most}) with ordinality found (id, rank, place)
  join clients c on c.org_id = ${organization} and c.id = found.id
  left join companies co on co.org_id = c.org_id and co.id = c.company_id and co.deleted_at is null
  order by found.place`

const companiesFound = (organization: string, query: string, most: number) => part`
  select c.id, found.rank, c.name, c.email, c.website, c.address->>'city' as city
  from companies_ranked(${query}, ${most}) with ordinality found (id, rank, place)
  join companies c on c.org_id = ${organization} and c.id = found.id
  order by found.place`

const invoicesFound = (organization: string, query: string, most: number) => part`
  select i.id, found.rank, i.number, i.party, i.reference, i.status, i.client_id, i.company_id
  from invoices_ranked(${query}, ${most}) with ordinality found (id, rank, place)
  join invoices i on i.org_id = ${organization} and i.id = found.id
  order by found.place`

const notesFound = (organization: string, query: string, most: number) => part`
  select n.id, found.rank, left(n.body, 2000) as body, n.happened_at, n.client_id, n.company_id,
    coalesce(c.name, co.name) as hangs_on
  from notes_ranked(${query}, ${most}) with ordinality found (id, rank, place)
  join notes n on n.org_id = ${organization} and n.id = found.id
  left join clients c on c.org_id = n.org_id and c.id = n.client_id
  left join companies co on co.org_id = n.org_id and co.id = n.company_id
  order by found.place`

export const searchAll = operation({
  name: 'search.all',
  route: 'GET /search',
  summary:
    'Find clients, companies, invoices and notes by name, number, e-mail, phone digits or text, the best first',
  kind: 'read',
  permission: 'clients.read',
  tool: true,
  input: SearchQuery,
  output: FoundList,
  async run({ sql, actor }, { q, limit }) {
    const organization = organizationOf(actor)
    const query = q.trim()
    if (query === '') return { items: [] }
    const [clients, companies, invoices, notes] = await Promise.all([
      sql<ClientRow>`${byKey}${clientsFound(organization, query, limit)}`,
      sql<CompanyRow>`${byKey}${companiesFound(organization, query, limit)}`,
      sql<InvoiceRow>`${byKey}${invoicesFound(organization, query, Math.ceil(limit / 2))}`,
      sql<NoteRow>`${byKey}${notesFound(organization, query, Math.ceil(limit / 2))}`,
    ])
    return { items: chooseFound({ clients, companies, invoices, notes }, query, limit) }
  },
})
