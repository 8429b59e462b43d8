/** What can be done with a note where it stands: pin it, edit it, throw it away; each can be taken back. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconDots, IconPencil, IconPin, IconPinnedOff, IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { api } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'

interface NoteActionsProps {
  id: string
  version: number
  pinned: boolean
  edit: () => void
}

export function NoteActions({ id, version, pinned, edit }: NoteActionsProps) {
  const t = useTranslations('notes')
  const change = useDeed('PATCH /notes/:id', { touches: ['note'] })
  const trash = useDeed('DELETE /notes/:id', {
    touches: ['note', 'client', 'company'],
    done: t('deleted'),
    undo: () => api('POST /notes/:id/restore', { id }),
  })
  const actions = [
    {
      label: t(pinned ? 'unpin' : 'pin'),
      icon: pinned ? IconPinnedOff : IconPin,
      run: () => void change.run({ id, pinned: !pinned }),
    },
    { label: t('edit'), icon: IconPencil, run: edit },
    { label: t('delete'), icon: IconTrash, run: () => void trash.run({ id }, { version }) },
  ]
  return (
    <>
      {actions.map(({ label, icon: Icon, run }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon visibleFrom="sm" size="sm" aria-label={label} onClick={run}>
            <Icon />
          </ActionIcon>
        </Tooltip>
      ))}
      <Menu width={180}>
        <Menu.Target>
          <ActionIcon hiddenFrom="sm" size="sm" aria-label={t('actions')}>
            <IconDots />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map(({ label, icon: Icon, run }) => (
            <Menu.Item key={label} leftSection={<Icon />} onClick={run}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
