/** What Peppol BIS 3 and XRechnung 3 ask for beyond the standard, for tests, each rule under its name. */
import type { Model, ModelLine, Terms } from './model-world.ts'
import { add, has, number, type Rule, sumOf } from './rule-shapes-world.ts'

const inHead = (name: string, ...needed: string[]): Rule => ({
  name,
  holds: ({ head }) => needed.some((one) => has(head, one)),
  breaks: ({ head }) => {
    for (const one of needed) delete head[one]
  },
})
const is = (name: string, term: string, pattern: RegExp, wrong = 'wrong'): Rule => ({
  name,
  holds: ({ head }) => head[term] === undefined || pattern.test(head[term]),
  breaks: ({ head }) => {
    head[term] = wrong
  },
})

/** Amount, base and percent of each discount and charge, wherever it stands. */
const adjustments = (model: Model): { terms: Terms; amount: string; base: string; percent: string }[] => [
  ...model.allowances.map((terms) => ({ terms, amount: 'BT-92', base: 'BT-93', percent: 'BT-94' })),
  ...model.charges.map((terms) => ({ terms, amount: 'BT-99', base: 'BT-100', percent: 'BT-101' })),
  ...model.lines.flatMap((line) => [
    ...line.allowances.map((terms) => ({ terms, amount: 'BT-136', base: 'BT-137', percent: 'BT-138' })),
    ...line.charges.map((terms) => ({ terms, amount: 'BT-141', base: 'BT-142', percent: 'BT-143' })),
  ]),
]

const lineAmount = ({ terms, allowances, charges }: ModelLine) =>
  number(terms['BT-129'])
    .times(number(terms['BT-146']).div(number(terms['BT-149'] ?? '1')))
    .plus(sumOf(charges, 'BT-141'))
    .minus(sumOf(allowances, 'BT-136'))

const peppolPrefix = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'
const xrechnungName = 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0'

/** Rules that XRechnung takes over from Peppol. */
const shared: Rule[] = [
  inHead('PEPPOL-EN16931-R001', 'BT-23'),
  is('PEPPOL-EN16931-R007', 'BT-23', /^urn:fdc:peppol\.eu:2017:poacc:billing:\d{2}:1\.0$/),
  inHead('PEPPOL-EN16931-R010', 'BT-49'),
  inHead('PEPPOL-EN16931-R020', 'BT-34'),
  {
    name: 'PEPPOL-EN16931-R040',
    holds: (model) =>
      adjustments(model).every(({ terms, amount, base, percent }) => {
        if (!has(terms, base, percent)) return true
        const exact = number(terms[base]).times(number(terms[percent])).div(100)
        return number(terms[amount]).minus(exact).abs().lte('0.02')
      }),
    breaks: (model) => {
      const { terms, amount, base, percent } = adjustments(model)[0]!
      Object.assign(terms, { [amount]: '10.03', [base]: '100.00', [percent]: '10' })
    },
  },
  {
    name: 'PEPPOL-EN16931-R041/R042',
    holds: (model) =>
      adjustments(model).every(({ terms, base, percent }) => has(terms, base) === has(terms, percent)),
    breaks: (model) => {
      const { terms, base, percent } = adjustments(model)[0]!
      terms[base] = '1.00'
      delete terms[percent]
    },
  },
  {
    name: 'PEPPOL-EN16931-R053',
    holds: ({ head }) => head['BT-110-count'] === '1',
    breaks: ({ head }) => {
      head['BT-110-count'] = '2'
    },
  },
  {
    name: 'PEPPOL-EN16931-R120',
    holds: (model) =>
      model.lines.every((line) => number(line.terms['BT-131']).minus(lineAmount(line)).abs().lte('0.02')),
    breaks: (model) => add(model.lines[0]!.terms, 'BT-131', '0.05'),
  },
]

/** A code of an exemption belongs to its category (P0104 to P0107). */
const belongs = (no: string, code: string, category: string): Rule => ({
  name: `PEPPOL-EN16931-P${no}`,
  holds: (model) => model.taxes.every((tax) => tax['BT-121'] !== code || tax['BT-118'] === category),
  breaks: (model) => {
    model.taxes[0]!['BT-121'] = code
    model.taxes[0]!['BT-118'] = 'S'
  },
})

const isGln = (text: string) => {
  const digits = [...text].map(Number).reverse()
  const sum = digits.slice(1).reduce((all, digit, i) => all + digit * (i % 2 ? 1 : 3), 0)
  return (sum + digits[0]!) % 10 === 0
}
const gln = (name: string, term: string): Rule => ({
  name,
  holds: ({ head }) => head[`${term}-1`] !== '0088' || isGln(head[term] ?? ''),
  breaks: ({ head }) => {
    head[`${term}-1`] = '0088'
    head[term] = '4000001123453'
  },
})

export const peppolRules: readonly Rule[] = [
  ...shared,
  {
    name: 'PEPPOL-EN16931-R002',
    holds: ({ head }) => Number(head['BT-22-count']) <= 1,
    breaks: ({ head }) => {
      head['BT-22-count'] = '2'
    },
  },
  inHead('PEPPOL-EN16931-R003', 'BT-10', 'BT-13'),
  {
    name: 'PEPPOL-EN16931-R004',
    holds: ({ head }) => head['BT-24']?.startsWith(peppolPrefix) ?? false,
    breaks: ({ head }) => {
      head['BT-24'] = 'urn:cen.eu:en16931:2017'
    },
  },
  is('PEPPOL-EN16931-P0100', 'BT-3', /^(380|381)$/),
  belongs('0104', 'VATEX-EU-G', 'G'),
  belongs('0105', 'VATEX-EU-O', 'O'),
  belongs('0106', 'VATEX-EU-IC', 'K'),
  belongs('0107', 'VATEX-EU-AE', 'AE'),
  gln('PEPPOL-COMMON-R040', 'BT-34'),
  gln('PEPPOL-COMMON-R040 buyer', 'BT-49'),
]

const mail = /^[^\s@.]+(\.[^\s@.]+)*@([a-z\d-]+\.)+[a-z\d-]+$/i
const taxed = 'S Z E AE K G'.split(' ')

export const xrechnungRules: readonly Rule[] = [
  ...shared,
  inHead('BR-DE-1', 'BG-16'),
  inHead('BR-DE-2', 'BG-6'),
  inHead('BR-DE-3', 'BT-37'),
  inHead('BR-DE-4', 'BT-38'),
  inHead('BR-DE-5', 'BT-41'),
  inHead('BR-DE-6', 'BT-42'),
  inHead('BR-DE-7', 'BT-43'),
  inHead('BR-DE-8', 'BT-52'),
  inHead('BR-DE-9', 'BT-53'),
  ...(['BT-77', 'BT-78'] as const).map(
    (term, i): Rule => ({
      name: `BR-DE-${10 + i}`,
      holds: ({ head }) => !has(head, 'BG-15') || has(head, term),
      breaks: ({ head }) => {
        head['BG-15'] = 'there'
        delete head[term]
      },
    }),
  ),
  {
    name: 'BR-DE-14',
    holds: (model) => model.taxes.every((tax) => has(tax, 'BT-119')),
    breaks: (model) => {
      delete model.taxes[0]!['BT-119']
    },
  },
  inHead('BR-DE-15', 'BT-10'),
  {
    name: 'BR-DE-16',
    holds: ({ head, lines }) =>
      !lines.some(({ terms }) => taxed.includes(terms['BT-151']!)) ||
      has(head, 'BT-31') ||
      has(head, 'BT-32'),
    breaks: ({ head, lines }) => {
      lines[0]!.terms['BT-151'] = 'S'
      delete head['BT-31']
      delete head['BT-32']
    },
  },
  is('BR-DE-17', 'BT-3', /^(326|380|381|384|389|875|876|877)$/),
  is('BR-DE-18', 'BT-20', /^(?![\s\S]*(^|\n)\s*#)/, 'Pay soon\n#SKONTO#'),
  {
    name: 'BR-DE-19',
    holds: ({ head }) => head['BT-81'] !== '58' || /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(head['BT-84'] ?? ''),
    breaks: ({ head }) => {
      head['BT-81'] = '58'
      head['BT-84'] = '12345'
    },
  },
  {
    name: 'BR-DE-21',
    holds: ({ head }) => head['BT-24'] === xrechnungName,
    breaks: ({ head }) => {
      head['BT-24'] = peppolPrefix
    },
  },
  {
    name: 'BR-DE-23-a',
    holds: ({ head }) => !['30', '58'].includes(head['BT-81'] ?? '') || has(head, 'BG-17'),
    breaks: ({ head }) => {
      head['BT-81'] = '30'
      delete head['BG-17']
    },
  },
  is('BR-DE-27', 'BT-42', /(\d.*){3}/, 'none'),
  is('BR-DE-28', 'BT-43', mail, 'a@b@c'),
]
