/** Companies and colleagues to choose from, for the fields and filters that refer to them. */
import { useApi } from '../query.ts'

export const mostReferences = 20

/** The name of what an id refers to, once it is known. */
export function useReferenceName(to: 'company' | 'person', id: string) {
  const people = useReferences('person', '', to === 'person')
  const company = useApi('GET /companies/:id', { id }, { enabled: to === 'company' && id !== '' })
  return to === 'company' ? company.data?.name : people.found.find((one) => one.id === id)?.name
}

/** What can be chosen, and whether that is the answer to this very text. */
export function useReferences(to: 'company' | 'person', search: string, enabled = true) {
  const companies = useApi(
    'GET /companies',
    { limit: mostReferences, ...(search && { search }) },
    { enabled: enabled && to === 'company', keep: true },
  )
  const people = useApi('GET /members', { limit: 200 }, { enabled: enabled && to === 'person' })
  const query = to === 'company' ? companies : people
  const found: readonly { id: string; name: string }[] = query.data?.items ?? []
  return { found, settled: query.isSuccess && !query.isPlaceholderData }
}
