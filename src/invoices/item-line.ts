/** Filling a line from the catalogue. Pure. */
import { plainDecimal } from './decimal.ts'
import type { Mark, Row } from './editor-state.ts'
import type { TaxCategory } from './totals.ts'

export interface Offered {
  id: string
  name: string
  description: string | null
  unit: string | null
  unitPrice: string
  taxCategory: TaxCategory | null
  taxRate: string | null
}

/** What the item says of the line; where it says nothing, the line keeps what it had. */
export function filledFrom(item: Offered, row: Row, mark: Mark): Partial<Row> {
  const { taxCategory = 'S', taxRate } = item
  const rate = taxRate ?? (taxCategory && taxCategory !== 'S' ? '0' : null)
  return {
    description: (item.description ?? item.name).replace(/\s+/g, ' '),
    unit: item.unit ?? row.unit,
    unitPrice: item.unitPrice.replace('.', mark),
    tax: rate === null ? row.tax : `${taxCategory ?? 'S'} ${plainDecimal(rate)}`,
  }
}

/**
 * Whether a text came by choosing from the list: browsers say so by the kind of input, or name none. A name that is only
 * being typed may be the beginning of a longer one.
 */
export const isChosen = (event: Event) =>
  !('inputType' in event) || event.inputType === 'insertReplacementText' || !event.inputType
