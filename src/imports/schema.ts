/** What an import looks like from outside. */
import { z } from 'zod'
import { Id, IdOut, Moment } from '#src/core/field-schema.ts'
import { listInput, pageOf } from '#src/core/list-schema.ts'

export const importKinds = ['client', 'company'] as const
export const importStatuses = [
  'reading',
  'checking',
  'ready',
  'waiting',
  'running',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
] as const
export const matchedWays = ['create', 'update', 'skip'] as const
export const unknownColumnWays = ['note', 'drop'] as const
export const rowVerdicts = ['new', 'matched', 'refused', 'left_out'] as const

/** Days in which an import can be taken back. */
export const undoDays = 30
/** Refusals and kept records that stand in the import itself; the rest is listed by `import.rows` and `import.kept`. */
export const shownAtOnce = 200

export const Found = z.object({
  fact: z
    .enum(['filled', 'refused', 'name_split', 'companies', 'owners', 'tags', 'country', 'no_field', 'empty'])
    .describe(
      `filled: rows that say something; refused: rows that cannot be read here; name_split: into first and last name;
companies: named, of which known; owners: names that are members, and rows that name nobody; tags: different ones;
country: phone numbers are read as of this country; no_field, empty: the column goes nowhere or says nothing`,
    ),
  warning: z.boolean(),
  count: z.int().nullable(),
  known: z.int().nullable().describe('Of companies: how many are there already'),
  names: z.array(z.string()).describe('Of owners: the members named; of country: its two letters'),
  unknown: z.int().nullable().describe('Of owners: rows that name no member; these clients become yours'),
})

export const ImportColumn = z.object({
  name: z.string().describe('The heading in the file'),
  sample: z.string().describe('The first thing that stands in it'),
  sampleRow: z.int().nullable(),
  filled: z.int(),
  target: z
    .string()
    .nullable()
    .describe('The field it goes to, `address.city` for a part; null leaves it out'),
  guess: z.string().nullable().describe('What was guessed at first'),
  found: z.array(Found),
})

const Target = z.object({
  target: z.string(),
  label: z.string(),
  collects: z.boolean().describe('Several columns may go there'),
})

export const ImportCounts = z.object({
  rows: z.int().describe('Rows of the file that say anything'),
  created: z.int(),
  matched: z
    .int()
    .describe('Rows that mean a record that is there already, or an earlier row of the same file'),
  updated: z.int().describe('Of the matched: those that say something new'),
  skipped: z.int().describe('Matched with nothing new, or to be skipped, and rows left out'),
  refused: z.int(),
})

const Refusal = z.object({
  row: z.int().describe('As a spreadsheet counts: the headings are row 1'),
  reason: z.string(),
  column: z.string().nullable(),
  value: z.string().nullable().describe('What stands there'),
})

const Example = z.object({
  row: z.int(),
  id: IdOut,
  name: z.string(),
  fields: z.array(
    z.object({
      field: z.string(),
      before: z.array(z.string()),
      after: z.array(z.string()),
    }),
  ),
})

const Kept = z.object({
  kind: z.enum(importKinds),
  id: IdOut,
  name: z.string(),
  reasons: z.array(z.string()),
})

export const Import = z
  .object({
    id: IdOut,
    version: z.int(),
    kind: z.enum(importKinds),
    status: z
      .enum(importStatuses)
      .describe('reading and checking store nothing; waiting: another import of the organization is running'),
    runRequested: z
      .boolean()
      .describe('It runs by itself as soon as it is checked and nothing else is running'),
    fileName: z.string(),
    format: z.enum(['csv', 'tsv', 'vcard']).nullable(),
    encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).nullable(),
    separator: z.string().nullable(),
    columns: z.array(ImportColumn),
    targets: z.array(Target).describe('Every place a column can go'),
    matched: z.enum(matchedWays),
    unknownColumns: z.enum(unknownColumnWays),
    country: z.string().nullable().describe('Local phone numbers are read as of this country'),
    counts: ImportCounts.describe('What would happen; once it ran, what did'),
    matchedBy: z
      .object({ email: z.int(), phone: z.int(), name: z.int(), row: z.int() })
      .describe('By what rows were recognized; row: of these, the same as an earlier row of the file'),
    progress: z
      .object({ done: z.int(), total: z.int().nullable() })
      .describe('Of the present status, in rows'),
    refusals: z.array(Refusal).describe('The first 200; all of them by import.rows and import.refusals'),
    example: Example.nullable().describe('One match, before and after'),
    problem: z.string().nullable().describe('Why it failed, or stopped'),
    undo: z
      .object({ removed: z.int(), restored: z.int(), kept: z.int() })
      .nullable()
      .describe('What taking it back did'),
    kept: z.array(Kept).describe('What undoing left as it is, and why; the first 200'),
    undoableUntil: Moment.nullable(),
    person: z.object({ id: IdOut, name: z.string() }).describe('Who imports'),
    createdAt: Moment,
    startedAt: Moment.nullable(),
    finishedAt: Moment.nullable(),
    undoneAt: Moment.nullable(),
  })
  .meta({ id: 'Import' })
export type Import = z.output<typeof Import>

export const ImportId = z.strictObject({ id: Id })

export const NewImport = z.strictObject({
  fileId: Id.describe('From POST /files: CSV, TSV or vCard, at most 100 MB'),
  kind: z.enum(importKinds),
})

const target = z.string().max(100).nullable()
const matched = z
  .enum(matchedWays)
  .optional()
  .describe(
    'What happens with rows that match: update fills empty fields and adds tags, addresses and numbers, and what is there already stays; skip; create makes another one',
  )

export const ImportChange = z.strictObject({
  id: Id,
  mapping: z
    .union([z.array(target).max(200), z.record(z.string().max(300), target)])
    .optional()
    .describe(
      'Where columns go: a list with one target for each, or an object by heading with those that change',
    ),
  matched,
  unknownColumns: z
    .enum(unknownColumnWays)
    .optional()
    .describe('What has no field: into a note on the record, or dropped'),
  country: z
    .union([
      z.literal('').transform(() => null),
      z
        .string()
        .regex(/^[A-Za-z]{2}$/, 'A country is two letters, such as DE.')
        .toUpperCase(),
      z.null(),
    ])
    .optional()
    .describe('Local phone numbers are read as of this country'),
})

/** The record of work that goes on after the answer. */
export const QueuedImport = Import.meta({ queued: true })

export const ImportQuery = z.strictObject({
  kind: z.enum(importKinds).optional(),
  ...listInput(['createdAt'], '-createdAt'),
})

export const ListedImport = Import.pick({
  id: true,
  version: true,
  kind: true,
  status: true,
  fileName: true,
  counts: true,
  progress: true,
  problem: true,
  undo: true,
  undoableUntil: true,
  person: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
  undoneAt: true,
})
export const ImportPage = pageOf(ListedImport)

export const ImportRowQuery = z.strictObject({
  id: Id,
  verdict: z.enum(rowVerdicts).optional(),
  ...listInput(['row'], 'row'),
})

export const ImportRow = z.object({
  row: z.int(),
  verdict: z.enum(rowVerdicts),
  name: z.string().nullable(),
  company: z.string().nullable(),
  cells: z.array(z.string()).describe('The row as it stands in the file, at most 500 characters a cell'),
  reasons: z.array(
    z.object({
      column: z.int().nullable().describe('Its place among the columns; null when it is about the whole row'),
      value: z.string(),
      reason: z.string(),
    }),
  ),
  matchedBy: z.enum(['email', 'phone', 'name']).nullable(),
  matchedRow: z.int().nullable().describe('The same as this earlier row'),
  record: z.object({ id: IdOut, name: z.string() }).nullable().describe('The record it matches, or has made'),
  adds: z.boolean().describe('A match that says something new'),
})
export const ImportRowPage = pageOf(ImportRow)

export const KeptQuery = z.strictObject({ id: Id, ...listInput(['step'], 'step') })
export const KeptPage = pageOf(Kept)

export const RowRepair = z
  .strictObject({
    id: Id,
    row: z.int().min(1),
    values: z
      .record(z.string().max(300), z.string().max(20_000))
      .optional()
      .describe('What is to stand in the row instead, by heading; empty text empties the field'),
    leaveOut: z.boolean().optional().describe('true leaves the row out, false takes it in again'),
  })
  .refine(({ values, leaveOut }) => values !== undefined || leaveOut !== undefined, {
    path: ['values'],
    message: 'Say what is to stand in the row, or leave it out.',
  })

export const RefusedFile = z.object({ fileId: IdOut, rows: z.int() })
