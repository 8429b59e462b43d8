/** Columns of a table: described once by the page; which are shown and how wide is kept on this device. */
import type { LinkProps } from '@tanstack/react-router'
import { type ReactNode, useCallback, useMemo, useState } from 'react'

export interface Column<Row> {
  id: string
  /** What stands in the head. */
  head: string
  cell: (row: Row) => ReactNode
  /** Pixels; a column that grows takes at least these. */
  width: number
  grow?: boolean
  /** Money, days overdue, counts: right, in figures of equal width. */
  align?: 'right'
  /** The name of the list's sort; the head becomes a button. */
  sort?: string
  /** The first click sorts downward: dates, sums. */
  sortDownFirst?: boolean
  /** The row's name: darker, a link, never hidden. One column has it. */
  main?: boolean
  /** Dark and of full size, beside the main one: the sum one looks for. */
  strong?: boolean
  /** Hidden until somebody wants it. */
  hidden?: boolean
  /** What stands in its place while rows are coming. */
  ghost?: 'avatar' | 'badge' | 'text' | 'none'
}

/** Where a row leads: made with `linkOptions` of the router. */
export type RowLink = Pick<LinkProps, 'to' | 'params' | 'search'>

interface Kept {
  hidden?: string[]
  widths?: Record<string, number>
}

export interface Columns<Row> {
  all: readonly Column<Row>[]
  shown: readonly Column<Row>[]
  isShown: (id: string) => boolean
  toggle: (id: string) => void
  widthOf: (column: Column<Row>) => number
  setWidth: (id: string, width: number) => void
  reset: () => void
}

export const narrowest = 56
export const widest = 640

export function useColumns<Row>(name: string, all: readonly Column<Row>[]): Columns<Row> {
  const storage = `columns:${name}`
  const [kept, setKept] = useState<Kept>(() => read(storage))
  const change = useCallback(
    (next: Kept) => {
      setKept(next)
      try {
        localStorage.setItem(storage, JSON.stringify(next))
      } catch {
        // Without storage the columns are as the page made them.
      }
    },
    [storage],
  )
  return useMemo(() => {
    const hidden =
      kept.hidden ?? all.filter((column) => column.hidden && !column.main).map((column) => column.id)
    const isShown = (id: string) => !hidden.includes(id)
    return {
      all,
      shown: all.filter((column) => column.main || isShown(column.id)),
      isShown,
      toggle: (id) =>
        change({ ...kept, hidden: isShown(id) ? [...hidden, id] : hidden.filter((other) => other !== id) }),
      widthOf: (column) => kept.widths?.[column.id] ?? column.width,
      setWidth: (id, width) =>
        change({
          ...kept,
          widths: { ...kept.widths, [id]: Math.round(Math.min(widest, Math.max(narrowest, width))) },
        }),
      reset: () => change({}),
    }
  }, [all, kept, change])
}

function read(storage: string): Kept {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storage) ?? '{}')
    return kept !== null && typeof kept === 'object' ? (kept as Kept) : {}
  } catch {
    return {}
  }
}
