/** Clients, companies and colleagues to choose from, for the fields and filters that refer to them. */
import { useApi } from '../query.ts'

export const mostReferences = 20

type Referred = 'client' | 'company' | 'person'

/** The name of what an id refers to, once it is known. */
export function useReferenceName(to: Referred, id: string) {
  const people = useReferences('person', '', to === 'person')
  const company = useApi('GET /companies/:id', { id }, { enabled: to === 'company' && id !== '' })
  const client = useApi('GET /clients/:id', { id }, { enabled: to === 'client' && id !== '' })
  if (to === 'person') return people.found.find((one) => one.id === id)?.name
  return (to === 'company' ? company : client).data?.name
}

/** What can be chosen, and whether that is the answer to this very text. */
export function useReferences(to: Referred, search: string, enabled = true) {
  const asked = { limit: mostReferences, ...(search && { search }) }
  const companies = useApi('GET /companies', asked, { enabled: enabled && to === 'company', keep: true })
  const clients = useApi('GET /clients', asked, { enabled: enabled && to === 'client', keep: true })
  const people = useApi('GET /members', { limit: 200 }, { enabled: enabled && to === 'person' })
  const query = { company: companies, client: clients, person: people }[to]
  const found: readonly { id: string; name: string }[] = query.data?.items ?? []
  return { found, settled: query.isSuccess && !query.isPlaceholderData }
}
