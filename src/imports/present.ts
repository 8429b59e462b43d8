/** An import as it is answered. */

import type { z } from 'zod'
import { raw, type Sql } from '#src/core/db.ts'
import { kinds } from './kinds.ts'
import type { ImportRecord, Tally } from './record.ts'
import { type Import, type ListedImport, shownAtOnce, undoDays } from './schema.ts'
import { targetsOf } from './targets.ts'

const dayMs = 86_400_000

/** Until when an import can be taken back; null where nothing came in. */
export function undoableUntil({ status, startedAt, finishedAt }: ImportRecord): string | null {
  if (!startedAt || !finishedAt || !['done', 'cancelled', 'failed'].includes(status)) return null
  return new Date(Date.parse(finishedAt) + undoDays * dayMs).toISOString()
}

/** What the choice of `matched` makes of what the check found; once it ran, what it did. */
export function countsOf({ tally, outcome, rowCount, matched, status }: ImportRecord): Import['counts'] {
  if (outcome && status !== 'running') return { rows: rowCount, ...outcome }
  const {
    new: made,
    adds,
    same,
    refused,
    leftOut,
  } = tally ?? { new: 0, adds: 0, same: 0, refused: 0, leftOut: 0 }
  const all = adds + same
  return {
    rows: rowCount,
    created: made + (matched === 'create' ? all : 0),
    matched: all,
    updated: matched === 'update' ? adds : 0,
    skipped: leftOut + (matched === 'update' ? same : matched === 'skip' ? all : 0),
    refused,
  }
}

export const toListed = (record: ImportRecord): z.input<typeof ListedImport> => ({
  id: record.id,
  version: record.version,
  kind: record.kind,
  status: record.status,
  fileName: record.fileName,
  counts: countsOf(record),
  progress: { done: record.done, total: record.total },
  problem: record.problem,
  undo: record.undoOutcome,
  undoableUntil: undoableUntil(record),
  person: { id: record.personId, name: record.personName },
  createdAt: record.createdAt,
  startedAt: record.startedAt,
  finishedAt: record.finishedAt,
  undoneAt: record.undoneAt,
})

interface RefusedRow {
  row: number
  reasons: { column: number | null; text: string; reason: string }[]
}

/** With its first refusals, and what undoing kept. */
export async function presentImport(sql: Sql, organization: string, record: ImportRecord): Promise<Import> {
  const { id, detected, columns, mapping, guess, found, tally, example } = record
  const { fields, table } = kinds[record.kind]
  const [refused, kept, seen] = await Promise.all([
    tally
      ? sql<RefusedRow>`
          select row, reasons from import_verdicts
          where org_id = ${organization} and import_id = ${id} and verdict = 'refused' order by row limit ${shownAtOnce}`
      : [],
    sql<Import['kept'][number]>`
      select kind, record_id as id, name, reasons from import_changes
      where org_id = ${organization} and import_id = ${id} and outcome = 'kept' order by step, record_id limit ${shownAtOnce}`,
    // Whoever sees less since the check no longer sees the record it shows.
    example ? sql`select 1 from ${raw(table)} where org_id = ${organization} and id = ${example.id}` : [],
  ])
  const target = mapping ?? guess
  return {
    ...toListed(record),
    runRequested: record.runRequested,
    format: detected?.format ?? null,
    encoding: detected?.encoding ?? null,
    separator: detected?.separator ?? null,
    columns: (detected?.columns ?? []).map((name, index) => ({
      name,
      sample: columns[index]?.sample ?? '',
      sampleRow: columns[index]?.sampleRow ?? null,
      filled: columns[index]?.filled ?? 0,
      target: target?.[index] ?? null,
      guess: guess?.[index] ?? null,
      found: found[index] ?? [],
    })),
    targets: targetsOf(fields),
    matched: record.matched,
    unknownColumns: record.unknownColumns,
    country: record.country,
    matchedBy: byOf(tally),
    refusals: refused.map(({ row, reasons }) => {
      const [first] = reasons
      return {
        row,
        reason: reasons.map(({ reason }) => reason).join('; '),
        column: first?.column == null ? null : (detected?.columns[first.column] ?? null),
        value: first?.column == null ? null : first.text,
      }
    }),
    example: seen.length > 0 ? example : null,
    kept,
  }
}

const byOf = (tally: Tally | null) => ({
  email: tally?.email ?? 0,
  phone: tally?.phone ?? 0,
  name: tally?.name ?? 0,
  row: tally?.row ?? 0,
})
