/** A value among a few, changed where it stands: a button that opens the choices, each with what it means. */
import { Button, Menu } from '@mantine/core'
import { IconCheck, IconSelector } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './choice-menu.module.css'

interface ChoiceMenuProps<V extends string> {
  /** What is chosen and for whom, with the value's word in it: "Role of Lena: Admin". */
  label: string
  choices: readonly { value: V; label: string; text: string; disabled?: boolean | undefined }[]
  value: V
  onChange: (value: V) => void
  /** Why nothing can be chosen: stands in the menu, and every choice is off. */
  refused?: string | undefined
}

export function ChoiceMenu<V extends string>({
  label,
  choices,
  value,
  onChange,
  refused,
}: ChoiceMenuProps<V>) {
  const [opened, setOpened] = useState(false)
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start" width={320} alignItemsLabels="all">
      <Menu.Target>
        <Button
          size="xs"
          variant="subtle"
          className={classes.button}
          rightSection={<IconSelector size={14} aria-hidden="true" />}
          aria-label={label}
          aria-description={refused}
          // With every choice off the focus stays here, and so does the key that closes.
          onKeyDown={(event) => event.key === 'Escape' && setOpened(false)}
        >
          {choices.find((choice) => choice.value === value)?.label ?? value}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {refused && <p className={classes.refused}>{refused}</p>}
        {choices.map((choice) => (
          <Menu.RadioItem
            key={choice.value}
            value={choice.value}
            checked={choice.value === value}
            checkIcon={<IconCheck aria-hidden="true" />}
            closeMenuOnClick
            disabled={refused !== undefined || choice.disabled === true}
            onChange={() => onChange(choice.value)}
          >
            <span className={classes.choice}>{choice.label}</span>
            <span className={classes.text}>{choice.text}</span>
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
