/** The accountant's ZIP: asked for, written by a job with progress, downloaded once it is done. */
import { z } from 'zod'
import { byKey, type Sql } from '#src/core/db.ts'
import { conflict, invalid, notFound, Refusal } from '#src/core/errors.ts'
import { type Call, operation } from '#src/core/operation.ts'
import { newId, organizationOf } from '#src/core/record.ts'
import { csvRow, csvStart } from '#src/core/write-csv.ts'
import { fileStorage } from '#src/services/storage.ts'
import { keepWritten } from '#src/services/written-file.ts'
import { type ZipEntry, zipOf } from '#src/services/zip.ts'
import { Books, BooksId, NewBooks, Period, type Table, tables } from './accountant-schema.ts'
import { bookHeadings } from './books-rows.ts'
import { booked } from './tax-report.ts'

/** What a job writes within its hour, even when many PDFs are still to be made. */
const mostInvoices = 10_000

async function readBooks(sql: Sql, organization: string, id: string): Promise<Books> {
  const [row] = await sql<Omit<Books, 'from' | 'until' | 'parts'> & { filter: Period }>`${byKey}
    select id, version, status, rows as written, file_id, problem, created_at, finished_at, filter from exports
    where org_id = ${organization} and id = ${id} and kind = 'books'`
  if (!row) throw notFound()
  const { filter, ...books } = row
  return { ...books, ...filter }
}

export const createBooks = operation({
  name: 'books.create',
  route: 'POST /books',
  summary:
    'Write the invoices and payments of a period into a ZIP for the accountant: PDF, e-invoices and CSV',
  kind: 'write',
  permission: 'exports',
  input: NewBooks,
  output: Books,
  async run({ sql, actor, later, touched }, { from, until, parts }) {
    if (from > until) throw invalid('until', 'The last day cannot be before the first.')
    const organization = organizationOf(actor)
    const [found] = await sql<{ count: number }>`
      select count(*) as count from (select 1 from invoices i where i.org_id = ${organization} and ${booked}
        and i.direction in ('sales', 'purchase')
        and i.issued_on between ${from}::date and ${until}::date limit ${mostInvoices + 1}) capped`
    if (found!.count > mostInvoices)
      throw conflict('too_many', 'These are more than 10,000 invoices. Choose a shorter period.')
    const id = newId()
    const filter = JSON.stringify({ from, until, parts: [...new Set(parts)] })
    await sql`${byKey}
      insert into exports (org_id, id, kind, person_id, sees_all, filter, sort, columns)
      values (${organization}, ${id}, 'books', ${actor.personId}, app_sees_all(), ${filter}::jsonb, 'issuedOn', '{}')`
    await later('books.write', { id }, { key: id })
    touched('export', id)
    return readBooks(sql, organization, id)
  },
})

export const getBooks = operation({
  name: 'books.get',
  route: 'GET /books/:id',
  summary: 'Look how far the accountant’s ZIP is; once it is done, it has a file',
  kind: 'read',
  permission: 'exports',
  input: BooksId,
  output: Books,
  run: ({ sql, actor }, { id }) => readBooks(sql, organizationOf(actor), id),
})

export const beginBooks = operation({
  name: 'books.begin',
  summary: 'Say what the accountant’s ZIP is to hold, if it is still to be written',
  kind: 'read',
  permission: 'exports',
  input: BooksId,
  output: Period.nullable(),
  async run({ sql, actor }, { id }) {
    const [row] = await sql<{ filter: Period }>`${byKey}
      select filter from exports
      where org_id = ${organizationOf(actor)} and id = ${id} and kind = 'books' and status = 'writing'`
    return row?.filter ?? null
  },
})

export const writeBooks = operation({
  name: 'books.write',
  summary: 'Write the accountant’s ZIP into its file',
  kind: 'reach',
  permission: 'exports',
  input: BooksId,
  output: z.null(),
  async run({ call }, { id }) {
    const period = await call('books.begin', { id })
    if (!period) return null
    let written = 0
    const count = async () => {
      written += 1
      if (written % 20 === 0) await call('export.progress', { id, rows: written })
    }
    const name = `books-${period.from}-${period.until}.zip`
    try {
      const pieces = zipOf(entriesOf(call, period, count))
      const fileId = await keepWritten(call, { name, type: 'application/zip' }, pieces)
      await call('export.finish', { id, fileId, rows: written })
    } catch (error) {
      // What is no refusal, or passes, is tried again.
      if (!(error instanceof Refusal) || (error.status === 503 && error.code !== 'no_room')) throw error
      await call('export.finish', { id, problem: error.message })
    }
    return null
  },
})

async function* entriesOf(call: Call, period: Period, count: () => Promise<void>): AsyncGenerator<ZipEntry> {
  const { from, until, parts } = period
  if (parts.includes('csv'))
    for (const table of tables) {
      yield { name: `${table}.csv`, bytes: tableOf(call, table, period), compress: true }
      await count()
    }
  if (!parts.includes('pdf') && !parts.includes('xml')) return
  const names = new Set<string>()
  const without: string[] = []
  for (let cursor: string | null = null; ; ) {
    const input = { table: 'invoices' as const, from, until, ...(cursor ? { cursor } : {}) }
    const page: { papers: { id: string; number: string }[]; nextCursor: string | null } = await call(
      'books.page',
      input,
    )
    for (const { id, number } of page.papers) {
      const name = nameFor(number, id, names)
      if (parts.includes('pdf')) {
        const { storageKey } = await call('invoice.pdf', { id })
        yield { name: `pdf/${name}.pdf`, bytes: fileStorage().read(storageKey), compress: false }
        await count()
      }
      if (!parts.includes('xml')) continue
      const xml = await xmlOf(call, id)
      if (xml === null) without.push(number)
      else {
        yield { name: `xml/${name}.xml`, bytes: once(xml), compress: true }
        await count()
      }
    }
    cursor = page.nextCursor
    if (!cursor) break
  }
  if (without.length > 0)
    yield {
      name: 'without-e-invoice.txt',
      bytes: once(
        `These lack something that an e-invoice needs; their PDFs are whole:\n${without.join('\n')}\n`,
      ),
      compress: true,
    }
}

/** A number as the name of a file: nothing in it leads out of its folder, and no two are the same. */
function nameFor(number: string, id: string, taken: Set<string>): string {
  const plain = number.replace(/[^\p{L}\p{N}_-]+/gu, '-').replace(/^-+|-+$/g, '') || id
  const name = taken.has(plain.toLowerCase()) ? `${plain}-${id}` : plain
  taken.add(name.toLowerCase())
  return name
}

async function* once(text: string) {
  yield text
}

async function xmlOf(call: Call, id: string): Promise<string | null> {
  try {
    return (await call('invoice.xml', { id, syntax: 'ubl' })).xml
  } catch (error) {
    if (error instanceof Refusal && error.status === 422) return null
    throw error
  }
}

async function* tableOf(call: Call, table: Table, { from, until }: Period): AsyncGenerator<string> {
  yield csvStart + csvRow(bookHeadings[table])
  for (let cursor: string | null = null; ; ) {
    const input = { table, from, until, ...(cursor ? { cursor } : {}) }
    const page: { rows: string[][]; nextCursor: string | null } = await call('books.page', input)
    yield page.rows.map(csvRow).join('')
    cursor = page.nextCursor
    if (!cursor) return
  }
}
