/**
 * The table of every list: rows of 36 under a head that stays, only those on the screen drawn, more fetched as one
 * scrolls, ↑↓ and Enter, X to select, widths and columns as this person wants them. On the phone rows of two lines.
 *
 *   const columns = useColumns('clients', clientColumns)
 *   const list = useList('GET /clients', { sort })
 *   const selection = useSelection(list.rows, rowId)
 *   <DataTable label={t('title')} list={list} columns={columns} rowId={rowId} link={link} selection={selection}
 *     sort={search.sort} onSort={search.setSort} phone={(row) => <TwoLines … />} empty={<EmptyState … />} />
 */
import { type LinkProps, useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { FailurePanel } from '../failure.tsx'
import type { List } from '../query.ts'
import type { Columns, RowLink } from './columns.ts'
import classes from './data-table.module.css'
import { useOnPhone } from './phone-width.ts'
import { useRowFocus } from './row-focus.ts'
import type { Selection } from './selection.ts'
import { GhostRows } from './table-ghost.tsx'
import { TableHead } from './table-head.tsx'
import { TableRow } from './table-row.tsx'

export interface DataTableProps<Row> {
  /** What the table is, for those who hear it. */
  label: string
  list: List<Row>
  columns: Columns<Row>
  rowId: (row: Row) => string
  /** What the row is called when it is selected. */
  rowName: (row: Row) => string
  link?: (row: Row) => RowLink
  /** Instead of a link: what Enter and a click do. */
  open?: (row: Row) => void
  selection?: Selection
  sort?: string
  onSort?: (sort: string) => void
  /** The row on the phone, in two lines. */
  phone: (row: Row) => ReactNode
  /** In place of rows when there are none. */
  empty: ReactNode
}

const rowHeight = 36
const phoneRowHeight = 56
const beforeEnd = 20

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, list, columns, rowId, rowName, link, open, selection, sort, onSort, phone, empty } = props
  const t = useTranslations('ui.table')
  const navigate = useNavigate()
  const scroller = useRef<HTMLDivElement>(null)
  const onPhone = useOnPhone()
  const { rows } = list
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (onPhone ? phoneRowHeight : rowHeight),
    getItemKey: (index) => rowId(rows[index] as Row),
    overscan: 10,
  })
  const items = virtualizer.getVirtualItems()
  const end = items.at(-1)?.index ?? 0
  const { more, loadMore } = list
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row height changed, so every row is measured again
  useEffect(() => virtualizer.measure(), [onPhone])
  useEffect(() => {
    if (more && end >= rows.length - beforeEnd) loadMore()
  }, [more, end, rows.length, loadMore])

  const openRow = (row: Row | undefined) => {
    if (!row) return
    if (open) open(row)
    else if (link) void navigate(link(row) as Parameters<typeof navigate>[0])
  }
  const { focused, focus, onKeyDown } = useRowFocus({
    ids: rows.map(rowId),
    scroller,
    virtualizer,
    selection,
    open: (index) => openRow(rows[index]),
  })

  const isEmpty = !list.loading && !list.failure && rows.length === 0
  const before = items[0]?.start ?? 0
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
  const span = onPhone ? 1 : columns.shown.length + (selection ? 1 : 0)
  return (
    <div className={classes.frame}>
      {list.failure && <FailurePanel failure={list.failure} retry={list.refetch} readAt={list.readAt} />}
      <div className={classes.scroller} ref={scroller}>
        {!isEmpty && (
          <table
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table one moves in by keys is a grid
            role="grid"
            aria-label={label}
            aria-rowcount={list.count && !list.count.atLeast ? list.count.value + 1 : -1}
            aria-multiselectable={selection ? true : undefined}
            aria-busy={list.loading || list.loadingMore}
            className={classes.table}
            data-phone={onPhone || undefined}
            data-stale={list.failure && rows.length > 0 ? true : undefined}
            style={{ minWidth: onPhone ? undefined : tableWidth(columns, selection !== undefined) }}
          >
            {!onPhone && (
              <colgroup>
                {selection && <col style={{ width: 52 }} />}
                {columns.shown.map((column) => (
                  <col key={column.id} style={{ width: column.grow ? undefined : columns.widthOf(column) }} />
                ))}
              </colgroup>
            )}
            <TableHead
              columns={columns}
              phone={onPhone}
              {...(selection && { selection })}
              {...(sort !== undefined && { sort })}
              {...(onSort && { onSort })}
            />
            <tbody onKeyDown={onKeyDown}>
              {before > 0 && <Spacer height={before} span={span} />}
              {items.map((item) => {
                const row = rows[item.index] as Row
                const id = rowId(row)
                return (
                  <TableRow
                    key={id}
                    id={id}
                    index={item.index}
                    row={row}
                    name={rowName(row)}
                    columns={columns.shown}
                    link={link?.(row) as LinkProps | undefined}
                    open={() => openRow(row)}
                    {...(selection && { selection })}
                    tabbable={focused === null ? item.index === 0 : focused === id}
                    focus={() => focus(id)}
                    phone={onPhone ? phone : undefined}
                  />
                )
              })}
              {after > 0 && <Spacer height={after} span={span} />}
              {(list.loading || list.loadingMore) && (
                <GhostRows
                  columns={columns.shown}
                  selectable={selection !== undefined}
                  phone={onPhone}
                  count={list.loading ? 12 : 3}
                />
              )}
            </tbody>
          </table>
        )}
        {isEmpty && empty}
        {!isEmpty && <div className={classes.tail} />}
      </div>
      <span className="unseen" role="status">
        {!list.loading && t('rowsLoaded', { count: rows.length })}
      </span>
    </div>
  )
}

function Spacer({ height, span }: { height: number; span: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it stands for rows that are not drawn, and nobody can focus it
    <tr aria-hidden="true" className={classes.spacer}>
      <td colSpan={span} style={{ height }} />
    </tr>
  )
}

function tableWidth<Row>(columns: Columns<Row>, selectable: boolean) {
  return columns.shown.reduce((sum, column) => sum + columns.widthOf(column), selectable ? 52 : 0)
}

/** A row on the phone: who and what in the first line, the rest below, one thing at the right. */
export function TwoLines({
  left,
  title,
  text,
  right,
}: {
  left?: ReactNode
  title: ReactNode
  text?: ReactNode
  right?: ReactNode
}) {
  return (
    <span className={classes.twoLines}>
      {left}
      <span className={classes.lines}>
        <span className={classes.first}>{title}</span>
        {text && <span className={classes.second}>{text}</span>}
      </span>
      {right && <span className={classes.right}>{right}</span>}
    </span>
  )
}
