/**
 * What each country taxes with: its name for the tax and its usual rates, the standard one first. Pure.
 *
 * Sources: European Commission, "VAT rates applied in the Member States", and the tax offices of the other countries, as
 * of January 2026. Rates are a start: whoever issues chooses, line by line.
 */

interface Preset {
  /** What people there call it. */
  label: 'VAT' | 'GST' | 'Sales tax'
  /** Percent, the standard rate first. */
  rates: readonly string[]
}

const vat = (...rates: string[]): Preset => ({ label: 'VAT', rates })
const gst = (...rates: string[]): Preset => ({ label: 'GST', rates })

const presets: Readonly<Record<string, Preset>> = {
  AT: vat('20', '13', '10'),
  BE: vat('21', '12', '6'),
  BG: vat('20', '9'),
  CY: vat('19', '9', '5', '3'),
  CZ: vat('21', '12'),
  DE: vat('19', '7'),
  DK: vat('25'),
  EE: vat('24', '13', '9'),
  ES: vat('21', '10', '4'),
  FI: vat('25.5', '13.5', '10'),
  FR: vat('20', '10', '5.5', '2.1'),
  GR: vat('24', '13', '6'),
  HR: vat('25', '13', '5'),
  HU: vat('27', '18', '5'),
  IE: vat('23', '13.5', '9', '4.8'),
  IT: vat('22', '10', '5', '4'),
  LT: vat('21', '12', '5'),
  LU: vat('17', '14', '8', '3'),
  LV: vat('21', '12', '5'),
  MT: vat('18', '12', '7', '5'),
  NL: vat('21', '9'),
  PL: vat('23', '8', '5'),
  PT: vat('23', '13', '6'),
  RO: vat('21', '11'),
  SE: vat('25', '12', '6'),
  SI: vat('22', '9.5', '5'),
  SK: vat('23', '19', '5'),
  CH: vat('8.1', '3.8', '2.6'),
  LI: vat('8.1', '3.8', '2.6'),
  GB: vat('20', '5'),
  NO: vat('25', '15', '12'),
  IS: vat('24', '11'),
  UA: vat('20', '14', '7'),
  TR: vat('20', '10', '1'),
  ZA: vat('15'),
  AE: vat('5'),
  BH: vat('10'),
  SA: vat('15'),
  IN: gst('18', '5', '40'),
  AU: gst('10'),
  NZ: gst('15'),
  SG: gst('9'),
  CA: gst('5'),
  JP: { label: 'Sales tax', rates: ['10', '8'] },
  US: { label: 'Sales tax', rates: [] },
}

const unknown: Preset = { label: 'VAT', rates: [] }

export const taxPresetOf = (country: string | null | undefined): Preset => presets[country ?? ''] ?? unknown

/** Inside, a supply to another member's business is intra-community (K) or reverse charged (AE); outside, export (G). */
const members = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')
export const isInUnion = (country: string | null | undefined) => members.includes(country ?? '')

/** What small businesses that charge no tax have to print, where the law gives the sentence. */
export const smallBusinessSentences: Readonly<Record<string, string>> = {
  AT: 'Umsatzsteuerbefreit – Kleinunternehmer gemäß § 6 Abs. 1 Z 27 UStG',
  BE: 'Régime particulier de franchise des petites entreprises – TVA non applicable',
  DE: 'Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.',
  ES: 'Operación exenta de IVA',
  FR: 'TVA non applicable, art. 293 B du CGI',
  IT: 'Operazione effettuata ai sensi dell’art. 1, commi da 54 a 89, della Legge n. 190/2014',
  LU: 'TVA non applicable – régime de franchise, art. 57 LTVA',
  NL: 'Vrijgesteld van btw op grond van artikel 25 Wet OB 1968 (kleineondernemersregeling)',
  PL: 'Zwolnienie z VAT na podstawie art. 113 ust. 1 ustawy o VAT',
  PT: 'IVA – regime de isenção, artigo 53.º do CIVA',
}
