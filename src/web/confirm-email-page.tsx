/** Confirming a new e-mail address with the link from the mail. A button, because mail programs open links by themselves. */
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { EntrancePage } from './entrance.tsx'
import { auth, renewSession, tokenInAddress } from './session.ts'
import classes from './styles/entrance.module.css'
import { useForm } from './use-form.ts'

export function ConfirmEmailPage() {
  const t = useTranslations('entrance')
  const [token] = useState(tokenInAddress)
  const [email, setEmail] = useState<string | null>(null)
  const form = useForm(async () => {
    const changed = await auth('POST /auth/confirm-email', { token })
    await renewSession()
    setEmail(changed.email)
  }, [])
  const goOn = <Link to="/">{t('confirm.goOn')}</Link>
  if (email !== null)
    return <EntrancePage title={t('confirm.title')} text={t('confirm.done', { email })} below={goOn} />
  return (
    <EntrancePage title={t('confirm.title')} text={t('confirm.text')}>
      <form className={classes.form} onSubmit={form.submit}>
        {form.refusal && (
          <div className={classes.refused} role="alert">
            {form.refusal}
          </div>
        )}
        <Button type="submit" variant="filled" loading={form.busy} disabled={!token}>
          {t('confirm.submit')}
        </Button>
      </form>
    </EntrancePage>
  )
}
