/**
 * Quick deeds: small dialogs that open over any page with a key, the phone's + or the palette. A slice offers one by
 * a component that takes `QuickProps` and a line here; `openQuick('client', { text: 'Kat' })` opens it.
 */
import { type ComponentType, type LazyExoticComponent, lazy, Suspense, useSyncExternalStore } from 'react'

export type QuickName = 'client' | 'company' | 'note' | 'alert' | 'invite'

export interface QuickSubject {
  /** What the person had typed already. */
  text?: string
  clientId?: string
  companyId?: string
  /** The alert that is changed. */
  alertId?: string
}

export interface QuickProps {
  subject: QuickSubject
  close: () => void
}

export const quickDeeds: Partial<Record<QuickName, LazyExoticComponent<ComponentType<QuickProps>>>> = {
  alert: lazy(() =>
    import('#src/alerts/alert-sheet.tsx').then(({ AlertSheet }) => ({ default: AlertSheet })),
  ),
  invite: lazy(() => import('#src/organizations/invite.tsx').then(({ Invite }) => ({ default: Invite }))),
  client: lazy(() => import('#src/clients/new-client.tsx').then(({ NewClient }) => ({ default: NewClient }))),
  company: lazy(() =>
    import('#src/companies/new-company.tsx').then(({ NewCompany }) => ({ default: NewCompany })),
  ),
  note: lazy(() => import('#src/notes/quick-note.tsx').then(({ QuickNote }) => ({ default: QuickNote }))),
}

interface Open {
  name: QuickName
  subject: QuickSubject
}

let open: Open | null = null
const watchers = new Set<() => void>()

function show(next: Open | null) {
  open = next
  for (const watcher of watchers) watcher()
}

/** Opened without a subject, it is about the client or company whose page is open. */
export const openQuick = (name: QuickName, subject: QuickSubject = {}) =>
  show({ name, subject: { ...subjectOfPage(window.location.pathname), ...subject } })

function subjectOfPage(path: string): QuickSubject {
  const [, kind, id] = /^\/o\/[^/]+\/(clients|companies)\/([\da-f-]{36})$/.exec(path) ?? []
  if (!id) return {}
  return kind === 'clients' ? { clientId: id } : { companyId: id }
}

const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** The place where the open one appears. Used once, by the shell. */
export function QuickDeed() {
  const current = useSyncExternalStore(watch, () => open)
  const Deed = current && quickDeeds[current.name]
  if (!Deed) return null
  return (
    <Suspense>
      <Deed subject={current.subject} close={() => show(null)} />
    </Suspense>
  )
}
