/** What rises from the phone's bar: what can be added, or every other place and the two menus. */
import { Drawer, UnstyledButton } from '@mantine/core'
import { IconBell, IconBuilding, IconFileInvoice, IconNote, IconUserPlus } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { useOpenNewInvoice } from '#src/invoices/invoice-commands.tsx'
import { OrganizationMenu, PersonMenu } from './menus.tsx'
import { PlaceLink } from './place-link.tsx'
import { places } from './places.ts'
import { openQuick, quickDeeds } from './quick.tsx'
import { useMay } from './session.ts'
import classes from './styles/bottom-bar.module.css'
import { useFocusReturn } from './ui/focus-return.ts'

const additions = [
  { name: 'client', label: 'newClient', icon: IconUserPlus },
  { name: 'note', label: 'newNote', icon: IconNote },
  { name: 'alert', label: 'newAlert', icon: IconBell },
  { name: 'company', label: 'newCompany', icon: IconBuilding },
] as const

const inTheBar: readonly string[] = ['today', 'clients', 'invoices']

export function BottomSheet({ which, close }: { which: 'add' | 'more'; close: () => void }) {
  useFocusReturn()
  const t = useTranslations('shell')
  return (
    <Drawer
      opened
      onClose={close}
      position="bottom"
      title={t(which)}
      // As high as what is in it, and no higher.
      classNames={{ content: classes.sheet }}
    >
      {which === 'add' ? <Additions close={close} /> : <Places close={close} />}
    </Drawer>
  )
}

function Additions({ close }: { close: () => void }) {
  const t = useTranslations('shell')
  const invoices = useTranslations('invoices')
  const newInvoice = useOpenNewInvoice()
  return (
    <div className={classes.list}>
      {additions.map(
        ({ name, label, icon: Icon }) =>
          quickDeeds[name] && (
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
          ),
      )}
      {useMay('invoices.write') && (
        <UnstyledButton
          className={classes.item}
          onClick={() => {
            close()
            newInvoice()
          }}
        >
          <IconFileInvoice size={20} stroke={1.75} aria-hidden="true" />
          {invoices('new')}
        </UnstyledButton>
      )}
    </div>
  )
}

function Places({ close }: { close: () => void }) {
  return (
    <>
      {/* A click on a place bubbles up here and closes the sheet. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what is operated */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link arrives as a click */}
      <div
        className={classes.list}
        onClick={(event) => (event.target as HTMLElement).closest('a') && close()}
      >
        {places.map(
          (place) => !inTheBar.includes(place.name) && <PlaceLink key={place.name} place={place} />,
        )}
      </div>
      <div className={classes.menus}>
        <OrganizationMenu />
        <PersonMenu />
      </div>
    </>
  )
}
