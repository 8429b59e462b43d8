/**
 * The state of a list lives in the address: `/o/halden/clients?status=lead&status=active&sort=-createdAt`, so that it
 * can be sent to a colleague and the back button works. `const list = useListSearch()`.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'

export type SearchValues = Record<string, string | string[] | undefined>

/** `?a=1&a=2&b=` to `{ a: ['1', '2'], b: '' }`: texts only, the way the API reads its own addresses. */
export function parseSearch(text: string): SearchValues {
  const values: SearchValues = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const before = values[name]
    values[name] = before === undefined ? value : [before, value].flat()
  }
  return values
}

export function stringifySearch(values: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one))
    }
  }
  return query.size > 0 ? `?${query}` : ''
}

export interface ListSearch {
  /** What stands in the list's own search field. */
  search: string
  /** `name`, `-createdAt`; empty when the list's own order is wanted. */
  sort: string
  /** The filters that are set, by field, each with its values. */
  filters: Record<string, string[]>
  setSearch: (search: string) => void
  setSort: (sort: string) => void
  /** Sets a filter; no values take it away. */
  setFilter: (field: string, values: readonly string[]) => void
  clearFilters: () => void
}

export function useListSearch(): ListSearch {
  const values: SearchValues = useSearch({ strict: false })
  const navigate = useNavigate()
  const set = useCallback(
    (next: SearchValues | ((before: SearchValues) => SearchValues)) => {
      void navigate({
        to: '.',
        search: (before: SearchValues) =>
          typeof next === 'function' ? next(before) : { ...before, ...next },
        replace: true,
      })
    },
    [navigate],
  )
  return useMemo(() => {
    const { search = '', sort = '', ...rest } = values
    const filters: Record<string, string[]> = {}
    for (const [field, value] of Object.entries(rest)) {
      if (value !== undefined && value.length > 0) filters[field] = [value].flat()
    }
    return {
      search: String(search),
      sort: String(sort),
      filters,
      setSearch: (text) => set({ search: text || undefined }),
      setSort: (order) => set({ sort: order || undefined }),
      setFilter: (field, chosen) => set({ [field]: chosen.length > 0 ? [...chosen] : undefined }),
      clearFilters: () =>
        set(({ search: text, sort: order }) => ({ search: text, sort: order }) as SearchValues),
    }
  }, [values, set])
}
