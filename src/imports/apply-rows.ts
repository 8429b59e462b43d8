/** What a chunk of rows does to the records: made or merged in memory first, in the order of the file, then stored at once. */
import { isDeepStrictEqual } from 'node:util'
import { insertMany, readMany, updateMany } from '#src/core/bulk.ts'
import { part, raw, type Sql } from '#src/core/db.ts'
import { foldText } from '#src/core/fold-text.ts'
import { newId } from '#src/core/record.ts'
import { type Change, keepChanges } from './changes.ts'
import { type ImportKind, kinds, referenceTo } from './kinds.ts'
import { mergeRow, type RecordState } from './merge.ts'
import type { ImportRecord, Outcome } from './record.ts'
import { importedNotes, newState, noteMark, saidToMatch } from './states.ts'

export interface CheckedRow {
  row: number
  verdict: 'new' | 'matched'
  recordId: string
  said: Record<string, unknown>
  keys: { emails: string[]; phones: string[] }
  company: string | null
  note: string | null
}

/** A record while the chunk is worked on. */
interface Working {
  id: string
  isNew: boolean
  version: number
  before: RecordState
  state: RecordState
  /** Marks of the imported notes it has. */
  marks: string[]
  noteIds: string[]
}

/** A company that is only named so far, in the place of its id. */
interface NamedCompany {
  named: string
}

export interface Applied {
  outcome: Outcome
  /** Rows whose record is not there any more. */
  vanished: number[]
  /** One record for each owner, for whoever looks at lists. */
  seen: { kind: ImportKind; id: string }[]
}

interface Facts {
  organization: string
  personId: string
  record: ImportRecord
}

export async function applyRows(sql: Sql, facts: Facts, rows: readonly CheckedRow[]): Promise<Applied> {
  const { organization, personId, record } = facts
  const kind = kinds[record.kind]
  const company = referenceTo(kind.fields, 'company')
  const owner = referenceTo(kind.fields, 'person')
  const outcome: Outcome = { created: 0, matched: 0, updated: 0, skipped: 0, refused: 0 }
  const vanished: number[] = []
  const notes: { id: string; recordId: string; body: string }[] = []
  const working = await matchedRecords(sql, facts, rows)
  const members = await activeMembers(sql, organization)

  for (const { row, verdict, recordId, said, keys, company: named, note } of rows) {
    const values = { ...said, ...(company && named ? { [company]: { named } satisfies NamedCompany } : {}) }
    if (owner && said[owner] && !members.has(String(said[owner]))) values[owner] = personId
    if (verdict === 'matched') outcome.matched += 1
    if (verdict === 'matched' && record.matched === 'skip') {
      outcome.skipped += 1
      continue
    }
    let target = verdict === 'matched' && record.matched === 'update' ? working.get(recordId) : undefined
    let adds = true
    if (target) {
      const { after, changed } = mergeRow(
        kind.fields,
        target.state,
        saidToMatch(record, values),
        record.country,
      )
      target.state = after
      adds = changed.length > 0
    } else if (verdict === 'matched' && record.matched === 'update') {
      vanished.push(row)
      outcome.refused += 1
      outcome.matched -= 1
      continue
    } else {
      const state = newState(record.kind, { ...(owner ? { [owner]: personId } : {}), ...values }, keys)
      state.values.name = nameOf(state.values)
      const id = verdict === 'new' ? recordId : newId()
      target = { id, isNew: true, version: 1, before: state, state, marks: [], noteIds: [] }
      working.set(id, target)
    }
    const mark = note && noteMark(note)
    if (note && mark && !target.marks.includes(mark)) {
      const id = newId()
      notes.push({ id, recordId: target.id, body: note })
      target.marks.push(mark)
      target.noteIds.push(id)
      adds = true
    }
    if (verdict === 'new' || record.matched === 'create') outcome.created += 1
    else outcome[adds ? 'updated' : 'skipped'] += 1
  }

  const all = [...working.values()]
  const companies = company ? await settleCompanies(sql, facts, company, all) : []
  const made = all.filter(({ isNew }) => isNew)
  const changed = all.filter(({ isNew, before, state }) => !isNew && !isDeepStrictEqual(before, state))
  await insertMany(sql, kind, { organization, personId }, made.map(stored))
  const versions = await updateMany(sql, kind, organization, changed.map(stored))
  await insertNotes(sql, facts, notes)
  const touched = all.filter(({ isNew, id, noteIds }) => isNew || versions.has(id) || noteIds.length > 0)
  await keepChanges(sql, { organization, importId: record.id, personId: record.personId }, [
    ...touched.map((one) => changeOf(record.kind, one, versions)),
    ...companies,
  ])
  const byOwner = new Map(touched.map(({ id, state }) => [state.values[owner ?? ''], id]))
  const seen = [...byOwner.values()].map((id) => ({ kind: record.kind, id }))
  if (companies[0]) seen.push({ kind: 'company', id: companies[0].recordId })
  return { outcome, vanished, seen }
}

const stored = ({ id, state }: Working) => ({ id, ...state })

/** With an e-mail address alone a person is called by it, wherever they come from. */
const nameOf = ({ name, email }: Record<string, unknown>) => name || String(email ?? '').split('@')[0]

/** The records that rows match, held until the chunk is stored. */
async function matchedRecords(
  sql: Sql,
  { organization, record }: Facts,
  rows: readonly CheckedRow[],
): Promise<Map<string, Working>> {
  if (record.matched !== 'update') return new Map()
  const ids = [
    ...new Set(rows.filter(({ verdict }) => verdict === 'matched').map(({ recordId }) => recordId)),
  ]
  const found = await readMany(sql, kinds[record.kind], organization, ids, { lock: part` for no key update` })
  const marks = await importedNotes(sql, organization, record.kind, [...found.keys()])
  return new Map(
    [...found].map(([id, { version, values, emailKeys, phoneKeys }]) => {
      const state = { values, emailKeys, phoneKeys }
      return [
        id,
        { id, isNew: false, version, before: state, state, marks: [...(marks.get(id) ?? [])], noteIds: [] },
      ]
    }),
  )
}

async function activeMembers(sql: Sql, organization: string): Promise<Set<string>> {
  const rows = await sql<{ personId: string }>`
    select person_id from memberships where org_id = ${organization} and ended_at is null`
  return new Set(rows.map(({ personId }) => personId))
}

const isNamed = (value: unknown): value is NamedCompany =>
  typeof value === 'object' && value !== null && 'named' in value

/** Puts ids in the place of names; companies that nobody can see yet are made. */
async function settleCompanies(
  sql: Sql,
  { organization, personId }: Facts,
  field: string,
  working: readonly Working[],
): Promise<Change[]> {
  const waiting = working.filter(({ state }) => isNamed(state.values[field]))
  const wanted = new Map<string, string>()
  for (const { state } of waiting) {
    const { named } = state.values[field] as NamedCompany
    if (!wanted.has(foldText(named))) wanted.set(foldText(named), named)
  }
  if (wanted.size === 0) return []
  const known = await sql<{
    name: string
    id: string
  }>`select * from companies_named(${[...wanted.keys()]}::text[])`
  const ids = new Map(known.map(({ name, id }) => [name, id]))
  const made: Change[] = []
  for (const [key, name] of wanted) {
    if (ids.has(key)) continue
    const id = newId()
    ids.set(key, id)
    made.push({
      step: 2,
      recordId: id,
      kind: 'company',
      deed: 'created',
      name,
      fields: {},
      versionAfter: 1,
      noteIds: [],
    })
  }
  await insertMany(
    sql,
    kinds.company,
    { organization, personId },
    made.map(({ recordId, name }) => ({
      id: recordId,
      ...newState('company', { name, ownerId: personId }, { emails: [], phones: [] }),
    })),
  )
  for (const { state } of waiting)
    state.values[field] = ids.get(foldText((state.values[field] as NamedCompany).named)) ?? null
  return made
}

async function insertNotes(
  sql: Sql,
  { organization, personId, record }: Facts,
  notes: readonly { id: string; recordId: string; body: string }[],
): Promise<void> {
  if (notes.length === 0) return
  await sql`
    insert into notes (org_id, id, ${raw(kinds[record.kind].noteColumn)}, body, happened_at, author_id, imported)
    select ${organization}, n.id, n.record_id, n.body, now(), ${personId}, true
    from unnest(${notes.map(({ id }) => id)}::uuid[], ${notes.map(({ recordId }) => recordId)}::uuid[],
      ${notes.map(({ body }) => body)}::text[]) n (id, record_id, body)`
}

function changeOf(kind: ImportKind, one: Working, versions: ReadonlyMap<string, number>): Change {
  const { id, isNew, before, state, noteIds } = one
  const fields: Change['fields'] = {}
  if (!isNew) {
    for (const name of Object.keys(state.values))
      if (!isDeepStrictEqual(before.values[name], state.values[name]))
        fields[name] = [before.values[name] ?? null, state.values[name] ?? null]
    for (const name of ['emailKeys', 'phoneKeys'] as const)
      if (!isDeepStrictEqual(before[name], state[name])) fields[name] = [before[name], state[name]]
  }
  return {
    step: 1,
    recordId: id,
    kind,
    deed: isNew ? 'created' : 'updated',
    name: String(state.values.name),
    fields,
    versionAfter: versions.get(id) ?? one.version,
    noteIds,
  }
}
