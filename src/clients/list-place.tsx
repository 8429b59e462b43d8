/**
 * Which list of clients one is in. The list's filters and order stand in the address of the list and, carried on, in
 * that of each client, so that ↑ and ↓ lead through the same list and "Clients" leads back to it.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { Input, Output } from '#src/web/api.ts'
import type { SearchValues } from '#src/web/list-search.ts'
import { useNeighboursIn } from '#src/web/neighbours.tsx'
import { useList } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'

export type ListedClient = Output<'GET /clients'>['items'][number]
type Query = Omit<Input<'GET /clients'>, 'cursor'>

const filters = ['search', 'status', 'tag', 'ownerId', 'companyId'] as const
export const usualSort = 'name'

/** The part of an address that says which list it is; the sort is always said, so that a client knows it came from one. */
export function listPlace(values: SearchValues): SearchValues {
  const place: SearchValues = { sort: values.sort || usualSort }
  for (const name of filters) if (values[name]?.length) place[name] = values[name]
  return place
}

export const isFiltered = (values: SearchValues) => filters.some((name) => values[name]?.length)

/** What the list asks the server for. */
export function listQuery(values: SearchValues): Query {
  const many = (name: 'status' | 'tag' | 'ownerId') =>
    values[name]?.length ? { [name]: [values[name]].flat() } : {}
  const one = (name: 'search' | 'companyId') => {
    const value = [values[name]].flat()[0]
    return value ? { [name]: value } : {}
  }
  return {
    ...one('search'),
    ...many('status'),
    ...many('tag'),
    ...many('ownerId'),
    ...one('companyId'),
    sort: String([values.sort].flat()[0] || usualSort),
    limit: 100,
    count: true,
  } as Query
}

/** What an export of this very list asks for. */
export function exported(values: SearchValues): Input<'POST /exports'> {
  const { sort, limit, count, ...filter } = listQuery(values)
  return { kind: 'client', filter, ...(sort && { sort }) }
}

/** The neighbours of a client in the list one came from, and the keys that lead to them. */
export function useNeighbours(id: string) {
  const t = useTranslations('clients')
  const search: SearchValues = useSearch({ strict: false })
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const cameFromList = search.sort !== undefined
  const place = listPlace(search)
  const list = useList('GET /clients', listQuery(search), { enabled: cameFromList })
  const neighbours = useNeighboursIn({
    id,
    list,
    cameFromList,
    open: (row) => void navigate({ to: '/o/$slug/clients/$id', params: { slug, id: row.id }, search: place }),
    labels: { previous: t('previous'), next: t('next') },
  })
  return { place: cameFromList ? place : {}, neighbours }
}
