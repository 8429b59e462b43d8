/** Which list of companies one is in: its filters and order stand in the address, of the list and of each company. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { Input, Output } from '#src/web/api.ts'
import type { SearchValues } from '#src/web/list-search.ts'
import { useNeighboursIn } from '#src/web/neighbours.tsx'
import { useList } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'

export type ListedCompany = Output<'GET /companies'>['items'][number]
type Query = Omit<Input<'GET /companies'>, 'cursor'>

const filters = ['search', 'tag', 'ownerId'] as const
export const usualSort = 'name'

/** The part of an address that says which list it is; the sort is always said, so that a company knows it came from one. */
export function listPlace(values: SearchValues): SearchValues {
  const place: SearchValues = { sort: values.sort || usualSort }
  for (const name of filters) if (values[name]?.length) place[name] = values[name]
  return place
}

export const isFiltered = (values: SearchValues) => filters.some((name) => values[name]?.length)

/** What the list asks the server for. */
export function listQuery(values: SearchValues): Query {
  const many = (name: 'tag' | 'ownerId') => (values[name]?.length ? { [name]: [values[name]].flat() } : {})
  const search = [values.search].flat()[0]
  return {
    ...(search && { search }),
    ...many('tag'),
    ...many('ownerId'),
    sort: String([values.sort].flat()[0] || usualSort),
    limit: 100,
    count: true,
  } as Query
}

/** What an export of this very list asks for. */
export function exported(values: SearchValues): Input<'POST /exports'> {
  const { sort, limit, count, ...filter } = listQuery(values)
  return { kind: 'company', filter, ...(sort && { sort }) }
}

/** The neighbours of a company in the list one came from, and the keys that lead to them. */
export function useNeighbours(id: string) {
  const t = useTranslations('companies')
  const search: SearchValues = useSearch({ strict: false })
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const cameFromList = search.sort !== undefined
  const place = listPlace(search)
  const list = useList('GET /companies', listQuery(search), { enabled: cameFromList })
  const neighbours = useNeighboursIn({
    id,
    list,
    cameFromList,
    open: (row) =>
      void navigate({ to: '/o/$slug/companies/$id', params: { slug, id: row.id }, search: place }),
    labels: { previous: t('previous'), next: t('next') },
  })
  return { place: cameFromList ? place : {}, neighbours }
}
