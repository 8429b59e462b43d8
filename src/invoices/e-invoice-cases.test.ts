/** E-invoices beside the matrix: mixed categories, extremes, profiles, hostile text, and what is not written. */
import { describe, expect, it } from 'vitest'
import { writeCii } from './cii.ts'
import { readCii } from './cii-world.ts'
import { type Profile, specifications } from './e-invoice.ts'
import { allVatRules, faultsOf, issue, judge, profileIn, settings, studio, world } from './e-invoice-world.ts'
import { invoiceOf, seller } from './invoice-world.ts'
import { coreRules } from './rules-world.ts'
import { ciiSchema, schemaFaults, ublSchema } from './schema-world.ts'
import type { TaxCategory } from './totals.ts'
import { writeUbl } from './ubl.ts'
import { readUbl } from './ubl-world.ts'
import { readXml } from './xml-world.ts'

const line = (taxCategory: TaxCategory, taxRate = '0') => ({ taxCategory, taxRate, unitPrice: '33.33' })

describe('beside one another', () => {
  it.each([
    ['DE', [line('S', '19'), line('S', '7'), line('Z'), line('E')], {}],
    ['AT', [line('S', '19'), line('AE'), line('K'), line('E')], { deliveredOn: '2026-03-04' }],
    ['US', [line('S', '19'), line('G'), line('Z')], {}],
  ] as const)('categories to %s', async (country, lines, more) => {
    for (const discountPercent of [null, '33.33', '100'])
      for (const pricesIncludeTax of [false, true]) {
        const said = {
          lines,
          discountPercent,
          pricesIncludeTax,
          exemptionReason: 'Exempt by § 4 UStG',
          ...more,
        }
        const invoice = await issue(country, said)
        const { taxes } = await judge(invoice)
        expect(taxes.map((tax) => tax['BT-118'])).toEqual(lines.map(({ taxCategory }) => taxCategory))
        const exempt = taxes.find((tax) => tax['BT-118'] === 'E')
        if (exempt) expect(exempt['BT-120']).toBe('Exempt by § 4 UStG')
        if (invoice.total > 0)
          await judge(await world.perform(studio.owner, 'invoice.credit', { id: invoice.id }))
      }
  })

  it('prices of six places, tax inside, and quantities that nobody should sell', async () => {
    const lines = [
      { unitPrice: '0.000001', quantity: '999999999', taxRate: '19' },
      { unitPrice: '0.33', quantity: '999999999.999999', taxRate: '7', discountPercent: '33.3333' },
      { unitPrice: '99999.999999', quantity: '0.000001', taxRate: '19' },
      { unitPrice: '12345.678901', quantity: '7.000007', taxRate: '5.5' },
      { unitPrice: '0', taxRate: '19' },
    ]
    for (const currency of ['EUR', 'JPY'])
      for (const pricesIncludeTax of [false, true])
        for (const discountPercent of [null, '12.3456'])
          await judge(await issue('DE', { lines, currency, pricesIncludeTax, discountPercent }))
  })

  it('a currency without places says what was rounded, beside the price that was agreed', async () => {
    const { lines } = await judge(
      await issue('AT', { lines: [{ unitPrice: '33', quantity: '1.5' }], currency: 'JPY' }),
    )
    expect(lines[0]).toMatchObject({
      terms: { 'BT-129': '1.5', 'BT-131': '50', 'BT-146': '33' },
      charges: [{ 'BT-141': '0.50', 'BT-144': 'Rounding' }],
    })
  })
})

describe('what is not written', () => {
  const errorsOf = async (id: string, profile?: Profile) => {
    const deed = world.perform(studio.owner, 'invoice.xml', { id, profile })
    const error = await deed.then(
      () => expect.fail('it was written'),
      (refusal: { status: number; errors: { path: string; message: string }[] }) => refusal,
    )
    expect(error.status).toBe(422)
    return error.errors
  }

  it('three places of a currency: it is issued, and says why it is no e-invoice', async () => {
    const invoice = await issue('DE', { currency: 'BHD', lines: [{ unitPrice: '12.345', taxRate: '10' }] })
    expect(invoice.status).toBe('issued')
    expect(await errorsOf(invoice.id)).toEqual([
      {
        path: 'currency',
        message:
          'An e-invoice has amounts of two decimal places. Some of these in BHD have three, and rounding would change them.',
      },
    ])
  })

  it('rules that the invoice has not everything for', async () => {
    const { id } = await issue('AT', { lines: [{}], buyerReference: null })
    expect(await errorsOf(id, 'xrechnung')).toEqual([
      { path: 'buyerReference', message: 'The buyer’s reference (Leitweg-ID) is missing.' },
    ])
    expect(await errorsOf(id, 'peppol')).toEqual([
      { path: 'buyerReference', message: 'The buyer’s reference or order number is missing.' },
    ])
    const { xml } = await world.perform(studio.owner, 'invoice.xml', { id })
    expect(xml).toContain('<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>')
  })

  it('a seller without any number issues all the same', async () => {
    const small = await world.addOrganization('Nobody’s studio')
    const { id: companyId } = await world.perform(small.owner, 'company.create', { name: 'Brandl' })
    const lines = [{ description: 'Design', unitPrice: '100' }]
    const draft = await world.perform(small.owner, 'invoice.create', { companyId, lines })
    const { id, number } = await world.perform(small.owner, 'invoice.issue', { id: draft.id })
    expect(number).toMatch(/0001$/)
    const refusal = await world.perform(small.owner, 'invoice.xml', { id }).catch((error) => error)
    expect(refusal.errors.map(({ message }: { message: string }) => message)).toEqual([
      'Your street and city are missing.',
      'Your VAT id or tax number is missing.',
      'The buyer’s country is missing.',
    ])
  })
})

describe('profiles', () => {
  const forced = ['en16931', 'peppol', 'xrechnung'] as const
  const profiles = { DE: 'xrechnung', AT: 'peppol', US: 'peppol' } as const

  it('each is followed for every category that it may have', async () => {
    for (const category of Object.keys(settings) as TaxCategory[])
      for (const discountPercent of [null, '3']) {
        const { country, more, rates } = settings[category]
        const lines = [{ taxCategory: category, taxRate: rates[0], quantity: '3' }]
        const invoice = await issue(country, { lines, discountPercent, orderReference: 'PO 1', ...more })
        const usual = await judge(invoice)
        expect(profileIn(usual)).toBe(profiles[country])
        for (const profile of forced) expect(profileIn(await judge(invoice, profile))).toBe(profile)
        const note = await world.perform(studio.owner, 'invoice.credit', { id: invoice.id })
        for (const profile of forced) await judge(note, profile)
      }
    // What is not subject to tax, within Germany: XRechnung wants a rate where the standard has none.
    const { taxes, lines } = await judge(await issue('DE', { lines: [line('O')] }), 'xrechnung')
    expect(taxes[0]).toMatchObject({ 'BT-118': 'O', 'BT-119': '0', 'BT-121': 'VATEX-EU-O' })
    expect(lines[0]?.terms['BT-152']).toBeUndefined()
  })
})

describe('text', () => {
  const words = `Ünïcode "quotes" 'n' <b>&amp; ]]> 🎉 Ελληνικά Кириллица ${'x'.repeat(300)}`

  it('stays what it was, whatever it holds', async () => {
    const lines = [{ description: `${words}\nSecond <line>\r\n\r\nthird & last\t.` }]
    const said = {
      lines,
      note: `${words}\n#12 #13 #`,
      paymentTerms: words,
      orderReference: words.slice(0, 50),
    }
    const model = await judge(await issue('AT', said))
    expect(model.lines[0]?.terms).toMatchObject({
      'BT-153': words,
      'BT-154': 'Second <line>\n\nthird & last\t.',
    })
    expect(model.head).toMatchObject({ 'BT-21': 'AAI', 'BT-22': `${words}\n#12 #13 #`, 'BT-20': words })
  })

  it('leaves out what XML cannot hold, and the element with it when nothing is left', () => {
    const nothing = '\u0001\u0008 \ufffe'
    const invoice = invoiceOf('K', {
      ...{ note: nothing, paymentTerms: nothing, orderReference: nothing, buyerReference: nothing },
      lines: [
        { description: 'a\u0000b\u0008c\ufffe\ud83c \ud83c\udf89' },
        { description: nothing },
        { description: `${nothing}\nBelow nothing` },
      ],
      seller: { ...seller, contactName: nothing, phone: nothing, email: nothing },
    })
    const [ubl, cii] = [writeUbl, writeCii].map((write) =>
      readXml(write(invoice, specifications.en16931, null)),
    )
    expect(schemaFaults(ubl!, ublSchema, 'EUR')).toEqual([])
    expect(schemaFaults(cii!, ciiSchema, 'EUR')).toEqual([])
    const model = readUbl(ubl!)
    expect(readCii(cii!)).toEqual(model)
    expect(faultsOf(model, [...coreRules, ...allVatRules])).toEqual([])
    expect(model.lines.map(({ terms }) => terms['BT-153'])).toEqual(['abc 🎉', '–', 'Below nothing'])
    expect(model.head).not.toHaveProperty('BT-22')
    expect(model.head).not.toHaveProperty('BG-6')
  })
})
