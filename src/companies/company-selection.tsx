/** What can be done with the selected companies at once; each deed can be taken back. */
import { useExportChosen } from '#src/imports/export-list.tsx'
import { useBulkChange } from '#src/web/bulk-change.ts'
import { useOwnerAction, useTagAction, useTrashAction } from '#src/web/ui/bulk-actions.tsx'
import type { Selection } from '#src/web/ui/selection.ts'
import { SelectionBar } from '#src/web/ui/selection-bar.tsx'
import { companyKind, type ListedCompany } from './company-record.tsx'

interface CompanySelectionProps {
  selection: Selection
  rows: readonly ListedCompany[]
  tags: readonly string[]
}

export function CompanySelection({ selection, rows, tags }: CompanySelectionProps) {
  const chosen = rows.filter(({ id }) => selection.has(id))
  const bulk = useBulkChange(companyKind, chosen)
  const owner = useOwnerAction(bulk.own)
  const tag = useTagAction(tags, bulk.tag)
  const trash = useTrashAction(() => {
    selection.clear()
    return bulk.trash()
  })
  const exporting = useExportChosen('company', [...selection.ids])
  return <SelectionBar selection={selection} actions={[owner, tag, ...exporting, trash]} />
}
