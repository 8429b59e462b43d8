/** Inviting someone: an e-mail address and a role. The link to hand over is always shown, whether mail works or not. */
import { Button, Checkbox, Modal, Radio, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { may, type Role, roles } from '#src/core/permissions.ts'
import type { Output } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { useFormat } from '#src/web/intl.tsx'
import type { QuickProps } from '#src/web/quick.tsx'
import { useReason } from '#src/web/reason.ts'
import { useOrganization } from '#src/web/session.ts'
import { CopyField } from '#src/web/ui/copy-field.tsx'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import formClasses from '#src/web/ui/form.module.css'
import classes from './team.module.css'

type WithLink = Output<'POST /invitations'>

export function Invite({ subject, close }: QuickProps) {
  useFocusReturn()
  const t = useTranslations('team')
  const ui = useTranslations('ui')
  const reason = useReason()
  const { name: organization, role: ownRole } = useOrganization()
  const [email, setEmail] = useState(subject.text?.includes('@') ? subject.text : '')
  const [role, setRole] = useState<Role>('member')
  const [own, setOwn] = useState(false)
  const [made, setMade] = useState<WithLink | null>(null)
  const deed = useDeed('POST /invitations', { touches: ['invitation'], shown: [409, 422] })
  const atEmail = deed.failure?.errors.find(({ path }) => path === 'email')?.message
  const refusal = deed.failure && !atEmail && [409, 422].includes(deed.failure.status)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const { output } = await deed.run({ email, role, visibility: own ? 'own' : 'all' })
    if (output) setMade(output)
  }
  if (made) return <LinkDialog invitation={made} close={close} />
  return (
    <Modal opened onClose={close} title={t('inviteTitle', { organization })} size={480}>
      <form className={classes.form} onSubmit={(event) => void send(event)} noValidate>
        {refusal && deed.failure && (
          <div className={formClasses.refusal} role="alert">
            {reason(deed.failure)}
          </div>
        )}
        <TextInput
          label={t('email')}
          name="email"
          inputMode="email"
          autoComplete="off"
          maxLength={254}
          data-autofocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={atEmail}
        />
        <Radio.Group label={t('role')} value={role} onChange={(value) => setRole(value as Role)}>
          <div className={classes.radios}>
            {roles.map(
              (one) =>
                (one !== 'owner' || may(ownRole, 'owners.manage')) && (
                  <Radio
                    key={one}
                    value={one}
                    label={t(`roles.${one}`)}
                    description={t(`roleMeans.${one}`)}
                  />
                ),
            )}
          </div>
        </Radio.Group>
        <Checkbox
          label={t('ownOnly')}
          description={t('visibilityMeans.own')}
          checked={own}
          onChange={(event) => setOwn(event.currentTarget.checked)}
        />
        <div className={formClasses.buttons}>
          <Button onClick={close}>{ui('cancel')}</Button>
          <Button type="submit" variant="filled" loading={deed.busy}>
            {t('send')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

export function LinkDialog({ invitation, close }: { invitation: WithLink; close: () => void }) {
  useFocusReturn()
  const t = useTranslations('team')
  const { date } = useFormat()
  const { email, role, link, mailed, expiresAt } = invitation
  return (
    <Modal opened onClose={close} title={t('linkTitle', { email })} size={560}>
      <p className={formClasses.question}>
        {t(mailed ? 'linkMailed' : 'linkKept', { email, role: t(`roles.${role}`) })}
      </p>
      <CopyField label={t('link')} value={link} action={t('copyLink')} autoFocus />
      <p className={classes.quiet}>{t('linkOnce', { date: date(expiresAt) })}</p>
      <div className={formClasses.buttons}>
        <Button onClick={close}>{t('done')}</Button>
      </div>
    </Modal>
  )
}
