/**
 * Notes on their way. What is written is first kept on this device, shown at once, and sent; when the server does not
 * answer it stays, says so in a toast of its own, and goes out by itself later. One key each, so that none goes twice.
 */
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { api, Failure, newKey } from '#src/web/api.ts'
import { invalidate } from '#src/web/query.ts'
import { beforeSignOut, useOrganization, useSession } from '#src/web/session.ts'
import { hideToast, toast } from '#src/web/ui/toast.tsx'
import type { Note } from './schema.ts'

/** Whom a note or an alert is about. */
export interface About {
  clientId?: string
  companyId?: string
  name: string
}

export interface KeptNote {
  key: string
  about: About
  kind: Note['kind']
  body: string
  /** When it was written, or happened. */
  happenedAt: string
  /** Why it could not be stored; waiting when nobody answered. */
  trouble?: 'waiting' | { refused: string }
}

const prefix = 'kept-notes:'
const pauses = [2, 5, 15, 30, 60]

let place = ''
let kept: readonly KeptNote[] = []
const watchers = new Set<() => void>()

function read(at: string): KeptNote[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(at) ?? '[]')
    return Array.isArray(stored) ? (stored as KeptNote[]) : []
  } catch {
    return []
  }
}

function change(next: readonly KeptNote[]) {
  kept = next
  try {
    if (next.length > 0) localStorage.setItem(place, JSON.stringify(next))
    else localStorage.removeItem(place)
  } catch {
    // Without storage they are kept as long as the page is open.
  }
  for (const watcher of watchers) watcher()
}

const set = (key: string, more: Partial<KeptNote>) =>
  change(kept.map((note) => (note.key === key ? { ...note, ...more } : note)))
const remove = (key: string) => change(kept.filter((note) => note.key !== key))

/** Keeps a note and sends it. */
export function keepNote(note: Omit<KeptNote, 'key' | 'trouble'>) {
  const key = newKey()
  change([...kept, { ...note, key }])
  void send(key)
}

const inFlight = new Set<string>()

async function send(key: string): Promise<void> {
  const note = kept.find((one) => one.key === key)
  if (!note || inFlight.has(key)) return
  inFlight.add(key)
  const at = place
  const { about, kind, body, happenedAt } = note
  const { name: _, ...ids } = about
  try {
    const slug = at.split(':')[2] ?? ''
    await api('POST /notes', { ...ids, kind, body, happenedAt }, { once: key, organization: slug })
    await invalidate(['note', 'client', 'company'])
    if (at === place) remove(key)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const passing = error.passing || error.status === 401 || error.status === 409
    if (at === place) set(key, { trouble: passing ? 'waiting' : { refused: error.detail } })
  } finally {
    inFlight.delete(key)
  }
}

const useKept = () =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    () => kept,
  )

/** The notes about this record that are not stored yet, newest first. */
export function useKeptNotes({ clientId, companyId }: Omit<About, 'name'>) {
  const all = useKept()
  return useMemo(
    () =>
      all.filter(({ about }) => about.clientId === clientId && about.companyId === companyId).toReversed(),
    [all, clientId, companyId],
  )
}

/** Sends what waits, again and again, and says what waits. Used once, by the shell. */
export function KeptNotes() {
  const t = useTranslations('notes')
  const { user } = useSession()
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const all = useKept()
  const waiting = all.some(({ trouble }) => trouble === 'waiting')

  useEffect(() => {
    place = `${prefix}${user.id}:${slug}`
    change(read(place))
    for (const { key } of kept) void send(key)
  }, [user.id, slug])

  // Whoever leaves has sent everything that could be sent; what stays on a shared computer tells nothing.
  useEffect(() => {
    const farewell = async () => {
      await Promise.all(kept.map(({ key }) => send(key)))
      change([])
    }
    beforeSignOut.add(farewell)
    return () => void beforeSignOut.delete(farewell)
  }, [])

  useEffect(() => {
    if (!waiting) return
    let times = 0
    let timer: ReturnType<typeof setTimeout>
    const again = () => {
      for (const { key, trouble } of kept) if (trouble === 'waiting') void send(key)
      plan()
    }
    const plan = () => {
      timer = setTimeout(again, (pauses[Math.min(times++, pauses.length - 1)] ?? 60) * 1000)
    }
    plan()
    window.addEventListener('online', again)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', again)
    }
  }, [waiting])

  const shown = useRef(new Map<string, string>())
  useEffect(() => {
    const said = all.filter(({ trouble }) => trouble !== undefined)
    for (const key of shown.current.keys()) {
      if (said.some((note) => note.key === key)) continue
      hideToast(prefix + key)
      shown.current.delete(key)
    }
    for (const { key, about, body, trouble } of said) {
      if (shown.current.get(key) === JSON.stringify(trouble)) continue
      shown.current.set(key, JSON.stringify(trouble))
      const { clientId, companyId, name } = about
      const open = () =>
        void navigate(
          clientId
            ? { to: '/o/$slug/clients/$id', params: { slug, id: clientId } }
            : { to: '/o/$slug/companies/$id', params: { slug, id: companyId ?? '' } },
        )
      const sendNow = () => {
        // Whatever comes of it is said again.
        shown.current.delete(key)
        void send(key)
      }
      const waits = trouble === 'waiting'
      toast({
        id: prefix + key,
        tone: waits ? 'waiting' : 'fault',
        stay: true,
        title: t(waits ? 'keptTitle' : 'refusedTitle', { name }),
        text: waits ? t('keptText') : trouble?.refused,
        actions: waits
          ? [
              { label: t('sendNow'), run: sendNow },
              { label: t('openNote'), run: open },
            ]
          : [
              { label: t('copy'), run: () => void navigator.clipboard?.writeText(body) },
              { label: t('throwAway'), run: () => remove(key) },
            ],
      })
    }
  }, [all, t, slug, navigate])

  return null
}
