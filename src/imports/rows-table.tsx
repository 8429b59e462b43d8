/** One kind of rows as a table. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import { useOrganization } from '#src/web/session.ts'
import type { Verdict } from './import-rows.tsx'
import type { Import, ImportRow } from './import-words.tsx'
import { RefusedCells } from './refused-cells.tsx'
import { LeaveOut } from './repair.tsx'
import classes from './rows.module.css'

interface RowsTableProps {
  record: Import
  verdict: Verdict
  rows: readonly ImportRow[]
  repairable: boolean
}

export function RowsTable({ record, verdict, rows, repairable }: RowsTableProps) {
  const t = useTranslations('imports.rows')
  const over = !['reading', 'checking', 'ready'].includes(record.status)
  const heads: Record<Verdict, string[]> = {
    refused: [t('inFile'), t(over ? 'whyAfter' : 'why')],
    matched: [t('matches'), t('by'), t(over ? 'happened' : 'happens')],
    new: [t('company'), t('email')],
    left_out: [t('company'), t('email')],
  }
  return (
    <table className={classes.table} data-verdict={verdict}>
      <thead>
        <tr>
          <th scope="col" className={classes.number}>
            {t('row')}
          </th>
          <th scope="col" className={classes.who}>
            {t('name')}
          </th>
          {heads[verdict].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
          {repairable && (
            <th scope="col" className={classes.repairHead}>
              {verdict === 'refused' ? t('repair') : ''}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RowOf key={row.row} row={row} record={record} verdict={verdict} repairable={repairable} />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  row: ImportRow
  record: Import
  verdict: Verdict
  repairable: boolean
}

function RowOf({ row, record, verdict, repairable }: RowProps) {
  const t = useTranslations('imports.rows')
  const { slug } = useOrganization()
  const { number } = useFormat()
  const name = row.name ?? row.company
  const facts = { row, record, repairable }
  return (
    <tr>
      <td className={classes.number}>{number(row.row)}</td>
      <td className={classes.name} data-empty={!name || undefined} title={name ?? undefined}>
        {row.record && verdict === 'new' ? (
          <Link to={recordPage(record)} params={{ slug, id: row.record.id }}>
            {name || row.record.name}
          </Link>
        ) : (
          name || t('empty')
        )}
      </td>
      {verdict === 'refused' && <RefusedCells {...facts} />}
      {verdict === 'matched' && <MatchedCells {...facts} />}
      {(verdict === 'new' || verdict === 'left_out') && (
        <>
          <Cell>{row.name ? row.company : ''}</Cell>
          <Cell>{cellOf(record, row, 'email')}</Cell>
          {repairable && <LeaveOut row={row} record={record} />}
        </>
      )}
    </tr>
  )
}

const recordPage = ({ kind }: Import) =>
  kind === 'client' ? '/o/$slug/clients/$id' : '/o/$slug/companies/$id'

/** What the row says in the column that goes to this field. */
function cellOf({ columns }: Import, { cells }: ImportRow, target: string) {
  const index = columns.findIndex((column) => column.target === target)
  return index < 0 ? '' : (cells[index] ?? '')
}

function Cell({ children }: { children: ReactNode }) {
  return <td title={typeof children === 'string' ? children : undefined}>{children}</td>
}

function MatchedCells({ row, record, repairable }: Omit<RowProps, 'verdict'>) {
  const t = useTranslations('imports.rows')
  const { slug } = useOrganization()
  const { number } = useFormat()
  const happens =
    record.matched === 'create'
      ? 'creates'
      : record.matched === 'skip'
        ? 'skips'
        : row.adds
          ? 'updates'
          : 'same'
  return (
    <>
      <td>
        {row.record ? (
          <Link to={recordPage(record)} params={{ slug, id: row.record.id }}>
            {row.record.name}
          </Link>
        ) : (
          row.matchedRow !== null && t('sameAs', { row: number(row.matchedRow) })
        )}
      </td>
      <td>{row.matchedBy && t(`byWays.${row.matchedBy}`)}</td>
      <td>{t(happens)}</td>
      {repairable && <LeaveOut row={row} record={record} />}
    </>
  )
}
