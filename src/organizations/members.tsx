/** The rows of the people in the organization, with what may be changed about each. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDoorExit, IconDots, IconUserMinus } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { may, type Role, roles } from '#src/core/permissions.ts'
import { api } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { useFormat } from '#src/web/intl.tsx'
import { type List, patchRows, queryClient } from '#src/web/query.ts'
import { sessionQuery, useOrganization, useSession } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import { ChoiceMenu } from '#src/web/ui/choice-menu.tsx'
import { LeaveDialog, RemoveDialog } from './leaving.tsx'
import type { Member } from './schema.ts'
import { visibilities } from './schema.ts'
import classes from './team.module.css'

interface MembersProps {
  list: List<Member>
  manages: boolean
}

export function Members({ list, manages }: MembersProps) {
  const t = useTranslations('team')
  const ui = useTranslations('ui')
  const [leaving, setLeaving] = useState<Member | null>(null)
  const { user } = useSession()
  const owners = list.rows.filter(({ role }) => role === 'owner').length
  const close = () => setLeaving(null)
  return (
    <>
      <ul className={classes.list} aria-label={t('members')}>
        {list.rows.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            manages={manages}
            lastOwner={member.role === 'owner' && owners === 1 && !list.more}
            leave={() => setLeaving(member)}
          />
        ))}
      </ul>
      {list.more && (
        <Button loading={list.loadingMore} onClick={list.loadMore} mt="sm">
          {ui('loadMore')}
        </Button>
      )}
      {leaving &&
        (leaving.id === user.id ? (
          <LeaveDialog members={list.rows} close={close} />
        ) : (
          <RemoveDialog member={leaving} members={list.rows} close={close} />
        ))}
    </>
  )
}

interface MemberRowProps {
  member: Member
  manages: boolean
  lastOwner: boolean
  leave: () => void
}

function MemberRow({ member, manages, lastOwner, leave }: MemberRowProps) {
  const t = useTranslations('team')
  const { date } = useFormat()
  const { user } = useSession()
  const { name: organization, role: ownRole } = useOrganization()
  const { name, role, visibility } = member
  const self = member.id === user.id
  const sees = (one: Member['visibility']) => t('seesWord', { visibility: t(`visibilities.${one}`) })
  const change = useMemberChange(member)
  const managesOwners = may(ownRole, 'owners.manage')
  const beyond = role === 'owner' && !managesOwners ? t('onlyOwners') : undefined
  const last = lastOwner ? t(self ? 'lastOwnerSelf' : 'lastOwner', { name, organization }) : undefined
  const goes = self || (manages && !beyond)
  return (
    <li className={classes.row}>
      <span className={classes.person}>
        <Avatar name={name} self={self} size={32} />
        <span className={classes.lines}>
          <span className={classes.named}>
            <span className={classes.name} title={name}>
              {name}
            </span>
            {self && <span className={classes.quiet}>({t('you')})</span>}
          </span>
          <span className={classes.email} title={member.email}>
            {member.email}
          </span>
        </span>
      </span>
      {manages ? (
        <>
          <ChoiceMenu
            label={t('changeRole', { name, role: t(`roles.${role}`) })}
            value={role}
            refused={beyond ?? last}
            onChange={(next) => change({ role: next })}
            choices={roles.toReversed().map((one) => ({
              value: one,
              label: t(`roles.${one}`),
              text: one === 'owner' && !managesOwners && !beyond ? t('onlyOwners') : t(`roleMeans.${one}`),
              disabled: one === 'owner' && !managesOwners,
            }))}
          />
          <ChoiceMenu
            label={t('changeVisibility', { name, visibility: sees(visibility) })}
            value={visibility}
            refused={beyond}
            onChange={(next) => change({ visibility: next })}
            choices={visibilities.map((one) => ({
              value: one,
              label: sees(one),
              text: t(`visibilityMeans.${one}`),
            }))}
          />
        </>
      ) : (
        <>
          <span className={classes.plain}>{t(`roles.${role}`)}</span>
          <span className={classes.plain}>{sees(visibility)}</span>
        </>
      )}
      <span className={`${classes.quiet} ${classes.joined}`}>
        {t('joined', { date: date(member.joinedAt) })}
      </span>
      {goes ? <RowMenu member={member} self={self} refused={last} leave={leave} /> : <span />}
    </li>
  )
}

interface RowMenuProps {
  member: Member
  self: boolean
  refused: string | undefined
  leave: () => void
}

function RowMenu({ member, self, refused, leave }: RowMenuProps) {
  const t = useTranslations('team')
  const { name: organization } = useOrganization()
  return (
    <Menu width={280}>
      <Menu.Target>
        <ActionIcon aria-label={t('actionsFor', { name: member.name })}>
          <IconDots />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {refused && <p className={classes.refused}>{refused}</p>}
        <Menu.Item
          leftSection={self ? <IconDoorExit /> : <IconUserMinus />}
          disabled={refused !== undefined}
          onClick={leave}
        >
          {t(self ? 'leave' : 'removeShort', { organization })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

type Change = { role: Role } | { visibility: Member['visibility'] }

/** Shown before the server has answered, and taken back within eight seconds if wished. */
function useMemberChange(member: Member) {
  const t = useTranslations('team')
  const { user } = useSession()
  const before = useRef<Change>({ role: member.role })
  const deed = useDeed('PATCH /members/:id', {
    touches: ['member'],
    optimistic: ({ id, ...change }) => [
      patchRows('GET /members', (row) => (row.id === id ? { ...row, ...change } : row)),
    ],
    done: ({ name, role, visibility }, said) =>
      said.role
        ? t('isNow', { name, role: t(`roles.${role}`) })
        : t('seesNow', { name, visibility: t(`visibilities.${visibility}`) }),
    undo: ({ id, version }) => api('PATCH /members/:id', { id, ...before.current }, { version }),
  })
  return async (change: Change) => {
    before.current = 'role' in change ? { role: member.role } : { visibility: member.visibility }
    await deed.run({ id: member.id, ...change }, { version: member.version })
    // What one may do oneself may have changed with it.
    if (member.id === user.id) await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
}
