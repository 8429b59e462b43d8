/** Row one of a record's page: where am I, who are the neighbours in the list, what can I do. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconBell, IconDots, IconLink, IconNote, IconPencil, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { InvoiceButton } from '#src/invoices/invoice-button.tsx'
import { useFormat } from '../intl.tsx'
import { useKey } from '../keys.tsx'
import { openQuick } from '../quick.tsx'
import { type NamedRecord, type RecordKind, useCopyLink, useTrashRecord } from '../record-kind.ts'
import { useListPlace, useNeighbours } from '../record-list.ts'
import { useOrganization } from '../session.ts'
import { KeyHint } from './key-hint.tsx'
import classes from './record-head.module.css'
import { Trail } from './trail.tsx'

/** The note field on the page. */
export const focusComposer = () => document.querySelector<HTMLElement>('[data-composer] textarea')?.focus()

interface RecordBarProps {
  of: RecordKind
  record: NamedRecord
  mayWrite: boolean
  /** `RecordMenu`. */
  children: ReactNode
}

export function RecordBar({ of, record, mayWrite, children }: RecordBarProps) {
  const t = useTranslations('ui.record')
  const words = useTranslations(of.words)
  const { slug } = useOrganization()
  const { number } = useFormat()
  const place = useListPlace(of)
  const labels = { previous: words('previous'), next: words('next') }
  const neighbours = useNeighbours(of, record.id, labels)
  const count = neighbours?.count
  const position =
    neighbours &&
    (neighbours.index === null
      ? t('positionGone')
      : t('position', {
          index: number(neighbours.index),
          count: count ? `${number(count.value)}${count.atLeast ? '+' : ''}` : '…',
        }))
  const setAlert = () => openQuick('alert')
  useKey('r', t('alert'), setAlert, { disabled: !mayWrite })
  return (
    <header className={classes.bar}>
      <Trail
        from={{ label: words('title'), link: { to: of.page, params: { slug }, search: place } }}
        {...(neighbours && {
          neighbours: { previous: neighbours.previous, next: neighbours.next, position: position ?? '' },
        })}
        labels={labels}
      >
        {record.name}
      </Trail>
      <div className={classes.actions}>
        {mayWrite && (
          <>
            <Button
              visibleFrom="sm"
              variant="filled"
              leftSection={<IconNote />}
              rightSection={<KeyHint keys="n" />}
              onClick={focusComposer}
            >
              {t('note')}
            </Button>
            <Button
              visibleFrom="sm"
              leftSection={<IconBell />}
              rightSection={<KeyHint keys="r" />}
              onClick={setAlert}
            >
              {t('alert')}
            </Button>
            <InvoiceButton
              subject={of.kind === 'client' ? { clientId: record.id } : { companyId: record.id }}
            />
          </>
        )}
        {children}
      </div>
    </header>
  )
}

interface RecordMenuProps {
  of: RecordKind
  record: NamedRecord
  mayWrite: boolean
  edit: () => void
  /** Further deeds, after editing. */
  children?: ReactNode
}

export function RecordMenu({ of, record, mayWrite, edit, children }: RecordMenuProps) {
  const t = useTranslations('ui.record')
  const copyLink = useCopyLink(of, record.id)
  const moveToTrash = useTrashRecord(of, record)
  return (
    <Menu width={200}>
      <Menu.Target>
        <ActionIcon aria-label={t('more', { name: record.name })}>
          <IconDots />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayWrite && (
          <>
            <Menu.Item leftSection={<IconPencil />} onClick={edit}>
              {t('editAll')}
            </Menu.Item>
            {children}
          </>
        )}
        <Menu.Item leftSection={<IconLink />} onClick={() => void copyLink()}>
          {t('copyLink')}
        </Menu.Item>
        {mayWrite && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconTrash />} onClick={() => void moveToTrash()}>
              {t('trash')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
