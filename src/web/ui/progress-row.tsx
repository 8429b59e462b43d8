/** Anything longer than a second says how far it is, and can be stopped. */
import { Button, Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '../intl.tsx'
import classes from './form.module.css'

interface ProgressRowProps {
  label: ReactNode
  done: number
  /** Left out while nobody knows how much there is. */
  total?: number
  stop?: () => void
}

export function ProgressRow({ label, done, total, stop }: ProgressRowProps) {
  const t = useTranslations('ui.progress')
  const { number } = useFormat()
  const share = total ? Math.min(100, (done / total) * 100) : 100
  const text = total ? t('of', { done: number(done), total: number(total) }) : number(done)
  return (
    <div className={classes.progress}>
      <div className={classes.progressLine}>
        <span className={classes.progressLabel}>{label}</span>
        <span className={classes.progressCount} role="status">
          {text}
        </span>
        {stop && (
          <Button size="xs" onClick={stop}>
            {t('stop')}
          </Button>
        )}
      </div>
      <Progress.Root size={3} radius={0} transitionDuration={100}>
        <Progress.Section
          value={share}
          animated={!total}
          aria-label={typeof label === 'string' ? label : text}
          aria-valuetext={text}
        />
      </Progress.Root>
    </div>
  )
}
