/** Making a key: a name, a role, how long; then the key itself, this once. */
import { Button, Modal, Radio, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Output } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { useReason } from '#src/web/reason.ts'
import { CopyField } from '#src/web/ui/copy-field.tsx'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import formClasses from '#src/web/ui/form.module.css'
import classes from './keys.module.css'
import { keyRoles } from './schema.ts'

const days = { month: 30, quarter: 90, year: 365, always: null } as const
type Lasts = keyof typeof days
const choices = Object.keys(days) as Lasts[]

export function NewKey({ close }: { close: () => void }) {
  useFocusReturn()
  const t = useTranslations('keys')
  const ui = useTranslations('ui')
  const reason = useReason()
  const [name, setName] = useState('')
  const [role, setRole] = useState<(typeof keyRoles)[number]>('member')
  const [lasts, setLasts] = useState<Lasts>('year')
  const [opened] = useState(Date.now)
  const [made, setMade] = useState<Output<'POST /api-keys'> | null>(null)
  const deed = useDeed('POST /api-keys', { touches: ['api_key'], shown: [403, 409, 422] })
  const atName = deed.failure?.errors.find(({ path }) => path === 'name')?.message
  const make = async (event: FormEvent) => {
    event.preventDefault()
    // Counted from when the form was opened, so that pressing the button again asks for the same.
    const lifetime = days[lasts]
    const expiresAt = lifetime && new Date(opened + lifetime * 86_400_000).toISOString()
    const { output } = await deed.run({ name, role, expiresAt })
    if (output) setMade(output)
  }
  if (made) return <KeyDialog made={made} close={close} />
  return (
    <Modal opened onClose={close} title={t('newTitle')} size={480}>
      <form className={formClasses.form} onSubmit={(event) => void make(event)} noValidate>
        {deed.failure && !atName && [403, 409, 422].includes(deed.failure.status) && (
          <div className={formClasses.refusal} role="alert">
            {reason(deed.failure)}
          </div>
        )}
        <TextInput
          label={t('name')}
          description={t('nameHint')}
          name="name"
          autoComplete="off"
          maxLength={80}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={atName}
        />
        <Radio.Group
          label={t('role')}
          value={role}
          onChange={(value) => setRole(keyRoles.find((one) => one === value) ?? role)}
        >
          <div className={classes.radios}>
            {keyRoles.map((one) => (
              <Radio key={one} value={one} label={t(`roles.${one}`)} description={t(`roleMeans.${one}`)} />
            ))}
          </div>
        </Radio.Group>
        <Select
          label={t('lasts')}
          data={choices.map((value) => ({ value, label: t(`lastsFor.${value}`) }))}
          value={lasts}
          onChange={(value) => setLasts(choices.find((one) => one === value) ?? lasts)}
        />
        <div className={formClasses.buttons}>
          <Button onClick={close}>{ui('cancel')}</Button>
          <Button type="submit" variant="filled" loading={deed.busy}>
            {t('make')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** Closed only by its button: a click beside it would lose the key. */
function KeyDialog({ made: { name, key }, close }: { made: Output<'POST /api-keys'>; close: () => void }) {
  useFocusReturn()
  const t = useTranslations('keys')
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={t('madeTitle', { name })}
      size={560}
    >
      {key === null ? (
        <p className={formClasses.question}>{t('lost', { name })}</p>
      ) : (
        <>
          <p className={formClasses.question}>{t('madeText')}</p>
          <CopyField label={t('key')} value={key} action={t('copy')} autoFocus />
        </>
      )}
      <div className={formClasses.buttons}>
        <Button onClick={close}>{t('done')}</Button>
      </div>
    </Modal>
  )
}
