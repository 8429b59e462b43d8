/** The code that a banking app reads to fill a SEPA transfer (EPC069-12, "GiroCode"), and its picture. Pure. */
import { encode } from 'uqr'
import { writeAmount } from './money.ts'
import type { Invoice } from './schema.ts'

const mostCents = 99_999_999_999

const cut = (text: string, most: number) =>
  [...text.replace(/\s+/g, ' ').trim()].slice(0, most).join('').trim()

type Paid = Pick<Invoice, 'type' | 'number' | 'currency' | 'seller' | 'total' | 'prepaidAmount'>

/** What the code says, or nothing where a transfer in euros is not what is asked for. */
export function epcText({ type, number, currency, seller, total, prepaidAmount }: Paid): string | null {
  const due = total - prepaidAmount
  if (type !== 'invoice' || number === null || currency !== 'EUR' || !seller.iban) return null
  if (due <= 0 || due > mostCents) return null
  return [
    'BCD',
    '002',
    '1', // UTF-8
    'SCT',
    plainCode(seller.bic ?? ''),
    cut(seller.name, 70),
    plainCode(seller.iban),
    `EUR${writeAmount(due, 'EUR')}`,
    '', // Purpose.
    '', // Structured reference, instead of the next.
    cut(number, 140),
  ].join('\n')
}

const plainCode = (code: string) => code.replace(/\s/g, '').toUpperCase()

/** As SVG: one path, row by row, so that no renderer draws seams between its squares. */
export function codePicture(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 0, maxVersion: 13 })
  const path = data.flatMap((row, y) => {
    const runs: string[] = []
    for (let x = 0; x < size; x++) {
      const from = x
      while (row[x]) x++
      if (x > from) runs.push(`M${from} ${y}h${x - from}v1h${from - x}z`)
    }
    return runs
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#000000" d="${path.join('')}"/></svg>`
}
