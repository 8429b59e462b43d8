/** The journal of an import: what it did to each record, so that it can be taken back. */
import type { Sql } from '#src/core/db.ts'
import type { ImportKind } from './kinds.ts'

export interface Change {
  /** What the file is about is taken back first, then the companies made for it. */
  step: 1 | 2
  recordId: string
  kind: ImportKind
  deed: 'created' | 'updated'
  name: string
  /** Of an update: what each changed field said before and after. */
  fields: Record<string, [before: unknown, after: unknown]>
  versionAfter: number
  noteIds: string[]
}

/** Keeps changes; of a record changed before by the same import the earliest "before" and the latest "after" stay. */
export async function keepChanges(
  sql: Sql,
  { organization, importId, personId }: { organization: string; importId: string; personId: string },
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ recordId, versionAfter, noteIds, ...change }) => ({
    ...change,
    record_id: recordId,
    version_after: versionAfter,
    note_ids: noteIds,
  }))
  await sql`
    insert into import_changes as known (org_id, import_id, person_id, step, record_id, kind, deed, name, fields, version_after,
      note_ids)
    select ${organization}, ${importId}, ${personId}, c.step, c.record_id, c.kind, c.deed, c.name, c.fields,
      c.version_after, c.note_ids
    from jsonb_populate_recordset(null::import_changes, ${JSON.stringify(rows)}::jsonb) c
    on conflict (org_id, import_id, step, record_id) do update set
      version_after = excluded.version_after,
      note_ids = known.note_ids || excluded.note_ids,
      fields = case known.deed when 'created' then '{}' else known.fields || coalesce((
        select jsonb_object_agg(f.key, case when known.fields ? f.key
          then jsonb_build_array(known.fields -> f.key -> 0, f.value -> 1) else f.value end)
        from jsonb_each(excluded.fields) f), '{}') end`
}
