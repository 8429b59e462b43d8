/**
 * The frame around an organization's pages: the rail (a bottom bar on the phone), the palette, the quick deeds, the
 * keys that work everywhere, and the ear for change events.
 */
import { ActionIcon } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react'
import { Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { may } from '#src/core/permissions.ts'
import { ExportCommands } from '#src/imports/export-list.tsx'
import { InvoiceCommands } from '#src/invoices/invoice-commands.tsx'
import { KeptNotes } from '#src/notes/kept-notes.tsx'
import { Bell } from '#src/notifications/bell.tsx'
import { useRing } from '#src/notifications/ring.tsx'
import { PolicyNotice } from '#src/privacy/policy-notice.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { useChangeEvents } from './events.ts'
import { OfflineBanner } from './failure.tsx'
import { useKey, useKeyListener } from './keys.tsx'
import { OrganizationMenu, PersonMenu } from './menus.tsx'
import { openPalette, useCommand, usePalette } from './palette-store.ts'
import { PlaceLink } from './place-link.tsx'
import { type Place, places } from './places.ts'
import { openQuick, QuickDeed, type QuickName, quickDeeds } from './quick.tsx'
import { useMay, useOrganization } from './session.ts'
import classes from './styles/shell.module.css'
import { fetchConfirmDialog } from './ui/confirm.tsx'
import { KeyHint } from './ui/key-hint.tsx'

const fetchPalette = () => import('./palette.tsx')
const Palette = lazy(() => fetchPalette().then((module) => ({ default: module.Palette })))
const KeysHelp = lazy(() => import('./keys-help.tsx').then((module) => ({ default: module.KeysHelp })))

const idle = 3000

export function Shell() {
  const t = useTranslations('shell')
  const { slug } = useParams({ from: '/o/$slug' })
  const [folded, setFolded] = useLocalStorage({ key: 'rail-folded', defaultValue: false })
  const { opened: paletteOpened } = usePalette()
  const [helpOpened, setHelpOpened] = useState(false)
  useKeyListener()
  useChangeEvents(slug)
  useRing()
  useEffect(() => {
    // So that ⌘K and a question open at once, also when the line breaks later.
    const timer = setTimeout(
      () => void Promise.all([fetchPalette(), fetchConfirmDialog()]).catch(() => {}),
      idle,
    )
    return () => clearTimeout(timer)
  }, [])
  useKey('mod+k', t('openPalette'), openPalette)
  useKey('?', t('showKeys'), () => setHelpOpened(true))
  useCommand({ id: 'keys', label: t('showKeys'), keys: '?', run: () => setHelpOpened(true) })

  return (
    <div className={classes.shell} data-folded={folded || undefined} key={slug}>
      <a className={classes.skip} href="#content">
        {t('skip')}
      </a>
      <Rail folded={folded} fold={() => setFolded(!folded)} />
      <main id="content" className={classes.content} tabIndex={-1}>
        <OfflineBanner />
        <PolicyNotice slug={slug} />
        <div className={classes.page}>
          <Outlet />
        </div>
      </main>
      <BottomBar />
      <Suspense>
        {paletteOpened && <Palette />}
        {helpOpened && <KeysHelp close={() => setHelpOpened(false)} />}
      </Suspense>
      <QuickDeed />
      <KeptNotes />
      {places.map((place) => (
        <PlaceKey key={place.name} place={place} />
      ))}
      <InviteCommand />
      <ExportCommands />
      <InvoiceCommands />
      {quickKeys.map(([keys, name, label]) => (
        <QuickKey key={name} keys={keys} name={name} label={t(label)} />
      ))}
    </div>
  )
}

const quickKeys = [
  ['c', 'client', 'newClient'],
  ['n', 'note', 'newNote'],
  ['r', 'alert', 'newAlert'],
  [null, 'company', 'newCompany'],
] as const

function QuickKey({ keys, name, label }: { keys: string | null; name: QuickName; label: string }) {
  const missing = quickDeeds[name] === undefined
  const { role } = useOrganization()
  const disabled = missing || !may(role, 'clients.write')
  useKey(keys ?? '', label, () => openQuick(name), { disabled: disabled || keys === null, frame: true })
  useCommand(
    { id: `quick-${name}`, label, ...(keys && { keys }), run: (text) => openQuick(name, { text }) },
    disabled,
  )
  return null
}

/** Found from everywhere; its key works on the Team page. */
function InviteCommand() {
  const t = useTranslations('team')
  const manages = useMay('members.manage')
  useCommand(
    { id: 'invite', label: t('inviteSomeone'), run: (text) => openQuick('invite', { text }) },
    !manages,
  )
  return null
}

function PlaceKey({ place }: { place: Place }) {
  const t = useTranslations('shell')
  const { slug, role } = useOrganization()
  const navigate = useNavigate()
  const disabled = place.permission !== undefined && !may(role, place.permission)
  const label = t('go', { place: t(`places.${place.name}`) })
  const go = () => void navigate({ to: place.to, params: { slug } })
  useKey(place.keys ?? '', label, go, { disabled: disabled || !place.keys, frame: true })
  useCommand(
    { id: `go-${place.name}`, label, icon: place.icon, run: go, ...(place.keys && { keys: place.keys }) },
    disabled,
  )
  return null
}

function Rail({ folded, fold }: { folded: boolean; fold: () => void }) {
  const t = useTranslations('shell')
  return (
    <nav className={classes.rail} aria-label={t('navigation')}>
      <div className={classes.head}>
        <OrganizationMenu folded={folded} />
        <Bell keys />
      </div>
      <button
        type="button"
        className={classes.search}
        onClick={openPalette}
        aria-label={folded ? t('searchOrDo') : undefined}
        aria-keyshortcuts="Meta+K Control+K"
      >
        <IconSearch size={16} aria-hidden="true" />
        {!folded && (
          <>
            <span className={classes.searchLabel}>{t('searchOrDo')}</span>
            <KeyHint keys="mod+k" />
          </>
        )}
      </button>
      <div className={classes.places}>
        {places.map((place) => !place.apart && <PlaceLink key={place.name} place={place} folded={folded} />)}
      </div>
      <div className={classes.apart}>
        {places.map((place) => place.apart && <PlaceLink key={place.name} place={place} folded={folded} />)}
      </div>
      <div className={classes.foot}>
        <PersonMenu folded={folded} />
        <ActionIcon onClick={fold} size="sm" aria-label={t(folded ? 'unfold' : 'fold')}>
          {folded ? <IconLayoutSidebarLeftExpand /> : <IconLayoutSidebarLeftCollapse />}
        </ActionIcon>
      </div>
    </nav>
  )
}
