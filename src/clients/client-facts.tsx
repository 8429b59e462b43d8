/** What is known about a client and their company, edited where it stands. A field that is described appears by itself. */
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { companyFields } from '#src/companies/fields.ts'
import type { Field } from '#src/core/fields.ts'
import { useFieldWords } from '#src/web/field-words.ts'
import { usePeople } from '#src/web/people.ts'
import { useApi } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { Facts } from '#src/web/ui/facts.tsx'
import { type AnyValue, isEmptyValue } from '#src/web/ui/field-value.tsx'
import { RecordFacts } from '#src/web/ui/record-facts.tsx'
import type { Values } from '#src/web/ui/record-form.tsx'
import classes from '#src/web/ui/record-section.module.css'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { type Client, clientKind, useClientTags } from './client-record.tsx'
import { clientFields } from './fields.ts'

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
/** Shown also when empty: what most clients have. */
const usual = ['email', 'phone', 'jobTitle', 'companyId', 'ownerId', 'status', 'tags']

export function ClientFacts({ client, mayWrite }: { client: Client; mayWrite: boolean }) {
  const { nameOf } = usePeople()
  return (
    <RecordFacts
      of={clientKind}
      record={client}
      fields={clientFields}
      first={first}
      usual={usual}
      last={names}
      refersTo={{ companyId: client.company?.name, ownerId: nameOf(client.ownerId) }}
      tags={useClientTags()}
      mayWrite={mayWrite}
    />
  )
}

const companyShown = [
  'legalName',
  'vatId',
  'registrationNumber',
  'electronicAddress',
  'email',
  'phone',
  'website',
  'address',
] as const

export function CompanyFacts({ id }: { id: string }) {
  const t = useTranslations('clients')
  const { label } = useFieldWords('companies')
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
        <Facts fields={fields} only={filled} record={company as unknown as Values} label={label} />
      ) : (
        <LinesSkeleton count={3} />
      )}
    </section>
  )
}
