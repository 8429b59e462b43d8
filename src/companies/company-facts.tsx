/** What is known about a company, edited where it stands. A field that is described appears by itself. */
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { usePeople } from '#src/clients/people.tsx'
import { Facts, PlainFact } from '#src/web/ui/facts.tsx'
import { isEmptyValue } from '#src/web/ui/field-value.tsx'
import type { Values } from '#src/web/ui/record-form.tsx'
import classes from '#src/web/ui/record-section.module.css'
import { Moment } from '#src/web/ui/values.tsx'
import { type Company, useChangeCompany, useCompanyTags } from './company-record.tsx'
import { useCompanyWords } from './field-words.tsx'
import { companyFields } from './fields.ts'

/** What one looks for first; the name stands in the head and comes last here. */
const first = [
  'email',
  'phone',
  'website',
  'address',
  'ownerId',
  'tags',
  'legalName',
  'vatId',
  'registrationNumber',
]
const others = Object.keys(companyFields).filter((name) => name !== 'name' && !first.includes(name))
/** Shown also when empty: what most companies have. */
const usual = ['email', 'phone', 'website', 'address', 'ownerId', 'tags', 'vatId']

export function CompanyFacts({ company, mayWrite }: { company: Company; mayWrite: boolean }) {
  const t = useTranslations('companies.page')
  const { label } = useCompanyWords()
  const { nameOf } = usePeople()
  const [all, setAll] = useState(false)
  const { store, reload } = useChangeCompany(company.id)
  const tags = useCompanyTags()
  const record = company as unknown as Values
  const filled = (name: string) => !isEmptyValue(record[name])
  const only = all
    ? [...first, ...others, 'name']
    : [...first, ...others].filter((name) => usual.includes(name) || filled(name))
  const { electronicAddress } = company
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{t('facts')}</h2>
        {mayWrite && <span className={classes.sectionAside}>{t('edit')}</span>}
      </div>
      <Facts
        fields={companyFields}
        only={only}
        record={record}
        label={label}
        refersTo={{ ownerId: nameOf(company.ownerId) }}
        suggestions={{ tags }}
        {...(mayWrite && { store, reload })}
      >
        {electronicAddress && (
          <PlainFact name={label('electronicAddress')}>
            {electronicAddress.scheme}:{electronicAddress.value}
          </PlainFact>
        )}
        <PlainFact name={t('added')}>
          <Moment at={company.createdAt} as="date" />
        </PlainFact>
      </Facts>
      <button type="button" className={classes.textButton} aria-expanded={all} onClick={() => setAll(!all)}>
        {t(all ? 'fewer' : 'all')}
      </button>
    </section>
  )
}
