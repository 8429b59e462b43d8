/** A refused row: what stands in the file, why that cannot be, and the repair, which happens in the row itself. */
import { ActionIcon, Menu, TextInput, UnstyledButton } from '@mantine/core'
import { IconAlertCircle, IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import type { Import, ImportRow } from './import-words.tsx'
import { useRepair } from './repair.tsx'
import classes from './rows.module.css'

interface RefusedCellsProps {
  row: ImportRow
  record: Import
  repairable: boolean
}

export function RefusedCells({ row, record, repairable }: RefusedCellsProps) {
  const t = useTranslations('imports')
  const { number } = useFormat()
  const repair = useRepair(record)
  const [text, setText] = useState<string | null>(null)
  const [reason] = row.reasons
  const column = reason?.column == null ? undefined : record.columns[reason.column]
  const whole = row.cells.filter(Boolean).join(', ')
  const value = column ? (reason?.value ?? '') : whole
  const more = row.reasons.length - 1
  const store = async () => {
    if (text === null || !column) return
    if (text === value) return setText(null)
    const { failure } = await repair.write(row.row, column.name, text)
    if (!failure) setText(null)
  }
  const write = column && (() => setText(value))
  const empty = column && (() => void repair.write(row.row, column.name, ''))
  const leaveOut = () => void repair.leaveOut(row.row, true)
  const writing = writingWord(column?.target ?? '')
  return (
    <>
      <td title={value}>
        {text === null ? (
          value || t('rows.empty')
        ) : (
          <TextInput
            className={classes.value}
            aria-label={t('repair.value', { column: column?.name ?? '', row: number(row.row) })}
            value={text}
            autoFocus
            disabled={repair.busy}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void store()
              if (event.key === 'Escape') setText(null)
            }}
          />
        )}
      </td>
      <td className={classes.why} title={row.reasons.map((one) => one.reason).join('; ')}>
        <IconAlertCircle size={15} aria-hidden="true" />
        {reason?.reason}
        {more > 0 && `, ${t('rows.moreReasons', { count: String(more) })}`}
      </td>
      {repairable && (
        <td className={classes.repair}>
          {text !== null ? (
            <UnstyledButton className={classes.deed} disabled={repair.busy} onClick={() => void store()}>
              {t('repair.store')}
            </UnstyledButton>
          ) : (
            <>
              <UnstyledButton
                className={classes.deed}
                disabled={repair.busy}
                onClick={writing === 'writeDay' ? empty : (write ?? leaveOut)}
              >
                {t(`repair.${column ? (writing === 'writeDay' ? 'empty' : writing) : 'leaveOut'}`)}
              </UnstyledButton>
              {column && (
                <Menu>
                  <Menu.Target>
                    <ActionIcon size="sm" aria-label={t('repair.more', { row: number(row.row) })}>
                      <IconDots />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item onClick={write}>{t(`repair.${writing}`)}</Menu.Item>
                    <Menu.Item onClick={empty}>{t('repair.empty')}</Menu.Item>
                    <Menu.Item onClick={leaveOut}>{t('repair.leaveOut')}</Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              )}
            </>
          )}
        </td>
      )}
    </>
  )
}

/** A wrong day is seldom known better; a wrong address or number often is. */
function writingWord(target: string) {
  if (/email/i.test(target)) return 'writeEmail'
  if (/phone/i.test(target)) return 'writePhone'
  return /birthday|On$/.test(target) ? 'writeDay' : 'write'
}
