/** What can be done with a note where it stands: pin it, edit it, throw it away; each can be taken back. */
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconPencil, IconPin, IconPinnedOff, IconTrash } from '@tabler/icons-react'
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
  return actions.map(({ label, icon: Icon, run }) => (
    <Tooltip key={label} label={label}>
      <ActionIcon size="sm" aria-label={label} onClick={run}>
        <Icon />
      </ActionIcon>
    </Tooltip>
  ))
}
