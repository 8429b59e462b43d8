import { finished } from 'node:stream/promises'
import { type CsvError, parse } from 'csv-parse'
import { inPieces, textDecoder } from '#src/core/text-encoding.ts'
import { unguardCell } from '#src/core/write-csv.ts'
import type { DetectedFile, FileRow } from './imported-file.ts'
import { readCards } from './read-cards.ts'

/** A row beyond this is an open quote that swallows the rest, and memory stays bounded. */
const rowLimit = 1024 * 1024

/**
 * The rows of a file in batches, with blank ones left out. What cannot be read comes as a row with a problem:
 * nothing is swallowed in silence.
 */
export async function* readRows(
  chunks: AsyncIterable<Uint8Array>,
  file: DetectedFile,
  batchSize = 500,
): AsyncGenerator<FileRow[]> {
  const rows = file.format === 'vcard' ? readCards(chunks, file.encoding) : readTable(chunks, file)
  let waiting: FileRow[] = []
  for await (const some of rows) {
    waiting = waiting.length === 0 ? some : waiting.concat(some)
    let from = 0
    for (; waiting.length - from >= batchSize; from += batchSize) yield waiting.slice(from, from + batchSize)
    if (from > 0) waiting = waiting.slice(from)
  }
  if (waiting.length > 0) yield waiting
}

async function* readTable(chunks: AsyncIterable<Uint8Array>, file: DetectedFile): AsyncGenerator<FileRow[]> {
  const first = file.hidden + (file.headingRow ?? 0)
  const width = file.columns.length
  let rows: FileRow[] = []
  let records = 0
  let failure = null as CsvError | null
  const parser = parse({
    delimiter: file.separator ?? ',',
    // Named, because otherwise only the first row's line end counts and mixed files fall apart.
    record_delimiter: ['\r\n', '\n', '\r'],
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: rowLimit,
    // Records are taken here and not from the stream: an error would throw away those still waiting in it.
    on_record: (cells: string[]) => {
      records += 1
      if (records > first) {
        const row = tableRow(cells, records - file.hidden, width)
        if (row) rows.push(row)
      }
      return null
    },
  })
  parser.on('error', (error: CsvError) => {
    failure = error
  })
  parser.resume()
  const take = () => {
    const taken = rows
    rows = []
    return taken
  }

  const decoder = file.encoding === 'utf-8' ? null : textDecoder(file.encoding)
  for await (const piece of inPieces(chunks)) {
    // csv-parse works on UTF-8 bytes, so those need no detour through strings.
    parser.write(decoder ? decoder.write(piece) : piece)
    if (failure) break
    if (rows.length > 0) yield take()
  }
  if (!failure) {
    parser.end(decoder?.end())
    await finished(parser).catch(() => undefined)
  }
  if (failure) rows.push({ row: records + 1 - file.hidden, cells: [], problem: sentenceFor(failure) })
  if (rows.length > 0) yield take()
}

function sentenceFor(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return 'A quote is opened in this row and never closed, so nothing from here on could be read'
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return 'This row is larger than 1 MB, perhaps because a quote is never closed, so nothing from here on could be read'
  return 'This row could not be read, nor anything after it'
}

/**
 * Rows shorter than the headings are taken, since spreadsheet programs leave out separators of empty last cells;
 * in longer ones something stands in the wrong column.
 */
function tableRow(cells: string[], row: number, width: number): FileRow | null {
  if (cells.every((cell) => cell === '' || !cell.trim())) return null
  for (let at = 0; at < cells.length; at += 1) {
    if (cells[at]!.charCodeAt(0) === 39) cells[at] = unguardCell(cells[at]!)
  }
  if (cells.length > width) {
    if (cells.slice(width).some((cell) => cell.trim()))
      return { row, cells, problem: `The row has ${cells.length} cells, but there are ${columnCount(width)}` }
    cells.length = width
  }
  while (cells.length < width) cells.push('')
  return { row, cells, problem: null }
}

const columnCount = (count: number) => (count === 1 ? 'only 1 column' : `only ${count} columns`)
