/** Which rows are selected: `const selection = useSelection(rows, (row) => row.id)`. */
import { useCallback, useMemo, useState } from 'react'

export interface Selection {
  ids: ReadonlySet<string>
  has: (id: string) => boolean
  toggle: (id: string) => void
  /** From the row touched last to this one. */
  extendTo: (id: string) => void
  all: () => void
  clear: () => void
  /** `all`, `some` or `none` of the rows shown. */
  state: 'all' | 'some' | 'none'
}

export function useSelection<Row>(rows: readonly Row[], rowId: (row: Row) => string): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [anchor, setAnchor] = useState<string | null>(null)
  const clear = useCallback(() => {
    setIds(new Set())
    setAnchor(null)
  }, [])
  return useMemo(() => {
    const shown = rows.map(rowId)
    // A row that left the list is no longer selected.
    const present = new Set(shown.filter((id) => ids.has(id)))
    return {
      ids: present,
      has: (id) => present.has(id),
      toggle: (id) => {
        const next = new Set(present)
        if (!next.delete(id)) next.add(id)
        setIds(next)
        setAnchor(id)
      },
      extendTo: (id) => {
        const from = anchor === null ? -1 : shown.indexOf(anchor)
        const to = shown.indexOf(id)
        const span = shown.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1)
        setIds(new Set([...present, ...span]))
        setAnchor(id)
      },
      all: () => setIds(new Set(shown)),
      clear,
      state: present.size === 0 ? 'none' : present.size === shown.length ? 'all' : 'some',
    }
  }, [rows, rowId, ids, anchor, clear])
}
