/** Where one is signed in, and how to end it there. */
import { Button } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Failure } from '#src/web/api.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { useFormat } from '#src/web/intl.tsx'
import { queryClient } from '#src/web/query.ts'
import { auth, type OwnSession } from '#src/web/session.ts'
import { confirm } from '#src/web/ui/confirm.tsx'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { failureToast, toast } from '#src/web/ui/toast.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import { readBrowser } from './browser-name.ts'
import classes from './profile.module.css'

export const sessionsKey = ['GET /auth/sessions']

export function Sessions() {
  const t = useTranslations('profile.sessions')
  const { data, error, refetch, dataUpdatedAt } = useQuery<{ items: OwnSession[] }, Failure>({
    queryKey: sessionsKey,
    queryFn: ({ signal }) => auth('GET /auth/sessions', {}, { signal }),
  })
  if (error) return <FailurePanel failure={error} retry={() => void refetch()} readAt={dataUpdatedAt} />
  if (!data) return <LinesSkeleton />
  const sorted = data.items.toSorted((a, b) => Number(b.current) - Number(a.current))
  return (
    <>
      <ul className={classes.list} aria-label={t('title')}>
        {sorted.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {sorted.length > 1 && <EndOthers />}
    </>
  )
}

function SessionRow({ session }: { session: OwnSession }) {
  const t = useTranslations('profile.sessions')
  const { date } = useFormat()
  const { busy, end } = useEnding()
  const { browser, system, phone } = readBrowser(session.userAgent)
  const name = browser && system ? t('browserOn', { browser, system }) : (browser ?? system ?? t('unknown'))
  const Icon = phone ? IconDeviceMobile : IconDeviceDesktop
  return (
    <li className={classes.row}>
      <Icon size={20} stroke={1.5} aria-hidden="true" />
      <span className={classes.lines}>
        <span className={classes.name} title={session.userAgent}>
          {name} {session.current && <span className={classes.quiet}>({t('current')})</span>}
        </span>
        <span className={classes.quiet}>
          {t.rich('seen', { at: () => <Moment at={session.lastSeenAt} /> })} ·{' '}
          {t('since', { date: date(session.createdAt) })}
        </span>
      </span>
      {!session.current && (
        <Button
          size="xs"
          loading={busy}
          aria-label={t('endOf', { browser: name })}
          onClick={() => void end(() => auth('DELETE /auth/sessions/:id', { id: session.id }), t('ended'))}
        >
          {t('end')}
        </Button>
      )}
    </li>
  )
}

function EndOthers() {
  const t = useTranslations('profile.sessions')
  const { busy, end } = useEnding()
  const endOthers = async () => {
    const sure = await confirm({
      title: t('endOthersTitle'),
      text: t('endOthersText'),
      action: t('endOthers'),
      danger: true,
    })
    if (sure) await end(() => auth('DELETE /auth/sessions', {}), t('endedOthers'))
  }
  return (
    <Button className={classes.below} loading={busy} onClick={() => void endOthers()}>
      {t('endOthers')}
    </Button>
  )
}

function useEnding() {
  const [busy, setBusy] = useState(false)
  const end = async (deed: () => Promise<unknown>, done: string) => {
    setBusy(true)
    try {
      await deed()
      toast({ title: done })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      failureToast(error)
    } finally {
      setBusy(false)
      await queryClient.invalidateQueries({ queryKey: sessionsKey })
    }
  }
  return { busy, end }
}
