/** A note being edited where it stands. When a colleague edited it meanwhile, both texts are shown to choose from. */
import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Fields } from '#src/core/fields.ts'
import { api } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { Conflict } from '#src/web/ui/conflict.tsx'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { useUnsaved } from '#src/web/ui/unsaved.ts'
import classes from './notes.module.css'
import type { Note } from './schema.ts'

const kinds = ['note', 'call', 'meeting'] as const
const fields: Fields = { body: { kind: 'text', max: 20_000, multiline: true, about: 'Markdown' } }

type Edited = Pick<Note, 'id' | 'version' | 'kind' | 'body'>

export function NoteEditor({ note, close }: { note: Edited; close: () => void }) {
  const t = useTranslations('notes')
  const ui = useTranslations('ui')
  // What one began with: what comes in by itself meanwhile is a colleague's.
  const [base, setBase] = useState(note)
  const [body, setBody] = useState(note.body)
  const [kind, setKind] = useState(note.kind)
  const [theirs, setTheirs] = useState<Note | null>(null)
  const update = useDeed('PATCH /notes/:id', { touches: ['note', 'client', 'company'], shown: [412, 422] })
  const dirty = body !== base.body || kind !== base.kind
  useUnsaved(dirty)

  const store = async (text: string, version: number) => {
    if (text.trim() === '') return
    const { failure } = await update.run({ id: note.id, body: text, kind }, { version })
    if (!failure) return close()
    if (failure.status !== 412) return
    const now = await api('GET /notes/:id', { id: note.id })
    if (now.body === base.body) await store(text, now.version)
    else setTheirs(now)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !dirty) close()
    else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void store(body, base.version)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens to the fields inside, and is no control itself
    <div className={classes.editor} onKeyDown={onKeyDown}>
      <Textarea
        aria-label={t('editLabel')}
        autosize
        autoFocus
        minRows={2}
        maxRows={20}
        maxLength={20_000}
        value={body}
        error={update.failure?.status === 422 ? update.failure.errors[0]?.message : undefined}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <div className={classes.row}>
        <SegmentedControl
          aria-label={t('compose.kind')}
          data={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          value={kind}
          onChange={(value) => setKind(value as Note['kind'])}
        />
        <span className={classes.buttons}>
          <Button size="xs" onClick={close}>
            {ui('cancel')}
          </Button>
          <Button
            size="xs"
            variant="filled"
            rightSection={<KeyHint keys="mod+Enter" />}
            loading={update.busy}
            disabled={body.trim() === ''}
            onClick={() => void store(body, base.version)}
          >
            {ui('save')}
          </Button>
        </span>
      </div>
      {theirs && (
        <Conflict
          fields={fields}
          label={() => t('body')}
          mine={{ body }}
          theirs={{ body: theirs.body }}
          close={() => setTheirs(null)}
          choose={(chosen) => {
            const now = theirs
            setTheirs(null)
            setBase(now)
            if (chosen.body === undefined) return close()
            void store(String(chosen.body), now.version)
          }}
        />
      )}
    </div>
  )
}
