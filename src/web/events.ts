/**
 * Change events: the server says `{ kind, id }` when a record of the open organization changed, and whatever shows
 * such a record is read again. They carry no data, so nothing can leak through them and nothing can be missed that
 * a reload would not bring: after a break everything on the screen is read again.
 */
import { useEffect } from 'react'
import { base } from './api.ts'
import { invalidate, queryClient } from './query.ts'

export interface Change {
  kind: string
  id: string
}

const listeners = new Set<(change: Change) => void>()
const gather = 200
const longestPause = 30_000

/** Calls back on each change of a kind, e.g. to show a notification the moment it arrives. */
export function useChange(kind: string, react: (change: Change) => void) {
  useEffect(() => {
    const listener = (change: Change) => {
      if (change.kind === kind) react(change)
    }
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, [kind, react])
}

/** Listens while the organization's pages are open. Used once, by the shell. */
export function useChangeEvents(slug: string) {
  useEffect(() => listen(slug), [slug])
}

function listen(slug: string) {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let broken = false
  let failures = 0
  const kinds = new Set<string>()
  let flush: ReturnType<typeof setTimeout> | undefined

  const onMessage = ({ data }: MessageEvent<string>) => {
    const change = readChange(data)
    if (!change) return
    for (const listener of listeners) listener(change)
    kinds.add(change.kind)
    // An import sends hundreds: they are gathered, so that a list is read once and not each time.
    flush ??= setTimeout(() => {
      flush = undefined
      const changed = [...kinds]
      kinds.clear()
      // The star comes when the server itself may have missed something.
      void (changed.includes('*') ? queryClient.invalidateQueries() : invalidate(changed))
    }, gather)
  }

  const connect = () => {
    source = new EventSource(`${base}/events?organization=${encodeURIComponent(slug)}`)
    source.onopen = () => {
      if (broken) void queryClient.invalidateQueries()
      broken = false
      failures = 0
    }
    source.onmessage = onMessage
    source.onerror = () => {
      broken = true
      // The browser reconnects by itself after a lost line, but gives up after a refusal.
      if (source?.readyState !== EventSource.CLOSED) return
      source.close()
      failures += 1
      timer = setTimeout(connect, Math.min(longestPause, 1000 * 2 ** failures) * (0.75 + Math.random() / 2))
    }
  }

  connect()
  return () => {
    source?.close()
    clearTimeout(timer)
    clearTimeout(flush)
  }
}

function readChange(data: string): Change | null {
  try {
    const change: unknown = JSON.parse(data)
    if (change === null || typeof change !== 'object') return null
    const { kind, id } = change as Partial<Change>
    return typeof kind === 'string' && typeof id === 'string' ? { kind, id } : null
  } catch {
    return null
  }
}
