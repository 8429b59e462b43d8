/**
 * The paper: an invoice, credit note or draft as pages for the PDF. On A4 the buyer's address stands where a window envelope
 * shows it (DIN 5008, form B). Pure: it takes nothing but what it is given.
 */
import type { Content, Margins, Pages } from '#src/services/pdf.ts'
import type { Preceding } from './e-invoice.ts'
import { linesTable } from './paper-lines.ts'
import { paymentOf, sentencesOf } from './paper-payment.ts'
import { addressLines, fill, groupedIban, type Writers, writersOf } from './paper-text.ts'
import { totalsTable } from './paper-totals.ts'
import { type PaperWords, paperWords } from './paper-words.ts'
import { printable } from './printable.ts'
import type { Invoice } from './schema.ts'
import type { InvoiceSettings } from './settings-schema.ts'

/** What is printed. Of a draft number and days may be missing. */
export interface Paper {
  invoice: Invoice
  preceding: Preceding | null
  settings: Pick<InvoiceSettings, 'paper' | 'footer' | 'taxLabel'>
  logo: Uint8Array | null
  /** The e-invoice inside, where there is one. */
  xml: string | null
}

/** What each part of the paper is made from. */
export interface Printing {
  invoice: Invoice
  words: PaperWords
  write: Writers
  /** What the tax is called. */
  tax: string
}

const mm = (millimetres: number) => (millimetres * 72) / 25.4
/** Left and right as DIN 5008 has them; at the foot there is room for what is printed there. */
const left = mm(25)
const right = mm(20)
const top = mm(15)
const widthOf = (paper: InvoiceSettings['paper']) => (paper === 'A4' ? mm(210) : mm(215.9)) - left - right

const grey = '#5d6076'
/** Figures of one width, which stand below each other. */
const tabular = 'tnum' as const
const styles = {
  title: { fontSize: 17, bold: true },
  seller: { fontSize: 15, bold: true },
  small: { fontSize: 8, color: grey, fontFeatures: [tabular] },
  sender: { fontSize: 6.5, color: grey },
  grey: { color: grey },
  figures: { fontFeatures: [tabular], alignment: 'right' as const },
  tabular: { fontFeatures: [tabular] },
}

/** All text with what the typeface lacks replaced, wherever it stands in the content. */
function inTypeface<T>(content: T): T {
  if (typeof content === 'string') return printable(content) as T
  if (Array.isArray(content)) return content.map(inTypeface) as T
  if (typeof content !== 'object' || content === null) return content
  return Object.fromEntries(Object.entries(content).map(([name, value]) => [name, inTypeface(value)])) as T
}

/** Seller and, in the window, the buyer. The rows' heights keep the address in its place whatever stands above. */
function letterhead({ invoice: { seller, buyer }, words, write }: Printing, logo: boolean): Content {
  const own = addressLines(seller.address, seller.address?.country ?? null, write)
  const theirs = addressLines(buyer.address, seller.address?.country ?? null, write)
  const contact = buyer.contactName && buyer.contactName !== buyer.name ? [buyer.contactName] : []
  const taxed = seller.vatId ? [`${words.vatId} ${seller.vatId}`] : []
  const name: Content = logo
    ? { image: 'logo', fit: [mm(70), mm(22)] }
    : { text: seller.name, style: 'seller' }
  return {
    layout: 'plain',
    table: {
      widths: ['*', mm(70)],
      heights: [mm(58.5) - top, mm(98) - mm(58.5)],
      body: [
        [name, { text: [seller.name, ...own, ...taxed].join('\n'), style: 'small', alignment: 'right' }],
        [
          {
            // As wide as the window.
            layout: 'plain',
            table: {
              widths: [mm(80)],
              body: [
                [{ text: [seller.name, ...own].join(' · '), style: 'sender', margin: [0, 0, 0, 3] }],
                // Below, room even where the address is longer than its window.
                [
                  {
                    text: [buyer.name, ...contact, ...theirs].join('\n'),
                    fontSize: 9.5,
                    margin: [0, 0, 0, 12],
                  },
                ],
              ],
            },
          },
          '',
        ],
      ],
    },
  }
}

function factsOf({ invoice, words, write }: Printing): [string, string][] {
  const { issuedOn, dueOn, deliveredOn, periodStartsOn: from, periodEndsOn: until } = invoice
  const period = from && until ? write.period(from, until) : (from ?? until) && write.day((from ?? until)!)
  const facts: [string, string | null | undefined][] = [
    [words.issuedOn, issuedOn && write.day(issuedOn)],
    [words.dueOn, invoice.type === 'invoice' && dueOn ? write.day(dueOn) : null],
    [words.period, period],
    [words.deliveredOn, deliveredOn && write.day(deliveredOn)],
    [words.reference, invoice.reference],
    [words.buyerReference, invoice.buyerReference],
    [words.orderReference, invoice.orderReference],
  ]
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]))
}

function heading(printing: Printing, preceding: Preceding | null): Content {
  const { invoice, words, write } = printing
  const corrects = preceding && {
    text: fill(words.corrects, { number: preceding.number, day: write.day(preceding.issuedOn) }),
    margin: [0, 3, 0, 0] as [number, number, number, number],
  }
  const facts = factsOf(printing)
  return {
    margin: [0, 0, 0, 14],
    columnGap: 16,
    columns: [
      {
        width: '*',
        stack: [
          {
            style: 'title',
            text: [`${words[invoice.type]} `, invoice.number ?? { text: words.draft, color: grey }],
          },
          ...(corrects ? [corrects] : []),
        ],
      },
      facts.length === 0
        ? ''
        : {
            width: mm(78),
            layout: 'facts',
            table: {
              widths: ['*', 'auto'],
              body: facts.map(([label, value]) => [
                { text: label, alignment: 'right' as const, color: grey, fontSize: 8 },
                { text: value, alignment: 'right' as const, bold: true, fontSize: 8 },
              ]),
            },
          },
    ],
  }
}

/** Who the seller is, where the money goes and how to reach them: what stands at the foot of each page. */
function footOf({ invoice: { seller }, words }: Printing): string[] {
  const labelled = (label: string, value: string | null) => (value ? `${label} ${value}` : null)
  const columns = [
    [
      labelled(words.vatId, seller.vatId),
      labelled(words.taxNumber, seller.taxNumber),
      labelled(words.registration, seller.registrationNumber),
    ],
    [labelled('IBAN', seller.iban && groupedIban(seller.iban)), labelled('BIC', seller.bic)],
    [seller.email, seller.phone],
  ]
  return columns.map((lines) => lines.filter(Boolean).join('\n'))
}

const smallLine = 7 * 1.2
/** More than so many lines would not leave enough of the page: then it is printed once, at the end. */
const mostFootLines = 8

/** How many lines a text takes, at a guess on the safe side. */
const linesOf = (text: string, width: number) =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 4.2) / width)), 0)

/** The whole paper, ready to be written. */
export function pagesOf({ invoice, preceding, settings, logo, xml }: Paper): Pages {
  const words = paperWords[invoice.language]
  const write = writersOf(invoice, settings.paper)
  const printing: Printing = { invoice, words, write, tax: words.taxes[settings.taxLabel] }
  const width = widthOf(settings.paper)
  const columns = footOf(printing)
  const footer = settings.footer ?? ''
  const footerLines = footer ? linesOf(footer, width) : 0
  const footerFits = footerLines <= mostFootLines
  const columnLines = Math.max(...columns.map((text, i) => linesOf(text, width / 3) + (i === 2 ? 1 : 0)))
  const bottom = 34 + (columnLines + (footerFits ? footerLines : 0)) * smallLine
  const title = `${words[invoice.type]} ${invoice.number ?? words.draft}`
  const content: Content = [
    letterhead(printing, logo !== null),
    heading(printing, preceding),
    linesTable(printing, width),
    totalsTable(printing, width),
    ...sentencesOf(printing),
    ...paymentOf(printing),
    ...(footer && !footerFits ? [{ text: footer, style: 'small', margin: [0, 14, 0, 0] as Margins }] : []),
  ]
  return inPrint({
    title,
    author: invoice.seller.name,
    language: invoice.language,
    createdAt: new Date(invoice.issuedAt ?? invoice.updatedAt),
    size: settings.paper === 'A4' ? 'A4' : 'LETTER',
    margins: [left, top, right, bottom],
    content,
    head: `${title} · ${invoice.seller.name}`,
    foot: { text: footerFits ? footer : '', columns, page: words.page },
    styles,
    images: logo ? { logo } : {},
    ...(invoice.number === null ? { watermark: words.draft } : {}),
    ...(xml === null ? {} : { invoiceXml: xml }),
  })
}

const inPrint = (pages: Pages): Pages => ({
  ...pages,
  title: printable(pages.title),
  head: printable(pages.head),
  foot: inTypeface(pages.foot),
  content: inTypeface(pages.content),
})
