/** The words of a company's fields. One that is described and not yet named is called after its key. */
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { fromKey } from '#src/web/key-words.ts'

export function useCompanyWords() {
  const t = useTranslations('companies')
  return useMemo(
    () => ({
      label: (name: string) => {
        const key = `fields.${name}` as 'fields.name'
        return t.has(key) ? t(key) : fromKey(name)
      },
    }),
    [t],
  )
}
