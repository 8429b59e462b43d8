/**
 * The PDF of an invoice. Of an issued one it is made once and kept: whoever asks later gets the same bytes. Of a draft it is
 * made anew each time, and kept nowhere.
 */
import { z } from 'zod'
import { byKey } from '#src/core/db.ts'
import { conflict, notFound, Refusal } from '#src/core/errors.ts'
import { log } from '#src/core/log.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf, present } from '#src/core/record.ts'
import { makePdf } from '#src/services/pdf-writer.ts'
import { isPrintable } from '#src/services/picture.ts'
import { type Bytes, fileStorage, newStorageKey } from '#src/services/storage.ts'
import { mustBeIssued, precedingOf, writeEInvoice } from './document.ts'
import type { Issued, Preceding } from './e-invoice.ts'
import { daysAfter, todayOf } from './issue.ts'
import { pagesOf } from './paper.ts'
import { paperWords } from './paper-words.ts'
import { readInvoice } from './rows.ts'
import { Invoice, InvoiceId } from './schema.ts'
import { readSettings } from './settings.ts'
import { InvoiceSettings } from './settings-schema.ts'

const Printed = z.object({
  invoice: Invoice,
  preceding: z.object({ number: z.string(), issuedOn: z.string() }).nullable(),
  settings: InvoiceSettings.pick({ paper: true, footer: true, taxLabel: true }),
  /** Where the logo lies, and where the PDF does, once it was made. */
  logoKey: z.string().nullable(),
  pdfKey: z.string().nullable(),
})
type Printed = z.output<typeof Printed>

export const readPaper = operation({
  name: 'invoice.paper',
  summary: 'Read all that is printed of an invoice, and where its PDF is kept',
  kind: 'read',
  permission: 'invoices.read',
  input: InvoiceId,
  output: Printed,
  async run({ sql, actor }, { id }) {
    const organization = organizationOf(actor)
    const invoice = present(await readInvoice(sql, organization, id), undefined)
    const settings = await readSettings(sql, organization)
    const preceding = await precedingOf(sql, organization, invoice)
    const [kept] = await sql<{ pdfKey: string | null; logoKey: string | null }>`${byKey}
      select i.pdf_key, (
        select f.storage_key from files f
        where f.org_id = i.org_id and f.id = ${settings.logoFileId} and f.stored_at is not null and f.deleted_at is null
      ) as logo_key
      from invoices i where i.org_id = ${organization} and i.id = ${id}`
    if (!kept) throw notFound()
    const { pdfKey, logoKey } = kept
    if (invoice.status !== 'draft') return { invoice, preceding, settings, logoKey, pdfKey }
    // A draft shows the days it would have if it were issued now.
    const issuedOn = invoice.issuedOn ?? (await todayOf(sql, organization))
    const dueOn = invoice.dueOn ?? daysAfter(issuedOn, settings.termsDays)
    return { invoice: { ...invoice, issuedOn, dueOn }, preceding, settings, logoKey, pdfKey: null }
  },
})

async function collect(bytes: Bytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The logo, if it can be printed: an invoice does not wait for a better picture, and bears the seller's name. */
async function logoOf({ logoKey, invoice }: Printed): Promise<Uint8Array | null> {
  if (!logoKey) return null
  const logo = await collect(fileStorage().read(logoKey))
  if (isPrintable(logo)) return logo
  log('warn', 'invoice.logo_not_printable', { invoice: invoice.id })
  return null
}

const fileName = (invoice: Invoice) =>
  `${(invoice.number ?? paperWords[invoice.language].draft).replace(/[/\\]/g, '-')}.pdf`

export const invoicePdf = operation({
  name: 'invoice.pdf',
  summary: 'Find the PDF of an issued invoice; the first time it is made and kept',
  kind: 'reach',
  permission: 'invoices.read',
  input: InvoiceId,
  output: z.object({ storageKey: z.string(), name: z.string() }),
  async run({ actor, call }, { id }) {
    const printed = await call('invoice.paper', { id })
    const invoice = mustBeIssued(printed.invoice)
    const name = fileName(invoice)
    if (printed.pdfKey) return { storageKey: printed.pdfKey, name }
    const { preceding, settings } = printed
    const xml = xmlOf(invoice, preceding)
    const logo = await logoOf(printed)
    const pdf = await makePdf(pagesOf({ invoice, preceding, settings, logo, xml }))
    const own = newStorageKey(organizationOf(actor))
    await fileStorage().write(own, once(pdf))
    // Should the answer get lost, nobody knows which was kept: then both lie there, which is better than none.
    const { storageKey } = await call('invoice.keep_pdf', { id, storageKey: own }, { asSystem: true })
    if (storageKey !== own) await fileStorage().remove(own)
    return { storageKey, name }
  },
})

/** What lacks something for an e-invoice is an invoice on paper all the same. */
function xmlOf(invoice: Issued, preceding: Preceding | null): string | null {
  try {
    return writeEInvoice(invoice, preceding, 'cii', 'en16931')
  } catch (error) {
    if (error instanceof Refusal && error.status === 422) return null
    throw error
  }
}

async function* once(bytes: Uint8Array): Bytes {
  yield bytes
}

export const keepPdf = operation({
  name: 'invoice.keep_pdf',
  summary: 'Keep where the PDF of an issued invoice lies; the first that was made stays',
  kind: 'write',
  permission: 'system',
  input: z.strictObject({ id: z.uuid(), storageKey: z.string() }),
  output: z.object({ storageKey: z.string() }),
  async run({ sql, actor }, { id, storageKey }) {
    const [kept] = await sql<{ storageKey: string }>`${byKey}
      update invoices set pdf_key = coalesce(pdf_key, ${storageKey})
      where org_id = ${organizationOf(actor)} and id = ${id} and direction = 'sales' and status <> 'draft'
      returning pdf_key as storage_key`
    if (!kept) throw notFound()
    return kept
  },
})

/** Left when an invoice is issued, so that the PDF is there before anybody asks. Doing it twice changes nothing. */
export const renderInvoice = operation({
  name: 'invoice.render',
  summary: 'Make the PDF of an invoice that was just issued',
  kind: 'reach',
  permission: 'system',
  input: InvoiceId,
  output: z.null(),
  async run({ call }, { id }) {
    await call('invoice.pdf', { id })
    return null
  },
})

export const draftPdf = operation({
  name: 'invoice.draft_pdf',
  summary: 'Make a PDF of a draft, to look at',
  kind: 'reach',
  permission: 'invoices.read',
  input: InvoiceId,
  output: z.object({ name: z.string(), pdf: z.custom<Uint8Array>((one) => one instanceof Uint8Array) }),
  async run({ call }, { id }) {
    const printed = await call('invoice.paper', { id })
    const { invoice, preceding, settings } = printed
    if (invoice.direction === 'purchase' || invoice.status !== 'draft')
      throw conflict('no_draft', 'This is not a draft.')
    const logo = await logoOf(printed)
    const pdf = await makePdf(pagesOf({ invoice, preceding, settings, logo, xml: null }))
    return { name: fileName(invoice), pdf }
  },
})
