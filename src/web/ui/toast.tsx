/**
 * Toasts: `toast({ title: t('trashed'), undo })`. They leave after four seconds, with an undo after eight, and stay
 * when something waits for the person. `failureToast(failure)` is what `useDeed` shows by itself.
 */
import { Button, CloseButton } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconBell, IconCheck, IconCloudOff, IconRefresh } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Failure } from '../api.ts'
import { useReason } from '../reason.ts'
import classes from './toast.module.css'

export interface Toast {
  title: ReactNode
  text?: ReactNode
  tone?: 'done' | 'fault' | 'waiting' | 'working' | 'ring'
  /** Takes it back. The toast then stays for eight seconds. */
  undo?: () => Promise<unknown>
  actions?: readonly { label: string; run: () => void }[]
  /** Stays until it is closed. */
  stay?: boolean
  /** A toast of the same id takes the place of the one before. */
  id?: string
}

const undoTime = 8000
const readTime = 4000

export function toast({ id, stay = false, ...content }: Toast) {
  const given = id ?? `toast-${Math.random().toString(36).slice(2)}`
  notifications.hide(given)
  notifications.show({
    id: given,
    withCloseButton: false,
    autoClose: stay ? false : content.undo ? undoTime : content.tone === 'fault' ? undoTime : readTime,
    className: classes.frame,
    message: <ToastBody id={given} {...content} />,
  })
  return given
}

/** Where toasts appear. Used once, by the application. */
export function Toasts() {
  return (
    <Notifications
      position="bottom-right"
      containerWidth={420}
      // A pointer that rests where one has just pressed Undo holds that toast only, or those after it would never come.
      pauseResetOnHover="notification"
      limit={5}
      transitionDuration={100}
      classNames={{ root: classes.place }}
    />
  )
}

export const hideToast = (id: string) => notifications.hide(id)

export function failureToast(failure: Failure) {
  toast({
    id: `failure-${failure.status}-${failure.code}`,
    tone: failure.status === 0 ? 'waiting' : 'fault',
    title: <FailureTitle />,
    text: <FailureText failure={failure} />,
  })
}

function FailureTitle() {
  return useTranslations('failure')('notStored')
}

function FailureText({ failure }: { failure: Failure }) {
  const reason = useReason()
  const t = useTranslations('failure')
  return (
    <>
      {reason(failure)}
      {failure.status === 0 && ` ${t('unreachableKept')}`}
      {failure.status >= 500 && failure.requestId && (
        <span className={classes.reference}>{t('reference', { id: failure.requestId })}</span>
      )}
    </>
  )
}

const icons = {
  done: IconCheck,
  fault: IconAlertTriangle,
  waiting: IconCloudOff,
  working: IconRefresh,
  ring: IconBell,
}

function ToastBody({
  id,
  title,
  text,
  tone = 'done',
  undo,
  actions = [],
}: Omit<Toast, 'stay' | 'id'> & { id: string }) {
  const t = useTranslations('ui')
  const [undoing, setUndoing] = useState(false)
  const Icon = icons[tone]
  const takeBack = async () => {
    setUndoing(true)
    try {
      await undo?.()
      notifications.hide(id)
      toast({ title: t('undone') })
    } catch (error) {
      notifications.hide(id)
      if (error instanceof Failure) failureToast(error)
    }
  }
  return (
    <div className={classes.toast}>
      <span className={classes.icon} data-tone={tone}>
        <Icon size={16} aria-hidden="true" />
      </span>
      <div className={classes.body}>
        <div className={classes.title}>{title}</div>
        {text && <div className={classes.text}>{text}</div>}
        {actions.length > 0 && (
          <div className={classes.actions}>
            {actions.map(({ label, run }, index) => (
              <Button
                key={label}
                size="xs"
                variant={index === 0 ? 'default' : 'subtle'}
                onClick={() => {
                  notifications.hide(id)
                  run()
                }}
              >
                {label}
              </Button>
            ))}
          </div>
        )}
      </div>
      {undo && (
        <Button size="xs" variant="default" loading={undoing} onClick={() => void takeBack()}>
          {t('undo')}
        </Button>
      )}
      <CloseButton size="sm" aria-label={t('close')} onClick={() => notifications.hide(id)} />
    </div>
  )
}
