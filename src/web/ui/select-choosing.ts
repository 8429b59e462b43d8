/**
 * How one chooses in a list by typing, the same in every one: what begins with the letters comes first, and Enter takes
 * the first that fits, also when it was pressed before the list was drawn or before the server had found anything.
 */
import type { OptionsFilter } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { folded } from '../fold.ts'

type Choice = Parameters<OptionsFilter>[0]['options'][number]

/** 0: it begins with the letters; 1: a word in it does; 2: they stand somewhere in it; -1: they do not. */
function nearness(label: string, wanted: string) {
  const at = label.indexOf(wanted)
  if (at <= 0) return at
  return label.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)) ? 1 : 2
}

export const nearestFirst: OptionsFilter = ({ options, search, limit }) => {
  const wanted = folded(search.trim())
  if (wanted === '') return options.slice(0, limit)
  const fitting = options.flatMap((choice): { choice: Choice; near: number }[] => {
    if ('group' in choice) {
      const items = nearestFirst({ options: choice.items, search, limit }) as typeof choice.items
      return items.length > 0 ? [{ choice: { ...choice, items }, near: 0 }] : []
    }
    const near = nearness(folded(String(choice.label)), wanted)
    return near < 0 ? [] : [{ choice, near }]
  })
  return fitting
    .sort((one, other) => one.near - other.near)
    .slice(0, limit)
    .map(({ choice }) => choice)
}

const patience = 3000

/** Enter in an open list never sends the form. What the list itself chooses closes it; nothing is taken unasked. */
export function chooseByEnter(event: KeyboardEvent<HTMLInputElement>) {
  const input = event.currentTarget
  const isOpen = () => input.getAttribute('aria-expanded') === 'true'
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !isOpen()) return
  event.preventDefault()
  if (input.value === '') return
  const typed = input.value
  const until = Date.now() + patience
  const look = () => {
    if (!isOpen() || document.activeElement !== input || input.value !== typed) return
    const list = document.getElementById(input.getAttribute('aria-controls') ?? '')
    const options = [
      ...(list?.querySelectorAll<HTMLElement>('[role=option]:not([data-combobox-disabled])') ?? []),
    ]
    const chosen = options.find((option) => option.getAttribute('aria-selected') === 'true')
    if (chosen?.textContent === typed) return
    if (options[0]) options[0].click()
    else if (Date.now() < until) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
