/** Repairing a row of an import: one value is written anew or emptied, or the row is left out. */
import { UnstyledButton } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { useDeed } from '#src/web/deed.ts'
import { useFormat } from '#src/web/intl.tsx'
import type { Import, ImportRow } from './import-words.tsx'
import classes from './rows.module.css'

/** Says what became of the row, because it leaves the list it stood in. */
export function useRepair({ id, version }: Import) {
  const t = useTranslations('imports.repair.now')
  const { number } = useFormat()
  const deed = useDeed('PATCH /imports/:id/rows', {
    touches: ['import'],
    done: ({ row, verdict, reasons }) =>
      verdict === 'refused'
        ? t('refused', { row: number(row), reason: reasons[0]?.reason ?? '' })
        : t(verdict, { row: number(row) }),
  })
  return {
    busy: deed.busy,
    write: (row: number, column: string, value: string) =>
      deed.run({ id, row, values: { [column]: value } }, { version }),
    leaveOut: (row: number, out: boolean) => deed.run({ id, row, leaveOut: out }, { version }),
  }
}

/** The last cell of rows that are in order, or were left out. */
export function LeaveOut({ row, record }: { row: ImportRow; record: Import }) {
  const t = useTranslations('imports.repair')
  const repair = useRepair(record)
  const out = row.verdict === 'left_out'
  return (
    <td className={classes.repair}>
      <UnstyledButton
        className={classes.deed}
        disabled={repair.busy}
        onClick={() => void repair.leaveOut(row.row, !out)}
      >
        {t(out ? 'takeIn' : 'leaveOut')}
      </UnstyledButton>
    </td>
  )
}
