import { parse } from 'csv-parse/sync'
import { invalid, type Refusal } from '#src/core/errors.ts'
import { fileLimit } from '#src/core/file-limit.ts'
import { encodingOfHead, inPieces, textDecoder, utf8Scale } from '#src/core/text-encoding.ts'
import type { DetectedFile, Separator } from './imported-file.ts'
import { cardColumns } from './read-cards.ts'

const columnLimit = 200
export const rowCountLimit = 1_000_000
export const tooManyRows = 'The file has more than 1,000,000 rows. Split it and import the parts.'
const headSize = 256 * 1024

export const fileRefused = (sentence: string): Refusal => invalid('fileId', sentence)

/** Reads the whole file once and says what it is, or refuses it with a sentence. */
export async function detectFile(chunks: AsyncIterable<Uint8Array>): Promise<DetectedFile> {
  const scale = utf8Scale()
  const lines = lineCounter()
  const parts: Buffer[] = []
  let size = 0
  for await (const piece of inPieces(chunks)) {
    if (size < headSize) {
      parts.push(Buffer.from(piece))
      if (size === 0) refuseForeign(piece)
    }
    size += piece.length
    if (size > fileLimit) throw fileRefused('The file is larger than 100 MB. Split it and import the parts.')
    scale.add(piece)
    lines.add(piece)
  }
  const head = Buffer.concat(parts)
  const encoding = encodingOfHead(head) ?? (scale.isUtf8() ? 'utf-8' : 'windows-1252')
  const decoder = textDecoder(encoding)
  const text = decoder.write(head) + (size === head.length ? decoder.end() : '')
  if (!text.trim()) throw fileRefused('The file is empty.')
  if (isBinary(text)) throw fileRefused('This is not a text file. Save the list as CSV and import that.')
  if (/^\s*BEGIN:VCARD\s/i.test(text))
    return {
      format: 'vcard',
      encoding,
      separator: null,
      columns: [...cardColumns],
      headingRow: null,
      hidden: 0,
    }
  refuseOtherText(text.trimStart())
  // Some lines above and below the rows; reading counts the rows themselves.
  if (lines.count() > rowCountLimit + 100) throw fileRefused(tooManyRows)
  return { encoding, ...describeTable(text, size > head.length) }
}

/** Line ends outside of quotes: as many as there are rows, known before the first of them is kept. */
function lineCounter() {
  let lines = 0
  let quoted = false
  return {
    add(piece: Buffer) {
      for (let at = 0; at < piece.length; at += 1) {
        const byte = piece[at]
        if (byte === 0x22) quoted = !quoted
        else if (byte === 0x0a && !quoted) lines += 1
      }
    },
    count: () => lines,
  }
}

const startsWith = (head: Buffer, ascii: string, at = 0) =>
  head.toString('latin1', at, at + ascii.length) === ascii

/** Programs that people try first have files of their own: each is told how to get a list out of it. */
function refuseForeign(head: Buffer) {
  if (startsWith(head, '%PDF-'))
    throw fileRefused('This is a PDF, not a list. Export the list as CSV and import that.')
  if (startsWith(head, 'PK\x03\x04')) {
    const names = head.toString('latin1')
    if (names.includes('word/'))
      throw fileRefused('This is a text document. Save its table as CSV and import that.')
    if (/xl\/|\[Content_Types\]\.xml|spreadsheet|Index\/Document/.test(names))
      throw fileRefused(
        'This is a spreadsheet program’s own file (such as .xlsx). Save it as CSV and import that.',
      )
    throw fileRefused('This is a ZIP archive. Unpack it and import the CSV or vCard file inside.')
  }
  if (startsWith(head, '\xd0\xcf\x11\xe0'))
    throw fileRefused('This is an old Office file (such as .xls). Open it, save it as CSV and import that.')
  if (startsWith(head, '!BDN'))
    throw fileRefused('This is an Outlook data file. In Outlook, export the contacts as CSV and import that.')
  if (
    /^(\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\0|MM\0\*)/s.test(head.toString('latin1', 0, 16)) ||
    startsWith(head, 'ftyp', 4)
  )
    throw fileRefused('This is a picture or a film, not a list. Import a CSV or vCard file.')
}

function refuseOtherText(text: string) {
  if (/^(<!doctype html|<html|<head|<body|<table|<div|<meta)/i.test(text))
    throw fileRefused('This is a web page, not a list. Open it in a spreadsheet program and save it as CSV.')
  if (/^<\?xml|^<[a-z][\w:-]*[\s>]/i.test(text))
    throw fileRefused('This is an XML file. Export the list as CSV and import that.')
  if (/^{\\rtf/.test(text))
    throw fileRefused('This is a formatted document. Save the list as CSV and import that.')
  if (/^(\[\s*)?{\s*"/.test(text))
    throw fileRefused('This is a JSON file. Export the list as CSV and import that.')
  if (/^BEGIN:VCALENDAR/i.test(text)) throw fileRefused('This is a calendar, not a list of contacts.')
}

/** A stray NUL is a matter of its row; a text full of control characters is none. */
function isBinary(text: string): boolean {
  let control = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 9 || (code > 13 && code < 32 && code !== 27) || code === 127) control += 1
  }
  return control > 4 && control > text.length * 0.02
}

/** The records of a text, as far as they can be read; ragged rows and loose quotes stay as they are. */
function recordsOf(text: string, separator: Separator): string[][] {
  const records: string[][] = []
  try {
    parse(text, {
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      relax_column_count: true,
      on_record: (record: string[]) => {
        records.push(record)
        return null
      },
    })
  } catch {
    // An open quote: the records before it are enough to see the columns, and reading reports it by row.
  }
  return records
}

const isBlank = (cells: readonly string[]) => cells.every((cell) => !cell.trim())

/** The number of cells that most of the records have. */
function usualWidth(records: readonly string[][]): { width: number; share: number } {
  const counts = new Map<number, number>()
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1)
  let width = 0
  for (const [length, count] of counts) if (count > (counts.get(width) ?? 0)) width = length
  return { width, share: (counts.get(width) ?? 0) / Math.max(1, records.length) }
}

function describeTable(text: string, cut: boolean): Omit<DetectedFile, 'encoding'> {
  const announced = /^"?sep=([,;\t])"?(?:\r\n|\n|\r)/i.exec(text)
  const body = announced ? text.slice(announced[0].length) : text
  const separators: Separator[] = announced ? [announced[1] as Separator] : ['\t', ';', ',']
  let best: { separator: Separator; records: string[][]; score: number } | null = null
  for (const separator of separators) {
    const records = recordsOf(body, separator)
    if (cut && records.length > 1) records.pop()
    const sample = records.filter((cells) => !isBlank(cells)).slice(0, 100)
    const { width, share } = usualWidth(sample)
    // Headings rarely hold another separator; an amount such as 1000,50 in each row easily does.
    const score = share * Math.max(0, width - 1) * (sample[0]?.length === width ? 1 : 0.5)
    if (!best || score > best.score) best = { separator, records, score }
  }
  const { separator, records, score } = best!
  if (records.length === 0)
    throw fileRefused('The first row has no end. Perhaps a quote is opened in it and never closed.')
  const chosen = score > 0 ? separator : ','
  const headings = headingsOf(chosen === separator ? records : recordsOf(body, chosen))
  if (headings.columns.length > columnLimit)
    throw fileRefused(`The file has more than ${columnLimit} columns.`)
  return {
    format: chosen === '\t' ? 'tsv' : 'csv',
    separator: chosen,
    hidden: announced ? 1 : 0,
    ...headings,
  }
}

/** Some exports put a remark above the table, so a lone cell above rows that are all wider is not the headings. */
function headingsOf(records: readonly string[][]): { columns: string[]; headingRow: number | null } {
  const start = records.findIndex((cells) => !isBlank(cells))
  const { width } = usualWidth(records.filter((cells) => !isBlank(cells)).slice(0, 100))
  let at = start
  if (width >= 3 && filledCells(records[start] ?? []) <= 1) {
    const wider = records.findIndex(
      (cells, index) => index < 20 && cells.length === width && filledCells(cells) > 1,
    )
    if (wider >= 0) at = wider
  }
  const cells = records[at] ?? []
  if (cells.some(looksLikeData))
    return { columns: Array.from({ length: width }, (_, index) => `Column ${index + 1}`), headingRow: null }
  return {
    columns: cells.map((cell, index) => headingText(cell) || `Column ${index + 1}`),
    headingRow: at + 1,
  }
}

const filledCells = (cells: readonly string[]) => cells.filter((cell) => cell.trim()).length

const headingText = (cell: string) => cell.replaceAll('\0', ' ').replace(/\s+/g, ' ').trim().slice(0, 200)

const looksLikeData = (cell: string) =>
  cell.length < 200 && /^[^\s@]+@[^\s@]+\.[^\s@]+$|^https?:\/\/|^\+?[\d()/ .-]{7,}$/i.test(cell.trim())
