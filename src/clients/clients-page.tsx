/** The client list: filters as sentences, sorted and chosen columns, what can be done with many at once. */
import { Button } from '@mantine/core'
import {
  IconBuilding,
  IconCircleDashed,
  IconFileImport,
  IconSearch,
  IconTag,
  IconUser,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { type Exported, ExportMenu } from '#src/imports/export-list.tsx'
import { useFieldWords } from '#src/web/field-words.ts'
import { usePeople } from '#src/web/people.ts'
import { openQuick } from '#src/web/quick.tsx'
import { useMay, useOrganization } from '#src/web/session.ts'
import { AddButton } from '#src/web/ui/add-button.tsx'
import { Avatar } from '#src/web/ui/avatar.tsx'
import { useColumns } from '#src/web/ui/columns.ts'
import { TwoLines } from '#src/web/ui/data-table.tsx'
import type { FilterField } from '#src/web/ui/filters.tsx'
import { RecordListPage, useRecordList } from '#src/web/ui/record-list-page.tsx'
import { Status } from '#src/web/ui/status.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import { NextAlert, useClientColumns } from './client-columns.tsx'
import { clientKind, type ListedClient, useClientTags } from './client-record.tsx'
import { ClientSelection } from './client-selection.tsx'
import classes from './clients.module.css'
import { ClientsEmpty } from './clients-empty.tsx'
import { clientStatuses } from './fields.ts'

const rowName = ({ name }: ListedClient) => name

export function ClientsPage() {
  const t = useTranslations('clients')
  const mayWrite = useMay('clients.write')
  const { shortNameOf } = usePeople()
  const tags = useClientTags()
  const list = useRecordList(clientKind)
  const columns = useColumns('clients', useClientColumns(shortNameOf))
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
            wanted={{ kind: 'client', ...list.exported } as Exported}
            count={list.count?.value}
            filtered={list.filtered}
          />
          {mayWrite && <Actions quiet={list.none} />}
        </>
      }
      phone={(client) => <PhoneRow client={client} />}
      empty={<ClientsEmpty columns={columns.shown} />}
      selectionBar={mayWrite && <ClientSelection selection={list.selection} rows={list.rows} tags={tags} />}
    />
  )
}

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
      <AddButton label={t('add')} quiet={quiet} onClick={() => openQuick('client')} />
    </>
  )
}

function useFilterFields(tags: readonly string[]): FilterField[] {
  const t = useTranslations('clients.list')
  const { label, optionLabel } = useFieldWords('clients')
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
