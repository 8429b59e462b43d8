/** What rules of invoices are made of in the tests: terms, groups, and the shapes that many rules share. */
import Big from 'big.js'
import type { Model, Terms } from './model-world.ts'

export interface Rule {
  name: string
  holds: (model: Model) => boolean
  breaks: (model: Model) => void
}

export const has = (terms: Terms, ...names: string[]) =>
  names.every((name) => (terms[name] ?? '').trim() !== '')
export const hasAny = (terms: Terms, ...names: string[]) => names.some((name) => has(terms, name))
export const number = (text: string | undefined) => new Big(text ?? '0')
export const sumOf = (list: readonly Terms[], name: string) =>
  list.reduce((sum, terms) => sum.plus(number(terms[name])), new Big(0))
export const add = (terms: Terms, name: string, amount: string) => {
  terms[name] = number(terms[name]).plus(amount).toFixed(2)
}

/** Places of a currency, where they are not two. */
const places: Record<string, number> = { JPY: 0, ISK: 0, BHD: 3 }
export const rounded = (amount: Big, { head }: Model) =>
  amount.round(places[head['BT-5'] ?? ''] ?? 2, Big.roundHalfUp)

export type Group = (model: Model) => Terms[]
export const lines: Group = (model) => model.lines.map(({ terms }) => terms)
export const lineAllowances: Group = (model) => model.lines.flatMap(({ allowances }) => allowances)
export const lineCharges: Group = (model) => model.lines.flatMap(({ charges }) => charges)
export const taxes: Group = (model) => model.taxes
export const allowances: Group = (model) => model.allowances
export const charges: Group = (model) => model.charges

export const inHead = (name: string, ...needed: string[]): Rule => ({
  name,
  holds: ({ head }) => hasAny(head, ...needed),
  breaks: ({ head }) => {
    for (const one of needed) delete head[one]
  },
})
export const inEach = (name: string, group: Group, ...needed: string[]): Rule => ({
  name,
  holds: (model) => group(model).every((terms) => hasAny(terms, ...needed)),
  breaks: (model) => {
    for (const one of needed) delete group(model)[0]![one]
  },
})
/** When the first is there, the second is too. */
export const whenInHead = (name: string, first: string, second: string): Rule => ({
  name,
  holds: ({ head }) => !has(head, first) || has(head, second),
  breaks: ({ head }) => {
    head[first] = 'there'
    delete head[second]
  },
})
/** An amount that has to be what others come to. */
export const comesTo = (name: string, term: string, count: (model: Model) => Big): Rule => ({
  name,
  holds: (model) => number(model.head[term]).eq(count(model)),
  breaks: ({ head }) => add(head, term, '0.01'),
})
