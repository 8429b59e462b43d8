/** What stands below the sums: why no tax is charged, the note, and how to pay. Pure. */
import type { Content, Margins } from '#src/services/pdf.ts'
import { ownReasonOf } from './e-invoice.ts'
import { codePicture, epcText } from './epc-code.ts'
import type { Printing } from './paper.ts'
import { groupedIban } from './paper-text.ts'
import { dueOn } from './paper-totals.ts'

const above: Margins = [0, 12, 0, 0]

/** The sentences the law asks for where no tax is charged, and what a person wrote to the buyer. */
export function sentencesOf({ invoice, words }: Printing): Content[] {
  const reasons = invoice.taxes.flatMap(({ category }) => [
    words.reasons[category] ?? null,
    category === 'S' || category === 'Z' ? null : ownReasonOf(category, invoice),
  ])
  const said = [...new Set(reasons.filter((reason) => reason !== null))]
  return [
    ...(said.length > 0 ? [{ text: said.join('\n'), margin: above }] : []),
    ...(invoice.note ? [{ text: invoice.note, margin: above }] : []),
  ]
}

/** How to pay, where there is something to pay. */
export function paymentOf({ invoice, words }: Printing): Content[] {
  const { seller, number, paymentTerms, paymentLink } = invoice
  if (invoice.type !== 'invoice' || dueOn(invoice) <= 0)
    return paymentTerms ? [{ text: paymentTerms, margin: above }] : []
  const bank: [string, string | null][] = seller.iban
    ? [
        [words.accountHolder, seller.name],
        ['IBAN', groupedIban(seller.iban)],
        ['BIC', seller.bic],
        [words.paymentReference, number],
      ]
    : []
  const rows = bank.filter((row): row is [string, string] => Boolean(row[1]))
  const stack: Content[] = [
    ...(paymentTerms ? [{ text: paymentTerms, margin: [0, 0, 0, 6] as Margins }] : []),
    ...(rows.length > 0
      ? [
          {
            layout: 'facts',
            table: {
              widths: ['auto', '*'],
              body: rows.map(([label, value]) => [
                { text: label, style: 'grey', noWrap: true },
                { text: value },
              ]),
            },
          },
        ]
      : []),
    ...(paymentLink
      ? [
          {
            margin: [0, 6, 0, 0] as Margins,
            text: [`${words.payOnline}: `, { text: paymentLink, link: paymentLink, color: '#3a2fb5' }],
          },
        ]
      : []),
  ]
  const code = epcText(invoice)
  if (stack.length === 0 && !code) return []
  return [
    {
      unbreakable: true,
      margin: [0, 16, 0, 0],
      columnGap: 16,
      columns: [
        { width: '*', stack },
        ...(code
          ? [
              {
                width: 84,
                stack: [
                  { svg: codePicture(code), width: 84 },
                  { text: words.payByApp, style: 'small', margin: [0, 4, 0, 0] as Margins },
                ],
              },
            ]
          : []),
      ],
    },
  ]
}
