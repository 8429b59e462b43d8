/** Today: what is late and due, what comes, what is new, whom one works with; and the numbers as pictures beside it. */
import { Button } from '@mantine/core'
import { IconBell, IconPlus } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import type { SearchValues } from '#src/web/list-search.ts'
import { openQuick } from '#src/web/quick.tsx'
import { useMay } from '#src/web/session.ts'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { Page } from '#src/web/ui/page.tsx'
import { ComingUp, DueAlerts } from './alert-lists.tsx'
import { FirstSteps } from './first-steps.tsx'
import { useLineKeys } from './lines.tsx'
import { Pictures } from './pictures.tsx'
import { RecentClients } from './recent-clients.tsx'
import { SinceLastTime } from './since-last-time.tsx'
import classes from './today.module.css'
import { useStart } from './use-start.tsx'

export function TodayPage() {
  const t = useTranslations('today')
  const { longDate } = useFormat()
  const start = useStart()
  useLineKeys()
  useAlertInAddress()
  return (
    <Page
      title={t('title')}
      aside={longDate(new Date().toISOString())}
      actions={useMay('clients.write') && <Actions quiet={start.empty} />}
    >
      <div className={classes.frame}>
        <div className={classes.lists} data-wide={start.empty || undefined}>
          {start.shown && <FirstSteps start={start} />}
          <DueAlerts quiet={start.empty} />
          <ComingUp />
          <SinceLastTime />
          {!start.empty && <RecentClients />}
        </div>
        {!start.empty && (
          <aside className={classes.pictures}>
            <Pictures />
          </aside>
        )}
      </div>
    </Page>
  )
}

function Actions({ quiet }: { quiet: boolean }) {
  const t = useTranslations('today')
  return (
    <>
      <Button
        visibleFrom="sm"
        leftSection={<IconBell />}
        rightSection={<KeyHint keys="r" />}
        onClick={() => openQuick('alert')}
      >
        {t('alert')}
      </Button>
      <Button
        visibleFrom="sm"
        variant={quiet ? 'default' : 'filled'}
        leftSection={<IconPlus />}
        rightSection={<KeyHint keys="c" />}
        onClick={() => openQuick('client')}
      >
        {t('addClient')}
      </Button>
    </>
  )
}

/** An alert about nobody has no page of its own: `?alert=…` opens it here. */
function useAlertInAddress() {
  const { alert }: SearchValues = useSearch({ strict: false })
  const navigate = useNavigate()
  useEffect(() => {
    if (typeof alert !== 'string') return
    openQuick('alert', { alertId: alert })
    void navigate({ to: '.', search: {}, replace: true })
  }, [alert, navigate])
}
