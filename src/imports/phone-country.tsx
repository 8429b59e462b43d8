/** The country whose numbers the file's phone numbers are, where they do not say it themselves. */
import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { usePerson } from '#src/web/intl.tsx'
import { countryChoices } from '#src/web/regions.ts'
import type { SideProps } from './match-ways.tsx'
import classes from './side.module.css'

export function PhoneCountry({ record, choose, disabled }: SideProps) {
  const t = useTranslations('imports.country')
  const { language } = usePerson()
  const countries = useMemo(() => countryChoices(language), [language])
  if (!record.columns.some(({ target, filled }) => filled > 0 && /phone/i.test(target ?? ''))) return null
  return (
    <section className={classes.block}>
      <h2 className={classes.title}>{t('title')}</h2>
      <Select
        label={t('label')}
        placeholder={t('none')}
        data={countries}
        value={record.country}
        onChange={(country) => choose({ country })}
        searchable
        clearable
        disabled={disabled}
      />
    </section>
  )
}
