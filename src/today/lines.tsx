/** ↑ and ↓ run through the lines of all lists on a page: whatever carries `data-line-focus`, in the order it stands. */
import { useTranslations } from 'use-intl'
import { useKey } from '#src/web/keys.tsx'

function step(by: 1 | -1) {
  const lines = [...document.querySelectorAll<HTMLElement>('main [data-line-focus]')]
  // From a button of a line one goes on from that line.
  const here = document.activeElement?.closest('[data-line]')?.querySelector<HTMLElement>('[data-line-focus]')
  const at = here ? lines.indexOf(here) : -1
  const next = lines[at < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, at + by))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

export function useLineKeys() {
  const t = useTranslations('today')
  useKey('ArrowDown', t('down'), () => step(1))
  useKey('ArrowUp', t('up'), () => step(-1))
}
