/** The words and formats of whoever is signed in: from their profile, until then from the browser. */
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Failure, request } from './api.ts'
import { browserPerson, Words } from './intl.tsx'
import { useVisitor } from './session.ts'

interface Profile {
  locale: string | null
  timeZone: string | null
}

export function OwnWords({ children }: { children: ReactNode }) {
  const visitor = useVisitor()
  const { data } = useQuery<Profile, Failure>({
    queryKey: ['GET /profile', {}, null],
    queryFn: async ({ signal }) => (await request('GET /profile', {}, { signal })) as Profile,
    enabled: visitor !== null,
    retry: false,
  })
  const browser = browserPerson()
  return (
    <Words person={{ locale: data?.locale ?? browser.locale, timeZone: data?.timeZone ?? browser.timeZone }}>
      {children}
    </Words>
  )
}
