/** Making an account, with or without an invitation. The invitation's token stays behind the # of the address. */
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { api } from './api.ts'
import { EntrancePage } from './entrance.tsx'
import { browserPerson } from './intl.tsx'
import type { SearchValues } from './list-search.ts'
import { auth, tokenInAddress } from './session.ts'
import { useEnter } from './sign-in-page.tsx'
import classes from './styles/entrance.module.css'
import { useForm } from './use-form.ts'

export const leastPassword = 10

export function SignUpPage() {
  const t = useTranslations('entrance')
  const { returnTo, email: invited }: SearchValues = useSearch({ strict: false })
  const invitation = tokenInAddress()
  const [name, setName] = useState('')
  const [email, setEmail] = useState(typeof invited === 'string' ? invited : '')
  const [password, setPassword] = useState('')
  const enter = useEnter()
  const form = useForm(async () => {
    await auth('POST /auth/sign-up', { name, email, password, ...(invitation && { invitation }) })
    // How dates are written and what "at ten" means, as this browser has it; changed under Profile, and no reason to fail.
    await api('PATCH /profile', browserPerson()).catch(() => {})
    await enter(invitation ? '/' : returnTo)
  }, ['name', 'email', 'password'])
  return (
    <EntrancePage
      title={t('signUp.title')}
      below={
        <>
          {t('signUp.haveAccount')}{' '}
          {invitation ? (
            <a href={`/accept-invitation#${invitation}`}>{t('signUp.signIn')}</a>
          ) : (
            <Link to="/sign-in" search={returnTo ? { returnTo } : {}}>
              {t('signUp.signIn')}
            </Link>
          )}
        </>
      }
    >
      <form className={classes.form} onSubmit={form.submit}>
        {form.refusal && (
          <div className={classes.refused} role="alert">
            {form.failure?.code === 'invitation_needed' ? t('signUp.closed') : form.refusal}
          </div>
        )}
        <TextInput
          label={t('name')}
          name="name"
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={200}
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={form.errorOf('name')}
        />
        <TextInput
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={form.errorOf('email')}
        />
        <PasswordInput
          label={t('password')}
          description={t('signUp.passwordHint', { count: String(leastPassword) })}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          name="password"
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={leastPassword}
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={form.errorOf('password')}
        />
        <Button type="submit" variant="filled" loading={form.busy}>
          {t('signUp.submit')}
        </Button>
      </form>
    </EntrancePage>
  )
}
