/** The palette's doors: `openPalette()` from anywhere, `useCommand(…)` to add something that can be done here. */
import type { ComponentType } from 'react'
import { useEffect, useRef, useSyncExternalStore } from 'react'

export interface Command {
  id: string
  label: string
  icon?: ComponentType<{ size?: number }>
  /** The key that does the same, shown at the right. */
  keys?: string
  /** Other words under which it is found. */
  words?: string
  /** Gets what was typed. */
  run: (text: string) => void
}

interface State {
  opened: boolean
  commands: readonly Command[]
}

let state: State = { opened: false, commands: [] }
const watchers = new Set<() => void>()

function change(next: Partial<State>) {
  state = { ...state, ...next }
  for (const watcher of watchers) watcher()
}

/** What is typed after ⌘K and before the palette is there: it belongs to the palette, and no letter is a command. */
let early: string | null = null

function keepEarly(event: KeyboardEvent) {
  if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || early === null) return
  if (event.key.length === 1) early += event.key
  else if (event.key === 'Backspace') early = early.slice(0, -1)
  else if (event.key !== 'Enter') return
  event.preventDefault()
  event.stopImmediatePropagation()
}

export function openPalette() {
  if (!state.opened && early === null) {
    early = ''
    document.addEventListener('keydown', keepEarly, { capture: true })
  }
  change({ opened: true })
}

/** Hands over what was typed early; from now on the palette's own field takes the keys. */
export function takeEarly(): string {
  document.removeEventListener('keydown', keepEarly, { capture: true })
  const typed = early ?? ''
  early = null
  return typed
}

export function closePalette() {
  takeEarly()
  change({ opened: false })
}

export const usePalette = () =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    () => state,
  )

/** Adds a command while the component is on the screen. */
export function useCommand({ run, ...command }: Command, disabled = false) {
  const latest = useRef(run)
  latest.current = run
  const { id, label, icon, keys, words } = command
  useEffect(() => {
    if (disabled) return
    const own: Command = {
      id,
      label,
      ...(icon && { icon }),
      ...(keys && { keys }),
      ...(words && { words }),
      run: (text) => latest.current(text),
    }
    change({ commands: [...state.commands.filter((other) => other.id !== id), own] })
    return () => change({ commands: state.commands.filter((other) => other !== own) })
  }, [id, label, icon, keys, words, disabled])
}
