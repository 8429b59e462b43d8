/** The head of a table: sorts by a click, widths by dragging or with ← → on the edge. */
import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useTranslations } from 'use-intl'
import { type Column, type Columns, narrowest, widest } from './columns.ts'
import classes from './data-table.module.css'
import type { Selection } from './selection.ts'

interface TableHeadProps<Row> {
  columns: Columns<Row>
  phone: boolean
  selection?: Selection
  sort?: string
  onSort?: (sort: string) => void
}

export function TableHead<Row>({ columns, phone, selection, sort = '', onSort }: TableHeadProps<Row>) {
  const t = useTranslations('ui.table')
  const main = columns.shown.find((column) => column.main)
  if (phone) {
    return (
      <thead className="unseen">
        <tr aria-rowindex={1}>
          <th scope="col">{main?.head}</th>
        </tr>
      </thead>
    )
  }
  return (
    <thead className={classes.head}>
      <tr aria-rowindex={1}>
        {selection && (
          <th scope="col" className={classes.check}>
            <Checkbox
              aria-label={t('selectAll')}
              checked={selection.state === 'all'}
              indeterminate={selection.state === 'some'}
              onChange={() => (selection.state === 'all' ? selection.clear() : selection.all())}
            />
          </th>
        )}
        {columns.shown.map((column) => (
          <HeadCell
            key={column.id}
            column={column}
            columns={columns}
            sort={sort}
            {...(onSort && { onSort })}
          />
        ))}
      </tr>
    </thead>
  )
}

interface HeadCellProps<Row> {
  column: Column<Row>
  columns: Columns<Row>
  sort: string
  onSort?: (sort: string) => void
}

function HeadCell<Row>({ column, columns, sort, onSort }: HeadCellProps<Row>) {
  const t = useTranslations('ui.table')
  const by = column.sort
  const up = by !== undefined && sort === by
  const down = by !== undefined && sort === `-${by}`
  const next = up ? `-${by}` : down ? (by ?? '') : column.sortDownFirst ? `-${by}` : (by ?? '')
  const Arrow = down ? IconArrowDown : IconArrowUp
  return (
    <th
      scope="col"
      className={classes.headCell}
      data-align={column.align}
      data-sorted={up || down || undefined}
      aria-sort={up ? 'ascending' : down ? 'descending' : undefined}
    >
      {by && onSort ? (
        <button
          type="button"
          className={classes.sort}
          onClick={() => onSort(next)}
          title={t(next.startsWith('-') ? 'sortDown' : 'sortUp', { column: column.head })}
        >
          {(up || down) && column.align === 'right' && <Arrow size={14} aria-hidden="true" />}
          <span>{column.head}</span>
          {(up || down) && column.align !== 'right' && <Arrow size={14} aria-hidden="true" />}
        </button>
      ) : (
        <span className={classes.headText}>{column.head}</span>
      )}
      {!column.grow && <Edge column={column} columns={columns} />}
    </th>
  )
}

const step = 16

function Edge<Row>({ column, columns }: { column: Column<Row>; columns: Columns<Row> }) {
  const t = useTranslations('ui.table')
  const width = columns.widthOf(column)
  const drag = (event: PointerEvent<HTMLElement>) => {
    const from = event.clientX
    const target = event.currentTarget
    target.setPointerCapture(event.pointerId)
    const onMove = (moved: globalThis.PointerEvent) =>
      columns.setWidth(column.id, width + moved.clientX - from)
    target.addEventListener('pointermove', onMove)
    target.addEventListener('pointerup', () => target.removeEventListener('pointermove', onMove), {
      once: true,
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    columns.setWidth(column.id, width + (event.key === 'ArrowRight' ? step : -step))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved has no element of its own
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={t('resize', { column: column.head })}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      className={classes.edge}
      onPointerDown={drag}
      onKeyDown={onKeyDown}
      onDoubleClick={() => columns.setWidth(column.id, column.width)}
    />
  )
}
