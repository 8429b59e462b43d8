/** The words of a record's fields. One that is described and not yet named is called after its key. */
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { fromKey } from './key-words.ts'
import type { Noun } from './record-kind.ts'

export function useFieldWords(room: Noun) {
  const t = useTranslations(room)
  return useMemo(
    () => ({
      label: (name: string) => {
        const key = `fields.${name}` as 'fields.name'
        return t.has(key) ? t(key) : fromKey(name)
      },
      optionLabel: (name: string, option: string) => {
        const group = name === 'status' ? 'statuses' : `options.${name}`
        const key = `${group}.${option}` as 'fields.name'
        return t.has(key) ? t(key) : fromKey(option)
      },
    }),
    [t],
  )
}
