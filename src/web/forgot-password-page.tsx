/** Asking for a link to set a new password. The answer is the same whether there is an account or not. */
import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { EntrancePage } from './entrance.tsx'
import { auth } from './session.ts'
import classes from './styles/entrance.module.css'
import { useForm } from './use-form.ts'

export function ForgotPasswordPage() {
  const t = useTranslations('entrance')
  const [email, setEmail] = useState('')
  const [sent, setSent] = useState(false)
  const form = useForm(async () => {
    await auth('POST /auth/forgot-password', { email })
    setSent(true)
  }, ['email'])
  const back = <Link to="/sign-in">{t('forgot.back')}</Link>
  if (sent)
    return <EntrancePage title={t('forgot.sent')} text={t('forgot.sentText', { email })} below={back} />
  return (
    <EntrancePage title={t('forgot.title')} text={t('forgot.text')} below={back}>
      <form className={classes.form} onSubmit={form.submit}>
        {form.refusal && (
          <div className={classes.refused} role="alert">
            {form.refusal}
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
        <Button type="submit" variant="filled" loading={form.busy}>
          {t('forgot.submit')}
        </Button>
      </form>
    </EntrancePage>
  )
}
