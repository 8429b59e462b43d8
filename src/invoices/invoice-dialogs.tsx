/** The dialogs of an invoice's page: one at a time, opened by buttons and keys wherever they stand on the page. */
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import type { Invoice } from './invoice-record.tsx'

const dialogs = {
  send: lazy(() => import('./send-dialog.tsx').then((module) => ({ default: module.SendDialog }))),
  payment: lazy(() => import('./payment-dialog.tsx').then((module) => ({ default: module.PaymentDialog }))),
  credit: lazy(() => import('./credit-dialog.tsx').then((module) => ({ default: module.CreditDialog }))),
  link: lazy(() => import('./link-dialog.tsx').then((module) => ({ default: module.LinkDialog }))),
  remind: lazy(() => import('./reminders-sheet.tsx').then((module) => ({ default: module.InvoiceReminder }))),
}

export type InvoiceDialog = keyof typeof dialogs

let open: InvoiceDialog | null = null
const watchers = new Set<() => void>()

function show(next: InvoiceDialog | null) {
  open = next
  for (const watcher of watchers) watcher()
}

export const openInvoiceDialog = (name: InvoiceDialog) => show(name)

const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** Where the open one appears. */
export function InvoiceDialogs({ invoice }: { invoice: Invoice }) {
  const name = useSyncExternalStore(watch, () => open)
  useEffect(() => () => show(null), [])
  const Dialog = name && dialogs[name]
  return <Suspense>{Dialog && <Dialog invoice={invoice} close={() => show(null)} />}</Suspense>
}

export interface InvoiceDialogProps {
  invoice: Invoice
  close: () => void
}
