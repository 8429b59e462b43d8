/** Removing a member, or leaving oneself: says what happens, asks who gets what was theirs, and tells what went over. */
import { Button, Modal, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Output } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { useOrganization, useSession } from '#src/web/session.ts'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import formClasses from '#src/web/ui/form.module.css'
import { toast } from '#src/web/ui/toast.tsx'
import type { Member } from './schema.ts'

type HandedOver = Output<'DELETE /members/:id'>['handedOver']

function useHandedOver() {
  const t = useTranslations('team')
  return ({ to, clients, companies, alerts }: HandedOver) =>
    clients + companies + alerts === 0
      ? t('nothingToHandOver')
      : t('handedOver', { name: to.name, clients, companies, alerts })
}

interface RemoveDialogProps {
  member: Member
  members: readonly Member[]
  close: () => void
}

export function RemoveDialog({ member, members, close }: RemoveDialogProps) {
  useFocusReturn()
  const t = useTranslations('team')
  const ui = useTranslations('ui')
  const { user } = useSession()
  const { name: organization } = useOrganization()
  const said = useHandedOver()
  const [to, setTo] = useState(user.id)
  const deed = useDeed('DELETE /members/:id', { touches: ['member', 'client', 'company', 'alert'] })
  const remove = async () => {
    const { output } = await deed.run({ id: member.id, handOverTo: to }, { version: member.version })
    close()
    if (output)
      toast({ title: t('removed', { name: member.name }), text: said(output.handedOver), stay: true })
  }
  return (
    <Modal opened onClose={close} title={t('removeTitle', { name: member.name })} size={480}>
      <p className={formClasses.question}>{t('removeText', { name: member.name, organization })}</p>
      <Receiver members={members} without={member.id} value={to} choose={(id) => setTo(id ?? user.id)} />
      <div className={formClasses.buttons}>
        <Button onClick={close} data-autofocus>
          {ui('cancel')}
        </Button>
        <Button variant="danger" loading={deed.busy} onClick={() => void remove()}>
          {t('remove', { name: member.name })}
        </Button>
      </div>
    </Modal>
  )
}

export function LeaveDialog({ members, close }: { members: readonly Member[]; close: () => void }) {
  useFocusReturn()
  const t = useTranslations('team')
  const ui = useTranslations('ui')
  const { user } = useSession()
  const { name: organization } = useOrganization()
  const said = useHandedOver()
  const [to, setTo] = useState<string | null>(null)
  const [gone, setGone] = useState<HandedOver | null>(null)
  // Nothing here may be read again by someone who is no longer in.
  const deed = useDeed('POST /members/leave', { touches: [] })
  const leave = async () => {
    const { output } = await deed.run(to ? { handOverTo: to } : {})
    if (output) setGone(output.handedOver)
    else close()
  }
  // A full load, so that nothing of this organization stays in memory.
  const goOn = () => window.location.assign('/')
  if (gone)
    return (
      <Modal opened onClose={goOn} title={t('left', { organization })} size={480}>
        <p className={formClasses.question}>{said(gone)}</p>
        <div className={formClasses.buttons}>
          <Button variant="filled" onClick={goOn} data-autofocus>
            {t('done')}
          </Button>
        </div>
      </Modal>
    )
  return (
    <Modal opened onClose={close} title={t('leaveTitle', { organization })} size={480}>
      <p className={formClasses.question}>{t('leaveText')}</p>
      <Receiver members={members} without={user.id} value={to} choose={setTo} placeholder={t('theOwner')} />
      <div className={formClasses.buttons}>
        <Button onClick={close} data-autofocus>
          {ui('cancel')}
        </Button>
        <Button variant="danger" loading={deed.busy} onClick={() => void leave()}>
          {t('leave', { organization })}
        </Button>
      </div>
    </Modal>
  )
}

interface ReceiverProps {
  members: readonly Member[]
  without: string
  value: string | null
  choose: (id: string | null) => void
  placeholder?: string
}

function Receiver({ members, without, value, choose, placeholder }: ReceiverProps) {
  const t = useTranslations('team')
  const others = members.filter(({ id }) => id !== without)
  return (
    <Select
      label={t('handOverTo')}
      data={others.map(({ id, name, email }) => ({
        value: id,
        // Two people may have the same name.
        label: others.some((other) => other.id !== id && other.name === name) ? `${name} · ${email}` : name,
      }))}
      value={value}
      onChange={choose}
      searchable
      clearable={placeholder !== undefined}
      placeholder={placeholder}
    />
  )
}
