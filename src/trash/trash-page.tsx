/** What was deleted in the last thirty days: each record can be put back with one press. */
import { Button } from '@mantine/core'
import {
  IconBell,
  IconBuilding,
  IconFileInvoice,
  IconNote,
  IconRestore,
  IconTag,
  IconTrash,
  IconUser,
} from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { NoPermissionPage } from '#src/web/failure.tsx'
import { useKey } from '#src/web/keys.tsx'
import { useListSearch } from '#src/web/list-search.ts'
import { useList } from '#src/web/query.ts'
import { useMay } from '#src/web/session.ts'
import { type Column, useColumns } from '#src/web/ui/columns.ts'
import { DataTable, TwoLines } from '#src/web/ui/data-table.tsx'
import { EmptyState } from '#src/web/ui/empty-state.tsx'
import { FilterBar, type FilterField, Filters, NothingMatches } from '#src/web/ui/filters.tsx'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { Page } from '#src/web/ui/page.tsx'
import { useSelection } from '#src/web/ui/selection.ts'
import { SelectionBar } from '#src/web/ui/selection-bar.tsx'
import { Day, Moment } from '#src/web/ui/values.tsx'
import { useRestore } from './restore.tsx'
import { type TrashItem, trashDays, trashKinds } from './schema.ts'
import classes from './trash.module.css'

export function TrashPage() {
  return useMay('trash.read') ? <Trash /> : <NoPermissionPage />
}

const rowId = (item: TrashItem) => item.id
const icons = {
  client: IconUser,
  company: IconBuilding,
  note: IconNote,
  alert: IconBell,
  invoice: IconFileInvoice,
  item: IconTag,
}

function Trash() {
  const t = useTranslations('trash')
  const search = useListSearch()
  const fields: FilterField[] = [
    {
      field: 'kind',
      label: t('columns.kind'),
      choices: trashKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
  ]
  const kind = trashKinds.filter((one) => search.filters.kind?.includes(one))
  const list = useList('GET /trash', { count: true, ...(kind.length > 0 && { kind }) })
  const selection = useSelection(list.rows, rowId)
  const { restore, busy } = useRestore()
  const nameOf = (item: TrashItem) => item.title || t('untitled')
  const columns = useColumns(
    'trash',
    useTrashColumns((item) => void restore([item])),
  )
  useKey(
    'u',
    t('restoreKey'),
    () => {
      const focused = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row
      const index = list.rows.findIndex(({ id }) => id === focused)
      const item = list.rows[index]
      if (!item || busy) return
      // The row is about to go, and the focus stays in the list.
      const neighbour = list.rows[index + 1] ?? list.rows[index - 1]
      if (neighbour) document.querySelector<HTMLElement>(`[data-row="${neighbour.id}"]`)?.focus()
      void restore([item])
    },
    { disabled: list.rows.length === 0 },
  )
  return (
    <Page title={t('title')} count={list.count}>
      <FilterBar right={list.rows.length > 0 && <RestoreHint />}>
        <Filters search={search} fields={fields} />
      </FilterBar>
      <DataTable
        label={t('label')}
        list={list}
        columns={columns}
        rowId={rowId}
        rowName={nameOf}
        selection={selection}
        phone={(item) => (
          <TwoLines
            title={nameOf(item)}
            text={<Circumstances item={item} />}
            right={<RestoreButton item={item} restore={() => void restore([item])} />}
          />
        )}
        empty={
          kind.length > 0 ? (
            <NothingMatches search={search} fields={fields} />
          ) : (
            <EmptyState
              icon={<IconTrash size={40} stroke={1.25} />}
              title={t('emptyTitle')}
              text={t('emptyText', { days: String(trashDays) })}
            />
          )
        }
      />
      <SelectionBar
        selection={selection}
        actions={[
          {
            label: t('restore'),
            icon: IconRestore,
            run: () => void restore(list.rows.filter(({ id }) => selection.has(id))).then(selection.clear),
          },
        ]}
      />
    </Page>
  )
}

function RestoreHint() {
  const t = useTranslations('trash')
  return (
    <span className={classes.hint}>
      <KeyHint keys="u" /> {t('restore')}
    </span>
  )
}

function RestoreButton({ item, restore }: { item: TrashItem; restore: () => void }) {
  const t = useTranslations('trash')
  return (
    <Button
      size="xs"
      leftSection={<IconRestore />}
      aria-label={t('restoreFor', { name: item.title || t('untitled') })}
      tabIndex={-1}
      onClick={restore}
    >
      {t('restore')}
    </Button>
  )
}

/** On the phone: what it is, whose, since when. */
function Circumstances({ item }: { item: TrashItem }) {
  const t = useTranslations('trash')
  return (
    <>
      {t(`kinds.${item.kind}`)}
      {item.client && ` ${t('about', { name: item.client.name })}`} · <Moment at={item.deletedAt} />
    </>
  )
}

function useTrashColumns(restore: (item: TrashItem) => void): Column<TrashItem>[] {
  const t = useTranslations('trash')
  return useMemo(
    () => [
      {
        id: 'what',
        head: t('columns.what'),
        width: 260,
        grow: true,
        main: true,
        ghost: 'avatar',
        cell: (item) => {
          const Icon = icons[item.kind]
          return (
            <>
              <Icon className={classes.icon} size={16} stroke={1.75} aria-hidden="true" />
              <span className={classes.title} title={item.title}>
                {item.title || t('untitled')}
                {item.client && (
                  <span className={classes.about}> {t('about', { name: item.client.name })}</span>
                )}
                {item.mergedInto && (
                  <span className={classes.about}> {t('mergedInto', { name: item.mergedInto.name })}</span>
                )}
              </span>
            </>
          )
        },
      },
      { id: 'kind', head: t('columns.kind'), width: 100, cell: (item) => t(`kinds.${item.kind}`) },
      {
        id: 'deletedBy',
        head: t('columns.deletedBy'),
        width: 160,
        cell: (item) => item.deletedBy?.name ?? t('someone'),
      },
      {
        id: 'deletedAt',
        head: t('columns.deletedAt'),
        width: 120,
        align: 'right',
        cell: (item) => <Moment at={item.deletedAt} />,
      },
      {
        id: 'purgeOn',
        head: t('columns.purgeOn'),
        width: 130,
        align: 'right',
        cell: (item) => <Day on={item.purgeOn} />,
      },
      {
        id: 'restore',
        head: t('columns.action'),
        width: 130,
        align: 'right',
        ghost: 'badge',
        cell: (item) => <RestoreButton item={item} restore={() => restore(item)} />,
      },
    ],
    [t, restore],
  )
}
