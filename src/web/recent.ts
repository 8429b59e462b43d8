/**
 * What this person opened last in this organization, for the empty palette. Kept in the browser, under the person's
 * id, and forgotten at signing out, so that a shared computer tells nothing.
 */
import { useEffect } from 'react'

export interface Recent {
  kind: string
  id: string
  title: string
  subtitle?: string | null
}

const prefix = 'recent:'
const most = 8

const keyOf = (personId: string, slug: string) => `${prefix}${personId}:${slug}`

export function readRecent(personId: string, slug: string): Recent[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(personId, slug)) ?? '[]')
    return Array.isArray(stored) ? (stored as Recent[]) : []
  } catch {
    return []
  }
}

/** Record pages say what they show. */
export function useRecent(personId: string, slug: string, thing: Recent | undefined) {
  const { kind, id, title, subtitle } = thing ?? {}
  useEffect(() => {
    if (!kind || !id || !title) return
    const others = readRecent(personId, slug).filter((other) => other.kind !== kind || other.id !== id)
    const next = [{ kind, id, title, ...(subtitle && { subtitle }) }, ...others].slice(0, most)
    try {
      localStorage.setItem(keyOf(personId, slug), JSON.stringify(next))
    } catch {
      // Without storage the palette starts empty.
    }
  }, [personId, slug, kind, id, title, subtitle])
}

export function forgetRecent() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key)
  } catch {
    // Nothing was stored then.
  }
}
