/**
 * The paper on the screen: an invoice, credit note or draft as its PDF shows it, in the document's language. It grows and
 * shrinks with the room it has, and on a phone becomes one column that can be read.
 */
import { useMemo } from 'react'
import { plainDecimal } from './decimal.ts'
import classes from './paper.module.css'
import { Below, Foot, Totals } from './paper-below.tsx'
import { addressLines, fill, type Writers, writersOf } from './paper-text.ts'
import { type PaperWords, paperWords } from './paper-words.ts'
import type { Invoice } from './schema.ts'
import type { InvoiceSettings } from './settings-schema.ts'

/** What is printed; a draft that is being written has it all as well, counted in the browser. */
export type PrintedInvoice = Pick<
  Invoice,
  | 'type'
  | 'number'
  | 'buyer'
  | 'seller'
  | 'currency'
  | 'issuedOn'
  | 'dueOn'
  | 'deliveredOn'
  | 'periodStartsOn'
  | 'periodEndsOn'
  | 'lines'
  | 'pricesIncludeTax'
  | 'discountPercent'
  | 'reference'
  | 'buyerReference'
  | 'orderReference'
  | 'note'
  | 'paymentTerms'
  | 'paymentLink'
  | 'exemptionReason'
  | 'language'
  | 'subtotal'
  | 'taxes'
  | 'rounding'
  | 'total'
  | 'prepaidAmount'
>

interface PaperProps {
  invoice: PrintedInvoice
  settings: Pick<InvoiceSettings, 'paper' | 'footer' | 'taxLabel'>
  /** Where the logo is fetched. */
  logo?: string | null | undefined
  /** What a credit note corrects. */
  corrects?: { number: string; issuedOn: string } | null | undefined
  /** Index of the line that is being edited. */
  highlighted?: number | undefined
}

/** What each part of the paper is made from. */
export interface Printing {
  invoice: PrintedInvoice
  words: PaperWords
  write: Writers
  tax: string
}

export function Paper({ invoice, settings, logo, corrects, highlighted }: PaperProps) {
  const { language, currency } = invoice
  const write = useMemo(
    () => writersOf({ language, currency }, settings.paper),
    [language, currency, settings.paper],
  )
  const words = paperWords[language]
  const printing: Printing = { invoice, words, write, tax: words.taxes[settings.taxLabel] }
  return (
    <article className={classes.sheet} data-paper={settings.paper} lang={language}>
      <div className={classes.page}>
        <Letterhead {...printing} logo={logo} />
        <Heading {...printing} corrects={corrects} />
        <Lines {...printing} highlighted={highlighted} />
        <Totals {...printing} />
        <Below {...printing} />
        <Foot {...printing} footer={settings.footer} />
      </div>
    </article>
  )
}

const inLines = (lines: readonly (string | null)[]) => lines.filter(Boolean).join('\n')

function Letterhead({ invoice, words, write, logo }: Printing & { logo: string | null | undefined }) {
  const { seller, buyer } = invoice
  const home = seller.address?.country ?? null
  const own = addressLines(seller.address, home, write)
  const theirs = addressLines(buyer.address, home, write)
  return (
    <>
      <header className={classes.letterhead}>
        {logo ? (
          <img className={classes.logo} src={logo} alt={seller.name} />
        ) : (
          <p className={classes.seller}>{seller.name}</p>
        )}
        <address className={classes.own}>
          {inLines([seller.name, ...own, seller.vatId && `${words.vatId} ${seller.vatId}`])}
        </address>
      </header>
      <div className={classes.window}>
        <p className={classes.sender}>{[seller.name, ...own].join(' · ')}</p>
        <address className={classes.buyer}>
          {inLines([buyer.name, buyer.contactName === buyer.name ? null : buyer.contactName, ...theirs])}
        </address>
      </div>
    </>
  )
}

function Heading({ invoice, words, write, corrects }: Printing & Pick<PaperProps, 'corrects'>) {
  const { type, number, issuedOn, dueOn, deliveredOn, periodStartsOn: from, periodEndsOn: until } = invoice
  const period = from && until ? write.period(from, until) : (from ?? until)
  const facts: [string, string | null | undefined][] = [
    [words.issuedOn, issuedOn && write.day(issuedOn)],
    [words.dueOn, type === 'invoice' && dueOn ? write.day(dueOn) : null],
    [words.period, period === from || period === until ? period && write.day(period) : period],
    [words.deliveredOn, deliveredOn && write.day(deliveredOn)],
    [words.reference, invoice.reference],
    [words.buyerReference, invoice.buyerReference],
    [words.orderReference, invoice.orderReference],
  ]
  return (
    <div className={classes.heading}>
      <div>
        <h2 className={classes.title}>
          {words[type]} {number ?? <span className={classes.grey}>{words.draft}</span>}
        </h2>
        {corrects && (
          <p className={classes.grey}>
            {fill(words.corrects, { number: corrects.number, day: write.day(corrects.issuedOn) })}
          </p>
        )}
      </div>
      <dl className={classes.facts}>
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </div>
  )
}

function Lines({ invoice, words, write, tax, highlighted }: Printing & Pick<PaperProps, 'highlighted'>) {
  return (
    <table className={classes.lines}>
      <thead>
        <tr>
          <th scope="col">{words.description}</th>
          <th scope="col">{words.quantity}</th>
          <th scope="col">{invoice.pricesIncludeTax ? fill(words.priceWithTax, { tax }) : words.price}</th>
          <th scope="col">{tax}</th>
          <th scope="col">{words.net}</th>
        </tr>
      </thead>
      <tbody>
        {invoice.lines.map((line, i) => {
          const quantity = `${write.quantity(line.quantity)}${line.unit ? ` ${line.unit}` : ''}`
          const price = write.price(line.unitPrice)
          const rate = line.taxCategory === 'S' ? write.percent(plainDecimal(line.taxRate)) : line.taxCategory
          return (
            <tr
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
              key={i}
              data-highlighted={i === highlighted || undefined}
            >
              <td>
                {line.description}
                {line.discountPercent && (
                  <span className={classes.off}>
                    {fill(words.off, {
                      percent: write.percent(plainDecimal(line.discountPercent)),
                      amount: write.money(line.gross),
                    })}
                  </span>
                )}
                <span className={classes.narrow} aria-hidden="true">
                  {quantity} × {price} · {rate}
                </span>
              </td>
              <td>{quantity}</td>
              <td>{price}</td>
              <td>{rate}</td>
              <td>{write.money(line.net)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
