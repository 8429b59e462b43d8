/** The phone's bar: two places, what can be added, one more place, and everything else behind More. */
import { Drawer, UnstyledButton } from '@mantine/core'
import {
  IconBell,
  IconBuilding,
  IconMenu2,
  IconNote,
  IconPlus,
  IconSun,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { may } from '#src/core/permissions.ts'
import { OrganizationMenu, PersonMenu } from './menus.tsx'
import { PlaceLink } from './place-link.tsx'
import { places } from './places.ts'
import { openQuick, quickDeeds } from './quick.tsx'
import { useOrganization } from './session.ts'
import classes from './styles/bottom-bar.module.css'

const additions = [
  { name: 'client', label: 'newClient', icon: IconUserPlus },
  { name: 'note', label: 'newNote', icon: IconNote },
  { name: 'alert', label: 'newAlert', icon: IconBell },
  { name: 'company', label: 'newCompany', icon: IconBuilding },
] as const

// As high as what is in it, and no higher.
const sheet = { content: classes.sheet }

export function BottomBar() {
  const t = useTranslations('shell')
  const { slug, role } = useOrganization()
  const [opened, setOpened] = useState<'more' | 'add' | null>(null)
  const close = () => setOpened(null)
  const addable = additions.filter(({ name }) => quickDeeds[name])
  return (
    <nav className={classes.bar} aria-label={t('navigation')}>
      <Link to="/o/$slug" params={{ slug }} className={classes.place} activeOptions={{ exact: true }}>
        <IconSun size={22} stroke={1.75} aria-hidden="true" />
        {t('places.today')}
      </Link>
      <Link to="/o/$slug/clients" params={{ slug }} className={classes.place}>
        <IconUsers size={22} stroke={1.75} aria-hidden="true" />
        {t('places.clients')}
      </Link>
      {addable.length > 0 && may(role, 'clients.write') && (
        <UnstyledButton className={classes.add} aria-label={t('add')} onClick={() => setOpened('add')}>
          <IconPlus size={22} aria-hidden="true" />
        </UnstyledButton>
      )}
      <Link to="/o/$slug/companies" params={{ slug }} className={classes.place}>
        <IconBuilding size={22} stroke={1.75} aria-hidden="true" />
        {t('places.companies')}
      </Link>
      <UnstyledButton className={classes.place} onClick={() => setOpened('more')}>
        <IconMenu2 size={22} stroke={1.75} aria-hidden="true" />
        {t('more')}
      </UnstyledButton>
      <Drawer opened={opened === 'add'} onClose={close} position="bottom" classNames={sheet} title={t('add')}>
        <div className={classes.list}>
          {addable.map(({ name, label, icon: Icon }) => (
            <UnstyledButton
              key={name}
              className={classes.item}
              onClick={() => {
                close()
                openQuick(name)
              }}
            >
              <Icon size={20} stroke={1.75} aria-hidden="true" />
              {t(label)}
            </UnstyledButton>
          ))}
        </div>
      </Drawer>
      <Drawer
        opened={opened === 'more'}
        onClose={close}
        position="bottom"
        classNames={sheet}
        title={t('more')}
      >
        {/* A click on a place bubbles up here and closes the drawer. */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what is operated */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link arrives as a click */}
        <div
          className={classes.list}
          onClick={(event) => (event.target as HTMLElement).closest('a') && close()}
        >
          {places.map(
            (place) =>
              !['today', 'clients', 'companies'].includes(place.name) && (
                <PlaceLink key={place.name} place={place} />
              ),
          )}
        </div>
        <div className={classes.menus}>
          <OrganizationMenu />
          <PersonMenu />
        </div>
      </Drawer>
    </nav>
  )
}
