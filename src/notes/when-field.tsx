/** When it happened: just now, or a moment one sets, in one's own time zone. */
import { Button, TextInput } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { readWall, writeWall } from '#src/alerts/wall-field.ts'
import { usePerson } from '#src/web/intl.tsx'
import classes from './notes.module.css'

interface WhenFieldProps {
  value: string | null
  onChange: (at: string | null) => void
}

export function WhenField({ value, onChange }: WhenFieldProps) {
  const t = useTranslations('notes.compose')
  const { timeZone } = usePerson()
  if (value === null) {
    return (
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconClock />}
        aria-label={`${t('when')}: ${t('now')}`}
        onClick={() => onChange(new Date().toISOString())}
      >
        {t('now')}
      </Button>
    )
  }
  return (
    <TextInput
      className={classes.when}
      type="datetime-local"
      aria-label={t('when')}
      value={writeWall(value, timeZone)}
      max={writeWall(new Date().toISOString(), timeZone)}
      onChange={(event) => onChange(readWall(event.currentTarget.value, timeZone))}
    />
  )
}
