/** "call tue 10:00" and Enter: an alert in one line. What was understood is marked, and said back before it is stored. */
import { Button, Modal, TextInput } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { usePerson } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import type { QuickSubject } from '#src/web/quick.tsx'
import { useReason } from '#src/web/reason.ts'
import { Chips } from '#src/web/ui/chips.tsx'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import { submitByKeys } from '#src/web/ui/form-keys.ts'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { type About, AlertFields, aboutOf, channelsOf, type Draft } from './alert-fields.tsx'
import classes from './alert-sheet.module.css'
import { readDuePhrase } from './due-phrase.ts'
import { type LaterName, laterMoment, laterNames } from './moments.ts'
import { PhraseMarks, usePhrase, usePhraseWords } from './phrase.tsx'
import { useSetAlert } from './set-alert.tsx'
import { readWall, writeWall } from './wall-field.ts'

type Chosen = LaterName | 'pick'
const mostLetters = 300

export function NewAlert({ subject, close }: { subject: QuickSubject; close: () => void }) {
  useFocusReturn()
  const t = useTranslations('alerts')
  const reason = useReason()
  const { locale, timeZone } = usePerson()
  const said = usePhraseWords()
  const [text, setText] = useState(subject.text ?? '')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [picked, setPicked] = useState<string | null>(null)
  const [draft, setDraft] = useState<Draft>({ about: null, assigneeId: null, repeat: null, email: false })
  const [repeatSaid, setRepeatSaid] = useState(false)
  const [untitled, setUntitled] = useState(false)
  const given = useAbout(subject)
  const about = draft.about ?? given.about
  const { clientId, companyId } = aboutOf(about)
  const set = useSetAlert({ clientId: clientId ?? undefined, companyId: companyId ?? undefined })
  const phrase = usePhrase(text)
  const errorOf = (path: string) => set.failure?.errors.find((error) => error.path === path)?.message

  /** What Enter would store now: a phrase such as "in 2 hours" counts from this moment on. */
  const read = () => {
    const now = new Date()
    const found = readDuePhrase(text, { now, timeZone, locale })
    const later = chosen === 'pick' ? picked : chosen && laterMoment(chosen, now, timeZone)
    return {
      title: found?.title ?? text.trim(),
      dueAt: found?.dueAt ?? later,
      repeat: repeatSaid ? draft.repeat : (found?.repeat ?? null),
    }
  }
  const current = read()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { title, dueAt, repeat } = read()
    setUntitled(title === '')
    if (!dueAt || title === '' || set.busy || given.loading) return
    const { assigneeId, email } = draft
    const answer = await set.run({
      title,
      dueAt,
      repeat,
      channels: channelsOf(email),
      ...(assigneeId && { assigneeId }),
    })
    if (!answer.failure) close()
  }

  return (
    <Modal opened onClose={close} title={t('quick.title')} size={560} yOffset={96}>
      <form
        className={classes.sheet}
        onSubmit={(event) => void submit(event)}
        onKeyDown={submitByKeys}
        noValidate
      >
        <LineInput
          text={text}
          understood={phrase?.understood ?? []}
          error={untitled && current.title === '' ? t('quick.noTitle') : errorOf('title')}
          onChange={setText}
        />
        <div className={classes.said} role="status">
          {current.dueAt ? (
            <>
              <IconCheck size={14} aria-hidden="true" />
              <b>{said({ dueAt: current.dueAt, repeat: current.repeat })}</b>
            </>
          ) : (
            t(text.trim() ? 'quick.noMoment' : 'quick.hint')
          )}
        </div>
        {!phrase && (
          <Chips
            label={t('fields.dueAt')}
            choices={[...laterNames, 'pick' as const].map((value) => ({
              value,
              label: t(`snooze.${value}`),
            }))}
            value={chosen ?? ('' as Chosen)}
            onChange={(value) => {
              setChosen(value)
              if (value === 'pick') setPicked(picked ?? laterMoment('tomorrow', new Date(), timeZone))
            }}
          />
        )}
        {!phrase && chosen === 'pick' && (
          <TextInput
            type="datetime-local"
            label={t('snooze.moment')}
            value={picked ? writeWall(picked, timeZone) : ''}
            error={errorOf('dueAt')}
            onChange={(event) => setPicked(readWall(event.currentTarget.value, timeZone))}
          />
        )}
        <AlertFields
          draft={{ ...draft, about, repeat: current.repeat }}
          dueAt={current.dueAt}
          errorOf={errorOf}
          onChange={(changed) => {
            if ('repeat' in changed) setRepeatSaid(true)
            if ('about' in changed) given.forget()
            setDraft((before) => ({ ...before, ...changed }))
          }}
        />
        {set.failure && set.failure.errors.length === 0 && (
          <p className={classes.refusal} role="alert">
            {reason(set.failure)}
          </p>
        )}
        <div className={classes.foot}>
          <Button
            type="submit"
            variant="filled"
            rightSection={<KeyHint keys="Enter" />}
            loading={set.busy}
            disabled={!current.dueAt}
          >
            {t('quick.set')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

interface LineInputProps {
  text: string
  understood: readonly [number, number][]
  error: string | false | undefined
  onChange: (text: string) => void
}

/** A field whose understood part is marked: the marks lie behind the letters and scroll with them. */
function LineInput({ text, understood, error, onChange }: LineInputProps) {
  const t = useTranslations('alerts.quick')
  const input = useRef<HTMLInputElement>(null)
  const marks = useRef<HTMLDivElement>(null)
  const follow = () => {
    const layer = marks.current?.firstElementChild
    if (layer && input.current) layer.scrollLeft = input.current.scrollLeft
  }
  useEffect(follow)
  return (
    <div className={classes.line}>
      <div ref={marks}>
        <PhraseMarks text={text} understood={[...understood]} className={classes.marks} />
      </div>
      <TextInput
        ref={input}
        classNames={{ input: classes.lineInput }}
        aria-label={t('line')}
        placeholder={t('placeholder')}
        value={text}
        maxLength={mostLetters}
        error={error}
        data-autofocus
        autoComplete="off"
        onScroll={follow}
        onKeyUp={follow}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  )
}

/** The record whose page it was opened on, until the person chooses another or none. */
function useAbout({ clientId, companyId }: QuickSubject) {
  const [forgotten, setForgotten] = useState(false)
  const client = useApi('GET /clients/:id', { id: clientId ?? '' }, { enabled: Boolean(clientId) })
  const company = useApi(
    'GET /companies/:id',
    { id: companyId ?? '' },
    { enabled: Boolean(companyId) && !clientId },
  )
  const found: About | null = client.data
    ? { kind: 'client', id: client.data.id, name: client.data.name }
    : company.data
      ? { kind: 'company', id: company.data.id, name: company.data.name }
      : null
  return {
    about: forgotten ? null : found,
    /** Enter pressed at once must not lose it. */
    loading: !forgotten && (client.isLoading || company.isLoading),
    forget: () => setForgotten(true),
  }
}
