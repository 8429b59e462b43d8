/** The lists of invoices and of bills: filters as sentences, sums of what is selected, and paid with one key. */
import { ActionIcon, Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconBellRinging,
  IconBuilding,
  IconCalendar,
  IconCalendarDue,
  IconCircleDashed,
  IconCoin,
  IconFileDollar,
  IconFileInvoice,
  IconSearch,
  IconUser,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { usePerson } from '#src/web/intl.tsx'
import { useKey } from '#src/web/keys.tsx'
import { currencyChoices } from '#src/web/regions.ts'
import { useMay, useOrganization } from '#src/web/session.ts'
import { AddButton } from '#src/web/ui/add-button.tsx'
import { useColumns } from '#src/web/ui/columns.ts'
import { TwoLines } from '#src/web/ui/data-table.tsx'
import type { FilterField } from '#src/web/ui/filters.tsx'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { RecordListPage, useRecordList } from '#src/web/ui/record-list-page.tsx'
import { Money } from '#src/web/ui/values.tsx'
import { Due, InvoiceNumber, Standing, useInvoiceColumns } from './invoice-columns.tsx'
import { useOpenNewInvoice } from './invoice-commands.tsx'
import {
  billList,
  type Invoice,
  invoiceList,
  isOpen,
  type ListedInvoice,
  signed,
  useMarkPaid,
} from './invoice-record.tsx'
import { InvoiceSelection } from './invoice-selection.tsx'
import classes from './invoices.module.css'
import { BillsEmpty, InvoicesEmpty } from './invoices-empty.tsx'
import { ReminderBanner } from './reminder-banner.tsx'
import { invoiceStatuses, invoiceTypes } from './schema.ts'

const BillDialog = lazy(() => import('./bill-dialog.tsx').then((module) => ({ default: module.BillDialog })))
const RemindersSheet = lazy(() =>
  import('./reminders-sheet.tsx').then((module) => ({ default: module.RemindersSheet })),
)

export const InvoicesPage = () => <ListPage direction="sales" />
export const BillsPage = () => <ListPage direction="purchase" />

function ListPage({ direction }: { direction: Invoice['direction'] }) {
  const t = useTranslations('invoices')
  const bills = direction === 'purchase'
  const list = useRecordList(bills ? billList : invoiceList)
  const columns = useColumns(bills ? 'bills' : 'invoices', useInvoiceColumns(direction))
  const mayIssue = useMay('invoices.issue')
  const [entering, setEntering] = useState(false)
  const [reminding, setReminding] = useState(false)
  const remind = () => setReminding(true)
  useMarkFocusedPaid(list.rows)
  return (
    <RecordListPage
      title={t(bills ? 'bills' : 'title')}
      list={list}
      columns={columns}
      filters={useFilterFields(direction)}
      rowName={(invoice) => `${invoice.number ?? t('draft')} ${invoice.party}`}
      actions={
        <Actions direction={direction} quiet={list.none} enter={() => setEntering(true)} remind={remind} />
      }
      notice={mayIssue && !bills && <ReminderBanner open={remind} />}
      phone={(invoice) => <PhoneRow invoice={invoice} />}
      empty={
        bills ? (
          <BillsEmpty columns={columns.shown} enter={() => setEntering(true)} />
        ) : (
          <InvoicesEmpty columns={columns.shown} />
        )
      }
      selectionBar={
        mayIssue && (
          <>
            <InvoiceSelection selection={list.selection} rows={list.rows} />
            <Suspense>
              {entering && <BillDialog close={() => setEntering(false)} />}
              {reminding && <RemindersSheet close={() => setReminding(false)} />}
            </Suspense>
          </>
        )
      }
    />
  )
}

/** `P` marks the row that has the focus as paid in full today. */
function useMarkFocusedPaid(rows: readonly ListedInvoice[]) {
  const t = useTranslations('invoices.paid')
  const mayIssue = useMay('invoices.issue')
  const markPaid = useMarkPaid()
  const mark = () => {
    const id = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row
    const row = rows.find((one) => one.id === id)
    if (row) void markPaid(row)
  }
  useKey('p', t('key'), mark, { disabled: !mayIssue || !rows.some(isOpen) })
}

interface ActionsProps {
  direction: Invoice['direction']
  quiet: boolean
  /** Opens the form of a bill. */
  enter: () => void
  /** Opens what is due to be reminded of. */
  remind: () => void
}

function Actions({ direction, quiet, enter, remind }: ActionsProps) {
  const t = useTranslations('invoices')
  const reminders = useTranslations('reminders')
  const { slug } = useOrganization()
  const mayWrite = useMay('invoices.write')
  const mayIssue = useMay('invoices.issue')
  const mayEnter = mayIssue && direction === 'purchase'
  const mayRemind = mayIssue && direction === 'sales' && !quiet
  const openNew = useOpenNewInvoice()
  const bills = direction === 'purchase'
  useKey('b', t('newBill'), enter, { disabled: !mayEnter })
  useKey('d', reminders('openKey'), remind, { disabled: !mayRemind })
  return (
    <>
      <Button
        visibleFrom="sm"
        leftSection={bills ? <IconFileInvoice /> : <IconFileDollar />}
        renderRoot={(props) => (
          <Link to={bills ? '/o/$slug/invoices' : '/o/$slug/bills'} params={{ slug }} {...props} />
        )}
      >
        {t(bills ? 'title' : 'bills')}
      </Button>
      {mayRemind && (
        <Button
          visibleFrom="sm"
          leftSection={<IconBellRinging />}
          rightSection={<KeyHint keys="d" />}
          onClick={remind}
        >
          {reminders('open')}
        </Button>
      )}
      {mayRemind && (
        <ActionIcon hiddenFrom="sm" aria-label={reminders('open')} onClick={remind}>
          <IconBellRinging />
        </ActionIcon>
      )}
      {mayWrite && !bills && <AddButton label={t('new')} quiet={quiet} keys="i" onClick={() => openNew()} />}
      {mayEnter && <AddButton label={t('newBill')} quiet={quiet} keys="b" onClick={enter} />}
    </>
  )
}

function useFilterFields(direction: Invoice['direction']): FilterField[] {
  const t = useTranslations('invoices')
  const status = useTranslations('ui.status')
  const { language } = usePerson()
  const currencies = useMemo(() => currencyChoices(language), [language])
  const fields: FilterField[] = [
    { field: 'search', label: t('filters.search'), icon: IconSearch, choices: 'text' },
    {
      field: 'status',
      label: t('columns.status'),
      icon: IconCircleDashed,
      choices: invoiceStatuses.map((value) => ({ value, label: status(value) })),
    },
    {
      field: 'overdue',
      label: t('filters.overdue'),
      icon: IconAlertTriangle,
      choices: [
        { value: 'true', label: t('filters.yes') },
        { value: 'false', label: t('filters.no') },
      ],
      single: true,
    },
    { field: 'clientId', label: t('filters.client'), icon: IconUser, choices: 'client', single: true },
    { field: 'companyId', label: t('filters.company'), icon: IconBuilding, choices: 'company', single: true },
    { field: 'issuedFrom', label: t('filters.from'), icon: IconCalendar, choices: 'day' },
    { field: 'issuedUntil', label: t('filters.until'), icon: IconCalendar, choices: 'day' },
    { field: 'dueFrom', label: t('filters.dueFrom'), icon: IconCalendarDue, choices: 'day' },
    { field: 'dueUntil', label: t('filters.dueUntil'), icon: IconCalendarDue, choices: 'day' },
    {
      field: 'type',
      label: t('filters.type'),
      icon: IconFileInvoice,
      choices: invoiceTypes.map((value) => ({ value, label: t(`types.${value}`) })),
      single: true,
    },
    {
      field: 'currency',
      label: t('filters.currency'),
      icon: IconCoin,
      choices: currencies,
      single: true,
    },
  ]
  return direction === 'sales' ? fields : fields.filter(({ field }) => field !== 'type')
}

function PhoneRow({ invoice }: { invoice: ListedInvoice }) {
  const { party, status, type, total, amountDue, currency } = invoice
  const t = useTranslations('invoices')
  return (
    <TwoLines
      title={party}
      text={
        <>
          <InvoiceNumber of={invoice} />
          {type === 'credit_note' && ` · ${t('types.credit_note')}`}
          {status === 'issued' && ' · '}
          {status === 'issued' && <Due of={invoice} />}
        </>
      }
      right={
        <span className={classes.phone}>
          <span className={classes.phoneSum}>
            <Money amount={signed(invoice, isOpen(invoice) ? amountDue : total)} currency={currency} />
          </span>
          <Standing of={invoice} />
        </span>
      }
    />
  )
}
