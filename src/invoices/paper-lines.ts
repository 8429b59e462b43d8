/** The lines of an invoice as a table whose head is repeated on each page. Pure. */
import type { Content, TableCell } from '#src/services/pdf.ts'
import { plainDecimal } from './decimal.ts'
import type { Printing } from './paper.ts'
import { fill } from './paper-text.ts'
import type { Line } from './schema.ts'

const fontSize = 9
/** Padding left and right of a column; see the layout in services/pdf.ts. */
const padding = 8
/** Wider than any digit and narrower than most letters: lines break between words where this is short. */
const characterWidth = fontSize * 0.64

/** Room for the longest of its texts, within bounds. */
const roomFor = (texts: readonly string[], least: number, most: number) =>
  Math.min(most, Math.max(least, ...texts.map((text) => text.length * characterWidth)))

/** A row is not torn apart between two pages unless it could fill most of one. */
const mostUnbroken = 20

export function linesTable(printing: Printing, width: number): Content {
  const { invoice, words, write, tax } = printing
  const rows = invoice.lines.map((line) => ({
    line,
    quantity: withUnit(write.quantity(line.quantity), line.unit),
    price: write.price(line.unitPrice),
    tax: taxOf(line, printing),
    net: write.money(line.net),
  }))
  const widths = [
    roomFor(
      rows.map(({ quantity }) => quantity),
      46,
      96,
    ),
    roomFor(
      rows.map(({ price }) => price),
      54,
      110,
    ),
    roomFor(
      rows.map((row) => row.tax),
      34,
      48,
    ),
    roomFor(
      rows.map(({ net }) => net),
      58,
      100,
    ),
  ]
  const description = width - widths.reduce((sum, one) => sum + one, 0) - 4 * padding
  const head = (text: string, alignment: 'left' | 'right' = 'right'): TableCell => ({
    text,
    alignment,
    fontSize: 8,
    color: '#5d6076',
  })
  const figure = (text: string): TableCell => ({ text, style: 'figures' })
  const tall = invoice.lines.some((line) => heightOf(line, description) > mostUnbroken)
  return {
    layout: 'lines',
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: !tall,
      widths: [description, ...widths],
      body: [
        [
          head(words.description, 'left'),
          head(words.quantity),
          head(invoice.pricesIncludeTax ? fill(words.priceWithTax, { tax }) : words.price),
          head(tax),
          head(words.net),
        ],
        ...rows.map((row) => [
          descriptionOf(row.line, printing),
          figure(row.quantity),
          figure(row.price),
          figure(row.tax),
          figure(row.net),
        ]),
      ],
    },
  }
}

/** On one line where that fits. */
function withUnit(quantity: string, unit: string | null): string {
  if (!unit) return quantity
  return quantity.length + unit.length > 14 ? `${quantity} ${unit}` : `${quantity}\u00a0${unit}`
}

/** Only the standard and the zero rate are rates; why there is none otherwise stands below the table. */
const taxOf = ({ taxCategory, taxRate }: Line, { write }: Printing) =>
  taxCategory === 'O' ? '–' : write.percent(plainDecimal(taxRate))

function descriptionOf(line: Line, { words, write }: Printing): TableCell {
  const [first = '', ...rest] = line.description.split('\n')
  const discount = line.discountPercent && line.discount > 0
  return {
    stack: [
      first,
      ...(rest.length > 0 ? [{ text: rest.join('\n'), style: 'small' }] : []),
      ...(discount
        ? [
            {
              text: fill(words.off, {
                percent: write.percent(plainDecimal(line.discountPercent!)),
                amount: write.money(line.gross),
              }),
              style: 'small',
            },
          ]
        : []),
    ],
  }
}

const heightOf = ({ description }: Line, width: number) =>
  description
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * characterWidth) / width)), 0)
