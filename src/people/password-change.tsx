/** Changing the password; all other sessions end with it. */
import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { queryClient } from '#src/web/query.ts'
import { auth } from '#src/web/session.ts'
import { leastPassword } from '#src/web/sign-up-page.tsx'
import { toast } from '#src/web/ui/toast.tsx'
import { useForm } from '#src/web/use-form.ts'
import classes from './profile.module.css'
import { sessionsKey } from './sessions.tsx'

export function PasswordChange() {
  const t = useTranslations('profile.password')
  const ui = useTranslations('ui')
  const [open, setOpen] = useState(false)
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNext] = useState('')
  const close = () => {
    setOpen(false)
    setCurrent('')
    setNext('')
  }
  const form = useForm(async () => {
    await auth('POST /auth/change-password', { currentPassword, newPassword })
    close()
    toast({ title: t('done') })
    await queryClient.invalidateQueries({ queryKey: sessionsKey })
  }, ['currentPassword', 'newPassword', 'password'])
  return (
    <>
      <p className={classes.text}>{t('text')}</p>
      {open ? (
        <form className={classes.form} onSubmit={form.submit} noValidate>
          {form.refusal && (
            <div className={classes.refused} role="alert">
              {form.refusal}
            </div>
          )}
          <PasswordInput
            label={t('current')}
            name="current-password"
            autoComplete="current-password"
            autoFocus
            value={currentPassword}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            error={form.errorOf('currentPassword') ?? form.errorOf('password')}
          />
          <PasswordInput
            label={t('next')}
            description={t('hint', { count: String(leastPassword) })}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            name="new-password"
            autoComplete="new-password"
            maxLength={200}
            value={newPassword}
            onChange={(event) => setNext(event.currentTarget.value)}
            error={form.errorOf('newPassword')}
          />
          <div className={classes.buttons}>
            <Button
              type="submit"
              variant="filled"
              loading={form.busy}
              disabled={!currentPassword || !newPassword}
            >
              {t('submit')}
            </Button>
            <Button onClick={close}>{ui('cancel')}</Button>
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
