/** Each column of the file: a sample, the field it goes to, what was found in it. */
import { Select, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconArrowRight, IconCheck, IconMinus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { type Import, type ImportColumn, useFoundWord, useTargetWord } from './import-words.tsx'
import classes from './prepare.module.css'
import type { ImportChoice } from './prepare-import.tsx'

interface ColumnListProps {
  record: Import
  choose: (choice: ImportChoice) => void
  disabled: boolean
}

const leaveOut = ''

export function ColumnList({ record, choose, disabled }: ColumnListProps) {
  const t = useTranslations('imports.columns')
  const [emptiesShown, setEmptiesShown] = useState(false)
  const { columns, targets, status } = record
  const targetWord = useTargetWord()
  const choices = useMemo(
    () => [
      ...targets.map(({ target }) => ({ value: target, label: targetWord(record, target) })),
      { value: leaveOut, label: t('leaveOut') },
    ],
    [targets, targetWord, record, t],
  )
  const numbered = columns.map((column, index) => ({ column, index }))
  const filled = numbered.filter(({ column }) => column.filled > 0)
  const empties = numbered.filter(({ column }) => column.filled === 0)
  const rows = new Set(filled.map(({ column }) => column.sampleRow))
  const [row] = rows

  /** A field that takes one column only leaves the one it had. */
  const aim = (index: number, target: string | null) => {
    const collects = targets.find((one) => one.target === target)?.collects ?? true
    choose({
      mapping: columns.map((column, at) => {
        if (at === index) return target
        return !collects && column.target === target ? null : column.target
      }),
    })
  }
  if (status === 'reading')
    return (
      <div className={classes.waiting}>
        <LinesSkeleton count={8} />
      </div>
    )
  return (
    <section className={classes.columns} aria-label={t('label')}>
      <div className={classes.columnsHead} aria-hidden="true">
        <span>{t('column')}</span>
        <span>{rows.size === 1 && row ? t('sample', { row: String(row) }) : t('samples')}</span>
        <span />
        <span>{t('field')}</span>
        <span>{t('found')}</span>
      </div>
      <ul className={classes.columnRows}>
        {[...filled, ...(emptiesShown ? empties : [])].map(({ column, index }) => (
          <ColumnRow
            key={index}
            column={column}
            record={record}
            choices={choices}
            aim={(target) => aim(index, target)}
            disabled={disabled}
          />
        ))}
      </ul>
      {empties.length > 0 && (
        <p className={classes.empties}>
          {t('empties', { count: empties.length })}{' '}
          <UnstyledButton
            className={classes.textButton}
            aria-expanded={emptiesShown}
            onClick={() => setEmptiesShown(!emptiesShown)}
          >
            {t(emptiesShown ? 'hideEmpties' : 'showEmpties')}
          </UnstyledButton>
        </p>
      )}
    </section>
  )
}

interface ColumnRowProps {
  column: ImportColumn
  record: Import
  choices: { value: string; label: string }[]
  aim: (target: string | null) => void
  disabled: boolean
}

const icons = { good: IconCheck, warning: IconAlertTriangle, none: IconMinus }

function ColumnRow({ column, record, choices, aim, disabled }: ColumnRowProps) {
  const t = useTranslations('imports')
  const foundWord = useFoundWord()
  const { name, sample, target } = column
  const { tone, text } = foundWord(column, record.unknownColumns)
  const Icon = icons[tone]
  const own = choices.map((choice) => {
    const taker =
      choice.value && choice.value !== target
        ? record.columns.find((other) => other.target === choice.value)
        : undefined
    const collects = record.targets.find((one) => one.target === choice.value)?.collects
    return taker && !collects
      ? { ...choice, label: t('columns.taken', { field: choice.label, column: taker.name }) }
      : choice
  })
  return (
    <li className={classes.columnRow} data-out={target === null || undefined}>
      <span className={classes.columnName} title={name}>
        {name}
      </span>
      <span className={classes.sample} title={sample}>
        {sample}
      </span>
      <IconArrowRight className={classes.arrow} size={14} aria-hidden="true" />
      <Select
        aria-label={t('columns.fieldOf', { column: name })}
        data={own}
        value={target ?? leaveOut}
        onChange={(value) => aim(value || null)}
        searchable
        selectFirstOptionOnChange
        // So that typing begins anew instead of adding to what stands there.
        onFocus={(event) => event.currentTarget.select()}
        onClick={(event) => event.currentTarget.select()}
        comboboxProps={{ width: 260, position: 'bottom-start' }}
        maxDropdownHeight={320}
        disabled={disabled}
        className={classes.field}
        data-out={target === null || undefined}
      />
      <span className={classes.found} data-tone={tone} aria-live="off">
        <Icon size={15} aria-hidden="true" />
        <span>{record.status === 'checking' && tone !== 'none' ? t('found.checking') : text}</span>
      </span>
    </li>
  )
}
