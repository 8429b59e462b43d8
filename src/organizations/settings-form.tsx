/** A part of the settings, stored by itself; what somebody else changed meanwhile is never overwritten unasked. */
import { useMemo, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { api, Failure, type Output } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { usePerson } from '#src/web/intl.tsx'
import { queryClient } from '#src/web/query.ts'
import {
  type Choice,
  countryChoices,
  currencyChoices,
  localeChoices,
  timeZoneChoices,
} from '#src/web/regions.ts'
import { sessionQuery } from '#src/web/session.ts'
import { RecordForm, type Values } from '#src/web/ui/record-form.tsx'
import { electronicSchemes } from './electronic-schemes.ts'
import { flatPath, flatSettings, settingsFields, toChange } from './settings-fields.ts'

type Organization = Output<'GET /organization'>
type SettingName = keyof ReturnType<typeof flatSettings>

interface SettingsFormProps {
  organization: Organization
  only: readonly SettingName[]
}

export function SettingsForm({ organization, only }: SettingsFormProps) {
  const t = useTranslations('settings')
  const ui = useTranslations('ui')
  const stored = useRef(organization)
  const { fields, optionLabel } = useSettingsFields(organization)
  const own = usePerson()
  // Two of these are only the organization's: what people see follows their own profile.
  const hint = (name: string) =>
    name === 'timeZone' || name === 'locale'
      ? t(`hints.${name}`, { own: optionLabel(name, own[name]) })
      : undefined
  const deed = useDeed('PATCH /organization', {
    touches: ['organization'],
    done: t('saved'),
    shown: [412, 422],
  })
  const submit = async (changed: Values) => {
    const before = stored.current
    const { output, failure } = await deed.run(toChange(changed, before), { version: before.version })
    if (failure) return { failure: atFields(failure) }
    stored.current = output
    // Its name stands in the rail as well.
    if (changed.name) await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
    return { failure: null, output: flatSettings(output) }
  }
  const reload = async () => {
    stored.current = await api('GET /organization', {})
    return flatSettings(stored.current)
  }
  return (
    <RecordForm
      stays
      fields={fields}
      only={only}
      label={(name) => t(`fields.${name as 'name'}`)}
      optionLabel={optionLabel}
      hint={hint}
      values={flatSettings(organization)}
      action={ui('save')}
      submit={submit}
      reload={reload}
    />
  )
}

const atFields = (failure: Failure) =>
  new Failure(failure.status, {
    code: failure.code,
    detail: failure.detail,
    errors: failure.errors.map(({ path, message }) => ({ path: flatPath(path), message })),
    ...(failure.requestId && { requestId: failure.requestId }),
  })

/** The fields with the choices of this browser, and what is stored among them even if the browser does not know it. */
function useSettingsFields({ country, currency, timeZone, locale }: Organization) {
  const { language } = usePerson()
  return useMemo(() => {
    const names = {
      country: named(countryChoices(language), country),
      currency: named(currencyChoices(language), currency),
      timeZone: named(timeZoneChoices(), timeZone),
      locale: named(localeChoices(language, country), locale),
      electronicScheme: new Map(
        Object.entries(electronicSchemes).map(([code, name]) => [code, `${code} · ${name}`]),
      ),
    }
    return {
      fields: settingsFields({
        countries: [...names.country.keys()],
        currencies: [...names.currency.keys()],
        timeZones: [...names.timeZone.keys()],
        locales: [...names.locale.keys()],
      }),
      optionLabel: (field: string, option: string) =>
        names[field as keyof typeof names]?.get(option) ?? option,
    }
  }, [language, country, currency, timeZone, locale])
}

function named(choices: readonly Choice[], stored: string | null): ReadonlyMap<string, string> {
  const names = new Map(choices.map(({ value, label }) => [value, label]))
  if (stored && !names.has(stored)) names.set(stored, stored)
  return names
}
