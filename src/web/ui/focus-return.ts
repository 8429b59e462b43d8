import { useEffect, useState } from 'react'

/**
 * Gives the focus back to what had it before this dialog was there. For dialogs that are mounted open and taken away
 * as a whole: the library's own return waits for a change of `opened` that never comes.
 */
export function useFocusReturn() {
  const [before] = useState(opener)
  useEffect(
    () => () => {
      // Once the dialog is gone from the page; who has put the focus elsewhere meanwhile keeps it there.
      setTimeout(() => {
        const lost = document.activeElement === null || document.activeElement === document.body
        if (lost && before?.isConnected) before.focus({ preventScroll: true })
      })
    },
    [before],
  )
}

/** What opened the dialog; an entry of a menu is gone by then, so the button of its menu stands for it. */
function opener() {
  const focused = document.activeElement
  const menu = focused?.closest('[role="menu"]')
  const button = menu && document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`)
  const found = button ?? focused
  return found instanceof HTMLElement && found !== document.body ? found : null
}
