/** Something to be taken along: shown whole, selected by a click, copied by a button. */
import { Button, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import classes from './copy-field.module.css'

interface CopyFieldProps {
  label: string
  value: string
  /** What the button says. */
  action: string
  autoFocus?: boolean
  /** Where another button is the one that matters. */
  quiet?: boolean
}

export function CopyField({ label, value, action, autoFocus = false, quiet = false }: CopyFieldProps) {
  const t = useTranslations('failure')
  const input = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    input.current?.select()
    setCopied(await copyText(value))
  }
  return (
    <div className={classes.row}>
      <TextInput
        ref={input}
        className={classes.field}
        label={label}
        readOnly
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        leftSection={copied ? <IconCheck /> : <IconCopy />}
        onClick={() => void copy()}
        variant={quiet ? 'default' : 'filled'}
        data-autofocus={autoFocus || undefined}
      >
        <span aria-live="polite">{copied ? t('copied') : action}</span>
      </Button>
    </div>
  )
}

/** Copies; false where the browser keeps the clipboard to itself. What is selected can still be copied by hand. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // On plain http in a local network there is no clipboard; the old way copies what is selected.
    return document.execCommand('copy')
  }
}
