/** The company page: the same page as a client's, summing the people who work there. */
import { useParams } from '@tanstack/react-router'
import { useMay } from '#src/web/session.ts'
import { LoadedRecord, RecordPage } from '#src/web/ui/record-page.tsx'
import { CompanyFacts } from './company-facts.tsx'
import { CompanyBar, CompanyHead } from './company-head.tsx'
import { CompanyPeople } from './company-people.tsx'
import { type Company, companyKind, useCompany } from './company-record.tsx'

export function CompanyPage() {
  const { id = '' } = useParams({ strict: false })
  return (
    <LoadedRecord query={useCompany(id)}>
      {(company) => <CompanyView key={id} company={company} />}
    </LoadedRecord>
  )
}

function CompanyView({ company }: { company: Company }) {
  const mayWrite = useMay('companies.write')
  return (
    <RecordPage
      of={companyKind}
      record={company}
      subtitle={company.address?.city ?? null}
      mayWrite={mayWrite}
      bar={<CompanyBar company={company} mayWrite={mayWrite} />}
      head={<CompanyHead company={company} mayWrite={mayWrite} />}
      facts={<CompanyFacts company={company} mayWrite={mayWrite} />}
      belowAlerts={<CompanyPeople company={company} />}
    />
  )
}
