/** How a note is read from its table: the one select that all of its operations use. */
import { part, type Sql } from '#src/core/db.ts'
import type { Note } from './schema.ts'

export const noteColumns = part`n.id, n.version, n.kind, n.happened_at, n.body, n.pinned, n.imported,
  n.client_id, c.name as client_name, n.company_id, co.name as company_name, n.invoice_id,
  n.author_id, p.name as author_name, n.created_at, n.updated_at,
  coalesce((
    select json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size, 'type', f.type)
      order by f.attached_at, f.id)
    from files f where f.org_id = n.org_id and f.note_id = n.id and f.deleted_at is null), '[]') as files`

export const noteTables = part`notes n
  left join clients c on c.org_id = n.org_id and c.id = n.client_id and c.deleted_at is null
  left join companies co on co.org_id = n.org_id and co.id = n.company_id and co.deleted_at is null
  left join people p on p.id = n.author_id`

/** A note whose records are all in the trash is as good as there itself. */
export const aboutSomething = part`(c.id is not null or co.id is not null)`

export interface NoteRow extends Omit<Note, 'client' | 'company' | 'author'> {
  clientName: string | null
  companyName: string | null
  authorId: string | null
  authorName: string | null
}

const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)

export const toNote = ({ clientName, companyName, authorId, authorName, ...row }: NoteRow): Note => ({
  ...row,
  client: named(row.clientId, clientName),
  company: named(row.companyId, companyName),
  author: named(authorId, authorName),
})

export async function readNote(sql: Sql, organization: string, id: string): Promise<Note | undefined> {
  const [row] = await sql<NoteRow>`
    select ${noteColumns} from ${noteTables}
    where n.org_id = ${organization} and n.id = ${id} and n.deleted_at is null and ${aboutSomething}`
  return row && toNote(row)
}
