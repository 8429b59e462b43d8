/** The organizations one is in. One leaves an organization from inside it, because others get what was one's own there. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { LeaveDialog } from '#src/organizations/leaving.tsx'
import { useList } from '#src/web/query.ts'
import { type Membership, useOrganization, useSession } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import classes from './profile.module.css'

export function OwnOrganizations() {
  const t = useTranslations('profile.organizations')
  const { organizations } = useSession()
  return (
    <>
      <ul className={classes.list} aria-label={t('title')}>
        {organizations.map((organization) => (
          <OrganizationRow key={organization.id} organization={organization} />
        ))}
      </ul>
      <Button
        className={classes.below}
        leftSection={<IconPlus />}
        renderRoot={(props) => <Link to="/new-organization" {...props} />}
      >
        {t('create')}
      </Button>
    </>
  )
}

function OrganizationRow({ organization: { id, name, slug, role } }: { organization: Membership }) {
  const t = useTranslations('profile.organizations')
  const team = useTranslations('team')
  const current = useOrganization()
  const here = id === current.id
  return (
    <li className={classes.row}>
      <Avatar name={name} kind="company" size={32} />
      <span className={classes.lines}>
        <span className={classes.name} title={name}>
          {name} {here && <span className={classes.quiet}>({t('here')})</span>}
        </span>
        <span className={classes.quiet}>{team(`roles.${role}`)}</span>
      </span>
      {here ? (
        <Leave />
      ) : (
        <Button size="xs" renderRoot={(props) => <Link to="/o/$slug/profile" params={{ slug }} {...props} />}>
          {t('open')}
        </Button>
      )}
    </li>
  )
}

function Leave() {
  const t = useTranslations('profile.organizations')
  const team = useTranslations('team')
  const { name, role } = useOrganization()
  const [open, setOpen] = useState(false)
  const members = useList('GET /members', { sort: 'name', limit: 200, count: true })
  const owners = members.rows.filter((member) => member.role === 'owner')
  const last = role === 'owner' && owners.length === 1 && !members.more
  return (
    <>
      <Button
        size="xs"
        aria-label={t('leaveOf', { organization: name })}
        disabled={members.loading || last}
        title={last ? team('lastOwnerSelf', { organization: name }) : undefined}
        onClick={() => setOpen(true)}
      >
        {t('leave')}
      </Button>
      {open && <LeaveDialog members={members.rows} close={() => setOpen(false)} />}
    </>
  )
}
