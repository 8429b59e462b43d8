/** The members of the organization by id, to say whose a record is. */
import { useCallback } from 'react'
import { useApi } from './query.ts'

export function usePeople() {
  const { data } = useApi('GET /members', { limit: 200 })
  const people = data?.items
  const nameOf = useCallback(
    (id: string | null) => (id === null ? undefined : people?.find((person) => person.id === id)?.name),
    [people],
  )
  /** The first name, where no two share it. */
  const shortNameOf = useCallback(
    (id: string | null) => {
      const name = nameOf(id)
      const first = name?.split(' ')[0] ?? ''
      const same = people?.filter((person) => person.name.split(' ')[0] === first) ?? []
      return same.length === 1 ? first : name
    },
    [people, nameOf],
  )
  return { people: people ?? [], nameOf, shortNameOf }
}
