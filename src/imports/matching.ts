/** Which record each row of a file means: one that is there, or one that an earlier row is about. */
import type { Sql } from '#src/core/db.ts'
import { foldText } from '#src/core/fold-text.ts'
import { newId } from '#src/core/record.ts'
import { type ImportKind, kinds } from './kinds.ts'
import type { ReadRow } from './read-row.ts'
import { isSharedBox, sameName } from './same-name.ts'

export interface Match {
  /** The record it matches, or the id that the new one will have. */
  recordId: string
  by: 'email' | 'phone' | 'name' | null
}

interface Candidate {
  id: string
  /** Folded. */
  name: string
  hasEmail: boolean
}

/** Keys of the file's rows: `e` an e-mail address, `p` a phone number, `n` name and company. */
interface FileKey extends Candidate {
  key: string
  row: number
}

const marked = (mark: string, keys: readonly string[]) => keys.map((key) => `${mark}${key}`)

const keysOf = ({ keys }: ReadRow) => [
  ...marked('e', keys.emails),
  ...marked('p', keys.phones),
  ...(keys.name ? [`n${keys.name}`] : []),
]

const nameIn = ({ values, keys }: ReadRow) =>
  keys.name?.split('\n')[0] ?? foldText(String(values.name ?? values.email ?? ''))

/** Matches a chunk of rows in the order of the file, and keeps by what later ones will recognize them. */
export async function matchRows(
  sql: Sql,
  facts: { organization: string; importId: string; personId: string; kind: ImportKind },
  rows: readonly ReadRow[],
): Promise<Map<number, Match>> {
  const [inDatabase, inFile] = await Promise.all([
    databaseCandidates(sql, facts.kind, rows),
    earlierKeys(sql, facts, rows),
  ])
  const matches = new Map<number, Match>()
  const fresh: FileKey[] = []
  for (const row of rows) {
    const name = nameIn(row)
    const found = chosen(row, name, inDatabase, inFile)
    const match: Match = found ?? { recordId: newId(), by: null }
    matches.set(row.row, match)
    for (const key of keysOf(row)) {
      const known = inFile.get(key) ?? []
      if (known.some(({ id, name: other }) => id === match.recordId && other === name)) continue
      const entry = { key, row: row.row, id: match.recordId, name, hasEmail: row.keys.emails.length > 0 }
      inFile.set(key, [...known, entry])
      fresh.push(entry)
    }
  }
  await sql`
    insert into import_keys (org_id, import_id, person_id, key, row, record_id, name, has_email)
    select ${facts.organization}, ${facts.importId}, ${facts.personId}, k.*
    from unnest(${fresh.map(({ key }) => key)}::text[], ${fresh.map(({ row }) => row)}::integer[],
      ${fresh.map(({ id }) => id)}::uuid[], ${fresh.map(({ name }) => name)}::text[],
      ${fresh.map(({ hasEmail }) => hasEmail)}::boolean[]) k
    on conflict do nothing`
  return matches
}

type ByKind = Record<'email' | 'phone' | 'name', readonly Candidate[]>

/** The surest first: an address before a number before a name, and what is there before what the file says. */
function chosen(
  { row, keys }: ReadRow,
  name: string,
  inDatabase: ReadonlyMap<number, ByKind>,
  inFile: ReadonlyMap<string, readonly FileKey[]>,
): Match | undefined {
  const known = inDatabase.get(row) ?? { email: [], phone: [], name: [] }
  const fileKeys = (mark: string, list: readonly string[]) =>
    marked(mark, list).flatMap((key) => inFile.get(key) ?? [])
  const alike = (one: Candidate) => sameName(one.name, name)
  const shared = keys.emails.every(isSharedBox)
  const mailed = (one: Candidate) => !shared || alike(one)
  // Without a company and with another address it is somebody else of the same name.
  const namesake = (one: Candidate) => !keys.name?.endsWith('\n') || !(one.hasEmail && keys.emails.length > 0)
  const first = (by: NonNullable<Match['by']>, list: readonly Candidate[]): Match | undefined =>
    list[0] && { recordId: list[0].id, by }
  return (
    first('email', known.email.filter(mailed)) ??
    first('email', fileKeys('e', keys.emails).filter(mailed)) ??
    first('phone', known.phone.filter(alike)) ??
    first('phone', fileKeys('p', keys.phones).filter(alike)) ??
    first('name', known.name.filter(namesake)) ??
    first('name', fileKeys('n', keys.name ? [keys.name] : []).filter(namesake))
  )
}

async function databaseCandidates(
  sql: Sql,
  kind: ImportKind,
  rows: readonly ReadRow[],
): Promise<Map<number, ByKind>> {
  const emails = rows.flatMap((row) =>
    row.keys.emails.map((key) => ({ row: row.row, key, name: nameIn(row) })),
  )
  const phones = rows.flatMap((row) =>
    row.keys.phones.map((key) => ({ row: row.row, key, name: nameIn(row) })),
  )
  const names = rows.flatMap(({ row, keys }) => {
    const [name, company = ''] = keys.name?.split('\n') ?? []
    return name === undefined ? [] : [{ row, name, company }]
  })
  const found = await sql<Candidate & { row: number; by: keyof ByKind }>`
    select m.at as row, m.by, m.id, m.name, m.has_email from record_matches(${kinds[kind].table},
      ${emails.map(({ row }) => row)}::integer[], ${emails.map(({ key }) => key)}::text[],
      ${emails.map(({ name }) => name)}::text[],
      ${phones.map(({ row }) => row)}::integer[], ${phones.map(({ key }) => key)}::text[],
      ${phones.map(({ name }) => name)}::text[],
      ${names.map(({ row }) => row)}::integer[], ${names.map(({ name }) => name)}::text[],
      ${names.map(({ company }) => company)}::text[]) m`
  const byRow = new Map<number, { email: Candidate[]; phone: Candidate[]; name: Candidate[] }>()
  for (const { row, by, ...candidate } of found) {
    const of = byRow.get(row) ?? { email: [], phone: [], name: [] }
    of[by].push(candidate)
    byRow.set(row, of)
  }
  return byRow
}

/** What earlier chunks of the file recognize; of a key that hundreds share, those of the same name first. */
async function earlierKeys(
  sql: Sql,
  { organization, importId }: { organization: string; importId: string },
  rows: readonly ReadRow[],
): Promise<Map<string, FileKey[]>> {
  const wanted = new Map<string, string>()
  for (const row of rows) for (const key of keysOf(row)) wanted.set(key, nameIn(row))
  const found = await sql<FileKey>`
    select w.key, f.row, f.id, f.name, f.has_email
    from unnest(${[...wanted.keys()]}::text[], ${[...wanted.values()]}::text[]) w (key, name) cross join lateral (
      select k.row, k.record_id as id, k.name, k.has_email from import_keys k
      where k.org_id = ${organization} and k.import_id = ${importId} and k.key = w.key and k.row < ${rows[0]?.row ?? 0}
      order by (k.name = w.name) desc, k.row limit 20) f
    order by f.row`
  const byKey = new Map<string, FileKey[]>()
  for (const one of found) {
    const list = byKey.get(one.key)
    if (list) list.push(one)
    else byKey.set(one.key, [one])
  }
  return byKey
}
