/**
 * The rules of EN 16931-1 for tests, written from the standard, each under its name with the least that breaks it: a test
 * sees every one of them fail. Left out are rules about what our invoices never hold (payee, tax representative, cards,
 * direct debit, attachments, item attributes, a second currency).
 */
import {
  add,
  allowances,
  charges,
  comesTo,
  type Group,
  has,
  hasAny,
  inEach,
  inHead,
  lineAllowances,
  lineCharges,
  lines,
  number,
  type Rule,
  rounded,
  sumOf,
  taxes,
  whenInHead,
} from './rule-shapes-world.ts'

const required: Rule[] = [
  inHead('BR-1', 'BT-24'),
  inHead('BR-2', 'BT-1'),
  inHead('BR-3', 'BT-2'),
  inHead('BR-4', 'BT-3'),
  inHead('BR-5', 'BT-5'),
  inHead('BR-6', 'BT-27'),
  inHead('BR-7', 'BT-44'),
  inHead('BR-8', 'BG-5'),
  inHead('BR-9', 'BT-40'),
  inHead('BR-10', 'BG-8'),
  inHead('BR-11', 'BT-55'),
  inHead('BR-12', 'BT-106'),
  inHead('BR-13', 'BT-109'),
  inHead('BR-14', 'BT-112'),
  inHead('BR-15', 'BT-115'),
  {
    name: 'BR-16',
    holds: (model) => model.lines.length > 0,
    breaks: (model) => {
      model.lines = []
    },
  },
  inEach('BR-21', lines, 'BT-126'),
  inEach('BR-22', lines, 'BT-129'),
  inEach('BR-23', lines, 'BT-130'),
  inEach('BR-24', lines, 'BT-131'),
  inEach('BR-25', lines, 'BT-153'),
  inEach('BR-26', lines, 'BT-146'),
  {
    name: 'BR-27',
    holds: (model) => lines(model).every((terms) => number(terms['BT-146']).gte(0)),
    breaks: (model) => {
      lines(model)[0]!['BT-146'] = '-1.00'
    },
  },
  {
    name: 'BR-29',
    holds: ({ head }) => !has(head, 'BT-73', 'BT-74') || head['BT-73']! <= head['BT-74']!,
    breaks: ({ head }) => {
      head['BT-73'] = '2026-02-02'
      head['BT-74'] = '2026-02-01'
    },
  },
  inEach('BR-31', allowances, 'BT-92'),
  inEach('BR-32', allowances, 'BT-95'),
  inEach('BR-33', allowances, 'BT-97', 'BT-98'),
  inEach('BR-36', charges, 'BT-99'),
  inEach('BR-37', charges, 'BT-102'),
  inEach('BR-38', charges, 'BT-104', 'BT-105'),
  inEach('BR-41', lineAllowances, 'BT-136'),
  inEach('BR-42', lineAllowances, 'BT-139', 'BT-140'),
  inEach('BR-43', lineCharges, 'BT-141'),
  inEach('BR-44', lineCharges, 'BT-144', 'BT-145'),
  inEach('BR-45', taxes, 'BT-116'),
  inEach('BR-46', taxes, 'BT-117'),
  inEach('BR-47', taxes, 'BT-118'),
  {
    name: 'BR-48',
    holds: (model) => model.taxes.every((tax) => tax['BT-118'] === 'O' || has(tax, 'BT-119')),
    breaks: (model) => {
      model.taxes[0]!['BT-118'] = 'S'
      delete model.taxes[0]!['BT-119']
    },
  },
  whenInHead('BR-49', 'BG-16', 'BT-81'),
  whenInHead('BR-50', 'BG-17', 'BT-84'),
  whenInHead('BR-53', 'BT-6', 'BT-111'),
  whenInHead('BR-55', 'BG-3', 'BT-25'),
  whenInHead('BR-57', 'BG-15', 'BT-80'),
  {
    name: 'BR-61',
    holds: ({ head }) => !['30', '58'].includes(head['BT-81'] ?? '') || has(head, 'BT-84'),
    breaks: ({ head }) => {
      head['BT-81'] = '58'
      delete head['BT-84']
    },
  },
  whenInHead('BR-62', 'BT-34', 'BT-34-1'),
  whenInHead('BR-63', 'BT-49', 'BT-49-1'),
]

const prefixes = 'DE AT FR GB NL BE DK SE NO IS IT PL US CH JP BH HU EL XI'.split(' ')
const begins = (id: string | undefined) => id === undefined || prefixes.includes(id.slice(0, 2))

const conditions: Rule[] = [
  {
    name: 'BR-CO-3',
    holds: ({ head }) => !has(head, 'BT-7', 'BT-8'),
    breaks: ({ head }) => {
      head['BT-7'] = '2026-01-01'
      head['BT-8'] = '35'
    },
  },
  inEach('BR-CO-4', lines, 'BT-151'),
  {
    name: 'BR-CO-9',
    holds: ({ head }) => begins(head['BT-31']) && begins(head['BT-48']),
    breaks: ({ head }) => {
      head['BT-48'] = '123456789'
    },
  },
  comesTo('BR-CO-10', 'BT-106', (model) => sumOf(lines(model), 'BT-131')),
  comesTo('BR-CO-11', 'BT-107', (model) => sumOf(model.allowances, 'BT-92')),
  comesTo('BR-CO-12', 'BT-108', (model) => sumOf(model.charges, 'BT-99')),
  comesTo('BR-CO-13', 'BT-109', ({ head }) =>
    number(head['BT-106']).minus(number(head['BT-107'])).plus(number(head['BT-108'])),
  ),
  comesTo('BR-CO-14', 'BT-110', (model) => sumOf(model.taxes, 'BT-117')),
  comesTo('BR-CO-15', 'BT-112', ({ head }) => number(head['BT-109']).plus(number(head['BT-110']))),
  comesTo('BR-CO-16', 'BT-115', ({ head }) =>
    number(head['BT-112']).minus(number(head['BT-113'])).plus(number(head['BT-114'])),
  ),
  {
    // Half up at the currency's places, which is narrower than the standard's two.
    name: 'BR-CO-17',
    holds: (model) =>
      model.taxes.every((tax) => {
        const exact = number(tax['BT-116']).times(number(tax['BT-119'])).div(100)
        return number(tax['BT-117']).eq(rounded(exact, model))
      }),
    breaks: (model) => add(model.taxes[0]!, 'BT-117', '0.01'),
  },
  {
    name: 'BR-CO-18',
    holds: (model) => model.taxes.length > 0,
    breaks: (model) => {
      model.taxes = []
    },
  },
  {
    name: 'BR-CO-19',
    holds: ({ head }) => !has(head, 'BG-14') || hasAny(head, 'BT-73', 'BT-74'),
    breaks: ({ head }) => {
      head['BG-14'] = 'there'
      delete head['BT-73']
      delete head['BT-74']
    },
  },
  inEach('BR-CO-21', allowances, 'BT-97', 'BT-98'),
  inEach('BR-CO-22', charges, 'BT-104', 'BT-105'),
  inEach('BR-CO-23', lineAllowances, 'BT-139', 'BT-140'),
  inEach('BR-CO-24', lineCharges, 'BT-144', 'BT-145'),
  {
    name: 'BR-CO-25',
    holds: ({ head }) => number(head['BT-115']).lte(0) || hasAny(head, 'BT-9', 'BT-20'),
    breaks: ({ head }) => {
      head['BT-115'] = '1.00'
      delete head['BT-9']
      delete head['BT-20']
    },
  },
  // The stricter reading: a tax number (BT-32) does not do.
  inHead('BR-CO-26', 'BT-29', 'BT-30', 'BT-31'),
]

/** At most two places. */
const twoPlaces = (name: string, group: Group, term: string): Rule => ({
  name,
  holds: (model) => group(model).every((terms) => !/\.\d{3}/.test(terms[term] ?? '')),
  breaks: (model) => {
    group(model)[0]![term] = '1.005'
  },
})
const head: Group = (model) => [model.head]
const decimals: Rule[] = [
  ...(
    [
      ['1', allowances, 'BT-92'],
      ['2', allowances, 'BT-93'],
      ['5', charges, 'BT-99'],
      ['6', charges, 'BT-100'],
      ['9', head, 'BT-106'],
      ['10', head, 'BT-107'],
      ['11', head, 'BT-108'],
      ['12', head, 'BT-109'],
      ['13', head, 'BT-110'],
      ['14', head, 'BT-112'],
      ['16', head, 'BT-113'],
      ['17', head, 'BT-114'],
      ['18', head, 'BT-115'],
      ['19', taxes, 'BT-116'],
      ['20', taxes, 'BT-117'],
      ['23', lines, 'BT-131'],
      ['24', lineAllowances, 'BT-136'],
      ['25', lineAllowances, 'BT-137'],
      ['27', lineCharges, 'BT-141'],
      ['28', lineCharges, 'BT-142'],
    ] as const
  ).map(([no, group, term]) => twoPlaces(`BR-DEC-${no}`, group, term)),
]

/** A code of a list, where there is one. Lists hold what the tests use. */
const coded = (name: string, group: Group, term: string, list: string): Rule => ({
  name,
  holds: (model) =>
    group(model).every((terms) => !has(terms, term) || list.split(' ').includes(terms[term]!)),
  breaks: (model) => {
    group(model)[0]![term] = 'QQ'
  },
})
const countries = 'DE AT FR GB NL BE DK SE NO IS IT PL US CH JP BH HU GR'
const categories = 'S Z E AE K G O'
const units = 'C62 HUR DAY MIN WEE MON ANN H87 KGM GRM TNE MTR KMT MTK MTQ LTR KWH LS SET EA NAR XPK PR'
const exemptions =
  'VATEX-EU-AE VATEX-EU-IC VATEX-EU-G VATEX-EU-O VATEX-EU-132-1C VATEX-EU-132 VATEX-FR-FRANCHISE VATEX-EU-151'
const codes: Rule[] = [
  coded('BR-CL-1', head, 'BT-3', '380 381'),
  coded('BR-CL-4', head, 'BT-5', 'EUR JPY BHD HUF ISK CHF USD PLN DKK'),
  {
    // What stands between two "#" is taken for the subject's code.
    name: 'BR-CL-8',
    holds: ({ head: { 'BT-21': code, 'BT-22': note = '' } }) =>
      code === undefined ? note.split('#').length < 3 : code === 'AAI',
    breaks: ({ head: terms }) => {
      delete terms['BT-21']
      terms['BT-22'] = 'Orders #12 #13'
    },
  },
  coded('BR-CL-11', head, 'BT-30-1', '0184 0196 0106'),
  coded('BR-CL-14', head, 'BT-40', countries),
  coded('BR-CL-14 buyer', head, 'BT-55', countries),
  coded('BR-CL-14 place', head, 'BT-80', countries),
  coded('BR-CL-16', head, 'BT-81', '1 30 58'),
  coded('BR-CL-17', taxes, 'BT-118', categories),
  coded('BR-CL-17 allowance', allowances, 'BT-95', categories),
  coded('BR-CL-18', lines, 'BT-151', categories),
  coded('BR-CL-19', allowances, 'BT-98', '95'),
  coded('BR-CL-19 line', lineAllowances, 'BT-140', '95'),
  coded('BR-CL-22', taxes, 'BT-121', exemptions),
  coded('BR-CL-23', lines, 'BT-130', units),
  coded('BR-CL-25', head, 'BT-34-1', '0088 0192 0184 0196 0106 0204 9930 EM 9914'),
  coded('BR-CL-25 buyer', head, 'BT-49-1', '0088 0192 0184 0196 0106 0204 9930 EM 9914'),
]

export const coreRules: readonly Rule[] = [...required, ...conditions, ...decimals, ...codes]
