/** What is known about a client and their company, edited where it stands. A field that is described appears by itself. */
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { companyFields } from '#src/companies/fields.ts'
import type { Field } from '#src/core/fields.ts'
import { useApi } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { Facts, PlainFact } from '#src/web/ui/facts.tsx'
import { type AnyValue, isEmptyValue } from '#src/web/ui/field-value.tsx'
import type { Values } from '#src/web/ui/record-form.tsx'
import classes from '#src/web/ui/record-section.module.css'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import { type Client, useChangeClient } from './client-record.tsx'
import { useFieldWords } from './field-words.tsx'
import { clientFields } from './fields.ts'
import { usePeople } from './people.tsx'

/** What one looks for first; the name stands in the head and comes last here. */
const first = [
  'email',
  'otherEmails',
  'phone',
  'otherPhones',
  'jobTitle',
  'companyId',
  'ownerId',
  'status',
  'tags',
]
const names = ['name', 'firstName', 'lastName']
const others = Object.keys(clientFields).filter((name) => !first.includes(name) && !names.includes(name))
/** Shown also when empty: what most clients have. */
const usual = ['email', 'phone', 'jobTitle', 'companyId', 'ownerId', 'status', 'tags']

export function ClientFacts({ client, mayWrite }: { client: Client; mayWrite: boolean }) {
  const t = useTranslations('clients.page')
  const { label, optionLabel } = useFieldWords()
  const { nameOf } = usePeople()
  const [all, setAll] = useState(false)
  const { store, reload } = useChangeClient(client.id)
  const tags = useApi('GET /client-tags', {}).data?.items.map(({ tag }) => tag) ?? []
  const record = client as unknown as Values
  const filled = (name: string) => !isEmptyValue(record[name])
  const only = all
    ? [...first, ...others, ...names]
    : [...first, ...others].filter((name) => usual.includes(name) || filled(name))
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{t('facts')}</h2>
        {mayWrite && <span className={classes.sectionAside}>{t('edit')}</span>}
      </div>
      <Facts
        fields={clientFields}
        only={only}
        record={record}
        label={label}
        optionLabel={optionLabel}
        refersTo={{ companyId: client.company?.name, ownerId: nameOf(client.ownerId) }}
        suggestions={{ tags }}
        {...(mayWrite && { store, reload })}
      >
        <PlainFact name={t('added')}>
          <Moment at={client.createdAt} as="date" />
        </PlainFact>
      </Facts>
      <button type="button" className={classes.textButton} aria-expanded={all} onClick={() => setAll(!all)}>
        {t(all ? 'fewer' : 'all')}
      </button>
    </section>
  )
}

const companyShown = [
  'legalName',
  'vatId',
  'registrationNumber',
  'email',
  'phone',
  'website',
  'address',
] as const

export function CompanyFacts({ id }: { id: string }) {
  const t = useTranslations('clients')
  const { slug } = useOrganization()
  const { data: company, isPending } = useApi('GET /companies/:id', { id })
  if (!company && !isPending) return null
  const fields = companyFields as Record<string, Field>
  const filled = companyShown.filter((name) => company && !isEmptyValue(company[name] as AnyValue))
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{t('page.company')}</h2>
        {company && (
          <Link className={classes.sectionLink} to="/o/$slug/companies/$id" params={{ slug, id }}>
            {company.name}
          </Link>
        )}
      </div>
      {company ? (
        <Facts
          fields={fields}
          only={filled}
          record={company as unknown as Values}
          label={(name) => t(`companyFields.${name as 'vatId'}`)}
        />
      ) : (
        <LinesSkeleton count={3} />
      )}
    </section>
  )
}
