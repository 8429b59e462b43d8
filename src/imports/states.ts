/** What records say at some point of a file: in the database, or after the rows before. */
import { createHash } from 'node:crypto'
import { initialValues, readMany } from '#src/core/bulk.ts'
import { raw, type Sql } from '#src/core/db.ts'
import { type ImportKind, kinds, referenceTo } from './kinds.ts'
import type { RecordState } from './merge.ts'
import type { ImportRecord } from './record.ts'

export interface TargetState extends RecordState {
  /** Marks of the imported notes it has, so that the same one is not left twice. */
  notes: string[]
  /** The first row of the file that is about it. */
  firstRow: number | null
}

export const noteMark = (body: string) => createHash('md5').update(body).digest('hex')

/** What the row of a new record makes of it; also how it is stored later. */
export const newState = (
  kind: ImportKind,
  said: Record<string, unknown>,
  keys: { emails: string[]; phones: string[] },
): RecordState => ({
  values: { ...initialValues(kinds[kind].fields), ...said },
  emailKeys: keys.emails,
  phoneKeys: keys.phones,
})

/** A company that is only named fills the field as well: its name stands for the id that it has or will have. */
export function withCompany(kind: ImportKind, values: Record<string, unknown>, company: string | null) {
  const field = referenceTo(kinds[kind].fields, 'company')
  return field && company ? { ...values, [field]: company } : values
}

/** What a row says to a record that is there: first and last name only if the file tells them apart itself. */
export function saidToMatch(
  { mapping, guess }: Pick<ImportRecord, 'mapping' | 'guess'>,
  values: Record<string, unknown>,
) {
  const targets = mapping ?? guess ?? []
  if (targets.includes('firstName') || targets.includes('lastName')) return values
  const { firstName: _, lastName: __, ...others } = values
  return others
}

/** The marks of imported notes by record. */
export async function importedNotes(
  sql: Sql,
  organization: string,
  kind: ImportKind,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const column = raw(kinds[kind].noteColumn)
  const rows = await sql<{ id: string; marks: string[] }>`
    select ${column} as id, array_agg(md5(body)) as marks from notes
    where org_id = ${organization} and ${column} = any(${ids}::uuid[]) and imported and deleted_at is null group by 1`
  return new Map(rows.map(({ id, marks }) => [id, marks]))
}

interface EarlierRow {
  recordId: string
  firstRow: number
  state: (RecordState & { notes: string[] }) | null
  said: Record<string, unknown>
  keys: { emails: string[]; phones: string[] }
  note: string | null
  company: string | null
}

/** The states of these records before a chunk of the file: after its earlier rows, else as they are in the database. */
export async function statesOf(
  sql: Sql,
  facts: { organization: string; importId: string; kind: ImportKind },
  ids: readonly string[],
): Promise<Map<string, TargetState>> {
  const { organization, importId, kind } = facts
  if (ids.length === 0) return new Map()
  const earlier = await sql<EarlierRow>`
    select w.id as record_id, v.state, v.said, v.keys, v.note, v.company, f.row as first_row
    from unnest(${ids}::uuid[]) w (id)
    cross join lateral (
      select state, said, keys, note, company from import_verdicts v
      where v.org_id = ${organization} and v.import_id = ${importId} and v.record_id = w.id
      order by v.row desc limit 1) v
    cross join lateral (
      select row from import_verdicts v
      where v.org_id = ${organization} and v.import_id = ${importId} and v.record_id = w.id
      order by v.row limit 1) f`
  const states = new Map<string, TargetState>(
    earlier.map(({ recordId, firstRow, state, said, keys, note, company }) => [
      recordId,
      state
        ? { ...state, firstRow }
        : {
            ...newState(kind, withCompany(kind, said, company), keys),
            notes: note ? [noteMark(note)] : [],
            firstRow,
          },
    ]),
  )
  const others = ids.filter((id) => !states.has(id))
  const [records, notes] = await Promise.all([
    readMany(sql, kinds[kind], organization, others),
    importedNotes(sql, organization, kind, others),
  ])
  for (const [id, { values, emailKeys, phoneKeys }] of records)
    states.set(id, { values, emailKeys, phoneKeys, notes: notes.get(id) ?? [], firstRow: null })
  return states
}
