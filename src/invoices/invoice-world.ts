/** Issued invoices for tests that need no database: right in every way until a test says otherwise. */
import type { Issued } from './e-invoice.ts'
import type { Line, Party } from './schema.ts'
import { countTotals, type TaxCategory } from './totals.ts'

export const seller: Party = {
  name: 'Studio Halden GmbH',
  contactName: 'Lena Hartmann',
  address: {
    ...{
      line1: 'Musterweg 12',
      line2: null,
      city: 'Berlin',
      postalCode: '10119',
      region: null,
      country: 'DE',
    },
  },
  vatId: 'DE123456789',
  taxNumber: '30/123/45678',
  registrationNumber: 'HRB 12345',
  electronicAddress: { scheme: '0088', value: '4000001123452' },
  email: 'lena@halden.example',
  phone: '+49 30 123456',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
}

export const buyerIn = (country: string, vatId: string | null, more: Partial<Party> = {}): Party => ({
  name: 'Brandl Metallbau',
  contactName: 'Thomas Brandl',
  address: { line1: 'Ring 5', line2: null, city: 'Wien', postalCode: '1010', region: null, country },
  vatId,
  taxNumber: null,
  registrationNumber: '12-345',
  electronicAddress: { scheme: 'EM', value: 'books@brandl.example' },
  email: null,
  phone: null,
  iban: null,
  bic: null,
  ...more,
})

const buyers: Record<TaxCategory, Party> = {
  S: buyerIn('DE', 'DE987654321'),
  Z: buyerIn('DE', 'DE987654321'),
  E: buyerIn('DE', 'DE987654321'),
  AE: buyerIn('AT', 'ATU12345678'),
  K: buyerIn('AT', 'ATU12345678'),
  G: buyerIn('US', null),
  O: buyerIn('US', null),
}

type Written = Partial<Omit<Line, 'gross' | 'discount' | 'net'>>
export type Said = Partial<Omit<Issued, 'lines'>> & { lines?: readonly Written[] }

export function invoiceOf(category: TaxCategory, said: Said = {}): Issued {
  const usual = {
    ...{ description: 'Design\nA second line', quantity: '3', unit: 'hour', unitPrice: '99.9999' },
    ...{ discountPercent: '10', taxCategory: category, taxRate: category === 'S' ? '19' : '0' },
  }
  const { lines: saidLines = [{}, {}], ...more } = said
  const lines = saidLines.map((line) => ({ ...usual, ...line }))
  const document = {
    currency: said.currency ?? 'EUR',
    pricesIncludeTax: said.pricesIncludeTax ?? false,
    discountPercent: said.discountPercent === undefined ? '5' : said.discountPercent,
  }
  const { lines: counted, subtotal, taxes, taxTotal, rounding, total } = countTotals({ ...document, lines })
  const prepaidAmount = said.prepaidAmount ?? Math.min(1000, total)
  return {
    ...{ id: 'id', version: 1, direction: 'sales', type: 'invoice', status: 'issued', number: '2026-0001' },
    ...{ clientId: null, companyId: null, buyer: buyers[category], seller },
    ...{ issuedOn: '2026-03-05', dueOn: '2026-03-19', deliveredOn: '2026-03-04' },
    ...{ periodStartsOn: '2026-02-01', periodEndsOn: '2026-02-28' },
    lines: lines.map((line, i) => ({ ...line, ...counted[i]! })),
    ...document,
    ...{
      reference: null,
      buyerReference: '04011000-1234512345-06',
      orderReference: null,
      note: 'Thank you.',
    },
    ...{ paymentTerms: '14 days', paymentLink: null, language: 'en' },
    exemptionReason: category === 'E' ? 'Exempt by law' : null,
    ...{ subtotal, taxes, taxTotal, rounding, total, prepaidAmount },
    ...{ amountPaid: prepaidAmount, amountCredited: 0, amountDue: total - prepaidAmount, overdue: false },
    ...{
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
    },
    ...{
      issuedAt: '2026-03-05T10:00:00Z',
      createdAt: '2026-03-05T10:00:00Z',
      updatedAt: '2026-03-05T10:00:00Z',
    },
    ...more,
  }
}
