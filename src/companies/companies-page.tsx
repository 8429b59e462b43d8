/** The company list: filters as sentences, sorted and chosen columns, what can be done with many at once. */
import { IconSearch, IconTag, IconUser } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { type Exported, ExportMenu } from '#src/imports/export-list.tsx'
import { useFieldWords } from '#src/web/field-words.ts'
import { useKey } from '#src/web/keys.tsx'
import { usePeople } from '#src/web/people.ts'
import { openQuick } from '#src/web/quick.tsx'
import { useMay } from '#src/web/session.ts'
import { AddButton } from '#src/web/ui/add-button.tsx'
import { Avatar } from '#src/web/ui/avatar.tsx'
import { useColumns } from '#src/web/ui/columns.ts'
import { TwoLines } from '#src/web/ui/data-table.tsx'
import type { FilterField } from '#src/web/ui/filters.tsx'
import { RecordListPage, useRecordList } from '#src/web/ui/record-list-page.tsx'
import { CompaniesEmpty } from './companies-empty.tsx'
import { useCompanyColumns } from './company-columns.tsx'
import { companyKind, type ListedCompany, useCompanyTags } from './company-record.tsx'
import { CompanySelection } from './company-selection.tsx'

const rowName = ({ name }: ListedCompany) => name

export function CompaniesPage() {
  const t = useTranslations('companies')
  const mayWrite = useMay('companies.write')
  const { shortNameOf } = usePeople()
  const tags = useCompanyTags()
  const list = useRecordList(companyKind)
  const columns = useColumns('companies', useCompanyColumns(shortNameOf))
  const add = () => openQuick('company')
  useKey('c', t('quick.title'), add, { disabled: !mayWrite })
  return (
    <RecordListPage
      title={t('title')}
      list={list}
      columns={columns}
      filters={useFilterFields(tags)}
      rowName={rowName}
      actions={
        <>
          <ExportMenu
            wanted={{ kind: 'company', ...list.exported } as Exported}
            count={list.count?.value}
            filtered={list.filtered}
          />
          {mayWrite && <AddButton label={t('add')} quiet={list.none} onClick={add} />}
        </>
      }
      phone={(company) => <PhoneRow company={company} />}
      empty={<CompaniesEmpty columns={columns.shown} />}
      selectionBar={mayWrite && <CompanySelection selection={list.selection} rows={list.rows} tags={tags} />}
    />
  )
}

function useFilterFields(tags: readonly string[]): FilterField[] {
  const t = useTranslations('companies.list')
  const { label } = useFieldWords('companies')
  const { people } = usePeople()
  return [
    { field: 'search', label: t('search'), icon: IconSearch, choices: 'text' },
    {
      field: 'ownerId',
      label: label('ownerId'),
      icon: IconUser,
      choices: people.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      field: 'tag',
      label: t('tag'),
      icon: IconTag,
      choices: tags.map((tag) => ({ value: tag, label: tag })),
    },
  ]
}

function PhoneRow({ company }: { company: ListedCompany }) {
  const t = useTranslations('companies.list')
  const { name, address, clientCount } = company
  return (
    <TwoLines
      left={<Avatar name={name} kind="company" size={36} />}
      title={name}
      text={address?.city ?? company.website ?? company.email}
      right={t('peopleOf', { count: clientCount })}
    />
  )
}
