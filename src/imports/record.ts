/** How an import is read from its table, and the steps that all of its operations share. */
import { type Part, part, type Sql } from '#src/core/db.ts'
import { conflict, notFound } from '#src/core/errors.ts'
import type { Actor, Later } from '#src/core/operation.ts'
import { organizationOf, present } from '#src/core/record.ts'
import type { ColumnFacts } from './column-facts.ts'
import type { DetectedFile } from './imported-file.ts'
import type { ImportKind } from './kinds.ts'
import type { Import } from './schema.ts'
import type { Mapping } from './targets.ts'

/** What the check foresees. `columns` counts refusals by column. */
export interface Tally {
  new: number
  adds: number
  same: number
  refused: number
  leftOut: number
  email: number
  phone: number
  name: number
  row: number
  columns: Record<string, number>
  owners: string[]
  ownersUnknown: number
  /** Different words of a field so far: its tags, or companies by name. */
  words: Record<string, number>
  /** Companies among them that are there already. */
  companiesKnown: number
}

/** What running did. */
export interface Outcome {
  created: number
  matched: number
  updated: number
  skipped: number
  refused: number
}

export interface UndoOutcome {
  removed: number
  restored: number
  kept: number
}

export interface ImportRecord {
  id: string
  version: number
  kind: ImportKind
  status: Import['status']
  personId: string
  personName: string
  undoneBy: string | null
  endedAs: 'done' | 'cancelled' | 'failed' | null
  fileId: string | null
  fileName: string
  fileSize: number
  detected: DetectedFile | null
  columns: ColumnFacts[]
  found: Import['columns'][number]['found'][]
  mapping: Mapping | null
  guess: Mapping | null
  matched: Import['matched']
  unknownColumns: Import['unknownColumns']
  country: string | null
  runRequested: boolean
  needsCheck: boolean
  rowCount: number
  done: number
  total: number | null
  position: number
  undoPosition: string
  tally: Tally | null
  outcome: Outcome | null
  undoOutcome: UndoOutcome | null
  example: Import['example']
  problem: string | null
  createdAt: string
  checkedAt: string | null
  startedAt: string | null
  finishedAt: string | null
  undoneAt: string | null
  purgedAt: string | null
}

export const importColumns = part`i.id, i.version, i.kind, i.status, i.person_id, p.name as person_name, i.undone_by,
  i.ended_as, i.file_id, i.file_name, i.file_size, i.detected, i.columns, i.found, i.mapping, i.guess, i.matched, i.unknown_columns,
  i.country, i.run_requested, i.needs_check, i.row_count, i.done, i.total, i.position, i.undo_position, i.tally,
  i.outcome, i.undo_outcome, i.example, i.problem, i.created_at, i.checked_at, i.started_at, i.finished_at,
  i.undone_at, i.purged_at`
export const importTables = part`imports i left join people p on p.id = i.person_id`

export const emptyTally = (): Tally => ({
  new: 0,
  adds: 0,
  same: 0,
  refused: 0,
  leftOut: 0,
  email: 0,
  phone: 0,
  name: 0,
  row: 0,
  columns: {},
  owners: [],
  ownersUnknown: 0,
  words: {},
  companiesKnown: 0,
})

export const emptyOutcome: Outcome = { created: 0, matched: 0, updated: 0, skipped: 0, refused: 0 }

export async function readImport(
  sql: Sql,
  actor: Actor,
  id: string,
  lock: Part = part``,
): Promise<ImportRecord> {
  const [row] = await sql<ImportRecord>`
    select ${importColumns} from ${importTables} where i.org_id = ${organizationOf(actor)} and i.id = ${id}${lock}`
  if (!row) throw notFound()
  return { ...row, personName: row.personName ?? '' }
}

/** Holds the import until the transaction ends, so that no two jobs and no person and a job deal with it at once. */
export const lockImport = (sql: Sql, actor: Actor, id: string) =>
  readImport(sql, actor, id, part` for update of i`)

/** The import held, for a deed of whoever imports. Colleagues who see it may look on, and stop or undo it. */
export async function ownImport(
  sql: Sql,
  actor: Actor,
  id: string,
  version: number | undefined,
): Promise<ImportRecord> {
  const record = present(await lockImport(sql, actor, id), version)
  if (record.personId !== actor.personId)
    throw conflict('not_your_import', `Only ${record.personName} can do this with an import of theirs.`)
  return record
}

const working: readonly Import['status'][] = ['reading', 'checking', 'waiting', 'running', 'undoing']
export const isWorking = ({ status }: Pick<ImportRecord, 'status'>) => working.includes(status)

/** Sends a job for what the import's status asks for next. While one waits, another is not added. */
export const sendJob = (later: Later, { id }: Pick<ImportRecord, 'id'>, personId: string): Promise<void> =>
  later('import.work', { id }, { key: id, onBehalfOf: personId })

/**
 * From the beginning. What was said of the rows before is not shown while there is no tally, and the check takes it away
 * before its first row: that may be too much for one statement.
 */
export async function beginCheck(sql: Sql, organization: string, id: string): Promise<void> {
  await sql`
    update imports set status = 'checking', position = 0, done = 0, total = row_count, tally = null, found = '[]',
      example = null, needs_check = false, checked_at = now(), beat_at = now(), updated_at = now()
    where org_id = ${organization} and id = ${id}`
}

/** Whether another import of the organization is at its records. None begins before this transaction has ended. */
export async function anotherRuns(sql: Sql, organization: string, id: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${organization}::text, 40))`
  const [row] = await sql<{ runs: boolean }>`select another_import_runs(${id}) as runs`
  return row?.runs ?? false
}

/**
 * Starts what is checked and asked to run, if nothing else of the organization is running; else it waits. Answers
 * whether there is work for a job now. `recheck` looks at everything again first when records changed since.
 */
export async function beginRun(
  sql: Sql,
  organization: string,
  { id, needsCheck, checkedAt, kind }: Pick<ImportRecord, 'id' | 'needsCheck' | 'checkedAt' | 'kind'>,
  recheck: boolean,
): Promise<boolean> {
  if (await anotherRuns(sql, organization, id)) {
    await sql`
      update imports set status = 'waiting', run_requested = true, done = 0, total = row_count, beat_at = now()
      where org_id = ${organization} and id = ${id}`
    return false
  }
  if (recheck && (needsCheck || (await changedSince(sql, organization, kind, checkedAt)))) {
    await beginCheck(sql, organization, id)
    await sql`update imports set run_requested = true where org_id = ${organization} and id = ${id}`
    return true
  }
  await sql`
    update imports set status = 'running', run_requested = false, position = 0, done = 0,
      total = row_count - coalesce((tally->>'refused')::integer, 0) - coalesce((tally->>'leftOut')::integer, 0),
      outcome = ${JSON.stringify(emptyOutcome)}::jsonb, started_at = now(), beat_at = now(),
      updated_at = now()
    where org_id = ${organization} and id = ${id}`
  return true
}

/** Whether a record that rows could match was touched since the check; seconds early, for what was being written then. */
async function changedSince(
  sql: Sql,
  organization: string,
  kind: ImportKind,
  moment: string | null,
): Promise<boolean> {
  const since = part`${moment}::timestamptz - interval '3 seconds'`
  const [row] = await sql<{ changed: boolean }>`
    select exists (select 1 from companies where org_id = ${organization} and deleted_at is null and updated_at > ${since})
      or exists (select 1 from companies where org_id = ${organization} and deleted_at > ${since})
      or (${kind === 'client'} and (
        exists (select 1 from clients where org_id = ${organization} and deleted_at is null and updated_at > ${since})
        or exists (select 1 from clients where org_id = ${organization} and deleted_at > ${since}))) as changed`
  return row?.changed ?? true
}

/** After one import of the organization has ended: the next that waits. */
export async function wakeNext(sql: Sql, organization: string, later: Later): Promise<void> {
  const [next] = await sql<ImportRecord>`
    select ${importColumns} from ${importTables}
    where i.org_id = ${organization} and i.status = 'waiting' order by i.updated_at, i.id limit 1 for update of i skip locked`
  if (next && (await beginRun(sql, organization, next, true))) await sendJob(later, next, next.personId)
}
