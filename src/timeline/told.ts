/** What the events of a page tell beyond themselves: the files of imports, and who was merged with whom. */
import type { Sql } from '#src/core/db.ts'
import type { Actor } from '#src/core/operation.ts'
import { may } from '#src/core/permissions.ts'
import { organizationOf } from '#src/core/record.ts'
import type { EventRow } from './events.ts'
import type { TimelineEvent } from './schema.ts'

type Change = Extract<TimelineEvent, { kind: 'change' }>['change']
export type Told = (row: EventRow) => Pick<Change, 'import' | 'merge'>

interface Merge {
  clientId: string
  otherId: string
  mergedAt: string
  undoneAt: string | null
  clientName: string | null
  otherName: string | null
}

/** Answers what is to be said of a row. Asks nothing when no row of the page is of that kind. */
export async function whatIsTold(sql: Sql, actor: Actor, rows: readonly EventRow[]): Promise<Told> {
  const [files, merges] = await Promise.all([importsOf(sql, actor, rows), mergesOf(sql, actor, rows)])
  return (row) => {
    const file = row.importId ? files.get(row.importId) : undefined
    const merge = merges.find(
      (one) =>
        (one.clientId === row.subjectId || one.otherId === row.subjectId) &&
        row.at === (row.what === 'client.merge' ? one.mergedAt : one.undoneAt),
    )
    const gone = merge?.otherId === row.subjectId
    const name = gone ? merge?.clientName : merge?.otherName
    return {
      import: file ? { ...file, deed: row.status as 'created' | 'updated' } : null,
      merge: isMerge(row) && name ? { name, gone } : null,
    }
  }
}

async function importsOf(sql: Sql, actor: Actor, rows: readonly EventRow[]) {
  const ids = [...new Set(rows.map(({ importId }) => importId).filter((id) => id !== null))]
  if (ids.length === 0) return new Map<string, { id: string | null; fileName: string }>()
  const found = await sql<{ id: string; fileName: string; seen: boolean }>`
    select f.id, f.file_name, i.id is not null as seen from imported_files(${ids}::uuid[]) f
    left join imports i on i.org_id = ${organizationOf(actor)} and i.id = f.id`
  const looks = actor.role !== null && may(actor.role, 'imports')
  return new Map(found.map(({ id, fileName, seen }) => [id, { id: looks && seen ? id : null, fileName }]))
}

const isMerge = ({ kind, what }: EventRow) =>
  kind === 'change' && (what === 'client.merge' || what === 'client.unmerge')

async function mergesOf(sql: Sql, actor: Actor, rows: readonly EventRow[]): Promise<Merge[]> {
  const ids = [...new Set(rows.filter(isMerge).map(({ subjectId }) => subjectId))]
  if (ids.length === 0) return []
  return sql<Merge>`
    select m.client_id, m.other_id, m.merged_at, m.undone_at, c.name as client_name, o.name as other_name from merges m
    left join clients c on c.org_id = m.org_id and c.id = m.client_id
    left join clients o on o.org_id = m.org_id and o.id = m.other_id
    where m.org_id = ${organizationOf(actor)} and (m.client_id = any(${ids}::uuid[]) or m.other_id = any(${ids}::uuid[]))`
}
