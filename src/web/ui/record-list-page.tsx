/**
 * The page of a list: title and count, filters as sentences, sort and columns, the table, and the bar over its end.
 *
 *   const list = useRecordList(clientList)
 *   <RecordListPage title={t('title')} list={list} columns={columns} filters={…} actions={…} phone={…} empty={…}
 *     selectionBar={<ClientSelection selection={list.selection} rows={list.rows} />} />
 */
import { useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback, useMemo } from 'react'
import type { Input } from '../api.ts'
import { type ListSearch, type SearchValues, useListSearch } from '../list-search.ts'
import { type List, type ListRoute, type RowOf, useApi, useList } from '../query.ts'
import { isFiltered, listFilter, listPlace, listQuery, type RecordList, recordLink } from '../record-list.ts'
import { useOrganization } from '../session.ts'
import type { Columns, RowLink } from './columns.ts'
import { ColumnsButton, SortButton } from './columns-button.tsx'
import { DataTable } from './data-table.tsx'
import { FilterBar, type FilterField, Filters, NothingMatches } from './filters.tsx'
import { Page } from './page.tsx'
import { type Selection, useSelection } from './selection.ts'
import { Share } from './share.tsx'

type Count = { value: number; atLeast: boolean } | undefined
type Row = { id: string }

const rowId = ({ id }: Row) => id

export interface RecordListState<R> extends List<R> {
  search: ListSearch
  sort: string
  filtered: boolean
  /** There is nothing yet, filter or not. */
  none: boolean
  /** How many there are without the filters. */
  total: Count
  /** Filters and order, as an export takes them. */
  exported: ReturnType<typeof listFilter>
  link: (row: R) => RowLink
  selection: Selection
}

export function useRecordList<R extends ListRoute>(of: RecordList<R>): RecordListState<RowOf<R> & Row> {
  const values: SearchValues = useSearch({ strict: false })
  const search = useListSearch()
  const { slug } = useOrganization()
  const list = useList(of.route, listQuery(of, values)) as List<RowOf<R> & Row>
  const filtered = isFiltered(of, values)
  const all = useApi(of.route, { ...of.always, limit: 1, count: true } as Input<R>, { enabled: filtered })
  const place = useMemo(() => listPlace(of, values), [of, values])
  return {
    ...list,
    search,
    sort: search.sort || of.usualSort,
    filtered,
    none: !filtered && !list.loading && !list.failure && list.rows.length === 0,
    total: filtered ? (all.data as { count?: Count } | undefined)?.count : list.count,
    exported: listFilter(of, values),
    link: useCallback(({ id }: Row) => recordLink(of, slug, id, place), [of, slug, place]),
    selection: useSelection(list.rows, rowId),
  }
}

interface RecordListPageProps<R extends Row> {
  title: string
  list: RecordListState<R>
  columns: Columns<R>
  filters: readonly FilterField[]
  rowName: (row: R) => string
  actions: ReactNode
  /** The row on the phone, in two lines. */
  phone: (row: R) => ReactNode
  /** In place of the table while there is nothing yet. */
  empty: ReactNode
  /** Left out: rows cannot be selected. */
  selectionBar?: ReactNode
  /** What everybody who opens the list is told first. */
  notice?: ReactNode
}

export function RecordListPage<R extends Row>(props: RecordListPageProps<R>) {
  const { title, list, columns, filters, rowName, actions, phone, empty, selectionBar, notice } = props
  const { search, sort, filtered, total, selection } = list
  return (
    <Page title={title} count={total} actions={actions}>
      {notice}
      {!list.none && (
        <FilterBar
          right={
            <>
              {filtered && <Share shown={list.count} all={total} />}
              <SortButton columns={columns} sort={sort} onSort={search.setSort} />
              <ColumnsButton columns={columns} />
            </>
          }
        >
          <Filters search={search} fields={filters} />
        </FilterBar>
      )}
      <DataTable
        label={title}
        list={list}
        columns={columns}
        rowId={rowId}
        rowName={rowName}
        link={list.link}
        {...(selectionBar && { selection })}
        sort={sort}
        onSort={search.setSort}
        phone={phone}
        empty={filtered ? <NothingMatches search={search} fields={filters} /> : empty}
      />
      {selectionBar}
    </Page>
  )
}
