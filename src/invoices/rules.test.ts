/** The rules are worth what they can refuse: each is seen to fail on a document that was right but for one thing. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeCii } from './cii.ts'
import { readCii } from './cii-world.ts'
import { type Profile, specifications } from './e-invoice.ts'
import { invoiceOf, seller } from './invoice-world.ts'
import type { Model } from './model-world.ts'
import { problemsOf } from './problems.ts'
import { peppolRules, xrechnungRules } from './profile-rules-world.ts'
import { add, number, type Rule, rounded } from './rule-shapes-world.ts'
import { coreRules } from './rules-world.ts'
import { ciiSchema, schemaFaults, ublSchema } from './schema-world.ts'
import { smallBusinessSentences } from './tax-presets.ts'
import type { TaxCategory } from './totals.ts'
import { writeUbl } from './ubl.ts'
import { readUbl } from './ubl-world.ts'
import { unitCodeOf } from './units.ts'
import { ruleCategories, vatRules } from './vat-rules-world.ts'
import { readXml } from './xml-world.ts'

const preceding = { number: '2026-0000', issuedOn: '2026-01-02' }

/** Our invoices have no charges but for rounding: added by hand, so that the rules about them have something to judge. */
function withCharges(model: Model): Model {
  const { head, lines, taxes } = model
  const tax = taxes[0]!
  const category = { 'BT-102': tax['BT-118']! }
  const rate = lines[0]!.terms['BT-152']
  model.charges.push({
    'BT-99': '10.00',
    'BT-104': 'Freight',
    ...category,
    ...(rate ? { 'BT-103': rate } : {}),
  })
  lines[0]!.charges.push({ 'BT-141': '1.00', 'BT-144': 'Box' })
  lines[0]!.allowances.push({ 'BT-136': '1.00', 'BT-139': 'No box' })
  const before = number(tax['BT-117'])
  add(tax, 'BT-116', '10.00')
  tax['BT-117'] = rounded(number(tax['BT-116']).times(number(tax['BT-119'])).div(100), model).toFixed(2)
  const more = number(tax['BT-117']).minus(before)
  head['BT-108'] = '10.00'
  add(head, 'BT-109', '10.00')
  add(head, 'BT-110', more.toFixed(2))
  for (const sum of ['BT-112', 'BT-115']) add(head, sum, more.plus(10).toFixed(2))
  return model
}

const right = (category: TaxCategory, profile: Profile): Model =>
  withCharges(readUbl(readXml(writeUbl(invoiceOf(category), specifications[profile], preceding))))

function mustFail(rules: readonly Rule[], base: () => Model): void {
  for (const { name, holds, breaks } of rules) {
    const model = base()
    expect(holds(model), `${name} holds`).toBe(true)
    breaks(model)
    expect(holds(model), `${name} fails`).toBe(false)
  }
}

it('each rule of the core can fail', () => {
  mustFail(coreRules, () => right('K', 'en16931'))
  mustFail(coreRules, () => right('S', 'en16931'))
})

describe.each(Object.keys(ruleCategories) as TaxCategory[])('category %s', (category) => {
  it('each of its rules can fail, and the others hold', () => {
    mustFail(vatRules(category), () => right(category, 'en16931'))
    for (const other of Object.keys(ruleCategories) as TaxCategory[])
      for (const { name, holds } of vatRules(other)) expect(holds(right(category, 'peppol')), name).toBe(true)
  })
})

it('each rule of Peppol and XRechnung can fail', () => {
  mustFail(peppolRules, () => right('S', 'peppol'))
  mustFail(xrechnungRules, () => right('S', 'xrechnung'))
})

it('names no rule twice', () => {
  const vat = (Object.keys(ruleCategories) as TaxCategory[]).flatMap(vatRules)
  for (const rules of [[...coreRules, ...vat], peppolRules, xrechnungRules]) {
    const names = rules.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  }
})

describe('the schemas', () => {
  /** Each a document that some parser takes, and no validator. */
  const cases = [
    [
      'ubl',
      writeUbl,
      ublSchema,
      {
        'another order': [/(<cbc:ID>2026-0001<\/cbc:ID>)\s*(<cbc:IssueDate>[^<]*<\/cbc:IssueDate>)/, '$2$1'],
        'something empty': [/14 days/, ' '],
        'an attribute too much': [/<cbc:Name>/, '<cbc:Name lang="en">'],
        'an attribute missing': [/ unitCode="HUR"/, ''],
        'a stranger': [/<cbc:TaxAmount /, '<cbc:Rounding>1</cbc:Rounding>$&'],
        'a day that is none': [/2026-03-05/, '5.3.2026'],
        'an amount that is none': [/>540.00</, '>540,00<'],
      },
    ],
    [
      'cii',
      writeCii,
      ciiSchema,
      {
        'another order': [/(<ram:ID>2026-0001<\/ram:ID>)\s*(<ram:TypeCode>380<\/ram:TypeCode>)/, '$2$1'],
        'something empty': [/14 days/, ' '],
        'an attribute too much': [/<ram:LineTotalAmount>/, '<ram:LineTotalAmount currencyID="EUR">'],
        'an attribute missing': [/ unitCode="HUR"/, ''],
        'a stranger': [/<ram:DuePayableAmount>/, '<ram:Rounding>1</ram:Rounding>$&'],
        'a day that is none': [/20260305/, '2026-03-05'],
        'an indicator that is none': [/>false</, '>no<'],
      },
    ],
  ] as const

  it.each(cases)('%s: a right document has no fault, a wrong one has', (_, write, schema, breaches) => {
    const xml = write(invoiceOf('S'), specifications.peppol, preceding)
    expect(schemaFaults(readXml(xml), schema, 'EUR')).toEqual([])
    for (const [what, [from, to]] of Object.entries<readonly [RegExp, string]>(breaches)) {
      expect(xml, what).toMatch(from)
      expect(schemaFaults(readXml(xml.replace(from, to)), schema, 'EUR'), what).not.toEqual([])
    }
    expect(schemaFaults(readXml(xml), schema, 'USD')).not.toEqual([])
  })

  it.each(cases)('%s: what is no XML is not read', (_, write) => {
    const xml = write(invoiceOf('S'), specifications.peppol, preceding)
    for (const wrong of [
      `${xml}<a/>`,
      xml.replace('</', '<'),
      xml.replace('14 days', 'a & b'),
      xml.replace('xmlns', 'x'),
    ])
      expect(() => readXml(wrong)).toThrow()
  })
})

describe('any invoice', () => {
  const decimal = (most: number, places: number) =>
    fc
      .tuple(fc.bigInt(0n, BigInt(most) * 10n ** BigInt(places)), fc.integer({ min: 0, max: places }))
      .map(([units, shown]) => {
        const digits = units.toString().padStart(places + 1, '0')
        const fraction = digits.slice(digits.length - places).slice(0, shown)
        return `${digits.slice(0, digits.length - places)}${fraction && `.${fraction}`}`
      })
  const percent = fc.option(decimal(100, 4), { nil: null })
  const line = fc.record({
    quantity: decimal(100_000, 6).filter((text) => Number(text) > 0),
    unitPrice: decimal(10_000, 6),
    discountPercent: percent,
    tax: fc.oneof(
      fc.constantFrom('19', '7', '5.5', '25').map((rate) => ({ taxCategory: 'S' as const, taxRate: rate })),
      fc.constantFrom('Z' as const, 'E' as const).map((taxCategory) => ({ taxCategory, taxRate: '0' })),
    ),
  })
  const said = fc.record({
    currency: fc.constantFrom('EUR', 'EUR', 'JPY', 'HUF', 'ISK', 'USD'),
    pricesIncludeTax: fc.boolean(),
    discountPercent: percent,
    type: fc.constantFrom('invoice' as const, 'credit_note' as const),
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
  })
  const vat = (Object.keys(ruleCategories) as TaxCategory[]).flatMap(vatRules)

  it('follows all rules in both syntaxes, which say the same', () => {
    fc.assert(
      fc.property(said, fc.constantFrom('peppol', 'xrechnung'), ({ lines, ...more }, profile) => {
        const invoice = invoiceOf('S', {
          ...more,
          exemptionReason: 'VATEX-EU-132-1C Medical care',
          lines: lines.map(({ tax, ...one }) => ({ ...one, ...tax })),
        })
        expect(problemsOf(invoice)).toEqual([])
        const ubl = readXml(writeUbl(invoice, specifications[profile], preceding))
        const cii = readXml(writeCii(invoice, specifications[profile], preceding))
        expect(schemaFaults(ubl, ublSchema, invoice.currency)).toEqual([])
        expect(schemaFaults(cii, ciiSchema, invoice.currency)).toEqual([])
        const model = readUbl(ubl)
        expect(readCii(cii)).toEqual(model)
        const rules = [...coreRules, ...vat, ...(profile === 'peppol' ? peppolRules : xrechnungRules)]
        expect(rules.filter(({ holds }) => !holds(model)).map(({ name }) => name)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

describe('reasons for an exemption', () => {
  const reasonOf = (exemptionReason: string, country = 'DE') => {
    const invoice = invoiceOf('E', {
      exemptionReason,
      seller: { ...seller, address: { ...seller.address!, country } },
    })
    const { 'BT-120': text, 'BT-121': code } = readUbl(
      readXml(writeUbl(invoice, specifications.en16931, null)),
    ).taxes[0]!
    return [code, text]
  }

  it('have a code where there is one', () => {
    expect(reasonOf('VATEX-EU-132-1c: Medical care')).toEqual(['VATEX-EU-132-1C', 'Medical care'])
    expect(reasonOf('vatex-eu-132')).toEqual(['VATEX-EU-132', undefined])
    expect(reasonOf('VATEX-EU-999 Made up')).toEqual([undefined, 'VATEX-EU-999 Made up'])
    expect(reasonOf('Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.')[0]).toBeUndefined()
    const franchise = smallBusinessSentences.FR!
    expect(reasonOf(franchise, 'FR')).toEqual(['VATEX-FR-FRANCHISE', franchise])
    expect(reasonOf(franchise, 'DE')).toEqual([undefined, franchise])
  })

  it('of other categories follow from these', () => {
    const codes = (['AE', 'K', 'G', 'O'] as const).map(
      (category) =>
        readUbl(readXml(writeUbl(invoiceOf(category), specifications.en16931, null))).taxes[0]!['BT-121'],
    )
    expect(codes).toEqual(['VATEX-EU-AE', 'VATEX-EU-IC', 'VATEX-EU-G', 'VATEX-EU-O'])
  })
})

it('units have codes of recommendation 20, whatever people call them', () => {
  for (const [unit, code] of [
    ['Stunden', 'HUR'],
    ['Std.', 'HUR'],
    ['szt.', 'H87'],
    ['m²', 'MTK'],
    ['lump sum', 'LS'],
    ['KGM', 'KGM'],
    ['kgm', 'KGM'],
    ['EA', 'EA'],
    ['licence', 'C62'],
    ['constructor', 'C62'],
    ['toString', 'C62'],
    [' ', 'C62'],
    [null, 'C62'],
  ] as const)
    expect(unitCodeOf(unit), String(unit)).toBe(code)
})
