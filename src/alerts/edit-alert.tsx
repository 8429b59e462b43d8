/** An alert changed. When a colleague changed it meanwhile, one chooses between both, field by field. */
import { Button, Modal, Skeleton, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Fields } from '#src/core/fields.ts'
import { api } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { usePerson } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { useReason } from '#src/web/reason.ts'
import { Conflict } from '#src/web/ui/conflict.tsx'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import formClasses from '#src/web/ui/form.module.css'
import { submitByKeys } from '#src/web/ui/form-keys.ts'
import { AlertFields, aboutOf, channelsOf, type Draft } from './alert-fields.tsx'
import classes from './alert-sheet.module.css'
import { type Alert, useMomentWords } from './due.tsx'
import { useRepeatWords } from './repeat-words.tsx'
import { readWall, writeWall } from './wall-field.ts'

export function EditAlert({ id, close }: { id: string; close: () => void }) {
  useFocusReturn()
  const t = useTranslations('alerts.edit')
  const { data, error, refetch } = useApi('GET /alerts/:id', { id })
  return (
    <Modal opened onClose={close} title={t('title')} size={560} yOffset={96}>
      {data ? (
        <Form alert={data} close={close} />
      ) : error ? (
        <FailurePanel failure={error} retry={() => void refetch()} />
      ) : (
        <Skeleton height={240} />
      )}
    </Modal>
  )
}

interface Values extends Draft {
  title: string
  dueAt: string | null
}

const valuesOf = ({ title, dueAt, repeat, assigneeId, client, company, channels }: Alert): Values => ({
  title,
  dueAt,
  repeat,
  assigneeId,
  about: client ? { kind: 'client', ...client } : company ? { kind: 'company', ...company } : null,
  email: channels.includes('email'),
})

const names = ['title', 'dueAt', 'repeat', 'about', 'assigneeId', 'email'] as const
type Name = (typeof names)[number]
const different = (one: Values, other: Values) =>
  names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]))

/** So that the conflict can show them: each as the words people read. */
const shownFields: Fields = Object.fromEntries(
  names.map((name) => [name, { kind: 'text', max: 300, about: name }]),
)

function Form({ alert, close }: { alert: Alert; close: () => void }) {
  const t = useTranslations('alerts')
  const ui = useTranslations('ui')
  const reason = useReason()
  const { timeZone } = usePerson()
  const words = useValueWords()
  const [base, setBase] = useState(alert)
  const [values, setValues] = useState(() => valuesOf(alert))
  const [theirs, setTheirs] = useState<Alert | null>(null)
  const update = useDeed('PATCH /alerts/:id', {
    touches: ['alert', 'notification'],
    done: t('done.changed'),
    shown: [422, 412],
  })
  const errorOf = (path: string) => update.failure?.errors.find((error) => error.path === path)?.message
  const change = (changed: Partial<Values>) => setValues((before) => ({ ...before, ...changed }))

  const store = async (wanted: Values, from: Alert) => {
    const changed = different(wanted, valuesOf(from))
    if (changed.length === 0) return close()
    const { failure } = await update.run(inputOf(wanted, changed, from, timeZone), { version: from.version })
    if (!failure) return close()
    if (failure.status !== 412) return
    const now = await api('GET /alerts/:id', { id: from.id })
    const both = different(valuesOf(now), valuesOf(from)).filter((name) => changed.includes(name))
    if (both.length > 0) return setTheirs(now)
    // Each changed something else: both go together.
    const merged = { ...valuesOf(now), ...pick(wanted, changed) }
    setBase(now)
    setValues(merged)
    await store(merged, now)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (values.dueAt && values.title.trim()) void store(values, base)
  }

  return (
    <form className={classes.sheet} onSubmit={submit} onKeyDown={submitByKeys} noValidate>
      <TextInput
        label={t('fields.title')}
        value={values.title}
        maxLength={200}
        data-autofocus
        autoFocus
        error={errorOf('title')}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <TextInput
        label={t('fields.dueAt')}
        type="datetime-local"
        value={values.dueAt ? writeWall(values.dueAt, timeZone) : ''}
        error={errorOf('dueAt')}
        onChange={(event) => change({ dueAt: readWall(event.currentTarget.value, timeZone) })}
      />
      <AlertFields draft={values} onChange={change} dueAt={values.dueAt} errorOf={errorOf} />
      {update.failure && update.failure.errors.length === 0 && update.failure.status === 422 && (
        <p className={classes.refusal} role="alert">
          {reason(update.failure)}
        </p>
      )}
      <div className={formClasses.buttons}>
        <Button onClick={close}>{ui('cancel')}</Button>
        <Button
          type="submit"
          variant="filled"
          loading={update.busy}
          disabled={!values.dueAt || values.title.trim() === ''}
        >
          {t('edit.save')}
        </Button>
      </div>
      {theirs && (
        <Conflict
          fields={shownFields}
          label={(name) => t(`fields.${name === 'email' ? 'channels' : (name as Exclude<Name, 'email'>)}`)}
          mine={words(pick(values, different(values, valuesOf(base))))}
          theirs={words(valuesOf(theirs))}
          close={() => setTheirs(null)}
          choose={(mine) => {
            const kept = names.filter((name) => name in mine)
            const merged = { ...valuesOf(theirs), ...pick(values, kept) }
            setTheirs(null)
            setBase(theirs)
            setValues(merged)
            void store(merged, theirs)
          }}
        />
      )}
    </form>
  )
}

const pick = (values: Values, wanted: readonly Name[]): Partial<Values> =>
  Object.fromEntries(wanted.map((name) => [name, values[name]]))

function inputOf(values: Values, changed: readonly Name[], alert: Alert, timeZone: string) {
  const { title, dueAt, repeat, about, assigneeId, email } = values
  return {
    id: alert.id,
    ...(changed.includes('title') && { title }),
    ...(changed.includes('dueAt') && dueAt && { dueAt }),
    ...(changed.includes('repeat') && { repeat, timeZone }),
    ...(changed.includes('about') && aboutOf(about)),
    ...(changed.includes('assigneeId') && assigneeId && { assigneeId }),
    ...(changed.includes('email') && { channels: channelsOf(email, alert.channels) }),
  }
}

function useValueWords() {
  const t = useTranslations('alerts')
  const moment = useMomentWords()
  const repeatWords = useRepeatWords()
  const members = useApi('GET /members', { limit: 200 }).data?.items ?? []
  return (values: Partial<Values>): Record<string, string | null> => {
    const { title, dueAt, repeat, about, assigneeId, email } = values
    const words: Partial<Record<Name, string | null>> = {
      ...(title !== undefined && { title }),
      ...(dueAt && { dueAt: moment(dueAt) }),
      ...(repeat !== undefined && { repeat: repeat === null ? t('repeat.never') : repeatWords(repeat) }),
      ...(about !== undefined && { about: about?.name ?? null }),
      ...(assigneeId !== undefined && {
        assigneeId: members.find((member) => member.id === assigneeId)?.name ?? null,
      }),
      ...(email !== undefined && { email: t(email ? 'edit.mailed' : 'edit.notMailed') }),
    }
    return words
  }
}
