/** Asking before what cannot be undone: `if (await confirm({ title, text, action, danger: true })) …`. */
import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react'

export const fetchConfirmDialog = () => import('./confirm-dialog.tsx')
const Dialog = lazy(() => fetchConfirmDialog().then((module) => ({ default: module.ConfirmDialog })))

export interface Question {
  title: string
  text: ReactNode
  /** What the button does, as a verb: "Remove Lena". */
  action: string
  cancel?: string
  danger?: boolean
}

export interface Asked extends Question {
  answer: (yes: boolean) => void
}

let asked: Asked | null = null
const watchers = new Set<() => void>()

function show(next: Asked | null) {
  asked = next
  for (const watcher of watchers) watcher()
}

export function confirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    asked?.answer(false)
    show({
      ...question,
      answer: (yes) => {
        show(null)
        resolve(yes)
      },
    })
  })
}

const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** Where the question appears. Used once, by the application. */
export function Confirmation() {
  const question = useSyncExternalStore(watch, () => asked)
  return <Suspense>{question && <Dialog question={question} />}</Suspense>
}
