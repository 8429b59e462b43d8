/** A note in the story: who wrote what, as safe Markdown, and what can be done with it. */
import { IconCloudUp, IconNote, IconPhone, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { KeptNote } from '#src/notes/kept-notes.tsx'
import { NoteActions } from '#src/notes/note-actions.tsx'
import { NoteEditor } from '#src/notes/note-editor.tsx'
import { useSession } from '#src/web/session.ts'
import { Markdown } from '#src/web/ui/markdown.tsx'
import { Quote, TimelineEvent } from '#src/web/ui/timeline.tsx'
import { fileAddress } from '#src/web/upload.ts'
import { bold, useActor } from './actor.tsx'
import classes from './story.module.css'
import type { Event } from './story.tsx'

type Note = (Event & { kind: 'note' })['note']
const icons = { note: IconNote, call: IconPhone, meeting: IconUsers }

interface NoteEventProps {
  note: Note
  at: string
  time: 'time' | 'both'
  actor: Event['actor']
  mayWrite: boolean
  /** On a company's page: which of its people. */
  about?: string
}

const longText = 1500

export function NoteEvent({ note, at, time, actor, mayWrite, about }: NoteEventProps) {
  const t = useTranslations('notes')
  const ui = useTranslations('ui')
  const actorName = useActor()
  const [editing, setEditing] = useState(false)
  const [whole, setWhole] = useState(false)
  const long = note.body.length > longText && !whole
  return (
    <TimelineEvent
      icon={icons[note.kind]}
      at={at}
      time={time}
      actions={
        mayWrite &&
        !editing && (
          <NoteActions
            id={note.id}
            version={note.version}
            pinned={note.pinned}
            edit={() => setEditing(true)}
          />
        )
      }
      body={
        editing ? (
          <NoteEditor note={note} close={() => setEditing(false)} />
        ) : (
          <Quote>
            <div className={long ? classes.clamped : undefined}>
              <Markdown text={note.body} />
            </div>
            {long && (
              <button type="button" className={classes.unfold} onClick={() => setWhole(true)}>
                {ui('loadMore')}
              </button>
            )}
            {note.files.length > 0 && (
              <div className={classes.files}>
                {note.files.map(({ id, name }) => (
                  <a key={id} href={fileAddress(id)} download>
                    {name}
                  </a>
                ))}
              </div>
            )}
          </Quote>
        )
      }
    >
      {t.rich(note.imported ? 'wrote.imported' : `wrote.${note.kind}`, { b: bold, name: actorName(actor) })}
      {about && ` ${t('about', { name: about })}`}
    </TimelineEvent>
  )
}

/** A note that is not stored yet: seen at once, and said so. */
export function KeptNoteEvent({ note }: { note: KeptNote }) {
  const t = useTranslations('notes')
  const { user } = useSession()
  const actorName = useActor()
  const { trouble } = note
  return (
    <TimelineEvent
      icon={trouble ? IconCloudUp : icons[note.kind]}
      at={note.happenedAt}
      {...(trouble && { tone: 'amber' })}
      body={
        <Quote>
          <Markdown text={note.body} />
        </Quote>
      }
    >
      {t.rich(`wrote.${note.kind}`, { b: bold, name: actorName(user) })}{' '}
      <span className={classes.state}>{t(trouble ? 'kept' : 'waiting')}</span>
    </TimelineEvent>
  )
}
