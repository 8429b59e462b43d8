/** The columns of the client list. Fields without a column of their own can be shown, too, when somebody wants them. */
import { IconBell, IconBellRinging } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { useFieldWords } from '#src/web/field-words.ts'
import { useFormat } from '#src/web/intl.tsx'
import type { Column } from '#src/web/ui/columns.ts'
import { fieldColumns, NameCell } from '#src/web/ui/record-cells.tsx'
import { Status } from '#src/web/ui/status.tsx'
import { Tags } from '#src/web/ui/tag.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import type { ListedClient } from './client-record.tsx'
import classes from './clients.module.css'
import { clientFields } from './fields.ts'

/** In the columns below, or the parts of the name. */
const shownAbove = ['name', 'firstName', 'lastName', 'companyId', 'status', 'tags', 'ownerId']

export function useClientColumns(ownerName: (id: string | null) => string | undefined) {
  const t = useTranslations('clients')
  const { label, optionLabel } = useFieldWords('clients')
  return useMemo((): readonly Column<ListedClient>[] => {
    return [
      {
        id: 'name',
        head: label('name'),
        cell: ({ name, restricted }) => (
          <NameCell name={name}>{restricted && <Status of="restricted" badge />}</NameCell>
        ),
        width: 208,
        grow: true,
        sort: 'name',
        main: true,
        ghost: 'avatar',
      },
      { id: 'company', head: label('companyId'), cell: ({ company }) => company?.name, width: 168 },
      {
        id: 'status',
        head: label('status'),
        cell: ({ status }) => <Status of={status} />,
        width: 96,
        ghost: 'badge',
      },
      {
        id: 'tags',
        head: label('tags'),
        cell: ({ tags }) => <Tags of={tags} most={2} />,
        width: 136,
        ghost: 'none',
      },
      { id: 'owner', head: label('ownerId'), cell: ({ ownerId }) => ownerName(ownerId), width: 92 },
      {
        id: 'lastContact',
        head: t('list.lastContact'),
        cell: ({ lastContactAt }) => (lastContactAt ? <Moment at={lastContactAt} /> : t('list.never')),
        width: 104,
        sort: 'lastContactAt',
        sortDownFirst: true,
      },
      {
        id: 'nextAlert',
        head: t('list.nextAlert'),
        cell: ({ nextAlert }) => (nextAlert ? <NextAlert alert={nextAlert} /> : t('list.never')),
        width: 160,
        ghost: 'none',
      },
      {
        id: 'added',
        head: t('list.added'),
        cell: ({ createdAt }) => <Moment at={createdAt} as="date" />,
        width: 108,
        sort: 'createdAt',
        sortDownFirst: true,
      },
      ...fieldColumns<ListedClient>({ fields: clientFields, without: shownAbove, label, optionLabel }),
    ]
  }, [t, label, optionLabel, ownerName])
}

/** A late alert has a bell of its own, not only a colour. */
export function NextAlert({ alert }: { alert: NonNullable<ListedClient['nextAlert']> }) {
  const t = useTranslations('clients.list')
  const { daysFromNow } = useFormat()
  const late = Date.parse(alert.at) < Date.now()
  const today = daysFromNow(alert.at) === 0
  const Bell = late ? IconBellRinging : IconBell
  return (
    <span className={classes.alert} data-late={late || undefined} data-today={today || undefined}>
      <Bell size={14} stroke={1.75} aria-hidden="true" />
      <span title={alert.title}>
        {late && <span className="unseen">{t('late', { title: alert.title })} </span>}
        <Moment at={alert.at} as={today ? 'both' : 'date'} />
      </span>
    </span>
  )
}
