/** The different tags and companies of a file, counted chunk by chunk: over a whole file it may take too long at once. */
import type { Sql } from '#src/core/db.ts'
import { foldText } from '#src/core/fold-text.ts'
import { type ImportKind, kinds, referenceTo } from './kinds.ts'
import type { Tally } from './record.ts'

interface Naming {
  values: Record<string, unknown>
  /** The company's name. */
  company: string | null
}

/** Adds to the tally what these rows name for the first time. */
export async function countWords(
  sql: Sql,
  facts: { organization: string; importId: string; personId: string; kind: ImportKind },
  rows: readonly Naming[],
  tally: Tally,
): Promise<void> {
  const { fields } = kinds[facts.kind]
  const named = new Map<string, Set<string>>()
  const add = (field: string, word: string) =>
    named.set(field, (named.get(field) ?? new Set<string>()).add(word))
  const company = referenceTo(fields, 'company')
  const tagFields = Object.keys(fields).filter((name) => fields[name]!.kind === 'tags')
  for (const { values, company: firm } of rows) {
    if (company && firm) add(company, foldText(firm))
    for (const field of tagFields)
      for (const tag of (values[field] as string[] | undefined) ?? []) add(field, tag.toLowerCase())
  }
  const words = [...named].flatMap(([field, its]) => [...its].map((word) => ({ field, word })))
  if (words.length === 0) return
  const fresh = await sql<{ field: string; word: string }>`
    insert into import_words (org_id, import_id, person_id, field, word)
    select ${facts.organization}, ${facts.importId}, ${facts.personId}, w.*
    from unnest(${words.map(({ field }) => field)}::text[], ${words.map(({ word }) => word)}::text[]) w
    on conflict do nothing returning field, word`
  for (const { field } of fresh) tally.words[field] = (tally.words[field] ?? 0) + 1
  const firms = fresh.filter(({ field }) => field === company).map(({ word }) => word)
  if (firms.length === 0) return
  const [known] = await sql<{
    count: number
  }>`select count(*) as count from companies_named(${firms}::text[])`
  tally.companiesKnown += known?.count ?? 0
}
