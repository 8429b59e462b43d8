/** The client list: filters as sentences, sorted and chosen columns, what can be done with many at once. */
import { Button } from '@mantine/core'
import {
  IconBuilding,
  IconCircleDashed,
  IconFileImport,
  IconPlus,
  IconSearch,
  IconTag,
  IconUser,
} from '@tabler/icons-react'
import { Link, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { ExportMenu } from '#src/imports/export-list.tsx'
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
import { Status } from '#src/web/ui/status.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import { NextAlert, useClientColumns } from './client-columns.tsx'
import { ClientSelection } from './client-selection.tsx'
import classes from './clients.module.css'
import { ClientsEmpty } from './clients-empty.tsx'
import { useFieldWords } from './field-words.tsx'
import { clientStatuses } from './fields.ts'
import { exported, isFiltered, type ListedClient, listPlace, listQuery, usualSort } from './list-place.tsx'
import { usePeople } from './people.tsx'

const rowId = ({ id }: ListedClient) => id
const rowName = ({ name }: ListedClient) => name

export function ClientsPage() {
  const t = useTranslations('clients')
  const values: SearchValues = useSearch({ strict: false })
  const search = useListSearch()
  const { slug } = useOrganization()
  const mayWrite = useMay('clients.write')
  const { shortNameOf } = usePeople()
  const tags = useApi('GET /client-tags', {}).data?.items.map(({ tag }) => tag) ?? []
  const list = useList('GET /clients', listQuery(values))
  const filtered = isFiltered(values)
  const all = useApi('GET /clients', { limit: 1, count: true }, { enabled: filtered })
  const total = filtered ? all.data?.count : list.count
  const columns = useColumns('clients', useClientColumns(shortNameOf))
  const selection = useSelection(list.rows, rowId)
  const fields = useFilterFields(tags)
  const place = useMemo(() => listPlace(values), [values])
  const link = useCallback(
    ({ id }: ListedClient) => ({ to: '/o/$slug/clients/$id' as const, params: { slug, id }, search: place }),
    [slug, place],
  )
  const none = !filtered && !list.loading && !list.failure && list.rows.length === 0

  return (
    <Page
      title={t('title')}
      count={total}
      actions={
        <>
          <ExportMenu wanted={exported(values)} count={list.count?.value} filtered={filtered} />
          {mayWrite && <Actions quiet={none} />}
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
        phone={(client) => <PhoneRow client={client} />}
        empty={
          filtered ? (
            <NothingMatches search={search} fields={fields} />
          ) : (
            <ClientsEmpty columns={columns.shown} />
          )
        }
      />
      {mayWrite && <ClientSelection selection={selection} rows={list.rows} tags={tags} />}
    </Page>
  )
}

/** On an empty page the one primary button is further down. */
function Actions({ quiet }: { quiet: boolean }) {
  const t = useTranslations('clients')
  const { slug } = useOrganization()
  return (
    <>
      {useMay('imports') && (
        <Button
          visibleFrom="sm"
          leftSection={<IconFileImport />}
          renderRoot={(props) => <Link to="/o/$slug/import" params={{ slug }} {...props} />}
        >
          {t('import')}
        </Button>
      )}
      <Button
        variant={quiet ? 'default' : 'filled'}
        leftSection={<IconPlus />}
        rightSection={<KeyHint keys="c" />}
        onClick={() => openQuick('client')}
      >
        {t('add')}
      </Button>
    </>
  )
}

function useFilterFields(tags: readonly string[]): FilterField[] {
  const t = useTranslations('clients.list')
  const { label, optionLabel } = useFieldWords()
  const { people } = usePeople()
  return [
    { field: 'search', label: t('search'), icon: IconSearch, choices: 'text' },
    {
      field: 'status',
      label: label('status'),
      icon: IconCircleDashed,
      choices: clientStatuses.map((value) => ({ value, label: optionLabel('status', value) })),
    },
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
    { field: 'companyId', label: label('companyId'), icon: IconBuilding, choices: 'company', single: true },
  ]
}

function PhoneRow({ client }: { client: ListedClient }) {
  const { name, company, jobTitle, status, nextAlert, lastContactAt } = client
  return (
    <TwoLines
      left={<Avatar name={name} size={36} />}
      title={name}
      text={company?.name ?? jobTitle ?? client.email ?? client.phone}
      right={
        <span className={classes.phoneAlert}>
          <Status of={client.restricted ? 'restricted' : status} />
          {nextAlert ? (
            <NextAlert alert={nextAlert} />
          ) : (
            lastContactAt && (
              <span className={classes.why}>
                <Moment at={lastContactAt} />
              </span>
            )
          )}
        </span>
      }
    />
  )
}
