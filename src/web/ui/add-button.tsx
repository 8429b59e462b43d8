/** The one primary button of a list. On the phone it is a plus, so that the title keeps its place. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { KeyHint } from './key-hint.tsx'

interface AddButtonProps {
  label: string
  /** On an empty page the one primary button is further down. */
  quiet: boolean
  keys?: string
  onClick: () => void
}

export function AddButton({ label, quiet, keys = 'c', onClick }: AddButtonProps) {
  const variant = quiet ? 'default' : 'filled'
  return (
    <>
      <Button
        visibleFrom="sm"
        variant={variant}
        leftSection={<IconPlus />}
        rightSection={<KeyHint keys={keys} />}
        onClick={onClick}
      >
        {label}
      </Button>
      <Button hiddenFrom="sm" variant={variant} px={12} aria-label={label} onClick={onClick}>
        <IconPlus size={20} aria-hidden="true" />
      </Button>
    </>
  )
}
