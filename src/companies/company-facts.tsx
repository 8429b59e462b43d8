/** What is known about a company, edited where it stands. A field that is described appears by itself. */
import { usePeople } from '#src/web/people.ts'
import { RecordFacts } from '#src/web/ui/record-facts.tsx'
import { type Company, companyKind, useCompanyTags } from './company-record.tsx'
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
  'electronicAddress',
]
/** Shown also when empty: what most companies have. */
const usual = ['email', 'phone', 'website', 'address', 'ownerId', 'tags', 'vatId']

export function CompanyFacts({ company, mayWrite }: { company: Company; mayWrite: boolean }) {
  const { nameOf } = usePeople()
  return (
    <RecordFacts
      of={companyKind}
      record={company}
      fields={companyFields}
      first={first}
      usual={usual}
      last={['name']}
      refersTo={{ ownerId: nameOf(company.ownerId) }}
      tags={useCompanyTags()}
      mayWrite={mayWrite}
    />
  )
}
