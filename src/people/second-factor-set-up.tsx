/** Switching the second factor on: the QR code and its key, the first code, then the recovery codes to keep. */
import { Button, TextInput } from '@mantine/core'
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { encode } from 'uqr'
import { useTranslations } from 'use-intl'
import { auth } from '#src/web/session.ts'
import { CopyField, copyText } from '#src/web/ui/copy-field.tsx'
import { toast } from '#src/web/ui/toast.tsx'
import { useForm } from '#src/web/use-form.ts'
import classes from './profile.module.css'
import type { Secret } from './second-factor.tsx'

interface SetUpProps {
  secret: Secret
  switchedOn: () => void
  done: () => void
}

export function SecondFactorSetUp({ secret, switchedOn, done }: SetUpProps) {
  const t = useTranslations('profile.secondFactor')
  const ui = useTranslations('ui')
  const [code, setCode] = useState('')
  const [on, setOn] = useState(false)
  const form = useForm(async () => {
    await auth('POST /auth/second-factor/verify', { code })
    setOn(true)
    toast({ title: t('switchedOn') })
    switchedOn()
  }, ['code'])
  if (on) return <RecoveryCodes codes={secret.recoveryCodes} done={done} />
  return (
    <form className={classes.form} onSubmit={form.submit} noValidate>
      <p className={classes.text}>{t('scan')}</p>
      <QrCode text={secret.uri} label={t('qr')} />
      <CopyField label={t('key')} value={keyOf(secret.uri)} action={t('copyKey')} quiet />
      {form.refusal && (
        <div className={classes.refused} role="alert">
          {form.refusal}
        </div>
      )}
      <TextInput
        label={t('code')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        maxLength={20}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={form.errorOf('code')}
      />
      <div className={classes.buttons}>
        <Button type="submit" variant="filled" loading={form.busy} disabled={!code}>
          {t('confirm')}
        </Button>
        <Button onClick={done}>{ui('cancel')}</Button>
      </div>
    </form>
  )
}

/** The secret in groups of four, as people type it. */
const keyOf = (uri: string) =>
  (URL.parse(uri)?.searchParams.get('secret') ?? '').replace(/.{4}(?=.)/g, (four) => `${four} `)

/** Dark on white in both schemes: cameras read it best that way. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { size, data } = encode(text, { border: 4 })
    const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
    return { size, path }
  }, [text])
  return (
    <svg
      className={classes.qr}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  )
}

function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const t = useTranslations('profile.secondFactor')
  const [copied, setCopied] = useState(false)
  const text = `${codes.join('\n')}\n`
  return (
    <div className={classes.form}>
      <h3 className={classes.name}>{t('recovery')}</h3>
      <p className={classes.text}>{t('recoveryText')}</p>
      <ul className={classes.codes} aria-label={t('recovery')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Button
          leftSection={copied ? <IconCheck /> : <IconCopy />}
          onClick={() => void copyText(text).then(setCopied)}
        >
          {t(copied ? 'copied' : 'copyCodes')}
        </Button>
        <Button leftSection={<IconDownload />} onClick={() => download(text, t('file'))}>
          {t('download')}
        </Button>
        <Button variant="filled" onClick={done}>
          {t('kept')}
        </Button>
      </div>
    </div>
  )
}

function download(text: string, name: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
