/** The dark bar over the end of a list: how many are selected, what they sum to, and what can be done with them. */
import { Popover, UnstyledButton } from '@mantine/core'
import { type ComponentType, forwardRef, type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '../intl.tsx'
import type { Selection } from './selection.ts'
import classes from './selection-bar.module.css'

export interface SelectionAction {
  label: string
  icon: ComponentType<{ size?: number; stroke?: number }>
  run?: () => void
  /** Instead of a deed: what opens above the button, to choose from. */
  panel?: (close: () => void) => ReactNode
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
    <div className={classes.place} data-selection-bar>
      <div
        className={classes.bar}
        role="toolbar"
        aria-label={t('selected', { count: number(selection.ids.size) })}
      >
        <b role="status">{t('selected', { count: number(selection.ids.size) })}</b>
        {sum && <span className={classes.sum}>{sum}</span>}
        <span className={classes.line} />
        {actions.map((action) =>
          action.panel ? (
            <PanelAction key={action.label} action={action} panel={action.panel} />
          ) : (
            <ActionButton key={action.label} action={action} onClick={action.run} />
          ),
        )}
        <span className={classes.line} />
        <UnstyledButton className={classes.action} onClick={selection.clear}>
          {t('clear')} <kbd className={classes.key}>Esc</kbd>
        </UnstyledButton>
      </div>
    </div>
  )
}

interface ActionButtonProps {
  action: SelectionAction
  onClick: (() => void) | undefined
  'aria-expanded'?: boolean
}

const ActionButton = forwardRef<HTMLButtonElement, ActionButtonProps>(
  ({ action: { label, icon: Icon, refused }, ...rest }, ref) => (
    <UnstyledButton
      ref={ref}
      {...rest}
      className={classes.action}
      disabled={refused !== undefined}
      title={refused}
      aria-label={label}
    >
      <Icon size={16} stroke={1.75} />
      <span className={classes.word}>{label}</span>
    </UnstyledButton>
  ),
)

function PanelAction({
  action,
  panel,
}: {
  action: SelectionAction
  panel: (close: () => void) => ReactNode
}) {
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="top" trapFocus returnFocus>
      <Popover.Target>
        <ActionButton action={action} onClick={() => setOpened(!opened)} />
      </Popover.Target>
      <Popover.Dropdown aria-label={action.label}>{panel(() => setOpened(false))}</Popover.Dropdown>
    </Popover>
  )
}
