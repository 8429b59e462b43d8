/** Name, the way of writing dates and numbers, and the time zone. */
import { useMemo, useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { Fields } from '#src/core/fields.ts'
import { api, type Output } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { usePerson } from '#src/web/intl.tsx'
import { queryClient } from '#src/web/query.ts'
import { localeChoices, timeZoneChoices } from '#src/web/regions.ts'
import { sessionQuery } from '#src/web/session.ts'
import { RecordForm, type Values } from '#src/web/ui/record-form.tsx'

type Profile = Output<'GET /profile'>

const shown = ({ name, locale, timeZone }: Profile) => ({ name, locale, timeZone })

export function PersonForm({ profile }: { profile: Profile }) {
  const t = useTranslations('profile')
  const ui = useTranslations('ui')
  const stored = useRef(profile)
  const { fields, names } = useChoices(profile)
  const deed = useDeed('PATCH /profile', { touches: ['profile'], done: t('saved'), shown: [412, 422] })
  const submit = async (changed: Values) => {
    const { output, failure } = await deed.run(changed, { version: stored.current.version })
    if (!output) return { failure }
    stored.current = output
    // One's name stands in the rail and in the list of colleagues.
    await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
    return { failure, output: shown(output) }
  }
  const reload = async () => {
    stored.current = await api('GET /profile', {})
    return shown(stored.current)
  }
  return (
    <RecordForm
      stays
      fields={fields}
      label={(name) => t(`fields.${name as 'name'}`)}
      optionLabel={(_, option) => names.get(option) ?? option}
      values={shown(profile)}
      action={ui('save')}
      submit={submit}
      reload={reload}
    />
  )
}

function useChoices({ locale, timeZone }: Profile) {
  const { language } = usePerson()
  return useMemo(() => {
    const locales = localeChoices(language, null)
    const zones = timeZoneChoices()
    const options = (choices: readonly { value: string }[], own: string) => [
      ...new Set([...choices.map(({ value }) => value), own]),
    ]
    const fields: Fields = {
      name: { kind: 'text', max: 200, required: true, about: 'Name' },
      locale: { kind: 'choice', options: options(locales, locale), initial: '', about: 'Locale' },
      timeZone: { kind: 'choice', options: options(zones, timeZone), initial: '', about: 'Time zone' },
    }
    return { fields, names: new Map([...locales, ...zones].map(({ value, label }) => [value, label])) }
  }, [language, locale, timeZone])
}
