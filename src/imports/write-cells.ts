import type { Address, ElectronicAddress, Field, Fields } from '#src/core/fields.ts'
import { type AddressPart, addressPartNames, labelOf, partLabel } from './targets.ts'

export interface ExportColumn {
  heading: string
  field: string
  part: AddressPart | null
}

/** The columns of an export, under headings that an import knows again. */
export const exportColumns = (fields: Fields): ExportColumn[] =>
  Object.entries(fields).flatMap(([name, field]): ExportColumn[] =>
    field.kind === 'address'
      ? addressPartNames.map((part) => ({ heading: partLabel(name, part), field: name, part }))
      : [{ heading: labelOf(name, field), field: name, part: null }],
  )

/** The cells of one record; references are written by name, as given beside the record's own values. */
export function exportCells(
  columns: readonly ExportColumn[],
  fields: Fields,
  record: Readonly<Record<string, unknown>>,
  references: Readonly<Record<string, string | null>>,
): string[] {
  return columns.map(({ field: name, part }) => {
    if (part) return (record[name] as Address | null | undefined)?.[part] ?? ''
    const field = fields[name]!
    return field.kind === 'reference' ? (references[name] ?? '') : cellText(field, record[name])
  })
}

function cellText(field: Field, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (field.kind === 'yesNo') return value ? 'yes' : 'no'
  if (field.kind === 'electronicAddress') {
    const { scheme, value: number } = value as ElectronicAddress
    return `${scheme}:${number}`
  }
  return Array.isArray(value) ? joined(value as string[]) : String(value)
}

/** Values that hold a separator themselves are joined by Google's, which reading then takes for the only one. */
function joined(values: readonly string[]): string {
  if (!values.some((value) => /[;,\n]/.test(value))) return values.join('; ')
  return values.map((value) => `${value} :::`).join(' ')
}
