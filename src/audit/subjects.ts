/** What the subjects of audit entries are called now. The entries themselves hold no values, and so no names. */
import { part } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'
import { SubjectQuery, SubjectsFound } from './schema.ts'

interface Row {
  kind: string
  id: string
  name: string | null
  trashed: boolean
  clientId: string | null
  clientName: string | null
  companyId: string | null
  companyName: string | null
  invoiceId: string | null
  invoiceName: string | null
}

/** Each looks its own id up by the primary key; what one may not see is not there. */
const lookups = part`
  select 'client' as kind, r.name, r.deleted_at, null::uuid as client_id, null::uuid as company_id, null::uuid as invoice_id
    from clients r where r.org_id = o.id and r.id = s.id
  union all select 'company', r.name, r.deleted_at, null, null, null
    from companies r where r.org_id = o.id and r.id = s.id
  union all select 'note', null, r.deleted_at, r.client_id, r.company_id, null
    from notes r where r.org_id = o.id and r.id = s.id
  union all select 'alert', r.title, r.deleted_at, r.client_id, r.company_id, null
    from alerts r where r.org_id = o.id and r.id = s.id
  union all select 'file', r.name, r.deleted_at, r.client_id, r.company_id, r.invoice_id
    from files r where r.org_id = o.id and r.id = s.id
  union all select 'member', p.name, null, null, null, null
    from memberships r join people p on p.id = r.person_id where r.org_id = o.id and r.person_id = s.id
  union all select 'invitation', r.email, null, null, null, null
    from invitations r where r.org_id = o.id and r.id = s.id
  union all select 'api_key', r.name, null, null, null, null
    from api_keys r where r.org_id = o.id and r.id = s.id
  union all select 'invoice', concat_ws(' · ', r.number, r.party), r.deleted_at, null, null, null
    from invoices r where r.org_id = o.id and r.id = s.id
  union all select 'payment', null, r.removed_at, null, null, r.invoice_id
    from payments r where r.org_id = o.id and r.id = s.id
  union all select 'quote', concat_ws(' · ', r.number, r.party), null, null, null, null
    from quotes r where r.org_id = o.id and r.id = s.id
  union all select 'recurring', null, null, r.client_id, r.company_id, null
    from recurring_invoices r where r.org_id = o.id and r.id = s.id
  union all select 'item', r.name, r.deleted_at, null, null, null
    from items r where r.org_id = o.id and r.id = s.id
  union all select 'rate', concat_ws(' ', r.currency, r.rated_on), null, null, null, null
    from exchange_rates r where r.org_id = o.id and r.id = s.id
  union all select 'bank_statement', r.file_name, null, null, null, null
    from bank_statements r where r.org_id = o.id and r.id = s.id
  union all select 'bank_line', r.name, null, null, null, null
    from bank_lines r where r.org_id = o.id and r.id = s.id`

function aboutOf(row: Omit<Row, 'kind' | 'id' | 'name' | 'trashed'>) {
  const { clientId, clientName, companyId, companyName, invoiceId, invoiceName } = row
  if (clientId) return { kind: 'client', id: clientId, name: clientName ?? '' }
  if (companyId) return { kind: 'company', id: companyId, name: companyName ?? '' }
  return invoiceId ? { kind: 'invoice', id: invoiceId, name: invoiceName ?? '' } : null
}

export const listSubjects = operation({
  name: 'audit.subjects',
  route: 'GET /audit/subjects',
  summary: 'Name the subjects of audit entries, as far as they are still there and may be seen',
  kind: 'read',
  permission: 'audit.read',
  input: SubjectQuery,
  output: SubjectsFound,
  async run({ sql, actor }, { ids }) {
    const rows = await sql<Row>`
      select k.kind, s.id, k.name, k.deleted_at is not null as trashed,
        c.id as client_id, c.name as client_name, f.id as company_id, f.name as company_name,
        v.id as invoice_id, coalesce(v.number, v.party) as invoice_name
      from (select ${organizationOf(actor)}::uuid as id) o, unnest(${ids}::uuid[]) as s(id)
        cross join lateral (${lookups}) k
        left join clients c on c.org_id = (select ${organizationOf(actor)}::uuid) and c.id = k.client_id
        left join companies f on f.org_id = (select ${organizationOf(actor)}::uuid) and f.id = k.company_id
        left join invoices v on v.org_id = (select ${organizationOf(actor)}::uuid) and v.id = k.invoice_id`
    return {
      items: rows.map(({ kind, id, name, trashed, ...row }) => ({
        kind,
        id,
        name,
        trashed,
        about: aboutOf(row),
      })),
    }
  },
})
