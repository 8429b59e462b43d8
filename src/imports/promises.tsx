/** What one may rely on before pressing Import: it can be undone, and how long it takes. */
import { IconArrowBackUp } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { type Import, useDuration } from './import-words.tsx'
import classes from './side.module.css'

/** Cautious: most machines bring in more. */
const rowsPerSecond = 1000

export function Promises({ record }: { record: Import }) {
  const t = useTranslations('imports.promise')
  const duration = useDuration()
  const { rows } = record.counts
  return (
    <p className={classes.promise}>
      <IconArrowBackUp size={15} aria-hidden="true" />
      <span>
        {t('undo')} {rows > 0 && t('time', { time: duration(rows / rowsPerSecond) })}
      </span>
    </p>
  )
}
