import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readPdf } from '#db/test-pdf.ts'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { setClock } from '#src/core/clock.ts'
import { folderStorage, newStorageKey, setStorage } from '#src/services/storage.ts'

let world: World
let studio: TestOrganization
const folder = mkdtempSync(join(tmpdir(), 'upcrm-pdf-'))

beforeAll(async () => {
  world = await openWorld()
  setStorage(folderStorage(folder))
  studio = await world.addOrganization()
  await world.perform(studio.owner, 'organization.update', {
    legalName: 'Studio Halden GmbH',
    vatId: 'DE123456789',
    address: { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' },
    iban: 'DE89370400440532013000',
  })
})
afterAll(async () => {
  setClock(null)
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

const stored = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
const bytesOf = (key: string) => readFileSync(join(folder, key))

async function newDraft(more: object = {}, country: string | null = 'DE') {
  const client = await world.perform(studio.owner, 'client.create', {
    name: 'Łukasz Brandl',
    ...(country
      ? { address: { line1: 'Gewerbering 4', postalCode: '83022', city: 'Rosenheim', country } }
      : {}),
  })
  return world.perform(studio.owner, 'invoice.create', {
    clientId: client.id,
    lines: [{ description: 'Design', quantity: '3', unit: 'day', unitPrice: '960.00', discountPercent: '5' }],
    ...more,
  })
}

const newIssued = async (more: object = {}, country: string | null = 'DE') =>
  world.perform(studio.owner, 'invoice.issue', { id: (await newDraft(more, country)).id })

async function refused(deed: Promise<unknown>) {
  return deed.then(
    () => 'done',
    (error: { status: number; code: string }) => `${error.status} ${error.code}`,
  )
}

it('is there soon after issuing, with the e-invoice inside, and the same ever after', async () => {
  const { owner } = studio
  const { id, number } = await newIssued()
  expect(stored()).toBe(0)
  expect(await world.settle()).toEqual([])
  expect(stored()).toBe(1)
  const { storageKey, name } = await world.perform(owner, 'invoice.pdf', { id })
  expect(name).toBe(`${number}.pdf`)
  const first = bytesOf(storageKey)
  const { text, attachments, info } = await readPdf(first)
  expect(text).toContain(`Invoice ${number}`)
  expect(text).toContain('Łukasz Brandl')
  expect(info.Title).toBe(`Invoice ${number}`)
  const { xml } = await world.perform(owner, 'invoice.xml', { id, syntax: 'cii', profile: 'en16931' })
  expect(attachments).toEqual([{ name: 'factur-x.xml', text: xml }])

  // The job once more, and whatever has changed in the settings meanwhile: it stays as it was.
  await world.perform(owner, 'invoice_settings.update', { footer: 'Another footer', paper: 'Letter' })
  await world.perform(studio.system, 'invoice.render', { id })
  await world.perform(owner, 'payment.record', { invoiceId: id, amount: 100 })
  expect(await world.perform(owner, 'invoice.pdf', { id })).toEqual({ storageKey, name })
  expect(Buffer.compare(bytesOf(storageKey), first)).toBe(0)
  expect(stored()).toBe(1)
  await world.perform(owner, 'invoice_settings.update', { footer: null, paper: 'A4' })
})

it('asked for by ten at once is kept once, and nothing of the others stays', async () => {
  const before = stored()
  const viewer = await world.addMember(studio, 'viewer')
  const { id } = await newIssued()
  const found = await Promise.all(
    Array.from({ length: 10 }, (_, i) => world.perform(i % 2 ? studio.owner : viewer, 'invoice.pdf', { id })),
  )
  expect(new Set(found.map(({ storageKey }) => storageKey)).size).toBe(1)
  expect(stored()).toBe(before + 1)
  expect(bytesOf(found[0]!.storageKey).subarray(0, 5).toString()).toBe('%PDF-')
  const other = { id, storageKey: newStorageKey(studio.id) }
  expect(await refused(world.perform(viewer, 'invoice.keep_pdf', other))).toBe('403 forbidden')
  expect(await world.perform(studio.system, 'invoice.keep_pdf', other)).toEqual({
    storageKey: found[0]!.storageKey,
  })
})

it('is made without the e-invoice where that lacks something', async () => {
  const { id } = await newIssued({}, null)
  expect(await refused(world.perform(studio.owner, 'invoice.xml', { id }))).toBe('422 invalid')
  const { storageKey } = await world.perform(studio.owner, 'invoice.pdf', { id })
  const { attachments, text, xmp } = await readPdf(bytesOf(storageKey))
  expect(attachments).toEqual([])
  expect(xmp).not.toContain('factur-x')
  expect(text).toContain('2,736.00')
})

it('of a credit note names its invoice', async () => {
  const invoice = await newIssued({ language: 'de' })
  const note = await world.perform(studio.owner, 'invoice.credit', { id: invoice.id })
  const { storageKey, name } = await world.perform(studio.owner, 'invoice.pdf', { id: note.id })
  expect(name).toBe(`${note.number}.pdf`)
  const { text, attachments } = await readPdf(bytesOf(storageKey))
  expect(text.replace(/\s+/g, ' ')).toContain(`Korrektur zur Rechnung ${invoice.number} vom`)
  expect(text).not.toContain('Banking-App')
  expect(attachments[0]?.text).toContain('<ram:TypeCode>381</ram:TypeCode>')
})

it('of a draft is made on the fly and kept nowhere; a bill has none', async () => {
  const before = stored()
  const draft = await newDraft({ issuedOn: '2026-11-23' })
  const { pdf, name } = await world.perform(studio.owner, 'invoice.draft_pdf', { id: draft.id })
  expect(name).toBe('draft.pdf')
  const { text } = await readPdf(pdf)
  expect(text.replace(/\s+/g, ' ')).toContain('Invoice draft Issued 23 November 2026 Due 7 December 2026')
  expect(stored()).toBe(before)
  expect(await refused(world.perform(studio.owner, 'invoice.pdf', { id: draft.id }))).toBe('409 draft')
  const issued = await newIssued()
  expect(await refused(world.perform(studio.owner, 'invoice.draft_pdf', { id: issued.id }))).toBe(
    '409 no_draft',
  )
  const bill = await world.perform(studio.owner, 'invoice.create', {
    direction: 'purchase',
    companyId: (await world.perform(studio.owner, 'company.create', { name: 'Paper Mill' })).id,
    number: '77',
    lines: [{ description: 'Paper', unitPrice: '10' }],
  })
  expect(await refused(world.perform(studio.owner, 'invoice.pdf', { id: bill.id }))).toBe('409 purchase')
  expect(await refused(world.perform(studio.owner, 'invoice.draft_pdf', { id: bill.id }))).toBe(
    '409 no_draft',
  )
})

it('bears the logo, or the name where the logo cannot be printed, and outlives every purge', async () => {
  const { owner, system } = studio
  const upload = async (bytes: Buffer) => {
    const { id, storageKey } = await world.perform(owner, 'file.begin', {})
    await folderStorage(folder).write(
      storageKey,
      (async function* () {
        yield bytes
      })(),
    )
    const facts = { name: 'logo.png', size: bytes.length, type: 'image/png', digest: id }
    await world.perform(owner, 'file.keep', { id, ...facts })
    await world.perform(owner, 'invoice_settings.update', { logoFileId: id })
  }
  const print = async () => {
    const { id } = await newIssued()
    const { storageKey } = await world.perform(owner, 'invoice.pdf', { id })
    return { key: storageKey, hasImage: bytesOf(storageKey).toString('latin1').includes('/Subtype /Image') }
  }
  await upload(onePixel)
  const good = await print()
  expect(good.hasImage).toBe(true)
  await upload(onePixel.subarray(0, 50))
  const bad = await print()
  expect(bad.hasImage).toBe(false)
  expect((await readPdf(bytesOf(bad.key))).text.split('Studio Halden GmbH').length).toBeGreaterThan(3)
  await world.perform(owner, 'invoice_settings.update', { logoFileId: null })

  setClock(new Date(Date.now() + 400 * 86_400_000))
  await world.perform(system, 'file.purge', {})
  setClock(null)
  expect(bytesOf(good.key).length).toBeGreaterThan(1000)
})

it('is nobody’s who does not see the invoice', async () => {
  const { id } = await newIssued()
  const { owner: stranger } = await world.addOrganization('Strangers')
  const own = await world.addMember(studio, 'member', 'own')
  for (const who of [stranger, own])
    for (const name of ['invoice.pdf', 'invoice.draft_pdf', 'invoice.paper'] as const)
      expect(await refused(world.perform(who, name, { id }))).toBe('404 not_found')
})

/** A picture of one grey point. */
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)
