/** The logo on the paper: uploaded, seen, taken away again. */
import { Button, FileButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Failure } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { useReason } from '#src/web/reason.ts'
import { fileAddress, upload } from '#src/web/upload.ts'
import classes from './logo-field.module.css'
import type { Settings } from './settings-parts.tsx'

const most = 2_000_000

export function LogoField({ settings }: { settings: Settings }) {
  const t = useTranslations('invoices.logo')
  const reason = useReason()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const { run } = useDeed('PATCH /invoice-settings', {
    touches: ['invoice_settings'],
    done: t('saved'),
    shown: [422],
  })
  const { logoFileId } = settings
  const store = async (id: string | null) => {
    const { failure } = await run({ logoFileId: id }, { version: settings.version })
    if (failure?.status === 422) setRefusal(failure.errors[0]?.message ?? reason(failure))
  }
  const choose = async (file: File | null) => {
    if (!file) return
    setRefusal(null)
    if (file.size > most) return setRefusal(t('tooLarge'))
    setBusy(true)
    try {
      await store((await upload(file)).id)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      setRefusal(reason(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={classes.field}>
      {logoFileId && (
        <span className={classes.sheet}>
          <img className={classes.logo} src={fileAddress(logoFileId)} alt={t('alt')} />
        </span>
      )}
      <div className={classes.deeds}>
        <FileButton accept="image/png,image/jpeg" onChange={(file) => void choose(file)}>
          {(props) => (
            <Button {...props} loading={busy}>
              {t(logoFileId ? 'replace' : 'choose')}
            </Button>
          )}
        </FileButton>
        {logoFileId && <Button onClick={() => void store(null)}>{t('remove')}</Button>}
        <span className={classes.hint}>{t('hint')}</span>
      </div>
      {refusal && (
        <p className={classes.refusal} role="alert">
          {refusal}
        </p>
      )}
    </div>
  )
}
