/**
 * The story of a client or a company: one list of everything that happened, newest first, in groups of days. Chips
 * choose what is shown, pinned notes stand above, runs of field changes are folded, older pages come as one scrolls.
 */
import { IconPinFilled } from '@tabler/icons-react'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { type About, useKeptNotes } from '#src/notes/kept-notes.tsx'
import type { Output } from '#src/web/api.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { useApi, useList } from '#src/web/query.ts'
import { Chips } from '#src/web/ui/chips.tsx'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { Timeline, TimelineGroup, useDayGroups } from '#src/web/ui/timeline.tsx'
import { KeptNoteEvent, NoteEvent } from './note-event.tsx'
import classes from './story.module.css'
import { FoldedChanges, StoryEvent } from './story-event.tsx'

export type Event = Output<'GET /clients/:id/timeline'>['items'][number]
export const shownKinds = ['all', 'note', 'alert', 'file', 'invoice', 'change'] as const
export type Shown = (typeof shownKinds)[number]

interface StoryProps {
  of: 'client' | 'company'
  about: About
  show: Shown
  setShow: (show: Shown) => void
  mayWrite: boolean
  /** The words of the record's fields. */
  fieldLabel: (name: string) => string
}

/** One line of the story: an event, several changes folded, or a note that is on its way. */
type Item =
  | { key: string; at: string; event: Event }
  | { key: string; at: string; changes: Event[] }
  | { key: string; at: string; kept: ReturnType<typeof useKeptNotes>[number] }

export function Story({ of, about, show, setShow, mayWrite, fieldLabel }: StoryProps) {
  const t = useTranslations('timeline')
  const ids = {
    ...(about.clientId && { clientId: about.clientId }),
    ...(about.companyId && { companyId: about.companyId }),
  }
  const id = about.clientId ?? about.companyId ?? ''
  const route = of === 'client' ? 'GET /clients/:id/timeline' : 'GET /companies/:id/timeline'
  const list = useList(route, { id, ...(show !== 'all' && { kind: [show] }) })
  const counts = useApi(route, { id, limit: 1, count: true }).data?.counts
  const withNotes = show === 'all' || show === 'note'
  const pinned = useApi('GET /notes', { ...ids, pinned: true, limit: 20 }).data?.items ?? []
  const kept = useKeptNotes(ids)
  const items = useMemo(
    () => [
      ...(withNotes ? kept.map((note): Item => ({ key: note.key, at: note.happenedAt, kept: note })) : []),
      ...fold(list.rows, show !== 'change'),
    ],
    [kept, withNotes, list.rows, show],
  )
  const groups = useDayGroups(items, ({ at }) => at)
  const nothing = !list.loading && !list.failure && items.length === 0

  return (
    <>
      <div className={classes.chips}>
        <Chips
          label={t('show')}
          choices={shownKinds.map((value) => ({
            value,
            label: t(`kinds.${value}`),
            ...(value !== 'all' && counts && { count: counts[value].value }),
          }))}
          value={show}
          onChange={setShow}
        />
      </div>
      {list.failure && (
        <FailurePanel
          failure={list.failure}
          retry={list.refetch}
          readAt={list.rows.length > 0 ? list.readAt : 0}
        />
      )}
      {withNotes && pinned.length > 0 && (
        <Timeline>
          <TimelineGroup label={<Pinned />}>
            {pinned.map((note) => (
              <NoteEvent
                key={note.id}
                note={note}
                at={note.happenedAt}
                time="both"
                actor={note.author}
                mayWrite={mayWrite}
              />
            ))}
          </TimelineGroup>
        </Timeline>
      )}
      {list.loading && <LinesSkeleton count={8} />}
      {nothing && pinned.length === 0 && (
        <p className={classes.nothing}>{t(show === 'all' ? 'nothing' : 'nothingOf')}</p>
      )}
      <Timeline>
        {groups.map((group) => (
          <TimelineGroup key={group.label} label={group.label}>
            {group.items.map((item) =>
              'kept' in item ? (
                <KeptNoteEvent key={item.key} note={item.kept} />
              ) : 'changes' in item ? (
                <FoldedChanges
                  key={item.key}
                  changes={item.changes}
                  time={group.time}
                  of={of}
                  fieldLabel={fieldLabel}
                />
              ) : (
                <StoryEvent
                  key={item.key}
                  event={item.event}
                  time={group.time}
                  of={of}
                  mayWrite={mayWrite}
                  fieldLabel={fieldLabel}
                />
              ),
            )}
          </TimelineGroup>
        ))}
      </Timeline>
      {list.loadingMore && <LinesSkeleton count={3} />}
      {list.more && <End reached={list.loadMore} at={items.length} />}
    </>
  )
}

function Pinned() {
  const t = useTranslations('notes')
  return (
    <span className={classes.pinned}>
      <IconPinFilled size={12} aria-hidden="true" />
      {t('pinned')}
    </span>
  )
}

/** Pinned notes stand above; runs of field changes become one line. */
function fold(events: readonly Event[], folding: boolean): Item[] {
  const items: Item[] = []
  for (const event of events) {
    if (event.kind === 'note' && event.note.pinned) continue
    const last = items.at(-1)
    const isChange = folding && event.kind === 'change' && event.change.operation.endsWith('.update')
    if (isChange && last && 'changes' in last) last.changes.push(event)
    else if (isChange) items.push({ key: event.id, at: event.at, changes: [event] })
    else items.push({ key: event.id, at: event.at, event })
  }
  return items
}

/** Asks for the next page when it comes near the screen. */
function End({ reached, at }: { reached: () => void; at: number }) {
  const mark = useRef<HTMLDivElement>(null)
  const latest = useRef(reached)
  latest.current = reached
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that did not fill the screen asks for another
  useEffect(() => {
    if (!mark.current) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) latest.current()
      },
      { rootMargin: '600px' },
    )
    observer.observe(mark.current)
    return () => observer.disconnect()
  }, [at])
  return <div ref={mark} className={classes.end} />
}
