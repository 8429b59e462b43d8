/** One row of a table, on a wide screen or on the phone. */
import { Checkbox } from '@mantine/core'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Column } from './columns.ts'
import classes from './data-table.module.css'
import type { Selection } from './selection.ts'

interface TableRowProps<Row> {
  id: string
  index: number
  row: Row
  name: string
  columns: readonly Column<Row>[]
  link: LinkProps | undefined
  open: () => void
  selection?: Selection
  tabbable: boolean
  focus: () => void
  phone: ((row: Row) => ReactNode) | undefined
}

export function TableRow<Row>(props: TableRowProps<Row>) {
  const { id, index, row, name, columns, link, open, selection, tabbable, focus, phone } = props
  const selected = selection?.has(id)
  const onClick = (event: MouseEvent<HTMLElement>) => {
    if ((event.target as HTMLElement).closest('a, button, input, label')) return
    if (event.shiftKey && selection) return selection.extendTo(id)
    // Marking text with the mouse is not a click.
    if (window.getSelection()?.toString()) return
    open()
  }
  return (
    <tr
      className={classes.row}
      data-row={id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={tabbable ? 0 : -1}
      onFocus={focus}
      onClick={onClick}
    >
      {phone ? (
        <td className={classes.phoneCell}>
          <MaybeLink link={link}>{phone(row)}</MaybeLink>
        </td>
      ) : (
        <>
          {selection && <SelectCell id={id} name={name} selection={selection} />}
          {columns.map((column) => (
            <td
              key={column.id}
              className={classes.cell}
              data-main={column.main}
              data-strong={column.strong}
              data-align={column.align}
            >
              {column.main ? <MaybeLink link={link}>{column.cell(row)}</MaybeLink> : column.cell(row)}
            </td>
          ))}
        </>
      )}
    </tr>
  )
}

function MaybeLink({ link, children }: { link: LinkProps | undefined; children: ReactNode }) {
  if (!link) return <span className={classes.link}>{children}</span>
  return (
    <Link {...link} className={classes.link} tabIndex={-1}>
      {children}
    </Link>
  )
}

function SelectCell({ id, name, selection }: { id: string; name: string; selection: Selection }) {
  const t = useTranslations('ui.table')
  return (
    <td className={classes.check}>
      <Checkbox
        aria-label={t('selectRow', { name })}
        checked={selection.has(id)}
        tabIndex={-1}
        onChange={() => selection.toggle(id)}
        onClick={(event) => {
          if (!event.shiftKey) return
          event.preventDefault()
          selection.extendTo(id)
        }}
      />
    </td>
  )
}
