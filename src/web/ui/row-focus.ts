/** Moving through the rows of a table: which row has the focus, and where a key leads. */
import type { Virtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type RefObject, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useKey } from '../keys.tsx'
import type { Selection } from './selection.ts'

interface RowFocusParts {
  ids: readonly string[]
  scroller: RefObject<HTMLDivElement | null>
  virtualizer: Virtualizer<HTMLDivElement, Element>
  selection: Selection | undefined
  open: (index: number) => void
}

/** The row a key leads to; null when the key means nothing here. */
function target(key: string, from: number, last: number, page: number): number | null {
  const start = Math.max(0, from)
  if (key === 'ArrowDown') return from < 0 ? 0 : Math.min(last, from + 1)
  if (key === 'ArrowUp') return Math.max(0, start - 1)
  if (key === 'PageDown') return Math.min(last, start + page)
  if (key === 'PageUp') return Math.max(0, start - page)
  if (key === 'Home') return 0
  if (key === 'End') return last
  return null
}

export function useRowFocus({ ids, scroller, virtualizer, selection, open }: RowFocusParts) {
  const t = useTranslations('ui.table')
  const [focused, setFocused] = useState<string | null>(null)
  const index = focused === null ? -1 : ids.indexOf(focused)
  const none = ids.length === 0

  const goTo = (to: number) => {
    const id = ids[to]
    if (id === undefined) return
    setFocused(id)
    virtualizer.scrollToIndex(to)
    // At once where the row is drawn, so that the next key meets it; else when it has been scrolled into being.
    const row = () => scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)
    const drawn = row()
    if (drawn) drawn.focus()
    else requestAnimationFrame(() => row()?.focus())
  }
  const page = () => {
    const rowHeight = virtualizer.getVirtualItems()[0]?.size ?? 1
    return Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2)
  }
  const press = (key: string, shift = false) => {
    const to = target(key, index, ids.length - 1, page())
    const id = to === null ? undefined : ids[to]
    if (to === null || id === undefined) return false
    if (shift && key.startsWith('Arrow')) selection?.extendTo(id)
    goTo(to)
    return true
  }

  useKey('ArrowDown', t('next'), () => press('ArrowDown'), { disabled: none })
  useKey('ArrowUp', t('previous'), () => press('ArrowUp'), { disabled: none })
  useKey('x', t('select'), () => focused && selection?.toggle(focused), { disabled: none || !selection })
  useKey('Escape', t('clear'), () => selection?.clear(), { disabled: !selection || selection.ids.size === 0 })

  return {
    focused: index < 0 ? null : focused,
    focus: setFocused,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (!(event.target instanceof HTMLTableRowElement)) return
      if (event.key === 'Enter') open(index)
      else if (event.key === 'X' && focused && selection) selection.extendTo(focused)
      else if (!press(event.key, event.shiftKey)) return
      event.preventDefault()
    },
  }
}
