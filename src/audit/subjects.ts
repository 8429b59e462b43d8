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
}

/** Each looks its own id up by the primary key; what one may not see is not there. */
const lookups = part`
  select 'client' as kind, r.name, r.deleted_at, null::uuid as client_id, null::uuid as company_id
    from clients r where r.org_id = o.id and r.id = s.id
  union all select 'company', r.name, r.deleted_at, null, null
    from companies r where r.org_id = o.id and r.id = s.id
  union all select 'note', null, r.deleted_at, r.client_id, r.company_id
    from notes r where r.org_id = o.id and r.id = s.id
  union all select 'alert', r.title, r.deleted_at, r.client_id, r.company_id
    from alerts r where r.org_id = o.id and r.id = s.id
  union all select 'file', r.name, r.deleted_at, r.client_id, r.company_id
    from files r where r.org_id = o.id and r.id = s.id
  union all select 'member', p.name, null, null, null
    from memberships r join people p on p.id = r.person_id where r.org_id = o.id and r.person_id = s.id
  union all select 'invitation', r.email, null, null, null
    from invitations r where r.org_id = o.id and r.id = s.id
  union all select 'api_key', r.name, null, null, null
    from api_keys r where r.org_id = o.id and r.id = s.id`

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
        c.id as client_id, c.name as client_name, f.id as company_id, f.name as company_name
      from (select ${organizationOf(actor)}::uuid as id) o, unnest(${ids}::uuid[]) as s(id)
        cross join lateral (${lookups}) k
        left join clients c on c.org_id = (select ${organizationOf(actor)}::uuid) and c.id = k.client_id
        left join companies f on f.org_id = (select ${organizationOf(actor)}::uuid) and f.id = k.company_id`
    return {
      items: rows.map(({ kind, id, name, trashed, clientId, clientName, companyId, companyName }) => ({
        kind,
        id,
        name,
        trashed,
        about: clientId
          ? { kind: 'client', id: clientId, name: clientName ?? '' }
          : companyId
            ? { kind: 'company', id: companyId, name: companyName ?? '' }
            : null,
      })),
    }
  },
})
