/** The page on which one finds what a notification tells of. Pure: runs in Node and in the browser. */
import type { Notification } from './schema.ts'

export function targetOf({ client, company, subject }: Notification, slug: string) {
  if (subject?.kind === 'invoice')
    return { to: '/o/$slug/invoices/$id', params: { slug, id: subject.id } } as const
  if (client) return { to: '/o/$slug/clients/$id', params: { slug, id: client.id } } as const
  if (company) return { to: '/o/$slug/companies/$id', params: { slug, id: company.id } } as const
  return { to: '/o/$slug', params: { slug }, search: subject ? { alert: subject.id } : {} } as const
}
