/**
 * Making an organization. Country, currency, time zone and the way of writing dates are read from the browser, and
 * shown to be confirmed, with an example: none of them is decided in silence.
 */
import { Anchor, Button, Select, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { currencyOf } from '#src/organizations/places.ts'
import { api } from './api.ts'
import { EntrancePage } from './entrance.tsx'
import { formats } from './formats.ts'
import { browserPerson, usePerson } from './intl.tsx'
import {
  type Choice,
  countryChoices,
  currencyChoices,
  guessCountry,
  localeChoices,
  timeZoneChoices,
} from './regions.ts'
import { renewSession, signOut, startOf, useSession } from './session.ts'
import classes from './styles/entrance.module.css'
import { useForm } from './use-form.ts'

export function NewOrganizationPage() {
  const t = useTranslations('entrance.organization')
  const { language } = usePerson()
  const session = useSession()
  const { organizations, user } = session
  const start = startOf(session)
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [country, setCountry] = useState(guessCountry)
  const [currency, setCurrency] = useState(() => currencyOf(guessCountry()))
  const [timeZone, setTimeZone] = useState<string | null>(browserPerson().timeZone)
  const [locale, setLocale] = useState<string | null>(browserPerson().locale)
  const choices = useMemo(
    () => ({
      countries: countryChoices(language),
      currencies: currencyChoices(language),
      timeZones: timeZoneChoices(),
    }),
    [language],
  )
  const locales = useMemo(() => localeChoices(language, country), [language, country])
  const form = useForm(async () => {
    if (!currency || !timeZone || !locale) return
    const made = await api('POST /organizations', { name, country, currency, timeZone, locale })
    await renewSession()
    await navigate({ to: '/o/$slug', params: { slug: made.slug } })
  }, ['name', 'country', 'currency', 'timeZone', 'locale'])

  return (
    <EntrancePage
      title={t(organizations.length > 0 ? 'another' : 'title')}
      text={t('text')}
      below={
        start ? (
          <Link to="/o/$slug" params={{ slug: start.slug }}>
            {t('back', { organization: start.name })}
          </Link>
        ) : (
          <>
            {t('as', { email: user.email })}{' '}
            <Anchor component="button" type="button" inherit onClick={() => void signOut()}>
              {t('signOut')}
            </Anchor>
          </>
        )
      }
    >
      <form className={classes.form} onSubmit={form.submit}>
        {form.refusal && (
          <div className={classes.refused} role="alert">
            {form.refusal}
          </div>
        )}
        <TextInput
          label={t('name')}
          placeholder={t('namePlaceholder')}
          name="organization"
          autoComplete="organization"
          required
          withAsterisk={false}
          maxLength={120}
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={form.errorOf('name')}
        />
        <p className={classes.hint}>{t('guessed')}</p>
        <div className={classes.pair}>
          <ChoiceField
            label={t('country')}
            choices={choices.countries}
            value={country}
            choose={(chosen) => {
              setCountry(chosen)
              setCurrency(currencyOf(chosen) ?? currency)
            }}
            error={form.errorOf('country')}
          />
          <ChoiceField
            label={t('currency')}
            choices={choices.currencies}
            value={currency}
            choose={setCurrency}
            error={form.errorOf('currency')}
          />
          <ChoiceField
            label={t('timeZone')}
            choices={choices.timeZones}
            value={timeZone}
            choose={setTimeZone}
            error={form.errorOf('timeZone')}
          />
          <ChoiceField
            label={t('locale')}
            choices={locales}
            value={locale}
            choose={setLocale}
            error={form.errorOf('locale')}
          />
        </div>
        {currency && timeZone && locale && (
          <Example locale={locale} timeZone={timeZone} currency={currency} language={language} />
        )}
        <Button
          type="submit"
          variant="filled"
          loading={form.busy}
          disabled={!currency || !timeZone || !locale}
        >
          {t('submit')}
        </Button>
      </form>
    </EntrancePage>
  )
}

interface ChoiceFieldProps {
  label: string
  choices: Choice[]
  value: string | null
  choose: (value: string | null) => void
  error: string | undefined
}

function ChoiceField({ label, choices, value, choose, error }: ChoiceFieldProps) {
  return (
    <Select
      label={label}
      data={choices}
      value={value}
      onChange={choose}
      searchable
      required
      withAsterisk={false}
      limit={100}
      error={error}
    />
  )
}

interface ExampleProps {
  locale: string
  timeZone: string
  currency: string
  language: string
}

function Example({ locale, timeZone, currency, language }: ExampleProps) {
  const t = useTranslations('entrance.organization')
  const { longDate, time, money } = formats(locale, timeZone, language)
  const now = new Date().toISOString()
  return (
    <p className={classes.hint}>
      {t('example', { date: longDate(now), time: time(now), money: money(123450, currency) })}
    </p>
  )
}
