/** Whether an organization has only begun: without a client yet, or on its way through the first three steps. */
import { useEffect, useState } from 'react'
import { useApi } from '#src/web/query.ts'
import { useMay, useOrganization, useSession } from '#src/web/session.ts'

export type StepName = 'import' | 'client' | 'invite'

export interface Start {
  /** No client is there: lists and pictures have nothing to tell. */
  empty: boolean
  shown: boolean
  steps: readonly { name: StepName; done: boolean }[]
  hide: () => void
}

function stored(key: string) {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function store(key: string, value: string) {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Without storage the steps show only while there is no client.
  }
}

export function useStart(): Start {
  const { user } = useSession()
  const { slug } = useOrganization()
  const key = `first-steps:${user.id}:${slug}`
  const [state, setState] = useState(() => stored(key))
  const mayImport = useMay('imports')
  const mayWrite = useMay('clients.write')
  const mayInvite = useMay('members.manage')
  const clients = useApi('GET /clients', { limit: 1 })
  const empty = clients.data?.items.length === 0
  const wanted = state === 'hidden' ? false : empty || state === 'begun'
  const imports = useApi('GET /imports', { limit: 1 }, { enabled: wanted && mayImport })
  const members = useApi('GET /members', { limit: 2 }, { enabled: wanted && mayInvite })
  const invitations = useApi('GET /invitations', { limit: 1 }, { enabled: wanted && mayInvite })
  const steps = [
    ...(mayImport
      ? [
          {
            name: 'import' as const,
            done: imports.data?.items.some(({ status }) => status === 'done') ?? false,
          },
        ]
      : []),
    ...(mayWrite ? [{ name: 'client' as const, done: !empty }] : []),
    ...(mayInvite
      ? [
          {
            name: 'invite' as const,
            done: (members.data?.items.length ?? 0) > 1 || (invitations.data?.items.length ?? 0) > 0,
          },
        ]
      : []),
  ]
  useEffect(() => {
    // Once begun, the steps stay after the first client, until all are done or one has enough of them.
    if (!empty || state !== null) return
    store(key, 'begun')
    setState('begun')
  }, [empty, state, key])
  return {
    empty,
    steps,
    shown: wanted && steps.length > 0 && clients.isSuccess && steps.some(({ done }) => !done),
    hide: () => {
      store(key, 'hidden')
      setState('hidden')
    },
  }
}
