/** An import at work: how far, how fast, about how long; it can be stopped, and left, and come back to. */
import { Button } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDeed } from '#src/web/deed.ts'
import { useFormat } from '#src/web/intl.tsx'
import { confirm } from '#src/web/ui/confirm.tsx'
import { PageBody } from '#src/web/ui/page.tsx'
import { ProgressRow } from '#src/web/ui/progress-row.tsx'
import { ImportFrame } from './import-frame.tsx'
import { type Import, useDuration } from './import-words.tsx'
import classes from './result.module.css'
import { Steps } from './steps.tsx'

export function RunningImport({ record }: { record: Import }) {
  const t = useTranslations('imports.running')
  const { id, status, fileName } = record
  const cancel = useDeed('POST /imports/:id/cancel', { touches: ['import', 'client', 'company'] })
  const stop = async () => {
    const sure = await confirm({
      title: t('stopTitle'),
      text: t('stopText'),
      action: t('stop'),
      cancel: t('goOn'),
      danger: true,
    })
    if (sure) await cancel.run({ id })
  }
  return (
    <ImportFrame
      record={record}
      actions={
        <Button leftSection={<IconPlayerStop />} loading={cancel.busy} onClick={() => void stop()}>
          {t('stop')}
        </Button>
      }
    >
      <Steps at="import" />
      <PageBody narrow>
        <h2 className={classes.title}>{t('title', { name: fileName })}</h2>
        {status === 'running' ? (
          <Progress record={record} label={t('rows')} />
        ) : (
          <p className={classes.text}>{t(status === 'waiting' ? 'waiting' : 'checking')}</p>
        )}
        <p className={classes.hint}>{t('leave')}</p>
      </PageBody>
    </ImportFrame>
  )
}

/** Measured here since the page was opened, so that no clock has to agree with another. */
export function Progress({ record: { progress }, label }: { record: Import; label: string }) {
  const t = useTranslations('imports.running')
  const duration = useDuration()
  const { number } = useFormat()
  const { done, total } = progress
  const first = useRef({ at: performance.now(), done })
  const [rate, setRate] = useState<number | null>(null)
  useEffect(() => {
    const seconds = (performance.now() - first.current.at) / 1000
    if (done > first.current.done && seconds > 0.5) setRate((done - first.current.done) / seconds)
  }, [done])
  return (
    <div className={classes.progress}>
      <ProgressRow label={label} done={done} {...(total !== null && { total })} />
      <p className={classes.rate}>
        {rate !== null && total !== null && (
          <>
            {t('rate', { rate: number(Math.round(rate)) })},{' '}
            {t('left', { time: duration((total - done) / rate) })}
          </>
        )}
      </p>
    </div>
  )
}
