/** The two menus of the rail: which organization, and who one is. */
import { type MantineColorScheme, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import {
  IconCheck,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSelector,
  IconShieldLock,
  IconSun,
  IconUserCog,
} from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { signOut, useOrganization, useSession } from './session.ts'
import classes from './styles/shell.module.css'
import { Avatar } from './ui/avatar.tsx'
import { Mark } from './ui/mark.tsx'

export function OrganizationMenu({ folded = false }: { folded?: boolean }) {
  const t = useTranslations('shell')
  const { organizations } = useSession()
  const current = useOrganization()
  const navigate = useNavigate()
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <UnstyledButton
          className={classes.organization}
          aria-label={t('switchOrganization', { name: current.name })}
        >
          <Mark />
          {!folded && (
            <>
              <span className={classes.organizationName}>{current.name}</span>
              <IconSelector size={14} aria-hidden="true" />
            </>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('organizations')}</Menu.Label>
        {organizations.map(({ slug, name }) => (
          <Menu.Item
            key={slug}
            leftSection={<Avatar name={name} kind="company" size={20} />}
            rightSection={slug === current.slug && <IconCheck aria-hidden="true" />}
            aria-current={slug === current.slug || undefined}
            onClick={() => void navigate({ to: '/o/$slug', params: { slug } })}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus />} onClick={() => void navigate({ to: '/new-organization' })}>
          {t('newOrganization')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const schemes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const

export function PersonMenu({ folded = false }: { folded?: boolean }) {
  const t = useTranslations('shell')
  const { user } = useSession()
  const { slug } = useOrganization()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu position="top-start" width={220} closeOnItemClick={false}>
      <Menu.Target>
        <UnstyledButton
          className={classes.person}
          aria-label={folded ? t('personMenu', { name: user.name }) : undefined}
        >
          <Avatar name={user.name} self />
          {!folded && <span className={classes.personName}>{user.name}</span>}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <Menu.Item
          leftSection={<IconUserCog />}
          closeMenuOnClick
          renderRoot={(props) => <Link to="/o/$slug/profile" params={{ slug }} {...props} />}
        >
          {t('profile')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconShieldLock />}
          closeMenuOnClick
          renderRoot={(props) => <Link to="/o/$slug/privacy" params={{ slug }} {...props} />}
        >
          {t('places.privacy')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('appearance')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        >
          {schemes.map(({ value, icon: Icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Icon />}>
              {t(value === 'auto' ? 'system' : value)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout />} onClick={() => void signOut()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
