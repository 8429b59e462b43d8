/** What the tests of e-invoices share: an organization, buyers in three countries, and the judge of what is written. */
import { afterAll, beforeAll, expect } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { readCii } from './cii-world.ts'
import type { Profile } from './e-invoice.ts'
import type { Model } from './model-world.ts'
import { peppolRules, xrechnungRules } from './profile-rules-world.ts'
import type { Rule } from './rule-shapes-world.ts'
import { coreRules } from './rules-world.ts'
import type { Invoice } from './schema.ts'
import { ciiSchema, schemaFaults, ublSchema } from './schema-world.ts'
import type { TaxCategory } from './totals.ts'
import { readUbl } from './ubl-world.ts'
import { ruleCategories, vatRules } from './vat-rules-world.ts'
import { readXml } from './xml-world.ts'

export let world: World
export let studio: TestOrganization

export const berlin = { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' }
export const places = {
  DE: { line1: 'Hauptstr. 1', postalCode: '80331', city: 'München', country: 'DE' },
  AT: { line1: 'Ring 5', postalCode: '1010', city: 'Wien', country: 'AT' },
  US: { line1: '1 Main St', postalCode: '10001', city: 'New York', region: 'NY', country: 'US' },
}
export const buyers: Record<keyof typeof places, string> = { DE: '', AT: '', US: '' }

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

export type Syntax = 'ubl' | 'cii'

export async function read(invoice: Invoice, syntax: Syntax, profile?: Profile): Promise<Model> {
  const { xml } = await world.perform(studio.owner, 'invoice.xml', { id: invoice.id, syntax, profile })
  const root = readXml(xml)
  expect(schemaFaults(root, syntax === 'ubl' ? ublSchema : ciiSchema, invoice.currency)).toEqual([])
  return syntax === 'ubl' ? readUbl(root) : readCii(root)
}

export const allVatRules = (Object.keys(ruleCategories) as TaxCategory[]).flatMap(vatRules)
export const profileRules = { en16931: [], peppol: peppolRules, xrechnung: xrechnungRules }

export const faultsOf = (model: Model, rules: readonly Rule[]) =>
  rules.filter(({ holds }) => !holds(model)).map(({ name }) => name)

/** Both syntaxes follow all rules and say the same; answers what they say. */
export async function judge(invoice: Invoice, profile?: Profile): Promise<Model> {
  const [ubl, cii] = await Promise.all([read(invoice, 'ubl', profile), read(invoice, 'cii', profile)])
  expect(cii).toEqual(ubl)
  const rules = [...coreRules, ...allVatRules, ...profileRules[profile ?? profileIn(ubl)]]
  expect(faultsOf(ubl, rules), JSON.stringify(ubl, null, 1)).toEqual([])
  return ubl
}

export const profileIn = ({ head }: Model): Profile =>
  head['BT-24']?.includes('xrechnung')
    ? 'xrechnung'
    : head['BT-24']?.includes('peppol')
      ? 'peppol'
      : 'en16931'

/** What a category needs beside its lines. */
export const settings: Record<TaxCategory, { country: keyof typeof places; rates: string[]; more: object }> =
  {
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

export type Said = Record<string, unknown> & { lines: readonly object[] }

export async function issue(country: keyof typeof places, { lines, ...said }: Said): Promise<Invoice> {
  const draft = await world.perform(studio.owner, 'invoice.create', {
    companyId: buyers[country],
    buyerReference: '04011000-1234512345-06',
    lines: lines.map((line) => ({ description: 'Design', unitPrice: '100', ...line })),
    ...said,
  })
  return world.perform(studio.owner, 'invoice.issue', { id: draft.id })
}
