/** What a client is to the browser: its list, its page, and where it is read and changed. */
import type { Output } from '#src/web/api.ts'
import { useApi } from '#src/web/query.ts'
import type { RecordKind } from '#src/web/record-kind.ts'

export type Client = Output<'GET /clients/:id'>
export type ListedClient = Output<'GET /clients'>['items'][number]

export const clientKind: RecordKind<'clients'> = {
  kind: 'client',
  words: 'clients',
  route: 'GET /clients',
  page: '/o/$slug/clients',
  recordPage: '/o/$slug/clients/$id',
  filters: { search: 'one', status: 'many', tag: 'many', ownerId: 'many', companyId: 'one' },
  usualSort: 'name',
  create: 'POST /clients',
  read: 'GET /clients/:id',
  update: 'PATCH /clients/:id',
  trash: 'DELETE /clients/:id',
  restore: 'POST /clients/:id/restore',
  touches: ['client', 'company', 'note', 'alert', 'file'],
}

export const useClient = (id: string) => useApi('GET /clients/:id', { id })

export const useClientTags = () => useApi('GET /client-tags', {}).data?.items.map(({ tag }) => tag) ?? []
