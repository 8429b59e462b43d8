/** The lower half of the paper on the screen: what it comes to, how to pay, and what stands at its foot. */
import { plainDecimal } from './decimal.ts'
import type { Printing } from './paper.tsx'
import classes from './paper-below.module.css'
import { fill, groupedIban } from './paper-text.ts'

export function Totals({ invoice, words, write, tax }: Printing) {
  const { subtotal, taxes, rounding, total, prepaidAmount, currency, discountPercent } = invoice
  const discount = taxes.reduce((sum, group) => sum + group.discount, 0)
  const percent = discountPercent ? write.percent(plainDecimal(discountPercent)) : ''
  const sums: [label: string, amount: number, strong?: boolean][] = [
    [words.subtotal, subtotal + discount],
    ...(discount === 0
      ? []
      : ([
          [fill(words.discount, { percent }).trim(), -discount],
          [fill(words.netTotal, { tax }), subtotal],
        ] as [string, number][])),
    ...taxes.map((group): [string, number] => {
      const name = group.category === 'O' ? tax : `${tax} ${write.percent(plainDecimal(group.rate))}`
      return [fill(words.taxOn, { tax: name, amount: write.money(group.net) }), group.tax]
    }),
    ...(rounding === 0 ? [] : ([[words.rounding, rounding]] as [string, number][])),
    [fill(words.total, { currency }), total, true],
    ...(prepaidAmount === 0
      ? []
      : ([
          [words.prepaid, -prepaidAmount],
          [fill(words.amountDue, { currency }), total - prepaidAmount, true],
        ] as [string, number, boolean?][])),
  ]
  return (
    <dl className={classes.totals}>
      {sums.map(([label, amount, strong]) => (
        <div key={label} data-strong={strong}>
          <dt>{label}</dt>
          <dd>{write.money(amount)}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Below({ invoice, words }: Printing) {
  const { taxes, exemptionReason, note, paymentTerms, paymentLink, seller, number, type } = invoice
  const untaxed = taxes.filter(({ category }) => category !== 'S' && category !== 'Z')
  const reasons = new Set(
    [...untaxed.map(({ category }) => words.reasons[category]), untaxed.length > 0 && exemptionReason].filter(
      Boolean,
    ),
  )
  const asks = type === 'invoice' && invoice.total - invoice.prepaidAmount > 0
  const bank: [string, string | null][] =
    asks && seller.iban
      ? [
          [words.accountHolder, seller.name],
          ['IBAN', groupedIban(seller.iban)],
          ['BIC', seller.bic],
          [words.paymentReference, number],
        ]
      : []
  return (
    <div className={classes.below}>
      {reasons.size > 0 && <p>{[...reasons].join('\n')}</p>}
      {note && <p>{note}</p>}
      {paymentTerms && <p>{paymentTerms}</p>}
      {bank.length > 0 && (
        <dl className={classes.bank}>
          {bank.map(
            ([label, value]) =>
              value && (
                <div key={label}>
                  <dt className={classes.name}>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      )}
      {asks && paymentLink && (
        <p>
          {words.payOnline}: <span className={classes.link}>{paymentLink}</span>
        </p>
      )}
    </div>
  )
}

export function Foot({ invoice: { seller }, words, footer }: Printing & { footer: string | null }) {
  const labelled = (label: string, value: string | null) => value && `${label} ${value}`
  const columns = [
    [
      labelled(words.vatId, seller.vatId),
      labelled(words.taxNumber, seller.taxNumber),
      labelled(words.registration, seller.registrationNumber),
    ],
    [labelled('IBAN', seller.iban && groupedIban(seller.iban)), labelled('BIC', seller.bic)],
    [seller.email, seller.phone],
  ]
  return (
    <footer className={classes.foot}>
      {footer && <p>{footer}</p>}
      <div className={classes.footColumns}>
        {columns.map((lines, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column has no name but its place
          <span key={i}>{lines.filter(Boolean).join('\n')}</span>
        ))}
      </div>
    </footer>
  )
}
