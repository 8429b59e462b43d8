/** What can be done with the selected clients at once; each deed can be taken back. */
import { IconArrowMerge, IconCircleDashed } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useExportChosen } from '#src/imports/export-list.tsx'
import { useBulkChange } from '#src/web/bulk-change.ts'
import { useFieldWords } from '#src/web/field-words.ts'
import { Choices, useOwnerAction, useTagAction, useTrashAction } from '#src/web/ui/bulk-actions.tsx'
import type { Selection } from '#src/web/ui/selection.ts'
import { type SelectionAction, SelectionBar } from '#src/web/ui/selection-bar.tsx'
import { Status } from '#src/web/ui/status.tsx'
import { clientKind, type ListedClient } from './client-record.tsx'
import { clientStatuses } from './fields.ts'

const MergeDialog = lazy(() =>
  import('./merge-dialog.tsx').then((module) => ({ default: module.MergeDialog })),
)

interface ClientSelectionProps {
  selection: Selection
  rows: readonly ListedClient[]
  tags: readonly string[]
}

export function ClientSelection({ selection, rows, tags }: ClientSelectionProps) {
  const t = useTranslations('clients.bulk')
  const { optionLabel } = useFieldWords('clients')
  const chosen = rows.filter(({ id }) => selection.has(id))
  const bulk = useBulkChange(clientKind, chosen)
  const [merging, setMerging] = useState<readonly [ListedClient, ListedClient] | null>(null)
  const [one, other] = chosen
  const owner = useOwnerAction(bulk.own)
  const tag = useTagAction(tags, bulk.tag)
  const trash = useTrashAction(() => {
    selection.clear()
    return bulk.trash()
  })
  const exporting = useExportChosen('client', [...selection.ids])
  const mark = (status: (typeof clientStatuses)[number]) =>
    bulk.update(
      (client) => (client.status === status ? null : { status }),
      (count) => t('marked', { count, status: optionLabel('status', status).toLowerCase() }),
    )
  const status: SelectionAction = {
    label: t('status'),
    icon: IconCircleDashed,
    panel: (close) => (
      <Choices
        choices={clientStatuses.map((value) => ({ value, label: <Status of={value} /> }))}
        choose={(value) => {
          close()
          void mark(value)
        }}
      />
    ),
  }
  const merge: SelectionAction[] =
    one && other && chosen.length === 2
      ? [{ label: t('merge'), icon: IconArrowMerge, run: () => setMerging([one, other]) }]
      : []
  return (
    <>
      <SelectionBar selection={selection} actions={[owner, status, tag, ...merge, ...exporting, trash]} />
      <Suspense>
        {merging && <MergeDialog client={merging[0]} other={merging[1]} close={() => setMerging(null)} />}
      </Suspense>
    </>
  )
}
