/** Asks before one leaves a page with something typed and not stored: `useUnsaved(dirty)`. */
import { useBlocker } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { confirm } from './confirm.tsx'

export function useUnsaved(dirty: boolean) {
  const t = useTranslations('ui.form')
  useBlocker({
    shouldBlockFn: async () => {
      const leave = await confirm({
        title: t('unsaved'),
        text: t('unsavedText'),
        action: t('leave'),
        cancel: t('stay'),
        danger: true,
      })
      return !leave
    },
    enableBeforeUnload: dirty,
    disabled: !dirty,
  })
}
