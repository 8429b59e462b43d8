/** Imports as people see them: look at one and at all, say where columns go, run, stop and take back. */

import { now } from '#src/core/clock.ts'
import { type Part, part } from '#src/core/db.ts'
import { conflict, invalidFields, type Refusal, stale } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { organizationOf } from '#src/core/record.ts'
import { kinds } from './kinds.ts'
import { presentImport, toListed, undoableUntil } from './present.ts'
import {
  anotherRuns,
  beginCheck,
  beginRun,
  emptyOutcome,
  type ImportRecord,
  importColumns,
  importTables,
  isWorking,
  lockImport,
  ownImport,
  readImport,
  sendJob,
  wakeNext,
} from './record.ts'
import { Import, ImportChange, ImportId, ImportPage, ImportQuery, QueuedImport, undoDays } from './schema.ts'
import { type Mapping, mappingProblems } from './targets.ts'

export const getImport = operation({
  name: 'import.get',
  route: 'GET /imports/:id',
  summary: 'Look at an import: its columns, what would happen or did, and how far it is',
  kind: 'read',
  permission: 'imports',
  input: ImportId,
  output: Import,
  async run({ sql, actor }, { id }) {
    return presentImport(sql, organizationOf(actor), await readImport(sql, actor, id))
  },
})

export const listImports = operation({
  name: 'import.list',
  route: 'GET /imports',
  summary: 'List imports, the latest first',
  kind: 'read',
  permission: 'imports',
  input: ImportQuery,
  output: ImportPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const where: Part[] = [part`i.org_id = ${organization}`]
    if (query.kind) where.push(part`i.kind = ${query.kind}`)
    const found = await page<ImportRecord>(
      sql,
      {
        scope: `import.list ${organization}`,
        sorts: { createdAt: { expression: 'i.created_at', type: 'timestamptz' } },
        select: importColumns,
        from: importTables,
        countFrom: part`imports i`,
        where,
        id: 'i.id',
      },
      query,
    )
    return {
      ...found,
      items: found.items.map((record) => toListed({ ...record, personName: record.personName ?? '' })),
    }
  },
})

export const updateImport = operation({
  name: 'import.update',
  route: 'PATCH /imports/:id',
  summary: 'Say where columns go and what happens with matches; the rows are checked again',
  kind: 'write',
  permission: 'imports',
  input: ImportChange,
  output: Import,
  async run(
    { sql, actor, version, later, touched },
    { id, mapping: said, matched, unknownColumns, country },
  ) {
    const organization = organizationOf(actor)
    const record = await ownImport(sql, actor, id, version)
    if (!['reading', 'checking', 'ready'].includes(record.status) || record.runRequested)
      throw conflict('import_settled', 'It was started already. Cancel it and import the file once more.')
    const mapping = said === undefined ? record.mapping : mappingOf(record, said)
    const rereads =
      said !== undefined ||
      (unknownColumns !== undefined && unknownColumns !== record.unknownColumns) ||
      (country !== undefined && country !== record.country)
    await sql`
      update imports set mapping = ${mapping ? JSON.stringify(mapping) : null}::jsonb, matched = ${matched ?? record.matched},
        unknown_columns = ${unknownColumns ?? record.unknownColumns},
        country = ${country === undefined ? record.country : country}, version = version + 1, updated_at = now()
      where org_id = ${organization} and id = ${id}`
    if (rereads && record.status !== 'reading') {
      await beginCheck(sql, organization, id)
      await sendJob(later, record, record.personId)
    }
    touched('import', id)
    return presentImport(sql, organization, await readImport(sql, actor, id))
  },
})

/** The mapping that was said, with a sentence for each column that cannot go there. */
function mappingOf(
  { detected, mapping, guess, kind }: ImportRecord,
  said: readonly (string | null)[] | Record<string, string | null>,
): Mapping {
  const columns = detected?.columns ?? []
  const whole = Array.isArray(said)
    ? (said as Mapping)
    : columns.map((name, index) =>
        Object.hasOwn(said, name)
          ? ((said as Record<string, string | null>)[name] ?? null)
          : ((mapping ?? guess)?.[index] ?? null),
      )
  const unknown = Array.isArray(said) ? [] : Object.keys(said).filter((name) => !columns.includes(name))
  if (unknown.length > 0)
    throw invalidFields(
      unknown.map((name) => ({
        path: `mapping.${name}`,
        message: `The file has no column “${name.slice(0, 60)}”.`,
      })),
    )
  const problems = mappingProblems(whole, columns, kinds[kind].fields)
  if (problems.length > 0)
    throw invalidFields(
      problems.map(({ column, message }) => {
        const place = column === null ? null : Array.isArray(said) ? column : columns[column]
        return { path: place === null ? 'mapping' : `mapping.${place}`, message }
      }),
    )
  return whole
}

export const runImport = operation({
  name: 'import.run',
  route: 'POST /imports/:id/run',
  summary: 'Bring the rows in; while the file is still being read or checked, as soon as that is done',
  kind: 'write',
  permission: 'imports',
  input: ImportId,
  output: QueuedImport,
  async run({ sql, actor, version, later, touched }, { id }) {
    const organization = organizationOf(actor)
    const record = await ownImport(sql, actor, id, version)
    if (record.status === 'ready') {
      if (await beginRun(sql, organization, record, true)) await sendJob(later, record, record.personId)
    } else if (record.status === 'reading' || record.status === 'checking')
      await sql`update imports set run_requested = true where org_id = ${organization} and id = ${id}`
    else if (!['waiting', 'running'].includes(record.status)) throw settled(record)
    if (!record.runRequested && !['waiting', 'running'].includes(record.status)) {
      await sql`
        update imports set version = version + 1, updated_at = now() where org_id = ${organization} and id = ${id}`
      touched('import', id)
    }
    return presentImport(sql, organization, await readImport(sql, actor, id))
  },
})

function settled({ status, problem }: ImportRecord): Refusal {
  if (status === 'failed') return conflict('import_failed', problem ?? 'This import failed.')
  if (status === 'done') return conflict('import_done', 'This import ran already.')
  return conflict('import_settled', 'This import is over. Import the file once more.')
}

export const cancelImport = operation({
  name: 'import.cancel',
  route: 'POST /imports/:id/cancel',
  summary: 'Stop an import; what it brought in so far stays and can be taken back',
  kind: 'write',
  permission: 'imports',
  input: ImportId,
  output: Import,
  async run({ sql, actor, version, later, touched }, { id }) {
    const organization = organizationOf(actor)
    const record = await lockImport(sql, actor, id)
    if (version !== undefined && version !== record.version) throw stale()
    if (record.status !== 'cancelled') {
      if (!['reading', 'checking', 'ready', 'waiting', 'running'].includes(record.status))
        throw settled(record)
      await sql`
        update imports set status = 'cancelled', run_requested = false, file_id = null, finished_at = now(), version = version + 1,
          updated_at = now(), outcome = ${keptOutcome(record)}::jsonb
        where org_id = ${organization} and id = ${id}`
      touched('import', id)
      await wakeNext(sql, organization, later)
    }
    return presentImport(sql, organization, await readImport(sql, actor, id))
  },
})

/** Nothing more comes in; refused rows are refused, however far it came. */
const keptOutcome = ({ outcome, tally }: ImportRecord) =>
  JSON.stringify({
    ...(outcome ?? emptyOutcome),
    refused: (outcome?.refused ?? 0) + (tally?.refused ?? 0),
  })

export const undoImport = operation({
  name: 'import.undo',
  route: 'POST /imports/:id/undo',
  summary: 'Take back everything an import did, but for what people changed since',
  kind: 'write',
  permission: 'imports',
  input: ImportId,
  output: QueuedImport,
  async run({ sql, actor, version, later, touched }, { id }) {
    const organization = organizationOf(actor)
    const record = await lockImport(sql, actor, id)
    if (version !== undefined && version !== record.version) throw stale()
    const until = undoableUntil(record)
    // One that stopped halfway goes on from there.
    if (record.status !== 'undoing') {
      if (isWorking(record)) throw conflict('import_running', 'It is still at work. Cancel it first.')
      if (record.status === 'undone') throw conflict('import_undone', 'It was taken back already.')
      if (!until)
        throw conflict('nothing_to_undo', 'It brought nothing in, so there is nothing to take back.')
      if (Date.parse(until) < now().getTime() || record.purgedAt)
        throw conflict('too_late', `An import can be taken back for ${undoDays} days.`)
      if (await anotherRuns(sql, organization, id))
        throw conflict('import_running', 'Another import is running. Take this one back when that is done.')
      await sql`
        update imports set status = 'undoing', ended_as = status, undone_by = ${actor.personId},
          done = case when undo_outcome is null then 0 else done end,
          total = (select count(*) from import_changes where org_id = ${organization} and import_id = ${id}),
          undo_outcome = coalesce(undo_outcome, '{"removed":0,"restored":0,"kept":0}'), stalls = 0, beat_at = now(),
          problem = case when undo_outcome is null then problem end,
          version = version + 1, updated_at = now()
        where org_id = ${organization} and id = ${id}`
      touched('import', id)
      if (actor.personId) await sendJob(later, record, actor.personId)
    }
    return presentImport(sql, organization, await readImport(sql, actor, id))
  },
})
