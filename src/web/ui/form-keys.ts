/** ⌘ or Ctrl and Enter stores from wherever one is in a form, from a list of choices or a text of many lines, too. */
import type { KeyboardEvent } from 'react'

export function submitByKeys(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.nativeEvent.isComposing) return
  event.preventDefault()
  const form = event.currentTarget
  // The control that has the focus may only now take in what was typed, such as a tag.
  setTimeout(() => form.requestSubmit())
}
