/** What a column turned out to hold, counted over all rows that are not refused. */
import type { Field } from '#src/core/fields.ts'
import { kinds } from './kinds.ts'
import type { ImportRecord, Tally } from './record.ts'
import type { Import } from './schema.ts'
import { noteTarget } from './targets.ts'

type Found = Import['columns'][number]['found'][number]

const found = (fact: Found['fact'], more: Partial<Found> = {}): Found => ({
  fact,
  warning: false,
  count: null,
  known: null,
  names: [],
  unknown: null,
  ...more,
})

/** The facts of each column, in the order of the columns. */
export function findFacts(record: ImportRecord, tally: Tally): Found[][] {
  const { kind, columns, country } = record
  const { fields } = kinds[kind]
  const mapping = record.mapping ?? record.guess ?? []
  const splits = fields.firstName && !mapping.includes('firstName') && !mapping.includes('lastName')
  const about = (field: Field, name: string): Found[] => {
    const words = tally.words[name] ?? 0
    if (field.kind === 'tags') return [found('tags', { count: words })]
    if (field.kind === 'phone' || field.kind === 'phones')
      return country ? [found('country', { names: [country] })] : []
    if (field.kind === 'reference' && field.to === 'company')
      return [found('companies', { count: words, known: tally.companiesKnown })]
    if (field.kind === 'reference')
      return [found('owners', { names: tally.owners, unknown: tally.ownersUnknown })]
    return name === 'name' && splits ? [found('name_split')] : []
  }
  return columns.map(({ filled }, index): Found[] => {
    const target = mapping[index] ?? null
    if (filled === 0) return [found('empty')]
    if (target === null || (target === noteTarget && record.unknownColumns === 'drop'))
      return [found('no_field')]
    const refused = tally.columns[index] ?? 0
    const field = fields[target]
    return [
      ...(refused > 0 ? [found('refused', { count: refused, warning: true })] : []),
      ...(field ? about(field, target) : []),
      found('filled', { count: filled }),
    ]
  })
}
