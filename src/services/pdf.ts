/**
 * PDF/A-3b from a description of pages: the only file that knows pdfmake. Nothing is ever fetched or read from the disk
 * for a document, whatever stands in it: the fonts are read once, pictures come as bytes.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import pdfmake from 'pdfmake'
import type { Content, StyleDictionary, TableCell } from 'pdfmake/interfaces.js'
import { facturX, madeBy } from './pdf-xmp.ts'

export type { Content, TableCell }

/** Points of 1/72 inch. */
export type Margins = [left: number, top: number, right: number, bottom: number]

/** Pages as plain data. What stands in it is printed as it is: the font must have each character. */
export interface Pages {
  title: string
  /** Whose document it is. */
  author: string
  /** Of its words, e.g. "de". */
  language: string
  createdAt: Date
  size: 'A4' | 'LETTER'
  margins: Margins
  content: Content
  /** At the top of each page but the first. */
  head: string
  /** At the foot of each page: a text, and columns below it; `page` has `{page}` and `{pages}` and stands at the right. */
  foot: { text: string; columns: readonly string[]; page: string }
  styles: StyleDictionary
  /** PNG or JPEG bytes that the content names. */
  images: Readonly<Record<string, Uint8Array>>
  /** In large letters across each page. */
  watermark?: string
  /** The invoice as CII (profile EN 16931), which makes it Factur-X. */
  invoiceXml?: string
}

/** The typeface's two weights; `bold` is the heavier. */
const fontFiles = {
  'inter-400.ttf': '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  'inter-600.ttf': '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
}

interface Vault {
  virtualfs: { writeFileSync(name: string, bytes: Uint8Array): void }
}

let prepared = false

/** On the first document: reading fonts at every start would be for nothing on most days. */
function prepare(): void {
  if (prepared) return
  const { resolve } = createRequire(import.meta.url)
  const { virtualfs } = pdfmake as unknown as Vault
  for (const [name, file] of Object.entries(fontFiles))
    virtualfs.writeFileSync(name, readFileSync(resolve(file)))
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(() => false)
  pdfmake.setTableLayouts(layouts)
  prepared = true
}

const noLine = () => 0

/** How tables look, by name: what a table wants drawn, and the room in its cells. */
const layouts = {
  /** Nothing but an arrangement. */
  plain: {
    hLineWidth: noLine,
    vLineWidth: noLine,
    paddingLeft: noLine,
    paddingRight: noLine,
    paddingTop: noLine,
    paddingBottom: noLine,
  },
  /** Names and values. */
  facts: {
    hLineWidth: noLine,
    vLineWidth: noLine,
    paddingLeft: (column: number) => (column === 0 ? 0 : 10),
    paddingRight: noLine,
    paddingTop: () => 1,
    paddingBottom: () => 1,
  },
  /** Rows with a line below each, a strong one above the head. */
  lines: {
    hLineWidth: (row: number) => (row === 0 ? 1 : 0.5),
    hLineColor: (row: number) => (row === 0 ? '#1a1b23' : '#d9dbe6'),
    vLineWidth: noLine,
    paddingLeft: (column: number) => (column === 0 ? 0 : 8),
    paddingRight: noLine,
    paddingTop: () => 5,
    paddingBottom: () => 4,
  },
  /** Sums; a line is where a cell asks for its border. */
  totals: {
    hLineWidth: () => 1,
    hLineColor: () => '#1a1b23',
    vLineWidth: noLine,
    paddingLeft: (column: number) => (column === 0 ? 0 : 12),
    paddingRight: noLine,
    paddingTop: () => 2,
    paddingBottom: () => 1,
  },
}

/** pdfmake writes into what it is given, so each document has its own. */
const fonts = () => ({ Inter: { normal: 'inter-400.ttf', bold: 'inter-600.ttf' } })

const dataUrl = (type: string, bytes: Uint8Array) =>
  `data:${type};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`

const footFontSize = 7
const grey = '#5d6076'

/** What pdfkit, below pdfmake, has for the XMP packet; the rest of the document is a stream. */
interface Unfinished extends NodeJS.ReadableStream {
  appendXML(xml: string): void
  end(): void
}

const edge = (pages: Pages) => ({ left: pages.margins[0], right: pages.margins[2] })

function definitionOf(pages: Pages) {
  const { left, right } = edge(pages)
  return {
    version: '1.7' as const,
    subset: 'PDF/A-3b' as const,
    tagged: true,
    displayTitle: true,
    language: pages.language,
    info: {
      title: pages.title,
      creator: 'UpCRM',
      producer: 'UpCRM',
      creationDate: pages.createdAt,
      modDate: pages.createdAt,
    },
    pageSize: pages.size,
    pageMargins: pages.margins,
    defaultStyle: { font: 'Inter', fontSize: 9, lineHeight: 1.2, color: '#1a1b23' },
    styles: pages.styles,
    content: pages.content,
    images: Object.fromEntries(
      Object.entries(pages.images).map(([name, bytes]) => [name, dataUrl('image/any', bytes)]),
    ),
    header: (page: number): Content =>
      page === 1
        ? ''
        : { text: pages.head, margin: [left, 24, right, 0], fontSize: footFontSize, color: grey },
    footer: (page: number, count: number): Content => footOf(pages, page, count),
    ...(pages.watermark
      ? { watermark: { text: pages.watermark, color: grey, opacity: 0.06, bold: true, fontSize: 110 } }
      : {}),
    ...(pages.invoiceXml === undefined
      ? {}
      : {
          files: {
            [facturX.fileName]: {
              src: dataUrl('text/xml', Buffer.from(pages.invoiceXml, 'utf8')),
              name: facturX.fileName,
              description: 'Factur-X invoice',
              relationship: 'Alternative',
              creationDate: pages.createdAt,
              modifiedDate: pages.createdAt,
            },
          },
        }),
  }
}

function footOf(pages: Pages, page: number, count: number): Content {
  const { left, right } = edge(pages)
  const number = pages.foot.page.replace('{page}', String(page)).replace('{pages}', String(count))
  const last = pages.foot.columns.length - 1
  const width = (pages.size === 'A4' ? 595.28 : 612) - left - right
  return {
    margin: [left, 8, right, 0],
    fontSize: footFontSize,
    color: grey,
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.5, lineColor: '#d9dbe6' }] },
      ...(pages.foot.text ? [{ text: pages.foot.text, margin: [0, 6, 0, 0] as Margins }] : []),
      {
        margin: [0, 6, 0, 0],
        columnGap: 12,
        columns: pages.foot.columns.map((text, i) => ({
          width: '*',
          text: i === last ? [text, text && '\n', number].join('') : text,
          alignment: i === last ? ('right' as const) : ('left' as const),
        })),
      },
    ],
  }
}

/** The finished document. The same pages give the same bytes. */
export async function writePdf(pages: Pages): Promise<Uint8Array> {
  prepare()
  pdfmake.setFonts(fonts())
  const made = pdfmake.createPdf(definitionOf(pages) as never)
  const document = (await made.getStream()) as unknown as Unfinished
  document.appendXML(madeBy(pages.author, pages.createdAt))
  if (pages.invoiceXml !== undefined) document.appendXML(facturX.xmp)
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('error', reject)
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.end()
  })
}
