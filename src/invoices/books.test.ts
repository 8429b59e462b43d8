import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type TestPerson, type World } from '#db/test-world.ts'
import { fileStorage, folderStorage, setStorage } from '#src/services/storage.ts'
import { zipOf } from '#src/services/zip.ts'

let world: World
let studio: TestOrganization
let folder: string
const year = { from: '2026-01-01', until: '2026-12-31' }

beforeAll(async () => {
  world = await openWorld()
  folder = await mkdtemp(join(tmpdir(), 'books-'))
  setStorage(folderStorage(folder))
  studio = await world.addOrganization('Studio', { timeZone: 'UTC' })
  await world.perform(studio.owner, 'organization.update', {
    ...{ legalName: 'Studio GmbH', vatId: 'DE123456789', iban: 'DE89370400440532013000' },
    address: { line1: 'Weg 1', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

async function bytesOf(chunks: AsyncIterable<Uint8Array>) {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

/** The files of a ZIP by its central directory: written from the format, not by what wrote it. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const files = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [method, size, nameLength] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
    ]
    const local = zip.readUInt32LE(at + 42)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(start, start + size)
    files.set(name, method === 8 ? inflateRawSync(bytes) : Buffer.from(bytes))
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return files
}

const address = { line1: 'Ring 5', postalCode: '10115', city: 'Berlin', country: 'DE' }
async function issue(name: string, more: object = {}) {
  const { id: companyId } = await world.perform(studio.owner, 'company.create', { name, address })
  const draft = await world.perform(studio.owner, 'invoice.create', {
    companyId,
    ...{ issuedOn: '2026-02-03', dueOn: '2026-02-17' },
    lines: [
      { description: '=HYPERLINK("x")', unitPrice: '100', taxRate: '19' },
      { description: 'Book', quantity: '2', unitPrice: '10', taxRate: '7' },
    ],
    ...more,
  })
  return world.perform(studio.owner, 'invoice.issue', { id: draft.id })
}

async function write(as: TestPerson, said: object = {}) {
  const { id } = await world.perform(as, 'books.create', { ...year, ...said })
  expect(await world.settle()).toEqual([])
  const books = await world.perform(as, 'books.get', { id })
  if (!books.fileId) throw new Error(books.problem ?? 'there is no file')
  const { storageKey } = await world.perform(as, 'file.get', { id: books.fileId })
  return { books, files: unzip(await bytesOf(fileStorage().read(storageKey))) }
}
const rowsOf = (files: Map<string, Buffer>, name: string) =>
  parse(files.get(name)!, { bom: true, columns: true }) as Record<string, string>[]

it('the VAT summary is per category and rate, credit notes taken off, bills apart, foreign money beside', async () => {
  const place = studio.owner
  const first = await issue('=1+1 Works')
  await issue('Abroad', { currency: 'USD' })
  const { id: companyId } = await world.perform(place, 'company.create', { name: 'Papier AG' })
  for (const number of ['A', 'B']) {
    const bill = await world.perform(place, 'invoice.create', {
      ...{ direction: 'purchase', companyId, number, issuedOn: '2026-02-05' },
      lines: [{ description: 'Paper', unitPrice: '50', taxRate: '19' }],
    })
    await world.perform(place, 'invoice.issue', { id: bill.id })
    if (number === 'B') await world.perform(place, 'invoice.void', { id: bill.id })
  }
  await world.perform(place, 'payment.record', { invoiceId: first.id, amount: 1000, paidOn: '2026-03-01' })
  const tax = () => world.perform(place, 'report.tax', { from: '2026-02-01', until: '2026-02-28' })
  expect(await tax()).toMatchObject({
    sales: [
      { category: 'S', rate: '19', net: 10_000, tax: 1900, count: 1 },
      { category: 'S', rate: '7', net: 2000, tax: 140, count: 1 },
    ],
    purchases: [{ category: 'S', rate: '19', net: 5000, tax: 950, count: 1 }],
    beside: [
      { side: 'sales', currency: 'USD', rate: '19', net: 10_000, tax: 1900 },
      { side: 'sales', currency: 'USD', rate: '7', net: 2000, tax: 140 },
    ],
  })
  await world.perform(place, 'rate.create', { currency: 'USD', on: '2026-01-01', rate: '0.5' })
  expect((await tax()).sales).toMatchObject([
    { net: 15_000, tax: 2850, count: 2 },
    { net: 3000, tax: 210 },
  ])
  const other = await world.addOrganization()
  expect(await world.perform(other.owner, 'report.tax', year)).toMatchObject({ sales: [], purchases: [] })
})

it('the ZIP holds PDFs, e-invoices and tables, in which nothing is a formula', async () => {
  const third = await issue('Third')
  await world.perform(studio.owner, 'invoice.credit', { id: third.id })
  const { books, files } = await write(studio.owner, { until: '2099-12-31' })
  expect(books).toMatchObject({ status: 'done', written: files.size, parts: ['pdf', 'xml', 'csv'] })
  const names = [...files.keys()]
  expect(names.filter((name) => name.startsWith('pdf/'))).toHaveLength(4)
  expect(names.filter((name) => name.startsWith('xml/'))).toHaveLength(4)
  for (const [name, bytes] of files) {
    if (name.endsWith('.pdf')) expect(bytes.toString('latin1', 0, 5)).toBe('%PDF-')
    if (name.endsWith('.xml')) expect(bytes.toString()).toMatch(/<(\w+:)?(Invoice|CreditNote)/)
  }
  expect(names).toContain(`pdf/${third.number}.pdf`)
  const invoices = rowsOf(files, 'invoices.csv')
  // Four of sales and the bill that is not void.
  expect(invoices).toHaveLength(5)
  expect(invoices.find(({ party }) => party === "'=1+1 Works")).toMatchObject({
    ...{ direction: 'sales', net: '120.00', tax: '20.40', total: '140.40', paid: '10.00', due: '130.40' },
  })
  expect(invoices.find(({ type }) => type === 'credit_note')).toMatchObject({ corrects: third.number })
  const lines = rowsOf(files, 'lines.csv')
  expect(lines).toHaveLength(9)
  expect(lines.every(({ description }) => !/^[=+@-]/.test(description!))).toBe(true)
  expect(rowsOf(files, 'taxes.csv')).toHaveLength(9)
  expect(rowsOf(files, 'payments.csv')).toMatchObject([
    { paidOn: '2026-03-01', amount: '10.00', currency: 'EUR' },
  ])

  const some = await write(studio.owner, { parts: ['csv'] })
  expect([...some.files.keys()]).toEqual(['invoices.csv', 'lines.csv', 'taxes.csv', 'payments.csv'])
})

it('is its maker’s alone, holds what they see, and refuses absurd periods', async () => {
  const narrow = await world.addMember(studio, 'member', 'own')
  const { files, books } = await write(narrow)
  expect(rowsOf(files, 'invoices.csv')).toEqual([])
  expect([...files.keys()].filter((name) => name.includes('/'))).toEqual([])
  const status = (deed: Promise<unknown>) =>
    deed.then(
      () => 200,
      ({ status }: { status: number }) => status,
    )
  expect(await status(world.perform(studio.owner, 'books.get', { id: books.id }))).toBe(404)
  expect(await status(world.perform(narrow, 'export.get', { id: books.id }))).toBe(404)
  expect(await status(world.perform(studio.owner, 'file.get', { id: books.fileId! }))).toBe(404)
  const absurd = { from: '2026-02-01', until: '2026-01-01' }
  expect(await status(world.perform(studio.owner, 'books.create', absurd))).toBe(422)
  expect(await status(world.perform(studio.owner, 'books.create', { ...year, parts: [] }))).toBe(422)
})

it('a ZIP is written piece by piece, and a fault in an entry is a fault of the whole', async () => {
  let ahead = 0
  const piece = Buffer.alloc(64 * 1024, 7)
  async function* bytes() {
    for (let n = 0; n < 400; n++) {
      ahead += piece.length
      yield piece
    }
  }
  async function* entries() {
    for (const name of ['a', 'b']) yield { name, bytes: bytes(), compress: false }
  }
  let most = 0
  let taken = 0
  for await (const chunk of zipOf(entries())) {
    taken += chunk.byteLength
    most = Math.max(most, ahead - taken)
  }
  expect(taken).toBeGreaterThan(2 * 400 * piece.length)
  // Of fifty megabytes never more than a few are on their way.
  expect(most).toBeLessThan(4 * 2 ** 20)
  async function* broken() {
    yield piece
    throw new Error('the disk is gone')
  }
  async function* fails() {
    yield { name: 'a', bytes: broken(), compress: true }
  }
  await expect(bytesOf(zipOf(fails()))).rejects.toThrow('the disk is gone')
})
