/** Joining an organization with the link of an invitation: says who invites whom to what, then one button. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Failure } from './api.ts'
import { EntrancePage } from './entrance.tsx'
import { useReason } from './reason.ts'
import { auth, renewSession, signOut, tokenInAddress, useVisitor } from './session.ts'
import classes from './styles/entrance.module.css'
import { LinesSkeleton } from './ui/skeleton.tsx'
import { useForm } from './use-form.ts'

type Invitation = Awaited<ReturnType<typeof auth<'POST /auth/invitation'>>>

export function AcceptInvitationPage() {
  const t = useTranslations('entrance.invitation')
  const reason = useReason()
  const [token] = useState(tokenInAddress)
  const { data: invitation, error } = useQuery<Invitation, Failure>({
    queryKey: ['POST /auth/invitation', token],
    queryFn: ({ signal }) => auth('POST /auth/invitation', { token }, { signal }),
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!token) return <EntrancePage title={t('refused')} text={t('missing')} />
  if (error)
    return (
      <EntrancePage title={t('refused')} text={error.status === 404 ? t('refusedText') : reason(error)} />
    )
  if (!invitation) {
    return (
      <EntrancePage title={t('title')}>
        <LinesSkeleton />
      </EntrancePage>
    )
  }
  return <Join token={token} invitation={invitation} />
}

function Join({ token, invitation }: { token: string; invitation: Invitation }) {
  const t = useTranslations('entrance.invitation')
  const visitor = useVisitor()
  const navigate = useNavigate()
  const form = useForm(async () => {
    const { organization } = await auth('POST /auth/accept-invitation', { token })
    await renewSession()
    await navigate(
      organization ? { to: '/o/$slug', params: { slug: organization.slug } } : { to: '/', replace: true },
    )
  }, [])
  const back = encodeURIComponent(`/accept-invitation#${token}`)
  return (
    <EntrancePage
      title={t('titleNamed', { organization: invitation.organization.name })}
      text={t('text', { person: invitation.invitedBy.name })}
    >
      <form className={classes.form} onSubmit={form.submit}>
        {form.refusal && (
          <div className={classes.refused} role="alert">
            {form.refusal}
          </div>
        )}
        {visitor ? (
          <>
            <p className={classes.hint}>{t('as', { email: visitor.user.email })}</p>
            <div className={classes.row}>
              <Button type="submit" variant="filled" loading={form.busy}>
                {t('join')}
              </Button>
              <Button variant="subtle" onClick={() => void signOut()}>
                {t('other')}
              </Button>
            </div>
          </>
        ) : (
          <>
            <Button
              variant="filled"
              component="a"
              href={`/sign-up?email=${encodeURIComponent(invitation.email)}#${token}`}
            >
              {t('signUp')}
            </Button>
            <Button component="a" href={`/sign-in?returnTo=${back}`}>
              {t('signIn')}
            </Button>
          </>
        )}
      </form>
    </EntrancePage>
  )
}
