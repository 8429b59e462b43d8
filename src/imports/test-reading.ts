/** What the tests of importing share: a file's bytes read as an import reads them. */
import { expect } from 'vitest'
import { clientFields } from '#src/clients/fields.ts'
import type { Fields } from '#src/core/fields.ts'
import { type ColumnFacts, newColumnFacts, observeRow } from './column-facts.ts'
import { guessMapping } from './columns.ts'
import { detectFile } from './detect-file.ts'
import type { DetectedFile, FileRow } from './imported-file.ts'
import { readRows } from './read-file.ts'
import { type ReadRow, rowReader } from './read-row.ts'
import type { Mapping } from './targets.ts'

/** The bytes in chunks of a size that cuts through characters, quotes and line ends. */
export async function* chunked(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export async function readAll(
  bytes: Uint8Array,
  size = 7,
  batchSize?: number,
): Promise<{ file: DetectedFile; rows: FileRow[] }> {
  const file = await detectFile(chunked(bytes, size))
  const rows: FileRow[] = []
  for await (const batch of readRows(chunked(bytes, size), file, batchSize)) {
    if (batchSize) expect(batch.length).toBeLessThanOrEqual(batchSize)
    rows.push(...batch)
  }
  return { file, rows }
}

export interface Interpreted {
  file: DetectedFile
  columns: ColumnFacts[]
  mapping: Mapping
  rows: ReadRow[]
}

interface Circumstances {
  fields?: Fields
  mapping?: Mapping
  locale?: string
  country?: string | null
}

/** A whole file, from its bytes to what its rows say. */
export async function interpret(
  content: string | Uint8Array,
  { fields = clientFields, mapping, locale = 'de-DE', country = 'DE' }: Circumstances = {},
): Promise<Interpreted> {
  const { file, rows } = await readAll(typeof content === 'string' ? Buffer.from(content) : content, 4096)
  const columns = newColumnFacts(file.columns)
  for (const { cells, row, problem } of rows) if (problem === null) observeRow(columns, cells, row)
  const chosen = mapping ?? guessMapping(fields, columns)
  const read = rowReader({ fields, file, columns, mapping: chosen, country, locale })
  return { file, columns, mapping: chosen, rows: rows.map(read) }
}

/** Heading to target, for those columns that have one. */
export const mapped = ({ file, mapping }: Pick<Interpreted, 'file' | 'mapping'>) =>
  Object.fromEntries(
    file.columns.map((column, at) => [column, mapping[at]]).filter(([, target]) => target !== null),
  )

/** One field of each kind. */
export const everyKind = {
  name: { kind: 'text', max: 20, required: true, about: '' },
  firstName: { kind: 'text', max: 20, about: '' },
  lastName: { kind: 'text', max: 20, about: '' },
  email: { kind: 'email', about: '' },
  otherEmails: { kind: 'emails', about: '' },
  phone: { kind: 'phone', about: '' },
  bio: { kind: 'text', max: 30, multiline: true, about: '' },
  companyId: { kind: 'reference', to: 'company', about: '' },
  status: { kind: 'choice', options: ['lead', 'active', 'inactive'], initial: 'lead', about: '' },
  tags: { kind: 'tags', about: '' },
  address: { kind: 'address', about: '' },
  website: { kind: 'link', about: '' },
  birthday: { kind: 'day', about: '' },
  budget: { kind: 'number', about: '' },
  newsletter: { kind: 'yesNo', about: '' },
  electronicAddress: { kind: 'electronicAddress', about: '' },
} as const satisfies Fields
