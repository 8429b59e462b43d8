/** What a company is to the browser: its list, its page, and where it is read and changed. */
import type { Output } from '#src/web/api.ts'
import { useApi } from '#src/web/query.ts'
import type { RecordKind } from '#src/web/record-kind.ts'

export type Company = Output<'GET /companies/:id'>
export type ListedCompany = Output<'GET /companies'>['items'][number]

export const companyKind: RecordKind<'companies'> = {
  kind: 'company',
  words: 'companies',
  route: 'GET /companies',
  page: '/o/$slug/companies',
  recordPage: '/o/$slug/companies/$id',
  filters: { search: 'one', tag: 'many', ownerId: 'many' },
  usualSort: 'name',
  create: 'POST /companies',
  read: 'GET /companies/:id',
  update: 'PATCH /companies/:id',
  trash: 'DELETE /companies/:id',
  restore: 'POST /companies/:id/restore',
  touches: ['company', 'client', 'note', 'alert', 'file'],
}

export const useCompany = (id: string) => useApi('GET /companies/:id', { id })

export const useCompanyTags = () => useApi('GET /company-tags', {}).data?.items.map(({ tag }) => tag) ?? []
