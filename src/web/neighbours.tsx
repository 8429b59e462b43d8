/** The neighbours of a record in the list one came from, and ↑ and ↓, which lead to them. */
import { useEffect, useRef } from 'react'
import { useKey } from './keys.tsx'
import type { List } from './query.ts'

const beforeEnd = 5

interface NeighboursParts<Row> {
  id: string
  list: List<Row>
  /** False when one did not come from a list: then there are none. */
  cameFromList: boolean
  open: (row: Row) => void
  /** What the two keys do. */
  labels: { previous: string; next: string }
}

export function useNeighboursIn<Row extends { id: string }>(parts: NeighboursParts<Row>) {
  const { id, list, cameFromList, open, labels } = parts
  const found = cameFromList ? list.rows.findIndex((row) => row.id === id) : -1
  // A change may take the record out of its own list; then its place is where it was.
  const last = useRef({ id, index: -1 })
  if (found >= 0) last.current = { id, index: found }
  const gone = found < 0 && last.current.id === id && last.current.index >= 0
  const index = gone ? last.current.index : found
  const { more, loadMore } = list
  useEffect(() => {
    // Far down a list, or at the end of what was read: its next page is needed to know.
    if (cameFromList && more && (index < 0 || index >= list.rows.length - beforeEnd)) loadMore()
  }, [cameFromList, more, loadMore, index, list.rows.length])

  const leadTo = (row: Row | undefined) => row && (() => open(row))
  const previous = index < 0 ? undefined : leadTo(list.rows[index - 1])
  const next = index < 0 ? undefined : leadTo(list.rows[gone ? index : index + 1])
  useKey('ArrowUp', labels.previous, () => previous?.(), { disabled: !previous })
  useKey('ArrowDown', labels.next, () => next?.(), { disabled: !next })
  return index < 0 ? undefined : { previous, next, index: gone ? null : index + 1, count: list.count }
}
