/** The phone's bar: two places, what can be added, one more place, and everything else behind More. */
import { UnstyledButton } from '@mantine/core'
import { IconFileInvoice, IconMenu2, IconPlus, IconSun, IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { may } from '#src/core/permissions.ts'
import { quickDeeds } from './quick.tsx'
import { useOrganization } from './session.ts'
import classes from './styles/bottom-bar.module.css'

const BottomSheet = lazy(() =>
  import('./bottom-sheet.tsx').then((module) => ({ default: module.BottomSheet })),
)

export function BottomBar() {
  const t = useTranslations('shell')
  const { slug, role } = useOrganization()
  const [opened, setOpened] = useState<'more' | 'add' | null>(null)
  const addable = Object.keys(quickDeeds).length > 0
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
      {addable && may(role, 'clients.write') && (
        <UnstyledButton className={classes.add} aria-label={t('add')} onClick={() => setOpened('add')}>
          <IconPlus size={22} aria-hidden="true" />
        </UnstyledButton>
      )}
      <Link to="/o/$slug/invoices" params={{ slug }} className={classes.place}>
        <IconFileInvoice size={22} stroke={1.75} aria-hidden="true" />
        {t('places.invoices')}
      </Link>
      <UnstyledButton className={classes.place} onClick={() => setOpened('more')}>
        <IconMenu2 size={22} stroke={1.75} aria-hidden="true" />
        {t('more')}
      </UnstyledButton>
      <Suspense>{opened && <BottomSheet which={opened} close={() => setOpened(null)} />}</Suspense>
    </nav>
  )
}
