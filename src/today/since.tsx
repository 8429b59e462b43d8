/**
 * When one was here last, before this time: what came in since then is what is new. A pause of some hours begins a new
 * time. Kept in the browser, under the person's id.
 */
import { useEffect, useState } from 'react'
import { useOrganization, useSession } from '#src/web/session.ts'

interface Visits {
  /** The end of the visit before. */
  before: number
  /** The last sign of this one. */
  last: number
}

const hour = 3_600_000
const pause = 4 * hour
const often = 60_000

function read(key: string): Visits | null {
  try {
    const { before, last }: Partial<Visits> = JSON.parse(localStorage.getItem(key) ?? 'null') ?? {}
    return typeof before === 'number' && typeof last === 'number' ? { before, last } : null
  } catch {
    return null
  }
}

function write(key: string, visits: Visits) {
  try {
    localStorage.setItem(key, JSON.stringify(visits))
  } catch {
    // Without storage each visit is the first.
  }
}

/** Whoever is here for the first time sees what came in since this time yesterday. */
function visit(key: string): Visits {
  const now = Date.now()
  const known = read(key)
  if (!known) return { before: now - 24 * hour, last: now }
  return { before: now - known.last > pause ? known.last : known.before, last: now }
}

export function useSince(): string {
  const { user } = useSession()
  const { slug } = useOrganization()
  const key = `visits:${user.id}:${slug}`
  const [before, setBefore] = useState(() => visit(key).before)
  useEffect(() => {
    const here = () => {
      if (document.visibilityState !== 'visible') return
      const visits = visit(key)
      write(key, visits)
      setBefore(visits.before)
    }
    here()
    const timer = setInterval(here, often)
    document.addEventListener('visibilitychange', here)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', here)
    }
  }, [key])
  return new Date(before).toISOString()
}
