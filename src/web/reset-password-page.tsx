/** Setting a new password with the link from the mail. */
import { Button, PasswordInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { EntrancePage } from './entrance.tsx'
import { auth, tokenInAddress } from './session.ts'
import { leastPassword } from './sign-up-page.tsx'
import classes from './styles/entrance.module.css'
import { useForm } from './use-form.ts'

export function ResetPasswordPage() {
  const t = useTranslations('entrance')
  const navigate = useNavigate()
  const [token] = useState(tokenInAddress)
  const [password, setPassword] = useState('')
  const form = useForm(async () => {
    await auth('POST /auth/reset-password', { token, password })
    await navigate({ to: '/sign-in', search: { reset: 'done' }, replace: true })
  }, ['password'])
  const again = <Link to="/forgot-password">{t('reset.again')}</Link>
  return (
    <EntrancePage title={t('reset.title')} text={token ? t('reset.text') : t('reset.refused')} below={again}>
      {token && (
        <form className={classes.form} onSubmit={form.submit}>
          {form.refusal && (
            <div className={classes.refused} role="alert">
              {form.refusal}
            </div>
          )}
          <PasswordInput
            label={t('newPassword')}
            description={t('signUp.passwordHint', { count: String(leastPassword) })}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            name="password"
            autoComplete="new-password"
            required
            withAsterisk={false}
            minLength={leastPassword}
            maxLength={200}
            autoFocus
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={form.errorOf('password')}
          />
          <Button type="submit" variant="filled" loading={form.busy}>
            {t('reset.submit')}
          </Button>
        </form>
      )}
    </EntrancePage>
  )
}
