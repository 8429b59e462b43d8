/** From what a person wrote to a whole draft: parties copied, lines completed and everything counted. */
import type { Sql } from '#src/core/db.ts'
import { invalid } from '#src/core/errors.ts'
import { otherParty, ownParty, type Subject } from './parties.ts'
import type { Invoice, Line, NewLine, Party } from './schema.ts'
import type { InvoiceSettings } from './settings-schema.ts'
import { countTotals, TooMuch, type Totals } from './totals.ts'

/** What the counting needs of an invoice, and what whoever it is about. */
export type Written = Pick<
  Invoice,
  'direction' | 'currency' | 'pricesIncludeTax' | 'discountPercent' | 'prepaidAmount'
> &
  Subject & { lines: readonly NewLine[] }

export interface Counted extends Pick<Invoice, 'subtotal' | 'taxes' | 'taxTotal' | 'rounding' | 'total'> {
  lines: Line[]
  buyer: Party
  seller: Party
  /** Who the other side is, in a word. */
  party: string
}

type TaxDefaults = Pick<InvoiceSettings, 'taxCategory' | 'taxRate'>

/** What was left out of a line is as the settings have it; a rate alone says which category is meant. */
function completeLine(line: NewLine, usual: TaxDefaults, at: number) {
  const { description, quantity, unitPrice } = line
  const isRate = line.taxRate !== undefined && Number(line.taxRate) > 0
  const taxCategory =
    line.taxCategory ?? (line.taxRate === undefined ? usual.taxCategory : isRate ? 'S' : 'Z')
  const taxRate = line.taxRate ?? (taxCategory === 'S' ? usual.taxRate : '0')
  if (taxCategory === 'S' && Number(taxRate) === 0)
    throw invalid(`lines.${at}.taxRate`, 'The standard category (S) needs a rate above zero.')
  return {
    description,
    quantity,
    unit: line.unit ?? null,
    unitPrice,
    discountPercent: line.discountPercent ?? null,
    taxCategory,
    taxRate,
  }
}

function count(written: Written, lines: ReturnType<typeof completeLine>[]): Totals {
  try {
    return countTotals({ ...written, lines })
  } catch (error) {
    if (error instanceof TooMuch) throw invalid('lines', 'This comes to more than an invoice can hold.')
    throw error
  }
}

/** The draft counted anew, with fresh copies of both sides. */
export async function countDraft(
  sql: Sql,
  organization: string,
  written: Written,
  usual: TaxDefaults,
): Promise<Counted> {
  const completed = written.lines.map((line, i) => completeLine(line, usual, i))
  const totals = count(written, completed)
  if (written.prepaidAmount > totals.total)
    throw invalid('prepaidAmount', 'More cannot have been paid than the invoice comes to.')
  const [own, other] = await Promise.all([
    ownParty(sql, organization),
    otherParty(sql, organization, written),
  ])
  const { subtotal, taxes, taxTotal, rounding, total } = totals
  return {
    lines: completed.map((line, i) => ({ ...line, ...totals.lines[i]! })),
    subtotal,
    taxes,
    taxTotal,
    rounding,
    total,
    ...(written.direction === 'sales' ? { seller: own, buyer: other } : { seller: other, buyer: own }),
    party: other.name,
  }
}
