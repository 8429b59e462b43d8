/** An empty page teaches one action that already works: the ghost of what will be here, then the action. */
import type { ReactNode } from 'react'
import type { Column } from './columns.ts'
import classes from './empty-state.module.css'
import { GhostTable } from './table-ghost.tsx'

interface EmptyStateProps<Row> {
  /** Columns of the table that will be here. */
  columns?: readonly Column<Row>[]
  icon?: ReactNode
  title: string
  text: ReactNode
  children?: ReactNode
}

export function EmptyState<Row>({ columns, icon, title, text, children }: EmptyStateProps<Row>) {
  return (
    <div className={classes.empty}>
      {columns && <GhostTable columns={columns} />}
      <div className={classes.column}>
        {icon && <div className={classes.icon}>{icon}</div>}
        <h2 className={classes.title}>{title}</h2>
        <p className={classes.text}>{text}</p>
        {children && <div className={classes.action}>{children}</div>}
      </div>
    </div>
  )
}
