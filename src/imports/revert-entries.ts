/** One entry of the journal after the other: what was made is removed, what was changed says again what it said. */
import { isDeepStrictEqual } from 'node:util'
import { readMany, type StoredRecord, updateMany } from '#src/core/bulk.ts'
import { part, raw, type Sql } from '#src/core/db.ts'
import type { Change } from './changes.ts'
import { kinds } from './kinds.ts'
import { labelOf } from './targets.ts'

export type JournalEntry = Change

export interface Reverted {
  recordId: string
  outcome: 'removed' | 'restored' | 'kept' | 'gone'
  reasons: string[] | null
}

/** Takes back entries of one step, which are all of one kind. */
export async function revertEntries(
  sql: Sql,
  organization: string,
  entries: readonly JournalEntry[],
): Promise<Reverted[]> {
  const kind = entries[0]?.kind
  if (!kind) return []
  const table = kinds[kind]
  // Held before it is looked what hangs on them: who adds a note at this moment waits, or is seen.
  const records = await readMany(
    sql,
    table,
    organization,
    entries.map(({ recordId }) => recordId),
    {
      lock: part` for update`,
      trash: true,
    },
  )
  const present = entries.filter(({ recordId }) => records.has(recordId))
  const gone = entries.filter(({ recordId }) => !records.has(recordId))
  const made = present.filter(({ deed }) => deed === 'created')
  const inUse = await usesOf(sql, organization, kind, made)
  const removable = made.filter(
    (entry) => isUntouched(entry, records.get(entry.recordId)!) && !inUse.has(entry.recordId),
  )
  await removeNotes(
    sql,
    organization,
    removable.flatMap(({ noteIds }) => noteIds),
  )
  await sql`
    delete from ${raw(table.table)}
    where org_id = ${organization} and id = any(${removable.map(({ recordId }) => recordId)}::uuid[])`
  const removed = new Set(removable.map(({ recordId }) => recordId))
  const kept = made
    .filter(({ recordId }) => !removed.has(recordId))
    .map((entry) => {
      const changed = isUntouched(entry, records.get(entry.recordId)!) ? [] : ['Changed since the import']
      return {
        recordId: entry.recordId,
        outcome: 'kept' as const,
        reasons: [...changed, ...(inUse.get(entry.recordId) ?? [])],
      }
    })
  return [
    ...gone.map(({ recordId }) => ({ recordId, outcome: 'gone' as const, reasons: null })),
    ...[...removed].map((recordId) => ({ recordId, outcome: 'removed' as const, reasons: null })),
    ...kept,
    ...(await restore(
      sql,
      organization,
      present.filter(({ deed }) => deed === 'updated'),
      records,
    )),
  ]
}

/** As the import left it. Putting it into the trash says that it may go. */
const isUntouched = ({ versionAfter }: JournalEntry, { version, deletedAt }: StoredRecord) =>
  version === versionAfter || (deletedAt !== null && version === versionAfter + 1)

/** What people have hung on records that an import made, in sentences by record. */
async function usesOf(
  sql: Sql,
  organization: string,
  kind: Change['kind'],
  entries: readonly JournalEntry[],
): Promise<Map<string, string[]>> {
  const ids = entries.map(({ recordId }) => recordId)
  if (ids.length === 0) return new Map()
  const column = raw(kinds[kind].noteColumn)
  const own = entries.flatMap(({ noteIds }) => noteIds)
  const [hung, clients, merged] = await Promise.all([
    sql<{ id: string; notes: number; alerts: number; files: number }>`
      select r.id,
        (select count(*) from notes n where n.org_id = ${organization} and n.${column} = r.id and n.deleted_at is null
          and not (n.id = any(${own}::uuid[]) and n.version = 1)) as notes,
        (select count(*) from alerts a where a.org_id = ${organization} and a.${column} = r.id and a.deleted_at is null) as alerts,
        (select count(*) from files f where f.org_id = ${organization} and f.deleted_at is null
          and (f.${column} = r.id or f.note_id in (
            select n.id from notes n where n.org_id = ${organization} and n.${column} = r.id))) as files
      from unnest(${ids}::uuid[]) r (id)`,
    kind === 'company'
      ? sql<{ id: string; clients: number }>`select * from clients_of_companies(${ids}::uuid[])`
      : [],
    kind === 'client' ? sql<{ id: string }>`select merged_away(${ids}::uuid[]) as id` : [],
  ])
  const uses = new Map<string, string[]>()
  const add = (id: string, count: number, one: string, many: string) => {
    if (count > 0) uses.set(id, [...(uses.get(id) ?? []), count === 1 ? one : `${count} ${many}`])
  }
  for (const { id, notes, alerts, files } of hung) {
    add(id, notes, 'Has a note', 'notes are about it')
    add(id, alerts, 'Has an alert', 'alerts are about it')
    add(id, files, 'Has a file', 'files are attached')
  }
  for (const { id, clients: count } of clients)
    add(id, count, 'A client belongs to it', 'clients belong to it')
  // It lies in the trash, but only so that the merge can be taken apart.
  for (const { id } of merged) add(id, 1, 'Was merged into another client', '')
  return uses
}

/** Imported notes that nobody edited since. Answers those that are gone. */
async function removeNotes(sql: Sql, organization: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await sql<{ id: string }>`
    delete from notes n
    where n.org_id = ${organization} and n.id = any(${ids}::uuid[]) and n.version = 1
      and not exists (select 1 from files f where f.org_id = ${organization} and f.note_id = n.id and f.deleted_at is null)
    returning n.id`
  return new Set(rows.map(({ id }) => id))
}

/** Field by field: what still says what the import wrote says again what it said before. */
async function restore(
  sql: Sql,
  organization: string,
  entries: readonly JournalEntry[],
  records: ReadonlyMap<string, StoredRecord>,
): Promise<Reverted[]> {
  const kind = entries[0]?.kind
  if (!kind) return []
  const { fields } = kinds[kind]
  const reasons = new Map<string, string[]>()
  const changed: StoredRecord[] = []
  for (const entry of entries) {
    const record = records.get(entry.recordId)!
    const back = { ...record, values: { ...record.values } }
    const kept: string[] = []
    for (const [name, [before, after]] of Object.entries(entry.fields)) {
      if (name === 'emailKeys' || name === 'phoneKeys') {
        back[name] = withoutAdded(record[name], before, after) as string[]
        continue
      }
      const now = record.values[name]
      if (isDeepStrictEqual(now, after)) back.values[name] = before
      else if (Array.isArray(now) && Array.isArray(after))
        back.values[name] = withoutAdded(now, before, after)
      else kept.push(`${labelOf(name, fields[name])} was changed since`)
    }
    reasons.set(entry.recordId, kept)
    if (!isDeepStrictEqual(record, back)) changed.push(back)
  }
  await updateMany(sql, kinds[kind], organization, changed)
  const noteIds = entries.flatMap((entry) => entry.noteIds)
  const gone = await removeNotes(sql, organization, noteIds)
  const there = await sql<{ id: string }>`
    select id from notes where org_id = ${organization} and id = any(${noteIds}::uuid[]) and deleted_at is null`
  const edited = new Set(there.map(({ id }) => id).filter((id) => !gone.has(id)))
  return entries.map(({ recordId, noteIds: own }) => {
    const why = [...(reasons.get(recordId) ?? [])]
    if (own.some((id) => edited.has(id))) why.push('The imported note was changed since')
    return why.length > 0
      ? { recordId, outcome: 'kept', reasons: why }
      : { recordId, outcome: 'restored', reasons: null }
  })
}

/** A list without what the import added to it; what people added or took away meanwhile stays so. */
function withoutAdded(now: readonly unknown[], before: unknown, after: unknown): unknown[] {
  if (isDeepStrictEqual(now, after)) return before as unknown[]
  const added = new Set((after as unknown[]).filter((item) => !(before as unknown[]).includes(item)))
  return now.filter((item) => !added.has(item))
}
