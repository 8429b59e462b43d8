/** The words of a client's fields. One that is described and not yet named is called after its key. */
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { fromKey } from '#src/web/key-words.ts'

export function useFieldWords() {
  const t = useTranslations('clients')
  return useMemo(
    () => ({
      label: (name: string) => {
        const key = `fields.${name}` as 'fields.name'
        return t.has(key) ? t(key) : fromKey(name)
      },
      optionLabel: (name: string, option: string) => {
        const group = name === 'status' ? 'statuses' : `options.${name}`
        const key = `${group}.${option}` as 'statuses.lead'
        return t.has(key) ? t(key) : fromKey(option)
      },
    }),
    [t],
  )
}
