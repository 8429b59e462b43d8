/** The dark bar over the end of a list: how many are selected, what they sum to, and what can be done with them. */
import { UnstyledButton } from '@mantine/core'
import type { ComponentType, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '../intl.tsx'
import type { Selection } from './selection.ts'
import classes from './selection-bar.module.css'

export interface SelectionAction {
  label: string
  icon: ComponentType<{ size?: number; stroke?: number }>
  run: () => void
  /** Greyed, with the reason on hover. */
  refused?: string
}

interface SelectionBarProps {
  selection: Selection
  /** What the selected ones sum to, e.g. €6,812.00 due. */
  sum?: ReactNode
  actions: readonly SelectionAction[]
}

export function SelectionBar({ selection, sum, actions }: SelectionBarProps) {
  const t = useTranslations('ui.table')
  const { number } = useFormat()
  if (selection.ids.size === 0) return null
  return (
    <div className={classes.place}>
      <div
        className={classes.bar}
        role="toolbar"
        aria-label={t('selected', { count: number(selection.ids.size) })}
      >
        <b role="status">{t('selected', { count: number(selection.ids.size) })}</b>
        {sum && <span className={classes.sum}>{sum}</span>}
        <span className={classes.line} />
        {actions.map(({ label, icon: Icon, run, refused }) => (
          <UnstyledButton
            key={label}
            className={classes.action}
            onClick={run}
            disabled={refused !== undefined}
            title={refused}
            aria-label={label}
          >
            <Icon size={16} stroke={1.75} />
            <span className={classes.word}>{label}</span>
          </UnstyledButton>
        ))}
        <span className={classes.line} />
        <UnstyledButton className={classes.action} onClick={selection.clear}>
          {t('clear')} <kbd className={classes.key}>Esc</kbd>
        </UnstyledButton>
      </div>
    </div>
  )
}
