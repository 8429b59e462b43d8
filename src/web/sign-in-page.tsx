/** Signing in, and the second factor when the account has one. */
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { EntrancePage } from './entrance.tsx'
import type { SearchValues } from './list-search.ts'
import { auth, renewSession, safeReturn } from './session.ts'
import classes from './styles/entrance.module.css'
import { useForm } from './use-form.ts'

export function SignInPage() {
  const t = useTranslations('entrance')
  const { returnTo, reset }: SearchValues = useSearch({ strict: false })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [challenged, setChallenged] = useState(false)
  const enter = useEnter()
  const form = useForm(async () => {
    const answer = await auth('POST /auth/sign-in', { email, password })
    if ('secondFactor' in answer) setChallenged(true)
    else await enter(returnTo)
  }, ['email', 'password'])

  if (challenged) return <SecondFactor returnTo={returnTo} />
  return (
    <EntrancePage
      title={t('signIn.title')}
      text={returnTo && returnTo !== '/' ? t('signIn.again') : undefined}
      below={
        <>
          {t('signIn.noAccount')}{' '}
          <Link to="/sign-up" search={returnTo ? { returnTo } : {}}>
            {t('signIn.signUp')}
          </Link>
        </>
      }
    >
      <form className={classes.form} onSubmit={form.submit}>
        {reset !== undefined && (
          <div className={classes.said} role="status">
            {t('reset.done')}
          </div>
        )}
        {form.refusal && (
          <div className={classes.refused} role="alert">
            {form.failure?.status === 401 ? form.failure.detail || t('signIn.refused') : form.refusal}
          </div>
        )}
        <TextInput
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={form.errorOf('email')}
        />
        <PasswordInput
          label={t('password')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={form.errorOf('password')}
        />
        <div className={classes.row}>
          <Button type="submit" variant="filled" loading={form.busy}>
            {t('signIn.submit')}
          </Button>
          <Link to="/forgot-password" className={classes.hint}>
            {t('signIn.forgot')}
          </Link>
        </div>
      </form>
    </EntrancePage>
  )
}

function SecondFactor({ returnTo }: { returnTo: unknown }) {
  const t = useTranslations('entrance')
  const [code, setCode] = useState('')
  const enter = useEnter()
  const form = useForm(async () => {
    await auth('POST /auth/second-factor', { code })
    await enter(returnTo)
  }, ['code'])
  return (
    <EntrancePage title={t('signIn.title')}>
      <form className={classes.form} onSubmit={form.submit}>
        {form.refusal && (
          <div className={classes.refused} role="alert">
            {form.failure?.status === 401 ? form.failure.detail || t('signIn.codeRefused') : form.refusal}
          </div>
        )}
        <TextInput
          label={t('signIn.code')}
          description={t('signIn.codeHint')}
          name="code"
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={form.errorOf('code')}
        />
        <Button type="submit" variant="filled" loading={form.busy}>
          {t('signIn.submit')}
        </Button>
      </form>
    </EntrancePage>
  )
}

/** Once someone is signed in: reads who it is and goes to where they wanted to go. */
export function useEnter() {
  const navigate = useNavigate()
  return async (returnTo?: unknown) => {
    await renewSession()
    await navigate({ href: safeReturn(returnTo) ?? '/' })
  }
}
