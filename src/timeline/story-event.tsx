/** What happened, in a sentence: an alert, a file, a change; and several changes in one line. */
import {
  IconArrowMerge,
  IconBell,
  IconBellCheck,
  IconDots,
  IconFileImport,
  IconPaperclip,
  IconPencil,
  IconTrash,
  IconTrashOff,
  IconUserPlus,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMomentWords } from '#src/alerts/due.tsx'
import { FileSize } from '#src/files/file-size.tsx'
import { useFormat, usePerson } from '#src/web/intl.tsx'
import { useOrganization } from '#src/web/session.ts'
import { TimelineEvent } from '#src/web/ui/timeline.tsx'
import { fileAddress } from '#src/web/upload.ts'
import { bold, useActor } from './actor.tsx'
import { InvoiceStory } from './invoice-event.tsx'
import { NoteEvent } from './note-event.tsx'
import classes from './story.module.css'
import type { Event } from './story.tsx'

interface EventProps {
  time: 'time' | 'both'
  of: 'client' | 'company'
  fieldLabel: (name: string) => string
}

const strong = (chunks: ReactNode) => <span className={classes.strong}>{chunks}</span>

export function StoryEvent({ event, mayWrite, ...rest }: EventProps & { event: Event; mayWrite: boolean }) {
  const t = useTranslations('timeline')
  const moment = useMomentWords()
  const actorName = useActor()
  const name = actorName(event.actor)
  const { at } = event
  const { time, of } = rest
  if (event.kind === 'note') {
    return (
      <NoteEvent
        note={event.note}
        at={at}
        time={time}
        actor={event.actor}
        mayWrite={mayWrite}
        {...(of === 'company' && event.client && { about: event.client.name })}
      />
    )
  }
  if (event.kind === 'alert') {
    const { alert } = event
    const set = alert.event === 'set'
    return (
      <TimelineEvent icon={set ? IconBell : IconBellCheck} at={at} time={time}>
        {t.rich(`alert.${alert.event}`, {
          b: bold,
          i: strong,
          name,
          title: alert.title,
          when: moment(alert.dueAt),
        })}
        {of === 'company' && event.client && ` ${t('of', { name: event.client.name })}`}
      </TimelineEvent>
    )
  }
  if (event.kind === 'file') {
    const { file } = event
    return (
      <TimelineEvent icon={IconPaperclip} at={at} time={time}>
        {t.rich('file', {
          b: bold,
          link: (chunks) => (
            <a className={classes.strong} href={fileAddress(file.id)} download>
              {chunks}
            </a>
          ),
          name,
          file: file.name,
          size: '',
        })}
        <FileSize of={file.size} />
      </TimelineEvent>
    )
  }
  if (event.kind === 'invoice') return <InvoiceStory event={event} time={time} of={of} />
  return <Change event={event} {...rest} />
}

const changes = {
  create: IconUserPlus,
  delete: IconTrash,
  restore: IconTrashOff,
  merge: IconArrowMerge,
  unmerge: IconArrowMerge,
} as const

/** The name of the file, which leads to the import for those who may look at it. */
function useImportLink() {
  const { slug } = useOrganization()
  return (id: string | null) => (chunks: ReactNode) =>
    id ? (
      <Link className={classes.strong} to="/o/$slug/import/$id" params={{ slug, id }}>
        {chunks}
      </Link>
    ) : (
      strong(chunks)
    )
}

/** What is told of someone who works at the company whose story it is. */
const personDeed = (what: string, fields: readonly string[]) =>
  what === 'create' || what === 'delete' || what === 'restore' ? what : fields.length > 0 ? 'update' : 'other'

function Change({ event, time, of, fieldLabel }: EventProps & { event: Event & { kind: 'change' } }) {
  const t = useTranslations('timeline.change')
  const { language } = usePerson()
  const actorName = useActor()
  const linkTo = useImportLink()
  const { operation, fields } = event.change
  const what = operation.split('.')[1] ?? ''
  const name = actorName(event.actor)
  const Icon = what in changes ? changes[what as keyof typeof changes] : IconPencil
  const words = { b: bold, i: strong, name }
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  const named = list.format(fields.map((field) => fieldLabel(field).toLowerCase()))
  const { import: imported, merge } = event.change
  if (imported) {
    const person = of === 'company' ? event.client?.name : undefined
    const said = { ...words, file: imported.fileName, link: linkTo(imported.id) }
    return (
      <TimelineEvent icon={IconFileImport} at={event.at} time={time}>
        {person
          ? t.rich(`person.imported.${imported.deed}`, { ...said, person })
          : t.rich(`imported.${imported.deed}`, said)}
      </TimelineEvent>
    )
  }
  if (merge && of === 'client') {
    const sentence = what === 'unmerge' ? 'parted' : merge.gone ? 'mergedInto' : 'mergedWith'
    return (
      <TimelineEvent icon={Icon} at={event.at} time={time}>
        {t.rich(sentence, { ...words, other: merge.name })}
      </TimelineEvent>
    )
  }
  return (
    <TimelineEvent icon={Icon} at={event.at} time={time}>
      {of === 'company' && event.client
        ? t.rich(`person.${personDeed(what, fields)}`, { ...words, person: event.client.name, fields: named })
        : what === 'create'
          ? t.rich(of === 'client' ? 'create' : 'createCompany', words)
          : what in changes
            ? t.rich(what as 'merge', words)
            : fields.length > 0
              ? t.rich('update', { ...words, fields: named })
              : t.rich('other', words)}
    </TimelineEvent>
  )
}

/** Three field changes by Marek and Lena: one line, until somebody wants to know. */
export function FoldedChanges({ changes: events, ...rest }: EventProps & { changes: Event[] }) {
  const t = useTranslations('timeline')
  const { language } = usePerson()
  const { number } = useFormat()
  const actorName = useActor()
  const [open, setOpen] = useState(false)
  const [first] = events
  if (!first) return null
  const count = events.reduce(
    (sum, event) => sum + (event.kind === 'change' ? Math.max(1, event.change.fields.length) : 0),
    0,
  )
  const single = events.length === 1 && first.kind === 'change'
  if (single) return <Change event={first} {...rest} />
  const names = [...new Set(events.map((event) => actorName(event.actor)))]
  return (
    <>
      <TimelineEvent icon={IconDots} at={first.at} time={rest.time}>
        {t('folded', {
          count,
          names: new Intl.ListFormat(language, { type: 'conjunction' }).format(names),
        })}{' '}
        <button
          type="button"
          className={classes.unfold}
          aria-expanded={open}
          title={number(count)}
          onClick={() => setOpen(!open)}
        >
          {t(open ? 'fold' : 'unfold')}
        </button>
      </TimelineEvent>
      {open &&
        events.map((event) => event.kind === 'change' && <Change key={event.id} event={event} {...rest} />)}
    </>
  )
}
