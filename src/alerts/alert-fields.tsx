/** The fields of an alert besides what and when: about whom, for whom, how often, and whether a mail goes out, too. */
import { Checkbox, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { usePerson } from '#src/web/intl.tsx'
import { useFound } from '#src/web/palette-search.ts'
import { useApi } from '#src/web/query.ts'
import { useSession } from '#src/web/session.ts'
import classes from './alert-sheet.module.css'
import { repeatChoices } from './repeat-choices.ts'
import { useRepeatWords } from './repeat-words.tsx'

export interface About {
  kind: 'client' | 'company'
  id: string
  name: string
}

export interface Draft {
  about: About | null
  assigneeId: string | null
  repeat: string | null
  email: boolean
}

interface AlertFieldsProps {
  draft: Draft
  onChange: (changed: Partial<Draft>) => void
  /** The choices of a repeat follow from it. */
  dueAt: string | null
  errorOf: (path: string) => string | undefined
}

export function AlertFields({ draft, onChange, dueAt, errorOf }: AlertFieldsProps) {
  const t = useTranslations('alerts')
  const { user } = useSession()
  const members = useApi('GET /members', { limit: 200 }).data?.items ?? []
  return (
    <div className={classes.fields}>
      <AboutSelect
        value={draft.about}
        onChange={(about) => onChange({ about })}
        error={errorOf('clientId') ?? errorOf('companyId')}
      />
      <RepeatSelect
        value={draft.repeat}
        dueAt={dueAt}
        onChange={(repeat) => onChange({ repeat })}
        error={errorOf('repeat')}
      />
      {members.length > 1 && (
        <Select
          label={t('fields.assigneeId')}
          data={members.map(({ id, name }) => ({
            value: id,
            label: id === user.id ? t('form.me', { name }) : name,
          }))}
          value={draft.assigneeId ?? user.id}
          onChange={(assigneeId) => onChange({ assigneeId })}
          error={errorOf('assigneeId')}
        />
      )}
      <Checkbox
        className={classes.mail}
        label={t('fields.channels')}
        checked={draft.email}
        onChange={(event) => onChange({ email: event.currentTarget.checked })}
      />
    </div>
  )
}

interface AboutSelectProps {
  value: About | null
  onChange: (about: About | null) => void
  error: string | undefined
}

const key = ({ kind, id }: Pick<About, 'kind' | 'id'>) => `${kind}:${id}`

/** Finds a client or company as one types. */
function AboutSelect({ value, onChange, error }: AboutSelectProps) {
  const t = useTranslations('alerts')
  const [text, setText] = useState(value?.name ?? '')
  const wanted = text === value?.name ? '' : text.trim()
  const { hits, settled } = useFound(wanted, true)
  const found = (wanted ? hits : []).filter(({ kind }) => kind === 'client' || kind === 'company')
  const choices = found.map(({ kind, id, title, subtitle }) => ({
    value: `${kind}:${id}`,
    label: title,
    subtitle: kind === 'company' ? t('form.company') : subtitle,
  }))
  const chosen = value && { value: key(value), label: value.name, subtitle: null }
  const data =
    chosen && !choices.some((choice) => choice.value === chosen.value) ? [chosen, ...choices] : choices
  return (
    <Select
      label={t('fields.about')}
      placeholder={t('form.find')}
      data={data}
      searchable
      clearable
      allowDeselect
      searchValue={text}
      onSearchChange={setText}
      // The server has found them already, forgiving accents and slips.
      filter={({ options }) => options}
      nothingFoundMessage={wanted && settled ? t('form.nothingFound') : undefined}
      value={chosen?.value ?? null}
      onChange={(next) => {
        const hit = found.find((one) => `${one.kind}:${one.id}` === next)
        if (hit) onChange({ kind: hit.kind as About['kind'], id: hit.id, name: hit.title })
        else if (next === null) onChange(null)
      }}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <span className={classes.optionName}>{option.label}</span>
          <span className={classes.optionAside}>{(option as { subtitle?: string | null }).subtitle}</span>
        </span>
      )}
      error={error}
    />
  )
}

interface RepeatSelectProps {
  value: string | null
  dueAt: string | null
  onChange: (repeat: string | null) => void
  error: string | undefined
}

function RepeatSelect({ value, dueAt, onChange, error }: RepeatSelectProps) {
  const t = useTranslations('alerts')
  const words = useRepeatWords()
  const { timeZone } = usePerson()
  const usual = repeatChoices(dueAt ?? new Date().toISOString(), timeZone)
  const rules = value && !usual.includes(value) ? [value, ...usual] : usual
  const sentence = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)
  return (
    <Select
      label={t('fields.repeat')}
      data={[
        { value: '', label: t('repeat.never') },
        ...rules.map((rule) => ({ value: rule, label: sentence(words(rule)) })),
      ]}
      value={value ?? ''}
      onChange={(next) => onChange(next || null)}
      error={error}
    />
  )
}

/** The channels of a draft: the dashboard always, mail when wanted; others that were chosen elsewhere stay. */
export const channelsOf = (email: boolean, before: readonly ('app' | 'email' | 'telegram')[] = ['app']) => [
  ...before.filter((channel) => channel !== 'email'),
  ...(email ? (['email'] as const) : []),
]

export const aboutOf = (about: About | null) => ({
  clientId: about?.kind === 'client' ? about.id : null,
  companyId: about?.kind === 'company' ? about.id : null,
})
