/** The head of a company's page: the way here and the neighbours in the list, what one can do, and which company it is. */
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { RecordBar, RecordMenu } from '#src/web/ui/record-bar.tsx'
import { RecordHead } from '#src/web/ui/record-head.tsx'
import { type Company, companyKind } from './company-record.tsx'

const EditCompany = lazy(() =>
  import('./edit-company.tsx').then((module) => ({ default: module.EditCompany })),
)

interface HeadProps {
  company: Company
  mayWrite: boolean
}

export function CompanyBar({ company, mayWrite }: HeadProps) {
  const [editing, setEditing] = useState(false)
  return (
    <RecordBar of={companyKind} record={company} mayWrite={mayWrite}>
      <RecordMenu of={companyKind} record={company} mayWrite={mayWrite} edit={() => setEditing(true)} />
      <Suspense>{editing && <EditCompany company={company} close={() => setEditing(false)} />}</Suspense>
    </RecordBar>
  )
}

export function CompanyHead({ company, mayWrite }: HeadProps) {
  const t = useTranslations('companies.list')
  const { address, clientCount } = company
  return (
    <RecordHead record={company} kind="company" mayWrite={mayWrite}>
      {address?.city && <span>{address.city}</span>}
      <span>{t('peopleOf', { count: clientCount })}</span>
    </RecordHead>
  )
}
