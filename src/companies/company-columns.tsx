/** The columns of the company list. Fields without a column of their own can be shown, too, when somebody wants them. */
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { useFieldWords } from '#src/web/field-words.ts'
import { useFormat } from '#src/web/intl.tsx'
import type { Column } from '#src/web/ui/columns.ts'
import { fieldColumns, NameCell } from '#src/web/ui/record-cells.tsx'
import { Tags } from '#src/web/ui/tag.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import type { ListedCompany } from './company-record.tsx'
import { companyFields } from './fields.ts'

const shownAbove = ['name', 'tags', 'ownerId', 'vatId']

export function useCompanyColumns(ownerName: (id: string | null) => string | undefined) {
  const t = useTranslations('companies.list')
  const { label, optionLabel } = useFieldWords('companies')
  const { number } = useFormat()
  return useMemo((): readonly Column<ListedCompany>[] => {
    return [
      {
        id: 'name',
        head: label('name'),
        cell: ({ name }) => <NameCell name={name} kind="company" />,
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
      ...fieldColumns<ListedCompany>({ fields: companyFields, without: shownAbove, label, optionLabel }),
    ]
  }, [t, label, optionLabel, number, ownerName])
}
