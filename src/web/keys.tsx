/**
 * Keys. `useKey('c', t('newClient'), openForm)` while a component is on the screen; the latest one wins, so a page
 * may give a shell's key a nearer meaning. Single letters never fire while one types or while a dialog is open.
 * The `?` page lists what is registered, so a key that works is a key that is shown.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react'

export interface Key {
  /** `c`, `?`, `Enter`, `mod+k` (⌘ or Ctrl), or a sequence: `g t`. */
  keys: string
  label: string
  run: (event: KeyboardEvent) => void
  /** Fires in text fields and dialogs too. Always so for `mod+…`. */
  everywhere?: boolean
  /** Works, but is not listed under `?`. */
  unlisted?: boolean
  /** Of the frame around every page: gives way to a page's own meaning, whichever was on the screen first. */
  frame?: boolean
}

let registered: readonly Key[] = []
const watchers = new Set<() => void>()
let started = ''
let startedAt = 0
const sequencePause = 1200

function change(next: readonly Key[]) {
  registered = next
  for (const watcher of watchers) watcher()
}

export function useKey(
  keys: string,
  label: string,
  run: (event: KeyboardEvent) => void,
  options: Pick<Key, 'everywhere' | 'unlisted' | 'frame'> & { disabled?: boolean } = {},
) {
  const latest = useRef(run)
  latest.current = run
  const { disabled = false, everywhere = keys.startsWith('mod+'), unlisted = false, frame = false } = options
  useEffect(() => {
    if (disabled) return
    const key: Key = { keys, label, run: (event) => latest.current(event), everywhere, unlisted }
    change(frame ? [key, ...registered] : [...registered, key])
    return () => change(registered.filter((other) => other !== key))
  }, [keys, label, disabled, everywhere, unlisted, frame])
}

/** All keys that work here, nearest meaning only: for the help. */
export function useKeys() {
  const all = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    () => registered,
  )
  const nearest = new Map<string, Key>()
  for (const key of all) nearest.set(key.keys, key)
  return [...nearest.values()].filter((key) => !key.unlisted)
}

/** Listens once for the whole application. */
export function useKeyListener() {
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return
  const pressed = nameOf(event)
  if (pressed === null) return
  const writing = isTextField(event.target)
  // A list of choices that floats over the page is a dialog too, for whoever is inside it.
  const inDialog =
    document.querySelector('[aria-modal="true"]') !== null ||
    (event.target instanceof Element && event.target.closest('[role="dialog"]') !== null)
  const sequence = started && Date.now() - startedAt < sequencePause ? `${started} ${pressed}` : ''
  started = ''
  const find = (wanted: string) =>
    registered.findLast((key) => key.keys === wanted && (key.everywhere || (!writing && !inDialog)))
  const key = (sequence && find(sequence)) || find(pressed)
  if (key) {
    event.preventDefault()
    key.run(event)
  } else if (!writing && !inDialog && registered.some(({ keys }) => keys.startsWith(`${pressed} `))) {
    started = pressed
    startedAt = Date.now()
  }
}

function nameOf({ key, metaKey, ctrlKey, altKey }: KeyboardEvent) {
  const name = key.length === 1 ? key.toLowerCase() : key
  if (metaKey || ctrlKey) return altKey ? null : `mod+${name}`
  return altKey ? null : name
}

/** True where letters are written, so that they are not taken for commands. */
export function isTextField(target: EventTarget | null) {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('[role="combobox"],[role="listbox"]')) return true
  if (target instanceof HTMLInputElement) {
    return !['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'file'].includes(target.type)
  }
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

const apple = /Mac|iPhone|iPad/.test(navigator.platform)

/** How a key is written on this keyboard: `mod+k` becomes ⌘K or Ctrl K, `g t` becomes G and T. */
export function keyCaps(keys: string): string[] {
  const signs: Record<string, string> = {
    mod: apple ? '⌘' : 'Ctrl',
    Enter: '↵',
    Escape: 'Esc',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ' ': 'Space',
    Tab: '⇥',
  }
  const sign = (name: string) => signs[name] ?? (name.length === 1 ? name.toUpperCase() : name)
  return keys.split(keys === ' ' ? '' : ' ').map((chord) =>
    chord
      .split('+')
      .map(sign)
      .join(apple ? '' : ' '),
  )
}
