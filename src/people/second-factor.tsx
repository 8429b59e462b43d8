/** The second factor: whether it is on, switching it on in steps, switching it off. */
import { Button, PasswordInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Failure } from '#src/web/api.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { queryClient } from '#src/web/query.ts'
import { auth } from '#src/web/session.ts'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { Status } from '#src/web/ui/status.tsx'
import { toast } from '#src/web/ui/toast.tsx'
import { useForm } from '#src/web/use-form.ts'
import classes from './profile.module.css'
import { sessionsKey } from './sessions.tsx'

// Draws a QR code, which hardly anybody needs to see twice.
const SetUp = lazy(() =>
  import('./second-factor-set-up.tsx').then(({ SecondFactorSetUp }) => ({ default: SecondFactorSetUp })),
)

const key = ['GET /auth/second-factor']

type Step = { at: 'rest' } | { at: 'enabling' } | { at: 'disabling' } | ({ at: 'setUp' } & Secret)
export interface Secret {
  uri: string
  recoveryCodes: string[]
}

export function SecondFactor() {
  const t = useTranslations('profile.secondFactor')
  const { data, error, refetch } = useQuery<{ enabled: boolean }, Failure>({
    queryKey: key,
    queryFn: ({ signal }) => auth('GET /auth/second-factor', {}, { signal }),
  })
  const [step, setStep] = useState<Step>({ at: 'rest' })
  const rest = () => setStep({ at: 'rest' })
  const changed = async (enabled: boolean) => {
    queryClient.setQueryData(key, { enabled })
    await queryClient.invalidateQueries({ queryKey: sessionsKey })
  }
  if (error && !data) return <FailurePanel failure={error} retry={() => void refetch()} />
  if (!data) return <LinesSkeleton count={1} />
  if (step.at === 'setUp')
    return (
      <Suspense fallback={<LinesSkeleton />}>
        <SetUp secret={step} switchedOn={() => void changed(true)} done={rest} />
      </Suspense>
    )
  if (step.at === 'enabling')
    return (
      <PasswordStep
        action={t('goOn')}
        cancel={rest}
        send={async (password) => {
          const secret = await auth('POST /auth/second-factor/enable', { password })
          setStep({ at: 'setUp', ...secret })
        }}
      />
    )
  if (step.at === 'disabling')
    return (
      <>
        <p className={classes.text}>{t('disableText')}</p>
        <PasswordStep
          danger
          action={t('disable')}
          cancel={rest}
          send={async (password) => {
            await auth('POST /auth/second-factor/disable', { password })
            rest()
            toast({ title: t('switchedOff') })
            await changed(false)
          }}
        />
      </>
    )
  return (
    <>
      <p className={classes.text}>{data.enabled ? <Status of="inOrder">{t('on')}</Status> : t('off')}</p>
      <div className={classes.buttons}>
        <Button onClick={() => setStep({ at: data.enabled ? 'disabling' : 'enabling' })}>
          {t(data.enabled ? 'disable' : 'enable')}
        </Button>
      </div>
    </>
  )
}

interface PasswordStepProps {
  action: string
  danger?: boolean
  send: (password: string) => Promise<void>
  cancel: () => void
}

function PasswordStep({ action, danger = false, send, cancel }: PasswordStepProps) {
  const t = useTranslations('profile.secondFactor')
  const ui = useTranslations('ui')
  const [password, setPassword] = useState('')
  const form = useForm(() => send(password), ['password'])
  return (
    <form className={classes.form} onSubmit={form.submit} noValidate>
      {form.refusal && (
        <div className={classes.refused} role="alert">
          {form.refusal}
        </div>
      )}
      <PasswordInput
        label={t('password')}
        name="password"
        autoComplete="current-password"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={form.errorOf('password')}
      />
      <div className={classes.buttons}>
        <Button type="submit" variant={danger ? 'danger' : 'filled'} loading={form.busy} disabled={!password}>
          {action}
        </Button>
        <Button onClick={cancel}>{ui('cancel')}</Button>
      </div>
    </form>
  )
}
