/** Two clients become one: choose per field where both say something else, see what moves, and take it back if need be. */
import { Button, Modal } from '@mantine/core'
import { IconSwitchHorizontal } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Field } from '#src/core/fields.ts'
import { ClientSelect } from '#src/notes/quick-note.tsx'
import { api } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { useFieldWords } from '#src/web/field-words.ts'
import { usePerson } from '#src/web/intl.tsx'
import { usePeople } from '#src/web/people.ts'
import { invalidate, useApi } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { type AnyValue, FieldValue, isEmptyValue } from '#src/web/ui/field-value.tsx'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import formClasses from '#src/web/ui/form.module.css'
import type { Values } from '#src/web/ui/record-form.tsx'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { type Client, useClient } from './client-record.tsx'
import { clientFields } from './fields.ts'
import classes from './merging.module.css'

interface MergeDialogProps {
  client: Client
  /** Left out: one chooses first. */
  other?: Client
  close: () => void
}

type Choice = 'this' | 'other'
const touches = ['client', 'note', 'alert', 'file', 'company']

export function MergeDialog({ client, other: given, close }: MergeDialogProps) {
  useFocusReturn()
  const t = useTranslations('clients.merging')
  const [otherId, setOtherId] = useState(given?.id ?? '')
  const [swapped, setSwapped] = useState(false)
  const found = useApi('GET /clients/:id', { id: otherId }, { enabled: otherId !== '' })
  const own = useClient(client.id).data ?? client
  const other = found.data ?? given
  const wide = other ? 720 : 480
  return (
    <Modal opened onClose={close} title={t('title')} size={wide}>
      {other ? (
        <Compare
          key={String(swapped)}
          into={swapped ? other : own}
          from={swapped ? own : other}
          swap={() => setSwapped(!swapped)}
          close={close}
        />
      ) : otherId ? (
        <LinesSkeleton count={6} />
      ) : (
        <ClientSelect
          label={t('who', { name: client.name })}
          without={client.id}
          choose={({ clientId }) => clientId && setOtherId(clientId)}
        />
      )}
    </Modal>
  )
}

interface CompareProps {
  /** The one that stays. */
  into: Client
  from: Client
  swap: () => void
  close: () => void
}

/** Lists of both are united; everywhere else one value stands. */
const isList = ({ kind }: Field) => kind === 'emails' || kind === 'phones' || kind === 'tags'

function Compare({ into, from, swap, close }: CompareProps) {
  const t = useTranslations('clients.merging')
  const ui = useTranslations('ui')
  const { label, optionLabel } = useFieldWords('clients')
  const { nameOf } = usePeople()
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  const values = { this: into as unknown as Values, other: from as unknown as Values }
  const differing = Object.entries(clientFields as Record<string, Field>).filter(
    ([name, field]) =>
      !isList(field) &&
      !isEmptyValue(values.this[name]) &&
      !isEmptyValue(values.other[name]) &&
      JSON.stringify(values.this[name]) !== JSON.stringify(values.other[name]),
  )
  const merge = useDeed('POST /clients/:id/merge', {
    touches,
    done: t('done', { other: from.name, name: into.name }),
    undo: async () => {
      await api('POST /clients/:id/unmerge', { id: into.id, otherId: from.id })
      await invalidate(touches)
    },
    shown: [412],
  })
  const submit = async () => {
    const { failure } = await merge.run(
      { id: into.id, otherId: from.id, otherVersion: from.version, fields: choices },
      { version: into.version },
    )
    if (failure) return
    close()
    void navigate({ to: '/o/$slug/clients/$id', params: { slug, id: into.id }, search: (before) => before })
  }
  const shown = (name: string, field: Field, choice: Choice) => {
    const of = choice === 'this' ? into : from
    return (
      <FieldValue
        field={field}
        value={values[choice][name] as AnyValue}
        refersTo={
          name === 'companyId' ? of.company?.name : name === 'ownerId' ? nameOf(of.ownerId) : undefined
        }
        optionLabel={(option) => optionLabel(name, option)}
        plain
      />
    )
  }
  return (
    <>
      <p className={formClasses.question}>{t('text', { other: from.name, name: into.name })}</p>
      <Button size="xs" leftSection={<IconSwitchHorizontal />} onClick={swap}>
        {t('swap')}
      </Button>
      {differing.length > 0 ? (
        <table className={classes.compare}>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">{t('field')}</span>
              </th>
              <th scope="col">{into.name}</th>
              <th scope="col">{from.name}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map(([name, field]) => (
              <tr key={name}>
                <th scope="row">{label(name)}</th>
                {(['this', 'other'] as const).map((choice) => (
                  <td key={choice}>
                    <label className={classes.compareChoice}>
                      <input
                        type="radio"
                        name={`merge-${name}`}
                        checked={(choices[name] ?? 'this') === choice}
                        onChange={() => setChoices((before) => ({ ...before, [name]: choice }))}
                      />
                      <span>{shown(name, field, choice)}</span>
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className={classes.compareNone}>{t('same')}</p>
      )}
      <p className={classes.compareNote}>
        {t('united')} <Moves from={from} />
      </p>
      {merge.failure?.status === 412 && (
        <p className={formClasses.refusal} role="alert">
          {t('changed')}
        </p>
      )}
      <div className={formClasses.buttons}>
        <Button onClick={close}>{ui('cancel')}</Button>
        <Button variant="filled" loading={merge.busy} onClick={() => void submit()}>
          {t('action')}
        </Button>
      </div>
    </>
  )
}

/** What hangs on the one that goes, and comes along. */
function Moves({ from: { id } }: { from: Client }) {
  const t = useTranslations('clients.merging')
  const { language } = usePerson()
  const counts = useApi('GET /clients/:id/timeline', { id, limit: 1, count: true }).data?.counts
  const alerts = useApi('GET /alerts', { clientId: id, limit: 1, count: true }).data?.count
  if (!counts || !alerts) return null
  const moving = [
    { count: counts.note.value, word: 'notes' },
    { count: alerts.value, word: 'alerts' },
    { count: counts.file.value, word: 'files' },
  ] as const
  const what = moving.filter(({ count }) => count > 0).map(({ count, word }) => t(word, { count }))
  if (what.length === 0) return t('movesNothing')
  return t('moves', { what: new Intl.ListFormat(language, { type: 'conjunction' }).format(what) })
}
