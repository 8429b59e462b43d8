/** The company list: filters as sentences, sorted and chosen columns, what can be done with many at once. */
import { Button } from '@mantine/core'
import { IconPlus, IconSearch, IconTag, IconUser } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { usePeople } from '#src/clients/people.tsx'
import { ExportMenu } from '#src/imports/export-list.tsx'
import { useKey } from '#src/web/keys.tsx'
import { type SearchValues, useListSearch } from '#src/web/list-search.ts'
import { useApi, useList } from '#src/web/query.ts'
import { openQuick } from '#src/web/quick.tsx'
import { useMay, useOrganization } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import { useColumns } from '#src/web/ui/columns.ts'
import { ColumnsButton, SortButton } from '#src/web/ui/columns-button.tsx'
import { DataTable, TwoLines } from '#src/web/ui/data-table.tsx'
import { FilterBar, type FilterField, Filters, NothingMatches } from '#src/web/ui/filters.tsx'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { Page } from '#src/web/ui/page.tsx'
import { useSelection } from '#src/web/ui/selection.ts'
import { Share } from '#src/web/ui/share.tsx'
import { CompaniesEmpty } from './companies-empty.tsx'
import { useCompanyColumns } from './company-columns.tsx'
import { useCompanyTags } from './company-record.tsx'
import { CompanySelection } from './company-selection.tsx'
import { useCompanyWords } from './field-words.tsx'
import { exported, isFiltered, type ListedCompany, listPlace, listQuery, usualSort } from './list-place.tsx'

const rowId = ({ id }: ListedCompany) => id
const rowName = ({ name }: ListedCompany) => name

export function CompaniesPage() {
  const t = useTranslations('companies')
  const values: SearchValues = useSearch({ strict: false })
  const search = useListSearch()
  const { slug } = useOrganization()
  const mayWrite = useMay('companies.write')
  const { shortNameOf } = usePeople()
  const tags = useCompanyTags()
  const list = useList('GET /companies', listQuery(values))
  const filtered = isFiltered(values)
  const all = useApi('GET /companies', { limit: 1, count: true }, { enabled: filtered })
  const total = filtered ? all.data?.count : list.count
  const columns = useColumns('companies', useCompanyColumns(shortNameOf))
  const selection = useSelection(list.rows, rowId)
  const fields = useFilterFields(tags)
  const place = useMemo(() => listPlace(values), [values])
  const link = useCallback(
    ({ id }: ListedCompany) => ({
      to: '/o/$slug/companies/$id' as const,
      params: { slug, id },
      search: place,
    }),
    [slug, place],
  )
  const none = !filtered && !list.loading && !list.failure && list.rows.length === 0
  const add = () => openQuick('company')
  useKey('c', t('quick.title'), add, { disabled: !mayWrite })

  return (
    <Page
      title={t('title')}
      count={total}
      actions={
        <>
          <ExportMenu wanted={exported(values)} count={list.count?.value} filtered={filtered} />
          {mayWrite && (
            <Button
              // On an empty page the one primary button is further down.
              variant={none ? 'default' : 'filled'}
              leftSection={<IconPlus />}
              rightSection={<KeyHint keys="c" />}
              onClick={add}
            >
              {t('add')}
            </Button>
          )}
        </>
      }
    >
      {!none && (
        <FilterBar
          right={
            <>
              {filtered && <Share shown={list.count} all={total} />}
              <SortButton columns={columns} sort={search.sort || usualSort} onSort={search.setSort} />
              <ColumnsButton columns={columns} />
            </>
          }
        >
          <Filters search={search} fields={fields} />
        </FilterBar>
      )}
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        rowId={rowId}
        rowName={rowName}
        link={link}
        {...(mayWrite && { selection })}
        sort={search.sort || usualSort}
        onSort={search.setSort}
        phone={(company) => <PhoneRow company={company} />}
        empty={
          filtered ? (
            <NothingMatches search={search} fields={fields} />
          ) : (
            <CompaniesEmpty columns={columns.shown} />
          )
        }
      />
      {mayWrite && <CompanySelection selection={selection} rows={list.rows} tags={tags} />}
    </Page>
  )
}

function useFilterFields(tags: readonly string[]): FilterField[] {
  const t = useTranslations('companies.list')
  const { label } = useCompanyWords()
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
