/** What comes next with a client or a company: its open alerts, ticked off, snoozed and changed where they stand. */
import { ActionIcon } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { FailurePanel } from '#src/web/failure.tsx'
import { useApi } from '#src/web/query.ts'
import { openQuick } from '#src/web/quick.tsx'
import { useMay } from '#src/web/session.ts'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { AlertCard } from './alert-row.tsx'
import classes from './next-alerts.module.css'

interface NextAlertsProps {
  /** A company's alerts are those of its people, too. */
  subject: { clientId: string } | { companyId: string }
  /** On the phone only the first is shown, until one wants the others. */
  short?: boolean
}

const most = 50

export function useOpenAlerts(subject: NextAlertsProps['subject']) {
  const about = 'companyId' in subject ? { ...subject, withPeople: true } : subject
  return useApi('GET /alerts', { ...about, status: 'open', sort: 'dueAt', limit: most })
}

export function NextAlerts({ subject, short = false }: NextAlertsProps) {
  const t = useTranslations('alerts.next')
  const mayWrite = useMay('alerts.write')
  const [all, setAll] = useState(false)
  const { data, error, isPending, refetch } = useOpenAlerts(subject)
  const alerts = data?.items ?? []
  const shown = short && !all ? alerts.slice(0, 1) : alerts
  const add = () => openQuick('alert', subject)
  return (
    <section className={classes.next}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{t('title')}</h2>
        {mayWrite && (
          <ActionIcon size="sm" aria-label={t('add')} onClick={add}>
            <IconPlus />
          </ActionIcon>
        )}
      </div>
      {error && !data && <FailurePanel failure={error} retry={() => void refetch()} />}
      {isPending && <LinesSkeleton count={2} />}
      {data && alerts.length === 0 && (
        <p className={classes.nothing}>
          {t('empty')}{' '}
          {mayWrite && (
            <button type="button" className={classes.link} onClick={add}>
              {t('set')}
            </button>
          )}
        </p>
      )}
      <ul className={classes.list}>
        {shown.map((alert) => (
          <AlertCard
            key={alert.id}
            alert={alert}
            beside={'clientId' in subject ? subject.clientId : subject.companyId}
          />
        ))}
      </ul>
      {shown.length < alerts.length && (
        <button type="button" className={classes.link} onClick={() => setAll(true)}>
          {t('more', { count: alerts.length - shown.length })}
        </button>
      )}
    </section>
  )
}
