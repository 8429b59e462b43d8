/** The words of a client's fields. One that is described and not yet named is called after its key. */
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'

export function useFieldWords() {
  const t = useTranslations('clients')
  return useMemo(
    () => ({
      label: (name: string) => {
        const key = `fields.${name}` as 'fields.name'
        return t.has(key) ? t(key) : fromKey(name)
      },
      optionLabel: (name: string, option: string) => {
        const key = `statuses.${option}` as 'statuses.lead'
        return name === 'status' && t.has(key) ? t(key) : fromKey(option)
      },
    }),
    [t],
  )
}

/** `favouriteColour` to "Favourite colour". */
function fromKey(key: string) {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
