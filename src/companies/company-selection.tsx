/** What can be done with the selected companies at once; each deed can be taken back. */
import { IconTag, IconTrash, IconUser } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { Choices, TagPanel } from '#src/clients/client-selection.tsx'
import { usePeople } from '#src/clients/people.tsx'
import { useExportChosen } from '#src/imports/export-list.tsx'
import { api, type Input } from '#src/web/api.ts'
import { useBulk } from '#src/web/bulk.tsx'
import type { Selection } from '#src/web/ui/selection.ts'
import { SelectionBar } from '#src/web/ui/selection-bar.tsx'
import type { ListedCompany } from './list-place.tsx'

interface CompanySelectionProps {
  selection: Selection
  rows: readonly ListedCompany[]
  tags: readonly string[]
}

type Change = Omit<Input<'PATCH /companies/:id'>, 'id'>

export function CompanySelection({ selection, rows, tags }: CompanySelectionProps) {
  const t = useTranslations('companies.bulk')
  const { people, nameOf } = usePeople()
  const bulk = useBulk()
  const exporting = useExportChosen('company', [...selection.ids])
  const chosen = rows.filter(({ id }) => selection.has(id))
  const words = {
    touches: ['company'],
    working: t('working'),
    failed: (count: number) => t('failed', { count }),
  }

  const patch = (
    items: readonly ListedCompany[],
    wanted: (company: ListedCompany) => Change,
    done: (count: number) => string,
  ) =>
    bulk({
      ...words,
      items,
      done,
      change: (company) =>
        api('PATCH /companies/:id', { id: company.id, ...wanted(company) }, { version: company.version }),
      // Only what was changed here goes back, so that nothing a colleague did meanwhile is lost.
      back: (before, after) =>
        api(
          'PATCH /companies/:id',
          { id: before.id, ...takenBack(before, wanted(before)) },
          { version: after.version },
        ),
    })
  const own = (ownerId: string | null) =>
    patch(
      chosen.filter((company) => company.ownerId !== ownerId),
      () => ({ ownerId }),
      (count) =>
        ownerId === null ? t('unowned', { count }) : t('owned', { count, name: nameOf(ownerId) ?? '' }),
    )
  const tag = (added: string) =>
    patch(
      chosen.filter((company) => !company.tags.includes(added)),
      (company) => ({ tags: [...company.tags, added] }),
      (count) => t('tagged', { count, tag: added }),
    )
  const trash = async () => {
    selection.clear()
    await bulk({
      ...words,
      touches: ['company', 'client', 'note', 'alert'],
      items: chosen,
      done: (count) => t('trashed', { count }),
      change: ({ id, version }) => api('DELETE /companies/:id', { id }, { version }),
      back: ({ id }) => api('POST /companies/:id/restore', { id }),
    })
  }

  return (
    <SelectionBar
      selection={selection}
      actions={[
        {
          label: t('owner'),
          icon: IconUser,
          panel: (close) => (
            <Choices
              choices={[
                ...people.map(({ id, name }) => ({ value: id, label: name })),
                { value: '', label: t('nobody') },
              ]}
              choose={(id) => {
                close()
                void own(id || null)
              }}
            />
          ),
        },
        {
          label: t('tag'),
          icon: IconTag,
          panel: (close) => (
            <TagPanel
              tags={tags}
              add={(added) => {
                close()
                void tag(added)
              }}
            />
          ),
        },
        ...exporting,
        { label: t('trash'), icon: IconTrash, run: () => void trash() },
      ]}
    />
  )
}

const takenBack = (before: ListedCompany, changed: Change): Change =>
  Object.fromEntries(
    Object.keys(changed).map((name) => [name, before[name as keyof ListedCompany]]),
  ) as Change
