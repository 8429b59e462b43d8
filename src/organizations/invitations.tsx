/** Open invitations, with a new link for each; the past ones when somebody wants to know. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { may } from '#src/core/permissions.ts'
import type { Output } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { useFormat } from '#src/web/intl.tsx'
import { useList } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { confirm } from '#src/web/ui/confirm.tsx'
import { RowsSkeleton } from '#src/web/ui/skeleton.tsx'
import { LinkDialog } from './invite.tsx'
import type { Invitation } from './schema.ts'
import classes from './team.module.css'

type WithLink = Output<'POST /invitations'>

export function Invitations() {
  const t = useTranslations('team')
  const ui = useTranslations('ui')
  const list = useList('GET /invitations', { limit: 100 })
  const [past, setPast] = useState(false)
  const [renewed, setRenewed] = useState<WithLink | null>(null)
  const waiting = list.rows.filter(({ status }) => status === 'open' || status === 'expired')
  const shown = past ? list.rows : waiting
  if (list.failure) return <FailurePanel failure={list.failure} retry={list.refetch} readAt={list.readAt} />
  if (list.loading) return <RowsSkeleton count={2} />
  return (
    <>
      {shown.length === 0 ? (
        <p className={classes.text}>{t('noInvitations')}</p>
      ) : (
        <ul className={classes.list} aria-label={t('invitations')}>
          {shown.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} renewed={setRenewed} />
          ))}
        </ul>
      )}
      <div className={classes.past}>
        {list.rows.length > waiting.length && (
          <Button size="xs" variant="subtle" onClick={() => setPast(!past)}>
            {t(past ? 'hidePast' : 'showPast')}
          </Button>
        )}
        {list.more && past && (
          <Button size="xs" loading={list.loadingMore} onClick={list.loadMore}>
            {ui('loadMore')}
          </Button>
        )}
      </div>
      {renewed && <LinkDialog invitation={renewed} close={() => setRenewed(null)} />}
    </>
  )
}

interface InvitationRowProps {
  invitation: Invitation
  renewed: (invitation: WithLink) => void
}

function InvitationRow({ invitation, renewed }: InvitationRowProps) {
  const t = useTranslations('team')
  const { date } = useFormat()
  const { role: ownRole } = useOrganization()
  const { id, email, role, status, version } = invitation
  const renew = useDeed('POST /invitations/:id/renew', { touches: ['invitation'] })
  const revoke = useDeed('DELETE /invitations/:id', {
    touches: ['invitation'],
    done: t('revokedDone', { email }),
  })
  const changeable =
    (status === 'open' || status === 'expired') && (role !== 'owner' || may(ownRole, 'owners.manage'))
  const makeLink = async () => {
    const { output } = await renew.run({ id })
    if (output) renewed(output)
  }
  const takeBack = async () => {
    const sure = await confirm({
      title: t('revokeTitle', { email }),
      text: t('revokeText'),
      action: t('revoke'),
      danger: true,
    })
    if (sure) await revoke.run({ id }, { version })
  }
  const state = {
    open: t('expires', { date: date(invitation.expiresAt) }),
    expired: t('expired', { date: date(invitation.expiresAt) }),
    accepted: t('accepted'),
    revoked: t('revoked'),
  }[status]
  return (
    <li className={`${classes.row} ${classes.invitation}`}>
      <span className={classes.lines}>
        <span className={classes.name} title={email}>
          {email}
        </span>
        <span className={classes.email}>{t('invitationBy', { name: invitation.invitedBy.name })}</span>
      </span>
      <span className={classes.plain}>{t(`roles.${role}`)}</span>
      <span className={classes.quiet}>{state}</span>
      <span className={classes.actions}>
        {changeable && (
          <>
            <Button
              size="xs"
              loading={renew.busy}
              onClick={() => void makeLink()}
              title={t('newLinkHint')}
              aria-label={t('newLinkFor', { email })}
            >
              {t('newLink')}
            </Button>
            <Button
              size="xs"
              variant="subtle"
              loading={revoke.busy}
              onClick={() => void takeBack()}
              aria-label={t('revokeFor', { email })}
            >
              {t('revoke')}
            </Button>
          </>
        )}
      </span>
    </li>
  )
}
