/** Rows that are coming, and the ghost of a table that is still empty: the same columns, in grey. */
import { Skeleton } from '@mantine/core'
import { useTranslations } from 'use-intl'
import type { Column } from './columns.ts'
import classes from './data-table.module.css'

const lengths = [0.72, 0.6, 0.8, 0.52, 0.66, 0.76, 0.58, 0.7, 0.62, 0.74, 0.56, 0.68]

interface GhostRowsProps<Row> {
  columns: readonly Column<Row>[]
  selectable: boolean
  phone: boolean
  count: number
}

export function GhostRows<Row>({ columns, selectable, phone, count }: GhostRowsProps<Row>) {
  const t = useTranslations('ui')
  return lengths.slice(0, count).map((length, index) => (
    <tr key={length} className={classes.row} aria-label={index === 0 ? t('loading') : undefined}>
      {phone ? (
        <td className={classes.phoneCell}>
          <Skeleton height={10} width={`${length * 60}%`} mb={8} />
          <Skeleton height={8} width={`${length * 40}%`} />
        </td>
      ) : (
        <>
          {selectable && <td className={classes.check} />}
          {columns.map((column) => (
            <td key={column.id} className={classes.cell} data-align={column.align}>
              <Ghost column={column} length={length} />
            </td>
          ))}
        </>
      )}
    </tr>
  ))
}

function Ghost<Row>({ column, length }: { column: Column<Row>; length: number }) {
  const shape = column.ghost ?? 'text'
  const width = `${Math.round(length * 85)}%`
  if (shape === 'none') return null
  if (shape === 'badge') return <Skeleton height={16} width={56} />
  return (
    <span className={classes.ghost}>
      {shape === 'avatar' && <Skeleton circle height={22} />}
      <Skeleton height={8} width={width} />
    </span>
  )
}

/** The table that will be here, fading out: stands above the one action of an empty page. */
export function GhostTable<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <div className={classes.ghostTable} aria-hidden="true">
      <table className={classes.table}>
        <colgroup>
          <col style={{ width: 52 }} />
          {columns.map((column) => (
            <col key={column.id} style={{ width: column.grow ? undefined : column.width }} />
          ))}
        </colgroup>
        <thead className={classes.head}>
          <tr>
            <th className={classes.check} />
            {columns.map((column) => (
              <th key={column.id} className={classes.headCell} data-align={column.align}>
                <span className={classes.headText}>{column.head}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <GhostRows columns={columns} selectable phone={false} count={5} />
        </tbody>
      </table>
    </div>
  )
}
