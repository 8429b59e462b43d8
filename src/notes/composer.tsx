/**
 * Where one writes: a note, a call or a meeting, and the alert that follows from it. `N` comes here, ⌘Enter stores. What
 * is typed survives leaving the page, and what is stored survives a server that does not answer.
 */
import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { IconNote } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { PhraseMarks } from '#src/alerts/phrase.tsx'
import { useSetAlert } from '#src/alerts/set-alert.tsx'
import { useFormat } from '#src/web/intl.tsx'
import { useKey } from '#src/web/keys.tsx'
import { useReason } from '#src/web/reason.ts'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { DueOffer, useDue } from './due-offer.tsx'
import { type About, keepNote } from './kept-notes.tsx'
import classes from './notes.module.css'
import { WhenField } from './when-field.tsx'

const kinds = ['note', 'call', 'meeting'] as const
type Kind = (typeof kinds)[number]

interface ComposerProps {
  about: About
  /** In a dialog: open from the start, and closed when it is stored. */
  text?: string
  done?: () => void
  /** Says what `N` does here; left out where the key already means something else. */
  keyLabel?: string
}

const bodyLimit = 20_000
const titleLimit = 200
/** A longer line is prose that happens to name a day. */
const phraseLimit = 80

/** What was typed and not stored, per record, while the application is open. */
const drafts = new Map<string, string>()

export function Composer({ about, text: given = '', done, keyLabel }: ComposerProps) {
  const t = useTranslations('notes')
  const draftKey = about.clientId ?? about.companyId ?? ''
  const [text, setText] = useState(given || (drafts.get(draftKey) ?? ''))
  const [kind, setKind] = useState<Kind>('note')
  const [happenedAt, setHappenedAt] = useState<string | null>(null)
  const [open, setOpen] = useState(text !== '' || done !== undefined)
  const [wanted, setWanted] = useState<boolean | null>(null)
  const { number } = useFormat()
  const reason = useReason()
  const field = useRef<HTMLTextAreaElement>(null)
  const setAlert = useSetAlert(about)
  const due = useDue(text)
  // "call tue 10:00" means an alert; "wants an offer by Friday" is a note that happens to name a day.
  const timeSaid = due?.understood.some(([start, end]) => /\d/.test(text.slice(start, end))) ?? false
  const taken =
    due !== null &&
    (wanted ?? (due.whole && timeSaid && text.trim().length <= phraseLimit && kind === 'note'))
  // More than one sentence says more than when to ring: the note is kept as well.
  const onlyAlert = taken && due.whole && kind === 'note' && !/[.!?…]\s/.test(text)
  const body = text.trim()
  const tooLong = body.length > bodyLimit

  useKey('n', keyLabel ?? '', () => field.current?.focus(), { disabled: !keyLabel })

  const type = (next: string) => {
    setText(next)
    if (next.trim()) drafts.set(draftKey, next)
    else drafts.delete(draftKey)
  }
  const empty = () => {
    type('')
    setKind('note')
    setHappenedAt(null)
    setWanted(null)
    setOpen(false)
    field.current?.blur()
    done?.()
  }
  const store = async () => {
    if (!body || tooLong || setAlert.busy) return
    // The alert first: when it is refused, everything typed is still here.
    if (taken) {
      const { failure } = await setAlert.run({ ...due, title: due.title.slice(0, titleLimit) })
      if (failure) return
    }
    if (!onlyAlert) keepNote({ about, kind, body, happenedAt: happenedAt ?? new Date().toISOString() })
    empty()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      void store()
    } else if (event.key === 'Escape' && !done) {
      event.preventDefault()
      if (!body) setOpen(false)
      field.current?.blur()
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens to the fields inside, and is no control itself
    <div
      className={classes.composer}
      data-composer={keyLabel ? true : undefined}
      data-open={open || undefined}
      onKeyDown={onKeyDown}
    >
      <div className={classes.field}>
        <IconNote className={classes.fieldIcon} size={16} stroke={1.75} aria-hidden="true" />
        <div className={classes.layers}>
          {due && <PhraseMarks className={classes.marks} text={text} understood={due.understood} />}
          <Textarea
            ref={field}
            variant="unstyled"
            classNames={{ input: classes.input }}
            aria-label={t('compose.label', { name: about.name })}
            placeholder={t('compose.placeholder')}
            autosize
            minRows={open ? 2 : 1}
            maxRows={16}
            value={text}
            data-autofocus={done ? true : undefined}
            onChange={(event) => type(event.currentTarget.value)}
            onFocus={() => setOpen(true)}
          />
        </div>
        {!open && keyLabel && <KeyHint keys="n" />}
      </div>
      {open && (
        <div className={classes.tools}>
          {due && <DueOffer due={due} taken={taken} onChange={setWanted} />}
          {setAlert.failure?.status === 422 && (
            <p className={classes.tooLong} role="alert">
              {reason(setAlert.failure)}
            </p>
          )}
          {tooLong && (
            <p className={classes.tooLong} role="alert">
              {t('compose.tooLong', { count: number(body.length) })}
            </p>
          )}
          <div className={classes.row}>
            <SegmentedControl
              aria-label={t('compose.kind')}
              data={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
              value={kind}
              onChange={(value) => setKind(value as Kind)}
            />
            {!onlyAlert && <WhenField value={happenedAt} onChange={setHappenedAt} />}
            <span className={classes.buttons}>
              {!done && (
                <Button
                  size="xs"
                  variant="subtle"
                  onClick={() => {
                    setOpen(false)
                    field.current?.blur()
                  }}
                >
                  {t('compose.cancel')}
                </Button>
              )}
              <Button
                size="xs"
                variant="filled"
                rightSection={<KeyHint keys="mod+Enter" />}
                disabled={!body || tooLong}
                loading={setAlert.busy}
                onClick={() => void store()}
              >
                {t(onlyAlert ? 'compose.alert' : taken ? 'compose.both' : 'compose.store')}
              </Button>
            </span>
          </div>
        </div>
      )}
    </div>
  )
}
