/** Every kind of invoice, issued for real and written in both syntaxes, judged by rules that know nothing of our writer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { writeCii } from './cii.ts'
import { readCii } from './cii-world.ts'
import { type Profile, specifications } from './e-invoice.ts'
import { invoiceOf, seller } from './invoice-world.ts'
import type { Model } from './model-world.ts'
import { peppolRules, xrechnungRules } from './profile-rules-world.ts'
import { coreRules, type Rule } from './rules-world.ts'
import type { Invoice } from './schema.ts'
import { ciiSchema, schemaFaults, ublSchema } from './schema-world.ts'
import type { TaxCategory } from './totals.ts'
import { writeUbl } from './ubl.ts'
import { readUbl } from './ubl-world.ts'
import { ruleCategories, vatRules } from './vat-rules-world.ts'
import { readXml } from './xml-world.ts'

let world: World
let studio: TestOrganization

const berlin = { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' }
const places = {
  DE: { line1: 'Hauptstr. 1', postalCode: '80331', city: 'München', country: 'DE' },
  AT: { line1: 'Ring 5', postalCode: '1010', city: 'Wien', country: 'AT' },
  US: { line1: '1 Main St', postalCode: '10001', city: 'New York', region: 'NY', country: 'US' },
}
const buyers: Record<keyof typeof places, string> = { DE: '', AT: '', US: '' }

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
  await world.perform(studio.owner, 'organization.update', {
    legalName: 'Studio Halden GmbH & Co. KG',
    vatId: 'DE 123 456 789',
    taxNumber: '30/123/45678',
    registrationNumber: 'HRB 12345',
    address: berlin,
    iban: 'DE89 3704 0044 0532 0130 00',
    bic: 'COBADEFFXXX',
    electronicAddress: { scheme: '0088', value: '4000001123452' },
    contact: { name: 'Lena Hartmann', email: 'lena@halden.example', phone: '+49 30 123456' },
  })
  for (const country of ['DE', 'AT', 'US'] as const) {
    const { id } = await world.perform(studio.owner, 'company.create', {
      name: `Brandl ${country}`,
      address: places[country],
      vatId: { DE: 'DE987654321', AT: 'ATU12345678', US: null }[country],
      registrationNumber: country === 'US' ? '12-3456789' : null,
      electronicAddress: { scheme: '9930', value: `${country}987654321` },
    })
    buyers[country] = id
  }
})
afterAll(() => world.close())

type Syntax = 'ubl' | 'cii'

async function read(invoice: Invoice, syntax: Syntax, profile?: Profile): Promise<Model> {
  const { xml } = await world.perform(studio.owner, 'invoice.xml', { id: invoice.id, syntax, profile })
  const root = readXml(xml)
  expect(schemaFaults(root, syntax === 'ubl' ? ublSchema : ciiSchema, invoice.currency)).toEqual([])
  return syntax === 'ubl' ? readUbl(root) : readCii(root)
}

const allVatRules = (Object.keys(ruleCategories) as TaxCategory[]).flatMap(vatRules)
const profileRules = { en16931: [], peppol: peppolRules, xrechnung: xrechnungRules }

const faultsOf = (model: Model, rules: readonly Rule[]) =>
  rules.filter(({ holds }) => !holds(model)).map(({ name }) => name)

/** Both syntaxes follow all rules and say the same; answers what they say. */
async function judge(invoice: Invoice, profile?: Profile): Promise<Model> {
  const [ubl, cii] = await Promise.all([read(invoice, 'ubl', profile), read(invoice, 'cii', profile)])
  expect(cii).toEqual(ubl)
  const rules = [...coreRules, ...allVatRules, ...profileRules[profile ?? profileIn(ubl)]]
  expect(faultsOf(ubl, rules), JSON.stringify(ubl, null, 1)).toEqual([])
  return ubl
}

const profileIn = ({ head }: Model): Profile =>
  head['BT-24']?.includes('xrechnung')
    ? 'xrechnung'
    : head['BT-24']?.includes('peppol')
      ? 'peppol'
      : 'en16931'

/** What a category needs beside its lines. */
const settings: Record<TaxCategory, { country: keyof typeof places; rates: string[]; more: object }> = {
  S: { country: 'DE', rates: ['19', '7', '0.5'], more: {} },
  Z: { country: 'DE', rates: ['0'], more: {} },
  E: {
    country: 'DE',
    rates: ['0'],
    more: { exemptionReason: 'Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.' },
  },
  AE: { country: 'AT', rates: ['0'], more: {} },
  K: { country: 'AT', rates: ['0'], more: { deliveredOn: '2026-03-04' } },
  G: { country: 'US', rates: ['0'], more: {} },
  O: { country: 'US', rates: ['0'], more: {} },
}

const prices = ['100', '0.3333', '12.345678', '19.99', '7.5', '1234.5', '0.01']
const quantities = ['1', '3', '2.5', '0.333333', '17', '12', '1000']
/** BHD: amounts that two places can say. */
const plain = ['100', '10', '20', '40', '30', '50', '60']

const exact = (currency: string) => currency === 'BHD'

const linesOf = (category: TaxCategory, count: number, currency: string, discount: boolean) =>
  Array.from({ length: count }, (_, i) => ({
    description: `Item ${i + 1}\nSecond line`,
    unit: ['hour', 'Stk.', null, 'km', 'KGM', 'constructor', 'ryczałt'][i % 7]!,
    quantity: exact(currency) ? String(i + 1) : quantities[i % 7]!,
    unitPrice: exact(currency) ? plain[i % 7]! : prices[i % 7]!,
    discountPercent: discount && i % 2 === 0 ? (exact(currency) ? '10' : '12.5') : null,
    taxCategory: category,
    taxRate:
      exact(currency) && category === 'S'
        ? '10'
        : settings[category].rates[i % settings[category].rates.length]!,
  }))

const discounts = [
  ['none', false, null],
  ['lines', true, null],
  ['document', false, '3'],
  ['both', true, '3'],
] as const

describe.each(Object.keys(settings) as TaxCategory[])('category %s', (category) => {
  const { country, more } = settings[category]

  it.each(['EUR', 'JPY', 'BHD'])(
    'in %s: discounts × lines × prepaid × net and gross, and its credit notes',
    async (currency) => {
      let turn = 0
      for (const [discount, onLines, onDocument] of discounts)
        for (const count of [1, 2, 7])
          for (const prepaid of ['none', 'part', 'whole'] as const) {
            turn += 1
            const pricesIncludeTax = turn % 2 === 0 && !(exact(currency) && category === 'S')
            const input = {
              ...{
                currency,
                discountPercent: exact(currency) && onDocument ? '10' : onDocument,
                pricesIncludeTax,
              },
              ...{
                buyerReference: '04011000-1234512345-06',
                note: `Turn ${turn}`,
                periodStartsOn: '2026-03-01',
              },
              ...more,
            }
            const lines = linesOf(category, count, currency, onLines)
            const trial = await world.perform(studio.owner, 'invoice.create', {
              companyId: buyers[country],
              lines,
              ...input,
            })
            const prepaidAmount = { none: 0, part: Math.floor(trial.total / 30) * 10, whole: trial.total }[
              prepaid
            ]
            await world.perform(studio.owner, 'invoice.update', { id: trial.id, prepaidAmount })
            const invoice = await world.perform(studio.owner, 'invoice.issue', { id: trial.id })
            const what = `${category} ${currency} ${discount} ${count} ${prepaid} ${pricesIncludeTax}`
            const model = await judge(invoice).catch((error: Error) => {
              error.message = `${what}: ${error.message}`
              throw error
            })
            expect(model.head['BT-3']).toBe('380')
            if (prepaid !== 'none') continue
            const first = lines[0]!
            if (turn % 4 < 2 && count > 1) {
              const part = await world.perform(studio.owner, 'invoice.credit', {
                id: invoice.id,
                lines: [first],
              })
              expect((await judge(part)).head).toMatchObject({ 'BT-3': '381', 'BT-25': invoice.number })
            }
            const rest = await world.perform(studio.owner, 'invoice.credit', { id: invoice.id })
            expect((await judge(rest)).head['BT-26'], what).toBe(invoice.issuedOn)
            // Whatever was rounded on the way, nothing of it is left.
            const { amountCredited } = await world.perform(studio.owner, 'invoice.get', { id: invoice.id })
            expect(amountCredited, what).toBe(invoice.total)
          }
    },
  )
})

type Said = Record<string, unknown> & { lines: readonly object[] }

async function issue(country: keyof typeof places, { lines, ...said }: Said): Promise<Invoice> {
  const draft = await world.perform(studio.owner, 'invoice.create', {
    companyId: buyers[country],
    buyerReference: '04011000-1234512345-06',
    lines: lines.map((line) => ({ description: 'Design', unitPrice: '100', ...line })),
    ...said,
  })
  return world.perform(studio.owner, 'invoice.issue', { id: draft.id })
}

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
