/**
 * A list of records and the place it is: its filters and order stand in the address of the list and, carried on, in
 * that of each record, so that ↑ and ↓ lead through the same list and the way back leads to it. A slice says as data
 * what its list is; `RecordListPage`, `RecordBar` and these functions do the rest.
 */
import { type LinkProps, useNavigate, useSearch } from '@tanstack/react-router'
import type { Input } from './api.ts'
import type { SearchValues } from './list-search.ts'
import { useNeighboursIn } from './neighbours.tsx'
import { type List, type ListRoute, useList } from './query.ts'
import { useOrganization } from './session.ts'
import type { RowLink } from './ui/columns.ts'

export interface RecordList<R extends ListRoute = ListRoute> {
  route: R
  /** The list's page in the site map, and that of one record. */
  page: LinkProps['to']
  recordPage: LinkProps['to']
  /** The filters its route takes, in their order in the address. */
  filters: Readonly<Record<string, 'one' | 'many'>>
  /** What its route is always asked with, e.g. only bills. */
  always?: Readonly<Record<string, string>>
  usualSort: string
}

type ListQuery<R extends ListRoute> = Omit<Input<R>, 'cursor'>

const isSet = (value: SearchValues[string]) => value !== undefined && value.length > 0

/** The part of an address that says which list it is; the sort is always said, so that a record knows it came from one. */
export function listPlace({ filters, usualSort }: RecordList, values: SearchValues): SearchValues {
  const place: SearchValues = { sort: values.sort || usualSort }
  for (const name of Object.keys(filters)) if (isSet(values[name])) place[name] = values[name]
  return place
}

export const isFiltered = ({ filters }: RecordList, values: SearchValues) =>
  Object.keys(filters).some((name) => isSet(values[name]))

/** Filters and order as the server takes them: what an export of this very list asks for. */
export function listFilter({ filters, usualSort, always }: RecordList, values: SearchValues) {
  const filter: Record<string, string | string[]> = { ...always }
  for (const [name, takes] of Object.entries(filters)) {
    const given = [values[name] ?? []].flat()
    if (given[0]) filter[name] = takes === 'one' ? given[0] : given
  }
  return { filter, sort: [values.sort].flat()[0] || usualSort }
}

/** What the list asks the server for. */
export function listQuery<R extends ListRoute>(of: RecordList<R>, values: SearchValues): ListQuery<R> {
  const { filter, sort } = listFilter(of, values)
  return { ...filter, sort, limit: 100, count: true } as unknown as ListQuery<R>
}

/** The list one came from; nothing is said when one came otherwise. */
export function useListPlace(of: RecordList): SearchValues {
  const search: SearchValues = useSearch({ strict: false })
  return search.sort === undefined ? {} : listPlace(of, search)
}

/** Where one record is, in the list one is in. */
export const recordLink = (of: RecordList, slug: string, id: string, search: SearchValues = {}): RowLink => ({
  to: of.recordPage,
  params: { slug, id },
  search,
})

export function useOpenRecord(of: RecordList) {
  const navigate = useNavigate()
  const { slug } = useOrganization()
  return (id: string, search: SearchValues = {}) =>
    void navigate(recordLink(of, slug, id, search) as Parameters<typeof navigate>[0])
}

export function useOpenList(of: RecordList) {
  const navigate = useNavigate()
  const { slug } = useOrganization()
  return (search: SearchValues) => {
    const link: RowLink = { to: of.page, params: { slug }, search }
    void navigate(link as Parameters<typeof navigate>[0])
  }
}

/** The neighbours of a record in the list one came from, and the keys that lead to them. */
export function useNeighbours(of: RecordList, id: string, labels: { previous: string; next: string }) {
  const search: SearchValues = useSearch({ strict: false })
  const open = useOpenRecord(of)
  const cameFromList = search.sort !== undefined
  const list = useList(of.route, listQuery(of, search), { enabled: cameFromList }) as List<unknown>
  return useNeighboursIn({
    id,
    list: list as List<{ id: string }>,
    cameFromList,
    open: (row) => open(row.id, listPlace(of, search)),
    labels,
  })
}
