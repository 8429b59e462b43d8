/** What is written of an issued invoice: its e-invoice in either syntax. The PDF is in paper.ts. */
import { z } from 'zod'
import { byKey, type Sql } from '#src/core/db.ts'
import { conflict, invalidFields } from '#src/core/errors.ts'
import { Id } from '#src/core/field-schema.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf, present } from '#src/core/record.ts'
import { writeCii } from './cii.ts'
import { type Issued, type Preceding, type Profile, specifications } from './e-invoice.ts'
import { problemsOf } from './problems.ts'
import { lacksOf, profileOf } from './profiles.ts'
import { readInvoice } from './rows.ts'
import type { Invoice } from './schema.ts'
import { writeUbl } from './ubl.ts'

export const syntaxes = ['cii', 'ubl'] as const

/** An invoice with a number and days. Drafts have none, and a bill is its seller's to write. */
export function mustBeIssued(invoice: Invoice): Issued {
  if (invoice.direction === 'purchase')
    throw conflict('purchase', 'A bill is written by its seller. Attach the file that came in.')
  if (invoice.number === null || invoice.issuedOn === null || invoice.dueOn === null)
    throw conflict('draft', 'A draft has no number yet. Issue it first.')
  return invoice as Issued
}

/** What a credit note corrects. */
export async function precedingOf(
  sql: Sql,
  organization: string,
  { creditedInvoiceId }: Invoice,
): Promise<Preceding | null> {
  if (!creditedInvoiceId) return null
  const [row] = await sql<Preceding>`${byKey}
    select number, issued_on from invoices where org_id = ${organization} and id = ${creditedInvoiceId}`
  return row ?? null
}

/** The e-invoice, or a refusal that names what it lacks. */
export function writeEInvoice(
  invoice: Issued,
  preceding: Preceding | null,
  syntax: (typeof syntaxes)[number],
  profile: Profile,
): string {
  const missing = [...problemsOf(invoice), ...lacksOf(invoice, profile)]
  if (missing.length > 0) throw invalidFields(missing.map(({ path, message }) => ({ path, message })))
  const write = syntax === 'cii' ? writeCii : writeUbl
  return write(invoice, specifications[profile], preceding)
}

export const invoiceXml = operation({
  name: 'invoice.xml',
  summary: 'Write the e-invoice of an issued invoice, as CII or UBL',
  kind: 'read',
  permission: 'invoices.read',
  input: z.strictObject({
    id: Id,
    syntax: z.enum(syntaxes).default('ubl'),
    profile: z.enum(['en16931', 'peppol', 'xrechnung']).optional(),
  }),
  output: z.object({ name: z.string(), xml: z.string() }),
  async run({ sql, actor }, { id, syntax, profile }) {
    const organization = organizationOf(actor)
    const invoice = mustBeIssued(present(await readInvoice(sql, organization, id), undefined))
    const preceding = await precedingOf(sql, organization, invoice)
    const xml = writeEInvoice(invoice, preceding, syntax, profile ?? profileOf(invoice))
    return { name: `${invoice.number}-${syntax}.xml`, xml }
  },
})
