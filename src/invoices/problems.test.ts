import { describe, expect, it } from 'vitest'
import { buyerIn, invoiceOf, type Said, seller } from './invoice-world.ts'
import { problemsOf } from './problems.ts'
import { lacksOf, profileOf } from './profiles.ts'
import type { Party } from './schema.ts'
import type { TaxCategory } from './totals.ts'

const found = (category: TaxCategory, said: Said = {}) =>
  problemsOf(invoiceOf(category, said)).map(({ path, blocks }) => `${path}${blocks ? ' blocks' : ''}`)
const as = (party: Partial<Party>): Said => ({ seller: { ...seller, ...party } })
const nowhere = { line1: 'Ring 5', line2: null, city: null, postalCode: null, region: null, country: null }

describe('problems', () => {
  it('there are none where everything is there', () => {
    for (const category of ['S', 'Z', 'E', 'AE', 'K', 'G', 'O'] as const) expect(found(category)).toEqual([])
  })

  it('without any number of the seller an invoice can be issued, and is no e-invoice', () => {
    const nobody = { vatId: null, taxNumber: null, registrationNumber: null }
    for (const category of ['S', 'Z', 'E'] as const)
      expect(found(category, as(nobody))).toEqual(['seller.vatId'])
    expect(found('S', as({ ...nobody, registrationNumber: 'HRB 1' }))).toEqual(['seller.vatId'])
    expect(found('S', as({ ...nobody, taxNumber: '30/1' }))).toEqual([])
    expect(found('O', as({ ...nobody, vatId: 'DE123456789' }))).toEqual(['seller.vatId'])
    expect(found('S', as({ address: null }))).toEqual(['seller.country', 'seller.address'])
  })

  it('reverse charge: within the Union the law wants both ids, outside only the e-invoice', () => {
    const unknown = { vatId: null, registrationNumber: null }
    expect(found('AE', { buyer: buyerIn('AT', null, unknown) })).toEqual(['buyer.vatId blocks'])
    expect(found('AE', { buyer: buyerIn('US', null, unknown) })).toEqual(['buyer.vatId'])
    expect(found('AE', as({ vatId: null }))).toEqual(['seller.vatId blocks'])
    expect(found('AE', { ...as({ vatId: null }), buyer: buyerIn('DE', 'DE987654321') })).toEqual([])
    expect(found('AE', { buyer: buyerIn('AT', 'ATU12345678', { address: nowhere }) })).toEqual([
      'buyer.address.country blocks',
    ])
  })

  it('an intra-community supply goes to another member, and says when', () => {
    expect(found('K', { buyer: buyerIn('US', 'US1') })).toEqual(['buyer.address.country blocks'])
    expect(found('K', { buyer: buyerIn('DE', 'DE987654321') })).toEqual(['buyer.address.country blocks'])
    expect(found('K', { buyer: buyerIn('GB', 'XI123456789') })).toEqual([])
    expect(found('K', { buyer: buyerIn('AT', null) })).toEqual(['buyer.vatId blocks'])
    expect(found('K', { deliveredOn: null, periodStartsOn: null, periodEndsOn: null })).toEqual([
      'deliveredOn blocks',
    ])
    expect(found('K', { deliveredOn: null, periodEndsOn: null })).toEqual([])
  })

  it('an export leaves the Union; without a VAT id it can be issued', () => {
    expect(found('G', { buyer: buyerIn('AT', null) })).toEqual(['buyer.address.country blocks'])
    expect(found('G', as({ vatId: null }))).toEqual(['seller.vatId'])
  })

  it('an exemption has a reason, and what is not subject to tax stands alone', () => {
    expect(found('E', { exemptionReason: null })).toEqual(['exemptionReason blocks'])
    expect(found('O', { lines: [{}, { taxCategory: 'Z' }] })).toContain('lines blocks')
  })

  it('codes are those of the lists', () => {
    expect(found('S', as({ vatId: '123456789' }))).toEqual(['seller.vatId'])
    expect(found('S', as({ vatId: 'de 123.456-789' }))).toEqual([])
    expect(found('S', as({ vatId: 'EL123456789' }))).toEqual([])
    expect(found('S', { buyer: buyerIn('AT', '12-3456789') })).toEqual(['buyer.vatId'])
    // It names no VAT ids, so theirs do not matter.
    expect(found('O', { buyer: buyerIn('US', '12-3456789') })).toEqual([])
    expect(found('S', { buyer: buyerIn('UK', null) })).toEqual(['buyer.address.country'])
    expect(found('S', as({ electronicAddress: { scheme: '1234', value: 'x' } }))).toEqual([
      'seller.electronicAddress',
    ])
    expect(found('S', { currency: 'HRK' })).toEqual(['currency'])
  })

  it('three places are said only where the third says something', () => {
    const one = { quantity: '1', discountPercent: null, taxRate: '10' }
    const bhd = (unitPrice: string) => ({
      currency: 'BHD',
      discountPercent: null,
      lines: [{ ...one, unitPrice }],
    })
    expect(found('S', bhd('12.300'))).toEqual([])
    expect(found('S', bhd('12.340'))).toEqual(['currency'])
    expect(found('Z', { ...bhd('12.345'), lines: [{ ...one, taxRate: '0', unitPrice: '12.345' }] })).toEqual([
      'currency',
    ])
  })
})

describe('profiles', () => {
  const chosen = (said: Said = {}, category: TaxCategory = 'S') => profileOf(invoiceOf(category, said))
  const lacks = (said: Said, profile: 'peppol' | 'xrechnung' = 'peppol', category: TaxCategory = 'S') =>
    lacksOf(invoiceOf(category, said), profile).map(({ path }) => path)

  it('within Germany it is XRechnung, or the standard when something is missing', () => {
    expect(chosen()).toBe('xrechnung')
    const missing: Said[] = [
      { buyerReference: null },
      as({ contactName: null }),
      as({ phone: '12' }),
      as({ email: null }),
      as({ email: 'a@b' }),
      as({ electronicAddress: null }),
      { buyer: buyerIn('DE', null, { electronicAddress: null }) },
      { buyer: buyerIn('DE', null, { address: { ...nowhere, country: 'DE' } }) },
      { paymentTerms: 'Soon\n #SKONTO' },
    ]
    for (const said of missing) {
      expect(chosen(said), JSON.stringify(said)).toBe('en16931')
      expect(lacks(said, 'xrechnung').length).toBeGreaterThan(0)
      // Peppol has the same rules between two Germans.
      expect(lacks(said, 'peppol').length).toBeGreaterThan(0)
    }
  })

  it('elsewhere it is Peppol, with a reference and addresses that fit their scheme', () => {
    expect(chosen({}, 'AE')).toBe('peppol')
    expect(chosen({ buyerReference: null, orderReference: 'PO 1' }, 'AE')).toBe('peppol')
    expect(chosen({ buyerReference: null }, 'AE')).toBe('en16931')
    const at = (scheme: string, value: string) =>
      lacks({ buyer: buyerIn('AT', 'ATU12345678', { electronicAddress: { scheme, value } }) })
    for (const [scheme, good, bad] of [
      ['0088', '4000001123452', '4000001123453'],
      ['0192', '974760673', '974760674'],
      ['0208', '0202239951', '0202239952'],
      ['0007', '5560360793', '5560360794'],
      ['0151', '51824753556', '51824753557'],
      ['0184', 'DK12345674', '12345674'],
    ] as const) {
      expect(at(scheme, good), scheme).toEqual([])
      expect(at(scheme, bad), scheme).toEqual(['buyer.electronicAddress'])
    }
  })

  it('knows what Peppol asks of sellers in some countries', () => {
    const from = (country: string, more: Partial<Party>) =>
      as({
        vatId: null,
        taxNumber: null,
        registrationNumber: null,
        ...more,
        address: { ...seller.address!, country },
      })
    expect(lacks(from('GR', { vatId: 'EL123456789' }))).toEqual(['seller.country'])
    expect(lacks(from('NL', { registrationNumber: 'KvK 1' }))).toEqual(['seller.registrationNumber'])
    expect(lacks(from('NL', { registrationNumber: '1234 5678' }))).toEqual([])
    expect(
      lacks({ ...from('NL', { iban: null }), buyer: buyerIn('NL', null, { registrationNumber: null }) }),
    ).toEqual(['seller.iban'])
    expect(lacks(from('DK', {}))).toEqual(['seller.registrationNumber'])
    expect(lacks(from('DK', { registrationNumber: '12345678' }))).toEqual([])
    const danish = { ...from('DK', { registrationNumber: '12345678' }), buyer: buyerIn('DK', null) }
    expect(lacks({ ...danish, currency: 'DKK' })).toEqual(['currency'])
    expect(lacks(from('IS', {}))).toEqual(['seller.registrationNumber'])
    expect(
      lacks({ ...from('IS', { registrationNumber: '1234567890' }), buyer: buyerIn('IS', null) }),
    ).toEqual(['buyer.registrationNumber'])
    expect(lacks(from('IT', { taxNumber: '30/1' }))).toEqual(['seller.taxNumber'])
    expect(lacks(from('NO', { vatId: 'NO974760673' }))).toEqual(['seller.vatId'])
    expect(lacks(from('NO', { vatId: 'NO 974 760 673 MVA' }))).toEqual([])
    expect(lacks(from('SE', { vatId: 'SE123456789001' }))).toEqual(['lines'])
    expect(
      lacks(from('SE', { vatId: 'SE1', taxNumber: '1', registrationNumber: '5560360793' }), 'peppol', 'Z'),
    ).toEqual(['seller.vatId', 'seller.taxNumber'])
  })
})
