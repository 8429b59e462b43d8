/** Invoices as they could have been issued, for the tests of what is printed. */
import type { Paper } from './paper.ts'
import { nobody } from './parties.ts'
import type { Invoice, NewLine, Party } from './schema.ts'
import { countTotals } from './totals.ts'

export const partyOf = (party: Partial<Party>): Party => ({ ...nobody, ...party })

const place = { line2: null, region: null }

export const seller = partyOf({
  name: 'Studio Halden GmbH',
  address: { ...place, line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' },
  vatId: 'DE123456789',
  taxNumber: '37/123/45678',
  registrationNumber: 'HRB 12345 B',
  email: 'office@halden.example',
  phone: '+49 30 1234567',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
})

export const buyer = partyOf({
  name: 'Brandl Metallbau GmbH',
  contactName: 'Thomas Brandl',
  address: { ...place, line1: 'Gewerbering 4', postalCode: '83022', city: 'Rosenheim', country: 'DE' },
})

const usualLines: Partial<NewLine>[] = [
  { description: 'Relaunch: design sprint', quantity: '3', unit: 'day', unitPrice: '960.00' },
  {
    description: 'Front-end development',
    quantity: '18.5',
    unit: 'hour',
    unitPrice: '112',
    discountPercent: '10',
  },
  {
    description: 'Printed catalogue\n32 pages',
    quantity: '250',
    unit: 'piece',
    unitPrice: '2.345',
    taxRate: '7',
  },
]

type Said = Partial<Omit<Invoice, 'lines'>> & { lines?: Partial<NewLine>[] }

/** A paper with these differences from a usual one. */
export function paperOf(said: Said = {}, more: Partial<Paper> = {}): Paper {
  const { lines: saidLines = usualLines, ...rest } = said
  const lines = saidLines.map((line) => ({
    description: 'Work',
    quantity: '1',
    unit: null,
    unitPrice: '100',
    discountPercent: null,
    taxCategory: 'S' as const,
    taxRate: '19',
    ...line,
  }))
  const document = {
    currency: 'EUR',
    pricesIncludeTax: false,
    discountPercent: null,
    ...rest,
    lines: lines.map((line) => ({ ...line, discountPercent: line.discountPercent ?? null })),
  }
  const { subtotal, taxes, taxTotal, rounding, total, lines: counted } = countTotals(document)
  const invoice: Invoice = {
    id: '00000000-0000-7000-8000-000000000000',
    version: 1,
    direction: 'sales',
    type: 'invoice',
    status: 'issued',
    number: '2026-0149',
    clientId: null,
    companyId: null,
    buyer,
    seller,
    issuedOn: '2026-11-23',
    dueOn: '2026-12-23',
    deliveredOn: null,
    periodStartsOn: '2026-11-01',
    periodEndsOn: '2026-11-20',
    reference: 'Relaunch',
    buyerReference: null,
    orderReference: '4500-118',
    note: 'Thank you for the good work together.',
    paymentTerms: 'Within 30 days without deduction.',
    paymentLink: null,
    exemptionReason: null,
    language: 'en',
    prepaidAmount: 0,
    amountPaid: 0,
    amountCredited: 0,
    amountDue: total,
    overdue: false,
    amountWrittenOff: 0,
    writtenOffAt: null,
    writeOffReason: null,
    deposit: false,
    quoteId: null,
    finalId: null,
    creditedInvoiceId: null,
    remind: true,
    sentAt: null,
    viewedAt: null,
    issuedAt: '2026-11-23T10:00:00.000Z',
    createdAt: '2026-11-23T09:00:00.000Z',
    updatedAt: '2026-11-23T10:00:00.000Z',
    ...document,
    lines: document.lines.map((line, i) => ({ ...line, unit: line.unit ?? null, ...counted[i]! })),
    subtotal,
    taxes,
    taxTotal,
    rounding,
    total,
  }
  return {
    invoice,
    preceding: null,
    settings: { paper: 'A4', footer: null, taxLabel: 'VAT' },
    logo: null,
    xml: null,
    ...more,
  }
}
