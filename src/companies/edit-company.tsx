/** All fields of a company in one form, for those who would rather fill in than click. */
import { Drawer } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { usePeople } from '#src/clients/people.tsx'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import { RecordForm, type Values } from '#src/web/ui/record-form.tsx'
import { toast } from '#src/web/ui/toast.tsx'
import { type Company, useChangeCompany, useCompanyTags } from './company-record.tsx'
import { useCompanyWords } from './field-words.tsx'
import { companyFields } from './fields.ts'

export function EditCompany({ company, close }: { company: Company; close: () => void }) {
  useFocusReturn()
  const t = useTranslations('companies.page')
  const ui = useTranslations('ui')
  const { label } = useCompanyWords()
  const { nameOf } = usePeople()
  const tags = useCompanyTags()
  const { store, reload } = useChangeCompany(company.id)
  return (
    <Drawer opened onClose={close} title={company.name}>
      <RecordForm
        fields={companyFields}
        label={label}
        values={company as unknown as Values}
        refersTo={{ ownerId: nameOf(company.ownerId) }}
        suggestions={{ tags }}
        action={ui('save')}
        cancel={close}
        submit={store}
        reload={reload}
        done={() => {
          toast({ title: t('saved') })
          close()
        }}
      />
    </Drawer>
  )
}
