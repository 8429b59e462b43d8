/**
 * When something goes wrong: what happened, what was kept, what to do. `FailurePanel` stands above a list that could
 * not be refreshed or in place of one that never came; `FailurePage` fills a page; the boundary catches what nobody
 * expected. Conflicts (412) have a view of their own, in conflict.tsx.
 */
import { Button } from '@mantine/core'
import { IconCopy, IconPlugConnectedX, IconRefresh, IconWifiOff } from '@tabler/icons-react'
import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { Failure, leaveForSignIn, organizationInAddress } from './api.ts'
import { useFormat } from './intl.tsx'
import { useReason } from './reason.ts'
import { useVisitor } from './session.ts'
import classes from './styles/failure.module.css'

interface PanelProps {
  failure: Failure
  retry: () => void
  /** When what is on the screen was read; 0 when nothing is there. */
  readAt?: number
  /** In place of "This could not be loaded". */
  title?: string
}

const pauses = [10, 20, 40, 60]

/** Over a list or in its place. What may pass by itself is tried again by itself. */
export function FailurePanel({ failure, retry, readAt = 0, title }: PanelProps) {
  const t = useTranslations('failure')
  const reason = useReason()
  const { time } = useFormat()
  const seconds = useCountdown(failure, retry)
  const stale = readAt > 0
  return (
    <div className={classes.panel} role="alert">
      <IconPlugConnectedX className={classes.panelIcon} size={18} aria-hidden="true" />
      <div className={classes.panelBody}>
        <div className={classes.panelTitle}>{title ?? t(stale ? 'notRefreshed' : 'notLoaded')}</div>
        <div>
          {stale
            ? t('notRefreshedText', { reason: reason(failure), time: time(new Date(readAt).toISOString()) })
            : t('notLoadedText', { reason: reason(failure) })}
        </div>
        <div className={classes.small}>
          {seconds !== null && (
            <span aria-hidden="true">{t('tryingAgain', { seconds: String(seconds) })}</span>
          )}
          {seconds !== null && failure.requestId && ' · '}
          {failure.requestId && t('reference', { id: failure.requestId })}
        </div>
      </div>
      <div className={classes.panelActions}>
        <CopyDetails failure={failure} />
        <Button size="xs" leftSection={<IconRefresh />} onClick={retry}>
          {t('tryAgain')}
        </Button>
      </div>
    </div>
  )
}

function useCountdown(failure: Failure, retry: () => void) {
  const [tries, setTries] = useState(0)
  const first = failure.retryAfter ?? pauses[Math.min(tries, pauses.length - 1)] ?? 60
  const [left, setLeft] = useState(first)
  useEffect(() => {
    if (!failure.passing) return
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000)
    return () => clearInterval(timer)
  }, [failure])
  useEffect(() => {
    if (!failure.passing || left > 0) return
    setTries((n) => n + 1)
    setLeft(pauses[Math.min(tries + 1, pauses.length - 1)] ?? 60)
    retry()
  }, [left, failure, retry, tries])
  return failure.passing ? Math.max(0, left) : null
}

function CopyDetails({ failure }: { failure: Failure | Error }) {
  const t = useTranslations('failure')
  const [copied, setCopied] = useState(false)
  const details = JSON.stringify(
    {
      at: new Date().toISOString(),
      page: window.location.pathname,
      ...(failure instanceof Failure
        ? { status: failure.status, code: failure.code, detail: failure.detail, reference: failure.requestId }
        : { error: failure.message }),
    },
    null,
    2,
  )
  return (
    <Button
      size="xs"
      leftSection={<IconCopy />}
      onClick={() => void navigator.clipboard?.writeText(details).then(() => setCopied(true))}
    >
      {copied ? t('copied') : t('copyDetails')}
    </Button>
  )
}

interface SayingProps {
  title: string
  text: ReactNode
  children?: ReactNode
}

/** A whole page that says one thing and offers one way on. */
export function Saying({ title, text, children }: SayingProps) {
  return (
    <div className={classes.page}>
      <h1 className={classes.pageTitle}>{title}</h1>
      <p className={classes.pageText}>{text}</p>
      <div className={classes.pageActions}>{children}</div>
    </div>
  )
}

/** A failure in place of a page: not there, not allowed, signed out, or broken. */
export function FailurePage({ failure, retry }: { failure: Failure; retry: () => void }) {
  const t = useTranslations('failure')
  const reason = useReason()
  if (failure.status === 404) return <NotFoundPage />
  if (failure.status === 403) return <NoPermissionPage />
  if (failure.status === 401) {
    return (
      <Saying title={t('signIn')} text={t('signedOut')}>
        <Button variant="filled" onClick={leaveForSignIn}>
          {t('signIn')}
        </Button>
      </Saying>
    )
  }
  return (
    <Saying title={t('notLoaded')} text={t('notLoadedText', { reason: reason(failure) })}>
      <Button variant="filled" leftSection={<IconRefresh />} onClick={retry}>
        {t('tryAgain')}
      </Button>
      <CopyDetails failure={failure} />
      {failure.requestId && (
        <span className={classes.small}>{t('reference', { id: failure.requestId })}</span>
      )}
    </Saying>
  )
}

export function NotFoundPage() {
  const t = useTranslations('failure')
  const slug = organizationInAddress()
  return (
    <Saying title={t('notFound')} text={t('notFoundText')}>
      <Button
        variant="filled"
        renderRoot={(props) =>
          slug ? <Link to="/o/$slug" params={{ slug }} {...props} /> : <Link to="/" {...props} />
        }
      >
        {t('toStart')}
      </Button>
    </Saying>
  )
}

export function NoPermissionPage() {
  const t = useTranslations('failure')
  const slug = organizationInAddress() ?? ''
  const here = useVisitor()?.organizations.find((one) => one.slug === slug)
  return (
    <Saying title={t('noPermission')} text={t('noPermissionText', { organization: here?.name ?? slug })}>
      <Button renderRoot={(props) => <Link to="/o/$slug/team" params={{ slug }} {...props} />}>
        {t('toTeam')}
      </Button>
    </Saying>
  )
}

/** What a route shows when it throws. */
export function RouteFailure({ error: thrown, reset }: ErrorComponentProps) {
  const t = useTranslations('failure')
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  if (error instanceof Failure) return <FailurePage failure={error} retry={reset} />
  const outdated = /dynamically imported module|Importing a module script failed/i.test(error.message)
  return (
    <Saying
      title={t(outdated ? 'newVersion' : 'pageBroke')}
      text={t(outdated ? 'newVersionText' : 'pageBrokeText')}
    >
      <Button variant="filled" leftSection={<IconRefresh />} onClick={() => window.location.reload()}>
        {t('reload')}
      </Button>
      {!outdated && <CopyDetails failure={error} />}
    </Saying>
  )
}

const watchLine = (watcher: () => void) => {
  window.addEventListener('online', watcher)
  window.addEventListener('offline', watcher)
  return () => {
    window.removeEventListener('online', watcher)
    window.removeEventListener('offline', watcher)
  }
}

export function OfflineBanner() {
  const t = useTranslations('failure')
  const online = useSyncExternalStore(watchLine, () => navigator.onLine)
  if (online) return null
  return (
    <div className={classes.offline} role="status">
      <IconWifiOff size={16} aria-hidden="true" />
      <span>
        <b>{t('offline')}</b> {t('offlineText')}
      </span>
    </div>
  )
}
