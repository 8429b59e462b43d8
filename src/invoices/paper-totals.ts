/** What an invoice comes to, from the lines' sum to what is to be paid. Pure. */
import type { Content } from '#src/services/pdf.ts'
import { plainDecimal } from './decimal.ts'
import type { Printing } from './paper.ts'
import { fill } from './paper-text.ts'
import type { Invoice } from './schema.ts'

interface Sum {
  label: string
  amount: number
  strong?: boolean
}

/** The rows of the sums. Each tax group says its rate and what is taxed. */
function sumsOf({ invoice, words, write, tax }: Printing): Sum[] {
  const { subtotal, taxes, rounding, total, prepaidAmount, currency, discountPercent } = invoice
  const discount = taxes.reduce((sum, group) => sum + group.discount, 0)
  const sums: Sum[] = [{ label: words.subtotal, amount: subtotal + discount }]
  if (discount !== 0) {
    const percent = discountPercent ? write.percent(plainDecimal(discountPercent)) : ''
    sums.push({ label: fill(words.discount, { percent }).trim(), amount: -discount })
    sums.push({ label: fill(words.netTotal, { tax }), amount: subtotal })
  }
  for (const group of taxes) {
    const name = group.category === 'O' ? tax : `${tax} ${write.percent(plainDecimal(group.rate))}`
    const amount = write.money(group.net)
    sums.push({ label: fill(words.taxOn, { tax: name, amount }), amount: group.tax })
  }
  if (rounding !== 0) sums.push({ label: words.rounding, amount: rounding })
  sums.push({ label: fill(words.total, { currency }), amount: total, strong: true })
  if (prepaidAmount !== 0) {
    sums.push({ label: words.prepaid, amount: -prepaidAmount })
    sums.push({ label: fill(words.amountDue, { currency }), amount: dueOn(invoice), strong: true })
  }
  return sums
}

/** What the paper asks for: later payments are not on it. */
export const dueOn = ({ total, prepaidAmount }: Pick<Invoice, 'total' | 'prepaidAmount'>) =>
  total - prepaidAmount

export function totalsTable(printing: Printing, width: number): Content {
  const wide = Math.min(width, 250)
  return {
    unbreakable: true,
    margin: [width - wide, 6, 0, 0],
    layout: 'totals',
    table: {
      widths: ['*', 'auto'],
      body: sumsOf(printing).map(({ label, amount, strong }) => {
        const style = strong ? { bold: true, fontSize: 11 } : { fontSize: 8.5 }
        return [
          // Above a sum that counts stands a line.
          { text: label, style: 'tabular', ...style, border: [false, strong === true, false, false] },
          {
            text: printing.write.money(amount),
            style: 'figures',
            noWrap: true,
            ...style,
            border: [false, strong === true, false, false],
          },
        ]
      }),
    },
  }
}
