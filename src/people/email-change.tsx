/** Changing the address one signs in with: the password, then a link to the new address. */
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { auth } from '#src/web/session.ts'
import { useForm } from '#src/web/use-form.ts'
import classes from './profile.module.css'

export function EmailChange({ email }: { email: string }) {
  const t = useTranslations('profile.email')
  const ui = useTranslations('ui')
  const [open, setOpen] = useState(false)
  const [next, setNext] = useState('')
  const [password, setPassword] = useState('')
  const [sentTo, setSentTo] = useState<string | null>(null)
  const form = useForm(async () => {
    await auth('POST /auth/change-email', { email: next, password })
    setSentTo(next)
    setPassword('')
    setOpen(false)
  }, ['email', 'password'])
  return (
    <>
      <p className={classes.text}>{t('text', { email })}</p>
      {sentTo && !open && (
        <div className={classes.said} role="status">
          {t('sent', { email: sentTo })} {t('noMail')}
        </div>
      )}
      {open ? (
        <form className={classes.form} onSubmit={form.submit} noValidate>
          {form.refusal && (
            <div className={classes.refused} role="alert">
              {form.refusal}
            </div>
          )}
          <TextInput
            label={t('next')}
            name="email"
            inputMode="email"
            autoComplete="email"
            autoFocus
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
            error={form.errorOf('email')}
          />
          <PasswordInput
            label={t('password')}
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={form.errorOf('password')}
          />
          <div className={classes.buttons}>
            <Button type="submit" variant="filled" loading={form.busy} disabled={!next || !password}>
              {t('send')}
            </Button>
            <Button onClick={() => setOpen(false)}>{ui('cancel')}</Button>
          </div>
        </form>
      ) : (
        <div className={classes.buttons}>
          <Button onClick={() => setOpen(true)}>{t('change')}</Button>
        </div>
      )}
    </>
  )
}
