/**
 * Words and formats. Words come from messages/ in the person's language; days, hours, numbers and sums are written
 * the way of their locale and in their time zone: `const { day, moment, ago, money } = useFormat()`.
 */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { IntlProvider } from 'use-intl'
import { formats } from './formats.ts'
import { en } from './messages/en.ts'
import { languages, type Messages } from './messages/languages.ts'

export interface Person {
  /** BCP 47, e.g. `de-AT`. */
  locale: string
  /** IANA, e.g. `Europe/Vienna`. */
  timeZone: string
}

/** What the browser knows about who sits before it: used until the profile is read, and offered to be confirmed. */
export const browserPerson = (): Person => ({
  locale: navigator.language || 'en-GB',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
})

const PersonContext = createContext<Person & { language: string }>({ ...browserPerson(), language: 'en' })

export const usePerson = () => useContext(PersonContext)

/** The language of the words: the person's where we have it, English otherwise. */
export function languageOf(locale: string) {
  const wanted = locale.split('-')[0] ?? 'en'
  return wanted in languages ? (wanted as keyof typeof languages) : 'en'
}

export function Words({ person, children }: { person: Person; children: ReactNode }) {
  const language = languageOf(person.locale)
  const [loaded, setLoaded] = useState<{ language: string; messages: Messages }>({
    language: 'en',
    messages: en,
  })
  useEffect(() => {
    if (language === loaded.language) return
    void languages[language]().then((messages) => setLoaded({ language, messages }))
  }, [language, loaded.language])
  useEffect(() => {
    document.documentElement.lang = loaded.language
  }, [loaded.language])
  const value = useMemo(
    () => ({
      locale: safeLocale(person.locale),
      timeZone: safeZone(person.timeZone),
      language: loaded.language,
    }),
    [person.locale, person.timeZone, loaded.language],
  )
  return (
    <PersonContext value={value}>
      <IntlProvider
        locale={loaded.language}
        messages={loaded.messages as typeof en}
        timeZone={value.timeZone}
        onError={(error) => console.error(error.message)}
      >
        {children}
      </IntlProvider>
    </PersonContext>
  )
}

function safeLocale(locale: string) {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en-GB'
  } catch {
    return 'en-GB'
  }
}

function safeZone(timeZone: string) {
  try {
    return Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

/** Formats for this person. */
export function useFormat() {
  const { locale, timeZone, language } = usePerson()
  return useMemo(() => formats(locale, timeZone, language), [locale, timeZone, language])
}
