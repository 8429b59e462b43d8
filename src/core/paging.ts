/** Promise: a list is walked by keyset, so that page one thousand costs what page one costs and nothing is seen twice. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { join, type Part, part, raw, type Sql } from './db.ts'
import { invalid } from './errors.ts'

/** What a list is sorted by. `expression` has to be indexed with `id` behind it; `type` is what its text is cast back to. */
export interface SortBy {
  expression: string
  type: 'text' | 'timestamptz' | 'bigint' | 'date'
}

export const countCap = 10_000

interface PageInput {
  sort: string
  limit: number
  cursor?: string | undefined
  count: boolean
}

interface PageQuery {
  /** Names the list and its scope: a cursor of another list or organization is refused. */
  scope: string
  sorts: Record<string, SortBy>
  select: Part
  /** Tables and joins. */
  from: Part
  /** Only what the count needs, when joins do not change it. */
  countFrom?: Part
  where: Part[]
  /** The id column, e.g. `c.id`. */
  id: string
  /** How many a search in `where` finds at most: a count that reaches it may be higher. */
  searched?: number
}

const seal = (scope: string, sort: string) =>
  createHash('sha256').update(`${scope} ${sort}`).digest('base64url').slice(0, 10)

/** Where a page ended: the value it is sorted by and the id of its last row. */
export const writeCursor = (scope: string, sort: string, value: string, id: string) =>
  Buffer.from(JSON.stringify([seal(scope, sort), value, id])).toString('base64url')

/** What `writeCursor` put into a cursor; one of another list, order or organization is refused. */
export function readCursor(cursor: string, scope: string, sort: string): { value: string; id: string } {
  try {
    const [mark, value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (mark === seal(scope, sort) && typeof value === 'string' && z.uuid().safeParse(id).success)
      return { value, id }
  } catch {
    // Not ours: said below, in the same words as for a cursor of another list.
  }
  throw invalid('cursor', 'This cursor does not belong to this list and order. Start again without it.')
}

/** One page of a query, its next cursor and, if asked, the capped count. */
export async function page<Row>(
  sql: Sql,
  { scope, sorts, select, from, countFrom, where, id, searched = Number.POSITIVE_INFINITY }: PageQuery,
  input: PageInput,
): Promise<{ items: Row[]; nextCursor: string | null; count?: { value: number; atLeast: boolean } }> {
  const descending = input.sort.startsWith('-')
  const by = sorts[descending ? input.sort.slice(1) : input.sort]
  if (!by) throw invalid('sort', 'This list cannot be sorted by that.')
  const filters = join(where, ' and ')
  const order = descending ? 'desc' : 'asc'
  const after = input.cursor ? readCursor(input.cursor, scope, input.sort) : undefined
  const keyset = after
    ? part` and (${raw(by.expression)}, ${raw(id)}) ${raw(descending ? '<' : '>')} (${after.value}::${raw(by.type)}, ${after.id}::uuid)`
    : raw('')
  const rowsWanted = sql<Row & { keysetValue: string; keysetId: string }>`
    select ${select}, ${raw(by.expression)}::text as keyset_value, ${raw(id)} as keyset_id from ${from}
    where ${filters}${keyset}
    order by ${raw(`${by.expression} ${order}, ${id} ${order}`)} limit ${input.limit + 1}`
  const counted = input.count
    ? sql<{ value: number }>`
        select count(*) as value from (select 1 from ${countFrom ?? from} where ${filters} limit ${countCap + 1}) capped`
    : undefined
  const [rows, total] = await Promise.all([rowsWanted, counted])
  const items = rows.slice(0, input.limit)
  const last = items.at(-1)
  const nextCursor =
    rows.length > input.limit && last ? writeCursor(scope, input.sort, last.keysetValue, last.keysetId) : null
  const value = total?.[0]?.value
  return {
    items,
    nextCursor,
    ...(value === undefined
      ? {}
      : { count: { value: Math.min(value, countCap), atLeast: value > countCap || value >= searched } }),
  }
}
