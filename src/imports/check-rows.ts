/** What is said of each row before anything is stored: what it holds, which record it means, and why it is refused. */
import { setImmediate as pause } from 'node:timers/promises'
import { raw, type Sql } from '#src/core/db.ts'
import { bodyLimit } from '#src/notes/schema.ts'
import type { FileRow } from './imported-file.ts'
import { importedNote } from './imported-note.ts'
import { kinds, referenceTo } from './kinds.ts'
import { type Match, matchRows } from './matching.ts'
import { mergeRow } from './merge.ts'
import { type FindMember, memberFinder } from './people.ts'
import { type ReadRow, rowReader } from './read-row.ts'
import type { ImportRecord, Tally } from './record.ts'
import { newState, noteMark, saidToMatch, statesOf, type TargetState, withCompany } from './states.ts'
import { noteTarget } from './targets.ts'
import { countWords } from './words.ts'

export interface StagedRow {
  row: number
  cells: string
  problem: string | null
  leftOut: boolean
}

export interface Verdict {
  row: number
  verdict: 'new' | 'matched' | 'refused' | 'left_out'
  recordId: string | null
  matchedBy: Match['by']
  matchedRow: number | null
  adds: boolean
  label: string | null
  company: string | null
  said: Record<string, unknown> | null
  keys: { emails: string[]; phones: string[] } | null
  note: string | null
  state: Omit<TargetState, 'firstRow'> | null
  reasons: ReadRow['problems'] | null
}

export interface Checked {
  verdicts: Verdict[]
  /** A match that says something new, with the record before and after. */
  example: { verdict: Verdict; before: TargetState } | null
}

/** Interprets some rows every so often, so that other requests get their turn in between. */
const pauseEvery = 25

interface Reading {
  read: ReadRow
  note: string | null
  company: string | null
}

/** Makes the function that interprets the rows of an import. */
async function interpreter(sql: Sql, organization: string, record: ImportRecord, tally: Tally) {
  const { kind, personId, unknownColumns } = record
  const { fields } = kinds[kind]
  const [settings, findMember, sees] = await Promise.all([
    sql<{ locale: string }>`select locale from organizations where id = ${organization}`,
    memberFinder(sql, organization),
    sql<{ all: boolean }>`select app_sees_all() as all`,
  ])
  const mapping = record.mapping ?? record.guess ?? []
  const drops = unknownColumns === 'drop'
  const read = rowReader({
    fields,
    file: { separator: record.detected?.separator ?? null },
    columns: record.columns,
    mapping: drops ? mapping.map((target) => (target === noteTarget ? null : target)) : mapping,
    country: record.country,
    locale: settings[0]?.locale ?? 'en',
  })
  const company = referenceTo(fields, 'company')
  const owner = referenceTo(fields, 'person')
  const ownerHeading = record.columns[mapping.indexOf(owner ?? '')]?.heading ?? 'Owner'
  return (row: FileRow): Reading => {
    const said = read(row)
    const ownerText = owner && said.references[owner]
    if (owner && ownerText && said.problems.length === 0) {
      const member = knownOwner(findMember, ownerText, { personId, seesAll: sees[0]?.all ?? false })
      said.values[owner] = member?.personId ?? personId
      if (member) {
        if (!tally.owners.includes(member.name)) tally.owners.push(member.name)
      } else {
        tally.ownersUnknown += 1
        said.note.push({ heading: ownerHeading, text: ownerText })
      }
    }
    const note = drops ? null : importedNote(said.note)
    if (note && note.length > bodyLimit)
      said.problems.push({
        column: null,
        text: '',
        reason: 'What has no field is longer than a note can be; leave a column out',
      })
    return { read: said, note, company: (company && said.references[company]) ?? null }
  }
}

/** Who sees only their own gives nothing away while importing: a client of a colleague's becomes theirs. */
const knownOwner = (find: FindMember, text: string, asker: { personId: string; seesAll: boolean }) => {
  const member = find(text)
  return member && (asker.seesAll || member.personId === asker.personId) ? member : undefined
}

/** Checks rows in the order of the file, behind all that were checked before, and adds them to the tally. */
export async function checkRows(
  sql: Sql,
  organization: string,
  record: ImportRecord,
  rows: readonly StagedRow[],
  tally: Tally,
): Promise<Checked> {
  const facts = { organization, importId: record.id, personId: record.personId, kind: record.kind }
  const interpret = await interpreter(sql, organization, record, tally)
  const readings = new Map<number, Reading>()
  for (const [at, { row, cells, problem, leftOut }] of rows.entries()) {
    if (!leftOut) readings.set(row, interpret({ row, cells: JSON.parse(cells), problem }))
    if (at % pauseEvery === pauseEvery - 1) await pause()
  }
  const sound = [...readings.values()].filter(({ read }) => read.problems.length === 0)
  const matches = await matchRows(
    sql,
    facts,
    sound.map(({ read }) => read),
  )
  await countWords(
    sql,
    facts,
    sound.map(({ read, company }) => ({ values: read.values, company })),
    tally,
  )
  const states = await statesOf(sql, facts, [
    ...new Set([...matches.values()].filter(({ by }) => by !== null).map(({ recordId }) => recordId)),
  ])
  let example = null as Checked['example']
  let shows = false
  const verdicts = rows.map(({ row }): Verdict => {
    const reading = readings.get(row)
    if (!reading) {
      tally.leftOut += 1
      return { ...nothing, row, verdict: 'left_out' }
    }
    const { read, note, company } = reading
    const label = String(read.values.name ?? read.values.email ?? '') || null
    if (read.problems.length > 0) {
      tally.refused += 1
      for (const column of new Set(read.problems.map((problem) => problem.column ?? -1)))
        tally.columns[column] = (tally.columns[column] ?? 0) + 1
      return { ...nothing, row, verdict: 'refused', label, company, reasons: read.problems.map(storable) }
    }
    const match = matches.get(row)!
    const keys = { emails: read.keys.emails, phones: read.keys.phones }
    const told = { row, recordId: match.recordId, label, company, said: read.values, keys, note }
    const before = match.by && states.get(match.recordId)
    if (!before) {
      tally.new += 1
      const notes = note ? [noteMark(note)] : []
      states.set(match.recordId, {
        ...newState(record.kind, withCompany(record.kind, read.values, company), keys),
        notes,
        firstRow: row,
      })
      return { ...nothing, ...told, verdict: 'new' }
    }
    const { after, changed } = mergeRow(
      kinds[record.kind].fields,
      before,
      withCompany(record.kind, saidToMatch(record, read.values), company),
      record.country,
    )
    const mark = note && noteMark(note)
    const leaves = mark && !before.notes.includes(mark)
    const adds = changed.length > 0 || Boolean(leaves)
    tally[adds ? 'adds' : 'same'] += 1
    tally[match.by!] += 1
    if (before.firstRow !== null) tally.row += 1
    const state = { ...after, notes: leaves ? [...before.notes, mark] : before.notes }
    states.set(match.recordId, { ...state, firstRow: before.firstRow ?? row })
    const verdict: Verdict = {
      ...nothing,
      ...told,
      verdict: 'matched',
      matchedBy: match.by,
      matchedRow: before.firstRow,
      adds,
      state,
    }
    // One that changes a field shows more than one that only leaves a note.
    if (before.firstRow === null && (example === null || (changed.length > 0 && !shows)))
      example = { verdict, before }
    shows ||= changed.length > 0 && before.firstRow === null
    return verdict
  })
  await insertVerdicts(sql, facts, verdicts)
  return { verdicts, example }
}

const nothing = {
  recordId: null,
  matchedBy: null,
  matchedRow: null,
  adds: false,
  label: null,
  company: null,
  said: null,
  keys: null,
  note: null,
  state: null,
  reasons: null,
}

const storable = ({ column, text, reason }: ReadRow['problems'][number]) => ({
  column,
  text: text.slice(0, 1000).replaceAll('\0', '�').toWellFormed(),
  reason: reason.replaceAll('\0', '�').toWellFormed(),
})

async function insertVerdicts(
  sql: Sql,
  { organization, importId, personId }: { organization: string; importId: string; personId: string },
  verdicts: readonly Verdict[],
): Promise<void> {
  const columns =
    'row, verdict, record_id, matched_by, matched_row, adds, label, company, said, keys, note, state, reasons'
  const rows = verdicts.map(({ recordId, matchedBy, matchedRow, ...verdict }) => ({
    ...verdict,
    record_id: recordId,
    matched_by: matchedBy,
    matched_row: matchedRow,
  }))
  await sql`
    insert into import_verdicts (org_id, import_id, person_id, ${raw(columns)})
    select ${organization}, ${importId}, ${personId}, ${raw(columns.replace(/\w+/g, 'v.$&'))}
    from jsonb_populate_recordset(null::import_verdicts, ${JSON.stringify(rows)}::jsonb) v`
}
