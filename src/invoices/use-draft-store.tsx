/**
 * A draft stores itself: a moment after the last key, all that can be read goes to the server. What cannot be stored says
 * so and stays on the screen; what somebody else changed meanwhile is never overwritten unasked.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, Failure, newKey } from '#src/web/api.ts'
import { invalidate } from '#src/web/query.ts'
import { type Sheet, storedOf } from './editor-state.ts'
import type { Invoice } from './schema.ts'

const pause = 700

export interface DraftStore {
  /** As it was stored last. */
  invoice: Invoice | null
  busy: boolean
  failure: Failure | null
  /** Something that could be stored is not yet. */
  dirty: boolean
  /** Stores at once and answers the draft as it is then, or null when that failed. */
  flush: () => Promise<Invoice | null>
  /** After a conflict: overwrite what somebody else stored. */
  keepMine: () => Promise<void>
  /** After a conflict: go on from what somebody else stored. */
  take: (theirs: Invoice) => void
}

const textOf = (sheet: Sheet) => JSON.stringify(storedOf(sheet))

/** `made` is told the id of a draft that was new. */
export function useDraftStore(
  sheet: Sheet,
  start: Invoice | null,
  made: (invoice: Invoice) => void,
): DraftStore {
  const [stored, setStored] = useState<Invoice | null>(start)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const latest = useRef({ sheet, stored, made })
  latest.current = { sheet, stored: latest.current?.stored ?? stored, made }
  const last = useRef(start ? textOf(sheet) : '')
  const key = useRef(newKey())
  const turn = useRef<Promise<unknown>>(Promise.resolve())

  const storeNow = useCallback(async (): Promise<Invoice | null> => {
    const { sheet: now, stored: before } = latest.current
    const text = textOf(now)
    if (before && text === last.current) return before
    if (!now.clientId && !now.companyId) return before
    setBusy(true)
    try {
      const values = storedOf(now)
      const after = before
        ? await api('PATCH /invoices/:id', { id: before.id, ...values }, { version: before.version })
        : await api('POST /invoices', values, { once: key.current })
      last.current = text
      latest.current.stored = after
      setStored(after)
      setFailure(null)
      void invalidate(['invoice'])
      if (!before) latest.current.made(after)
      return after
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      // Another input under the same key would be refused for that alone.
      if (!before && !error.passing) key.current = newKey()
      setFailure(error)
      return null
    } finally {
      setBusy(false)
    }
  }, [])

  /** One after the other: the second waits for the version that the first was answered with. */
  const flush = useCallback(() => {
    const next = turn.current.then(storeNow)
    turn.current = next.catch(() => null)
    return next
  }, [storeNow])

  const text = textOf(sheet)
  const dirty = text !== last.current && (sheet.clientId !== null || sheet.companyId !== null)
  const conflicting = failure?.status === 412
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the text starts the pause anew
  useEffect(() => {
    if (!dirty || conflicting) return
    const timer = setTimeout(() => void flush(), pause)
    return () => clearTimeout(timer)
  }, [text, dirty, conflicting, flush])

  const keepMine = useCallback(async () => {
    const id = latest.current.stored?.id
    if (!id) return
    const now = await api('GET /invoices/:id', { id })
    latest.current.stored = now
    setStored(now)
    setFailure(null)
    await flush()
  }, [flush])

  const take = useCallback((theirs: Invoice) => {
    latest.current.stored = theirs
    setStored(theirs)
    setFailure(null)
  }, [])

  return { invoice: stored, busy, failure, dirty, flush, keepMine, take }
}
