/** Taking an import back, asked for once, because taking back cannot itself be taken back. */
import { useTranslations } from 'use-intl'
import { useDeed } from '#src/web/deed.ts'
import { confirm } from '#src/web/ui/confirm.tsx'

export function useUndo({ id, fileName }: { id: string; fileName: string }) {
  const t = useTranslations('imports.result')
  const deed = useDeed('POST /imports/:id/undo', { touches: ['import', 'client', 'company'] })
  return {
    busy: deed.busy,
    ask: async () => {
      const sure = await confirm({
        title: t('undoTitle', { name: fileName }),
        text: t('undoText'),
        action: t('undoAction'),
        danger: true,
      })
      if (sure) await deed.run({ id })
    },
  }
}
