/** What stands in the editor of a draft: text as it was typed, read into what the server takes. Pure. */
import { plainDecimal } from './decimal.ts'
import { isDeduction } from './deposit-sums.ts'
import type { Invoice, NewLine } from './schema.ts'
import {
  type CountedLine,
  countTotals,
  type TaxCategory,
  TooMuch,
  type Totals,
  taxCategories,
} from './totals.ts'

export interface Row {
  /** Its own for as long as it is on the screen. */
  key: number
  description: string
  quantity: string
  unit: string
  unitPrice: string
  discountPercent: string
  /** Category and rate, such as "S 19". */
  tax: string
}

export interface Sheet {
  clientId: string | null
  companyId: string | null
  currency: string
  issuedOn: string
  dueOn: string
  serviceFrom: string
  serviceTo: string
  reference: string
  buyerReference: string
  orderReference: string
  note: string
  paymentTerms: string
  paymentLink: string
  exemptionReason: string
  language: Invoice['language']
  pricesIncludeTax: boolean
  discountPercent: string
  remind: boolean
  mark: Mark
  rows: readonly Row[]
}

export const columns = ['description', 'quantity', 'unit', 'unitPrice', 'discountPercent', 'tax'] as const
export type Column = (typeof columns)[number]

let lastKey = 0
export const newRow = (tax: string, values: Partial<Row> = {}): Row => ({
  description: '',
  quantity: '1',
  unit: '',
  unitPrice: '',
  discountPercent: '',
  tax,
  ...values,
  key: ++lastKey,
})

export const isBlank = ({ description, unitPrice, unit, discountPercent }: Row) =>
  !description.trim() && !unitPrice.trim() && !unit.trim() && !discountPercent.trim()

/** What stands before the fraction where this person is. */
export type Mark = '.' | ','

/**
 * A number as people type it, "1.234,50" or "1,234.5", as decimal text; undefined when it is none. A single mark before
 * three digits may group thousands or not: there the person's own mark decides.
 */
export function readTyped(text: string, mark: Mark): string | undefined {
  const plain = text.trim().replace(/[\s\u00a0\u202f'’%]/g, '')
  const marks = plain.match(/[.,]/g) ?? []
  const last = marks.at(-1)
  const alone = marks.every((one) => one === last)
  const groups =
    alone &&
    (marks.length > 1 || (last !== mark && /^\d{1,3}[.,]\d{3}$/.test(plain) && !plain.startsWith('0')))
  const whole = groups ? plain.replace(/[.,]/g, '') : plain.replace(/[.,](?=.*[.,])/g, '').replace(',', '.')
  return /^\d+(\.\d+)?$/.test(whole) ? whole : undefined
}

/** Decimal text as this person writes it. */
const typed = (text: string, mark: Mark) => text.replace('.', mark)

export const taxOf = ({ taxCategory, taxRate }: { taxCategory: TaxCategory; taxRate: string }) =>
  `${taxCategory} ${plainDecimal(taxRate)}`

export function readTax(tax: string): Pick<CountedLine, 'taxCategory' | 'taxRate'> {
  const [category = '', rate = '0'] = tax.split(' ')
  const known = taxCategories.find((one) => one === category) ?? 'S'
  return { taxCategory: known, taxRate: rate }
}

/** Which cells of a row cannot be read. Blank rows have none: they are not part of the invoice yet. */
export function faultsOf(row: Row, mark: Mark): Column[] {
  if (isBlank(row)) return []
  const quantity = readTyped(row.quantity, mark)
  const discount = row.discountPercent.trim()
  return [
    ...(row.description.trim() ? [] : ['description' as const]),
    ...(quantity === undefined || /^[0.]*$/.test(quantity) ? ['quantity' as const] : []),
    ...(readTyped(row.unitPrice, mark) === undefined ? ['unitPrice' as const] : []),
    ...(discount && !(Number(readTyped(discount, mark) ?? 101) <= 100) ? ['discountPercent' as const] : []),
  ]
}

type WholeLine = CountedLine & Pick<NewLine, 'description'> & { unit: string | null }

/** The row as a line, when it is one. */
export function lineOf(row: Row, mark: Mark): WholeLine | null {
  if (isBlank(row) || faultsOf(row, mark).length > 0) return null
  return {
    description: row.description.trim(),
    quantity: readTyped(row.quantity, mark) ?? '1',
    unit: row.unit.trim() || null,
    unitPrice: readTyped(row.unitPrice, mark) ?? '0',
    discountPercent: readTyped(row.discountPercent, mark) ?? null,
    ...readTax(row.tax),
  }
}

/** Row by row what it adds, and the whole; null when it comes to more than an invoice can hold. */
export function countSheet(sheet: Sheet): { totals: Totals; nets: ReadonlyMap<number, number> } | null {
  const lines = sheet.rows
    .map((row) => ({ row, line: lineOf(row, sheet.mark) }))
    .filter(({ line }) => line !== null)
  const discount = readTyped(sheet.discountPercent, sheet.mark)
  try {
    const totals = countTotals({
      currency: sheet.currency,
      pricesIncludeTax: sheet.pricesIncludeTax,
      discountPercent: discount !== undefined && Number(discount) <= 100 ? discount : null,
      lines: lines.map(({ line }) => line as WholeLine),
    })
    return { totals, nets: new Map(lines.map(({ row }, i) => [row.key, totals.lines[i]!.net])) }
  } catch (error) {
    if (error instanceof TooMuch) return null
    throw error
  }
}

const orNull = (text: string) => text.trim() || null

/** What is stored of it: all that can be read. */
export function storedOf(sheet: Sheet) {
  const { serviceFrom, serviceTo } = sheet
  const isPeriod = serviceFrom !== '' && serviceTo !== '' && serviceFrom !== serviceTo
  const discount = readTyped(sheet.discountPercent, sheet.mark)
  return {
    clientId: sheet.clientId,
    companyId: sheet.companyId,
    currency: sheet.currency,
    issuedOn: orNull(sheet.issuedOn),
    dueOn: orNull(sheet.dueOn),
    deliveredOn: isPeriod ? null : (orNull(serviceFrom) ?? orNull(serviceTo)),
    periodStartsOn: isPeriod ? serviceFrom : null,
    periodEndsOn: isPeriod ? serviceTo : null,
    reference: orNull(sheet.reference),
    buyerReference: orNull(sheet.buyerReference),
    orderReference: orNull(sheet.orderReference),
    note: orNull(sheet.note),
    paymentTerms: orNull(sheet.paymentTerms),
    paymentLink: /^https:\/\/\S+$/.test(sheet.paymentLink.trim()) ? sheet.paymentLink.trim() : null,
    exemptionReason: orNull(sheet.exemptionReason),
    language: sheet.language,
    pricesIncludeTax: sheet.pricesIncludeTax,
    discountPercent: discount !== undefined && Number(discount) <= 100 ? discount : null,
    remind: sheet.remind,
    lines: sheet.rows.map((row) => lineOf(row, sheet.mark)).filter((line) => line !== null),
  }
}

/** The sheet of a stored draft, with a blank row below to go on in. */
export function sheetOf(invoice: Invoice, usualTax: string, mark: Mark): Sheet {
  const text = (value: string | null) => value ?? ''
  return {
    clientId: invoice.clientId,
    companyId: invoice.companyId,
    currency: invoice.currency,
    issuedOn: text(invoice.issuedOn),
    dueOn: text(invoice.dueOn),
    serviceFrom: text(invoice.periodStartsOn ?? invoice.deliveredOn),
    serviceTo: text(invoice.periodEndsOn),
    reference: text(invoice.reference),
    buyerReference: text(invoice.buyerReference),
    orderReference: text(invoice.orderReference),
    note: text(invoice.note),
    paymentTerms: text(invoice.paymentTerms),
    paymentLink: text(invoice.paymentLink),
    exemptionReason: text(invoice.exemptionReason),
    language: invoice.language,
    pricesIncludeTax: invoice.pricesIncludeTax,
    discountPercent: typed(text(invoice.discountPercent), mark),
    remind: invoice.remind,
    mark,
    rows: [
      // What takes deposits off is added by the server, anew each time.
      ...invoice.lines
        .filter((line) => !isDeduction(line))
        .map((line) =>
          newRow(taxOf(line), {
            description: line.description,
            quantity: typed(line.quantity, mark),
            unit: text(line.unit),
            unitPrice: typed(line.unitPrice, mark),
            discountPercent: typed(text(line.discountPercent), mark),
          }),
        ),
      ...(invoice.lines.length === 0 ? [newRow(usualTax)] : []),
    ],
  }
}

/** Rows as a spreadsheet gives them: description, quantity, unit, price, discount. A heading is left out. */
export function readPasted(text: string, tax: string, mark: Mark): Row[] {
  const cells = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => line.split('\t').map((cell) => cell.trim()))
  const isHeading = (row: readonly string[]) =>
    row.length > 1 && row.slice(1).every((cell) => !/\d/.test(cell))
  return cells
    .filter((row, i) => i > 0 || !isHeading(row))
    .map((row) => {
      const [description = '', ...rest] = row
      // Two columns are text and price; three text, quantity and price.
      const numeric = rest.map((cell) => readTyped(cell, mark) !== undefined)
      const [quantity = '1', unit = '', unitPrice = '', discountPercent = ''] =
        rest.length === 1
          ? ['1', '', rest[0]]
          : rest.length === 2 || (rest.length > 2 && numeric[1])
            ? [rest[0], '', rest[1], rest[2]]
            : rest
      return newRow(tax, { description, quantity: quantity || '1', unit, unitPrice, discountPercent })
    })
}
