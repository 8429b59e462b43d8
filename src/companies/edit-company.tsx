/** All fields of a company in one form. */
import { usePeople } from '#src/web/people.ts'
import { EditRecord } from '#src/web/ui/edit-record.tsx'
import { type Company, companyKind, useCompanyTags } from './company-record.tsx'
import { companyFields } from './fields.ts'

export function EditCompany({ company, close }: { company: Company; close: () => void }) {
  const { nameOf } = usePeople()
  return (
    <EditRecord
      of={companyKind}
      record={company}
      fields={companyFields}
      refersTo={{ ownerId: nameOf(company.ownerId) }}
      tags={useCompanyTags()}
      close={close}
    />
  )
}
