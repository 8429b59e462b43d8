/** The columns that every list of records has, made from its fields. */
import type { ReactNode } from 'react'
import type { Fields } from '#src/core/fields.ts'
import { Avatar } from './avatar.tsx'
import type { Column } from './columns.ts'
import { type AnyValue, FieldValue } from './field-value.tsx'
import classes from './record-cells.module.css'

/** The name with its initials; `children` stand after it. */
export function NameCell({ name, kind, children }: { name: string; kind?: 'company'; children?: ReactNode }) {
  return (
    <>
      <Avatar name={name} {...(kind && { kind })} />
      <span className={classes.name}>{name}</span>
      {children}
    </>
  )
}

interface FieldColumnsParts {
  fields: Fields
  /** Fields that have a column of their own, or none. */
  without: readonly string[]
  label: (name: string) => string
  optionLabel: (name: string, option: string) => string
}

/** Fields without a column of their own: they can be shown, too, when somebody wants them. */
export function fieldColumns<Row extends object>(parts: FieldColumnsParts): Column<Row>[] {
  const { fields, without, label, optionLabel } = parts
  return Object.entries(fields)
    .filter(([name]) => !without.includes(name))
    .map(([name, field]) => ({
      id: name,
      head: label(name),
      cell: (row) => (
        <span className={classes.oneLine}>
          <FieldValue
            field={field}
            value={(row as Record<string, AnyValue>)[name]}
            optionLabel={(option) => optionLabel(name, option)}
          />
        </span>
      ),
      width: 168,
      hidden: true,
    }))
}
