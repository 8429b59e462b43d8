/** The rules of EN 16931-1 about what each tax category asks for (BR-S, -Z, -E, -AE, -IC, -G, -O), for tests. */
import type Big from 'big.js'
import type { Model, Terms } from './model-world.ts'
import { add, has, number, type Rule, rounded, sumOf } from './rule-shapes-world.ts'

export const ruleCategories = { S: 'S', Z: 'Z', E: 'E', AE: 'AE', K: 'IC', G: 'G', O: 'O' } as const
type Category = keyof typeof ruleCategories

const linesIn = (model: Model, category: string) =>
  model.lines.map(({ terms }) => terms).filter((terms) => terms['BT-151'] === category)
const allowancesIn = (model: Model, category: string) =>
  model.allowances.filter((one) => one['BT-95'] === category)
const chargesIn = (model: Model, category: string) =>
  model.charges.filter((one) => one['BT-102'] === category)
const taxesIn = (model: Model, category: string) => model.taxes.filter((one) => one['BT-118'] === category)

/** Where a category is used, who has to be named by a tax id. */
function namesIds({ head }: Model, category: Category): boolean {
  const seller = has(head, 'BT-31') || has(head, 'BT-32')
  if (category === 'AE') return seller && (has(head, 'BT-48') || has(head, 'BT-47'))
  if (category === 'K') return has(head, 'BT-31') && has(head, 'BT-48')
  if (category === 'G') return has(head, 'BT-31')
  if (category === 'O') return !has(head, 'BT-31') && !has(head, 'BT-48')
  return seller
}

const dropIds = ({ head }: Model, category: Category) => {
  if (category === 'O') head['BT-31'] = 'DE123456789'
  else for (const term of ['BT-31', 'BT-32', 'BT-48', 'BT-47']) delete head[term]
}

/** S has a rate above zero, O none, the others zero. */
function rateFits(rate: string | undefined, category: Category): boolean {
  if (category === 'O') return rate === undefined
  if (rate === undefined) return false
  return category === 'S' ? number(rate).gt(0) : number(rate).eq(0)
}
const wrongRate = (terms: Terms, term: string, category: Category) => {
  terms[term] = category === 'S' ? '0' : '5'
}

/** What is taxed in a group: its lines, less its allowances, more its charges. */
function baseOf(model: Model, category: Category, rate: string | undefined): Big {
  const same = (term: string) => (terms: Terms) => category !== 'S' || number(terms[term]).eq(number(rate))
  return sumOf(linesIn(model, category).filter(same('BT-152')), 'BT-131')
    .minus(sumOf(allowancesIn(model, category).filter(same('BT-96')), 'BT-92'))
    .plus(sumOf(chargesIn(model, category).filter(same('BT-103')), 'BT-99'))
}

export function vatRules(category: Category): Rule[] {
  const name = (no: number) => `BR-${ruleCategories[category]}-${no}`
  const isUsed = (model: Model) =>
    [linesIn, allowancesIn, chargesIn].some((group) => group(model, category).length > 0)
  const ids = (no: number, group: typeof linesIn): Rule => ({
    name: name(no),
    holds: (model) => group(model, category).length === 0 || namesIds(model, category),
    breaks: (model) => dropIds(model, category),
  })
  const rates = (no: number, group: typeof linesIn, term: string): Rule => ({
    name: name(no),
    holds: (model) => group(model, category).every((terms) => rateFits(terms[term], category)),
    breaks: (model) => wrongRate(group(model, category)[0]!, term, category),
  })
  const hasReason = (tax: Terms) => has(tax, 'BT-120') || has(tax, 'BT-121')
  return [
    {
      name: name(1),
      holds: (model) => {
        const groups = taxesIn(model, category).length
        return isUsed(model) ? (category === 'S' ? groups >= 1 : groups === 1) : groups === 0
      },
      breaks: (model) => {
        model.taxes = model.taxes.filter((tax) => tax['BT-118'] !== category)
      },
    },
    ids(2, linesIn),
    ids(3, allowancesIn),
    ids(4, chargesIn),
    rates(5, linesIn, 'BT-152'),
    rates(6, allowancesIn, 'BT-96'),
    rates(7, chargesIn, 'BT-103'),
    {
      name: name(8),
      holds: (model) =>
        taxesIn(model, category).every((tax) =>
          number(tax['BT-116']).eq(baseOf(model, category, tax['BT-119'])),
        ),
      breaks: (model) => add(taxesIn(model, category)[0]!, 'BT-116', '0.01'),
    },
    {
      name: name(9),
      holds: (model) =>
        taxesIn(model, category).every((tax) => {
          const exact = number(tax['BT-116']).times(number(tax['BT-119'])).div(100)
          return number(tax['BT-117']).eq(category === 'S' ? rounded(exact, model) : 0)
        }),
      breaks: (model) => add(taxesIn(model, category)[0]!, 'BT-117', '0.01'),
    },
    {
      name: name(10),
      holds: (model) =>
        taxesIn(model, category).every((tax) => hasReason(tax) === !['S', 'Z'].includes(category)),
      breaks: (model) => {
        const tax = taxesIn(model, category)[0]!
        if (hasReason(tax)) for (const term of ['BT-120', 'BT-121']) delete tax[term]
        else tax['BT-120'] = 'No tax'
      },
    },
    ...(category === 'K' ? abroad : []),
    ...(category === 'O' ? alone : []),
  ]
}

const abroad: Rule[] = [
  {
    name: 'BR-IC-11',
    holds: (model) =>
      taxesIn(model, 'K').length === 0 || has(model.head, 'BT-72') || has(model.head, 'BG-14'),
    breaks: ({ head }) => {
      delete head['BT-72']
      delete head['BG-14']
    },
  },
  {
    name: 'BR-IC-12',
    holds: (model) => taxesIn(model, 'K').length === 0 || has(model.head, 'BT-80'),
    breaks: ({ head }) => {
      delete head['BT-80']
    },
  },
]

/** What is not subject to tax stands alone. */
const only = (no: number, all: (model: Model) => Terms[], term: string): Rule => ({
  name: `BR-O-${no}`,
  holds: (model) => taxesIn(model, 'O').length === 0 || all(model).every((terms) => terms[term] === 'O'),
  breaks: (model) => {
    all(model).push({ [term]: 'S' })
    if (term === 'BT-151') model.lines.push({ terms: { [term]: 'S' }, allowances: [], charges: [] })
  },
})
const alone: Rule[] = [
  only(11, (model) => model.taxes, 'BT-118'),
  only(12, (model) => model.lines.map(({ terms }) => terms), 'BT-151'),
  only(13, (model) => model.allowances, 'BT-95'),
  only(14, (model) => model.charges, 'BT-102'),
]
