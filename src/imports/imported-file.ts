import type { TextEncoding } from '#src/core/text-encoding.ts'

export type Separator = ',' | ';' | '\t'

/** What a file turned out to be; plain data, so that it can be stored with the import. */
export interface DetectedFile {
  format: 'csv' | 'tsv' | 'vcard'
  encoding: TextEncoding
  separator: Separator | null
  columns: string[]
  /** The row the headings stand in, as a spreadsheet counts; null when the first row is data already. */
  headingRow: number | null
  /** Leading records that a spreadsheet does not show, such as Excel's `sep=;` line. */
  hidden: number
}

export interface FileRow {
  /** As a person sees it in a spreadsheet, where the headings are row 1; for vCards the number of the card. */
  row: number
  /** One text per column of the file, as it stands there. */
  cells: string[]
  /** Why the row cannot be read at all, in a sentence. */
  problem: string | null
}
