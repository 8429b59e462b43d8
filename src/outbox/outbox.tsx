/** The organization's own mail and what became of it; each can be opened and read as plain text. */
import { Drawer } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useListSearch } from '#src/web/list-search.ts'
import { useList } from '#src/web/query.ts'
import { type Column, useColumns } from '#src/web/ui/columns.ts'
import { DataTable, TwoLines } from '#src/web/ui/data-table.tsx'
import { EmptyState } from '#src/web/ui/empty-state.tsx'
import { FilterBar, type FilterField, Filters, NothingMatches } from '#src/web/ui/filters.tsx'
import { Status, type StatusName } from '#src/web/ui/status.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import classes from './outbox.module.css'
import { mailStatuses, type OutboxMail } from './schema.ts'

const looks: Record<OutboxMail['status'], StatusName> = {
  kept: 'inactive',
  waiting: 'open',
  sending: 'issued',
  sent: 'done',
  failed: 'broken',
  unknown: 'soon',
}

const rowId = (mail: OutboxMail) => mail.id
const rowName = (mail: OutboxMail) => mail.subject

export function Outbox() {
  const t = useTranslations('outbox')
  const address = useListSearch()
  // The address also says which part of the settings is open: that stays when filters are lifted.
  const search = { ...address, clearFilters: () => address.setFilter('status', []) }
  const [open, setOpen] = useState<OutboxMail | null>(null)
  const columns = useColumns('outbox', useOutboxColumns())
  const fields: FilterField[] = [
    {
      field: 'status',
      label: t('status'),
      single: true,
      choices: mailStatuses.map((value) => ({ value, label: t(`statuses.${value}`) })),
    },
  ]
  const status = mailStatuses.find((one) => one === search.filters.status?.[0])
  const list = useList('GET /outbox', { limit: 50, ...(status && { status }) })
  return (
    <>
      <FilterBar>
        <Filters search={search} fields={fields} />
      </FilterBar>
      <DataTable
        label={t('label')}
        list={list}
        columns={columns}
        rowId={rowId}
        rowName={rowName}
        open={setOpen}
        phone={(mail) => (
          <TwoLines title={mail.subject} text={mail.recipient} right={<MailStatus status={mail.status} />} />
        )}
        empty={
          status ? (
            <NothingMatches search={search} fields={fields} />
          ) : (
            <EmptyState
              icon={<IconMail size={40} stroke={1.25} />}
              title={t('emptyTitle')}
              text={t('emptyText')}
            />
          )
        }
      />
      <Drawer opened={open !== null} onClose={() => setOpen(null)} title={open?.subject} size={560}>
        {open && <OneMail mail={open} />}
      </Drawer>
    </>
  )
}

function MailStatus({ status }: { status: OutboxMail['status'] }) {
  const t = useTranslations('outbox')
  return <Status of={looks[status]}>{t(`statuses.${status}`)}</Status>
}

function useOutboxColumns(): Column<OutboxMail>[] {
  const t = useTranslations('outbox')
  return useMemo(
    () => [
      { id: 'subject', head: t('subject'), width: 240, grow: true, main: true, cell: (mail) => mail.subject },
      { id: 'recipient', head: t('recipient'), width: 240, cell: (mail) => mail.recipient },
      {
        id: 'status',
        head: t('status'),
        width: 150,
        cell: (mail) => <MailStatus status={mail.status} />,
        ghost: 'badge',
      },
      {
        id: 'createdAt',
        head: t('written'),
        width: 140,
        align: 'right',
        cell: (mail) => <Moment at={mail.createdAt} />,
      },
    ],
    [t],
  )
}

function OneMail({ mail }: { mail: OutboxMail }) {
  const t = useTranslations('outbox')
  return (
    <>
      <dl className={classes.facts}>
        <dt>{t('recipient')}</dt>
        <dd>{mail.recipient}</dd>
        <dt>{t('written')}</dt>
        <dd>
          <Moment at={mail.createdAt} as="both" />
        </dd>
        {mail.sentAt && (
          <>
            <dt>{t('sentAt')}</dt>
            <dd>
              <Moment at={mail.sentAt} as="both" />
            </dd>
          </>
        )}
        <dt>{t('status')}</dt>
        <dd>
          <MailStatus status={mail.status} />
          <p className={classes.means}>{t(`statusMeans.${mail.status}`)}</p>
        </dd>
      </dl>
      {mail.body ? (
        <pre className={classes.body}>{mail.body}</pre>
      ) : (
        <p className={classes.means}>{t('textGone')}</p>
      )}
    </>
  )
}
