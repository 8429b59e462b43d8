/** The words and formats of whoever is signed in: from their profile, until then from the browser. */
import { type ReactNode, useMemo } from 'react'
import { browserPerson, Words } from './intl.tsx'
import { useApi } from './query.ts'
import { useVisitor } from './session.ts'

export function OwnWords({ children }: { children: ReactNode }) {
  const visitor = useVisitor()
  const { data } = useApi('GET /profile', {}, { enabled: visitor !== null })
  const person = useMemo(
    () => (data ? { locale: data.locale, timeZone: data.timeZone } : browserPerson()),
    [data],
  )
  return <Words person={person}>{children}</Words>
}
