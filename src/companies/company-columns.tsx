/** The columns of the company list. Fields without a column of their own can be shown, too, when somebody wants them. */
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import classes from '#src/clients/clients.module.css'
import type { Field, FieldValues } from '#src/core/fields.ts'
import { useFormat } from '#src/web/intl.tsx'
import { Avatar } from '#src/web/ui/avatar.tsx'
import type { Column } from '#src/web/ui/columns.ts'
import { type AnyValue, FieldValue } from '#src/web/ui/field-value.tsx'
import { Tags } from '#src/web/ui/tag.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import { useCompanyWords } from './field-words.tsx'
import { companyFields } from './fields.ts'
import type { ListedCompany } from './list-place.tsx'

const shownAbove = ['name', 'tags', 'ownerId', 'vatId']

export function useCompanyColumns(ownerName: (id: string | null) => string | undefined) {
  const t = useTranslations('companies.list')
  const { label } = useCompanyWords()
  const { number } = useFormat()
  return useMemo((): readonly Column<ListedCompany>[] => {
    const others = Object.entries(companyFields as Record<string, Field>).filter(
      ([name]) => !shownAbove.includes(name),
    )
    return [
      {
        id: 'name',
        head: label('name'),
        cell: ({ name }) => (
          <>
            <Avatar name={name} kind="company" />
            <span className={classes.name}>{name}</span>
          </>
        ),
        width: 240,
        grow: true,
        sort: 'name',
        main: true,
        ghost: 'avatar',
      },
      { id: 'city', head: t('city'), cell: ({ address }) => address?.city, width: 140 },
      {
        id: 'tags',
        head: label('tags'),
        cell: ({ tags }) => <Tags of={tags} most={2} />,
        width: 160,
        ghost: 'none',
      },
      { id: 'owner', head: label('ownerId'), cell: ({ ownerId }) => ownerName(ownerId), width: 104 },
      {
        id: 'lastContact',
        head: t('lastContact'),
        cell: ({ lastContactAt }) => (lastContactAt ? <Moment at={lastContactAt} /> : t('never')),
        width: 116,
      },
      { id: 'vatId', head: label('vatId'), cell: ({ vatId }) => vatId, width: 128, ghost: 'none' },
      {
        id: 'added',
        head: t('added'),
        cell: ({ createdAt }) => <Moment at={createdAt} as="date" />,
        width: 112,
        sort: 'createdAt',
        sortDownFirst: true,
      },
      {
        id: 'people',
        head: t('people'),
        cell: ({ clientCount }) => (clientCount === 0 ? t('never') : number(clientCount)),
        width: 80,
        align: 'right',
      },
      ...others.map(
        ([name, field]): Column<ListedCompany> => ({
          id: name,
          head: label(name),
          cell: (company) => (
            <span className={classes.oneLine}>
              <FieldValue
                field={field}
                value={company[name as keyof FieldValues<typeof companyFields>] as AnyValue}
              />
            </span>
          ),
          width: 168,
          hidden: true,
        }),
      ),
    ]
  }, [t, label, number, ownerName])
}
