/** One filter as a sentence: field, is, value, ×. Its values are ticked, searched as one types, or typed. */
import { Checkbox, CloseButton, Popover, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconCheck, IconSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { folded } from '../fold.ts'
import classes from './filters.module.css'
import type { FilterField } from './filters.tsx'
import { useReferenceName, useReferences } from './references.ts'
import { Day } from './values.tsx'

interface FilterSentenceProps {
  field: FilterField
  values: readonly string[]
  startOpen: boolean
  set: (values: readonly string[]) => void
  closed: () => void
}

const manyChoices = 8
const pause = 250

export function FilterSentence({ field, values, startOpen, set, closed }: FilterSentenceProps) {
  const t = useTranslations('ui.filter')
  const [opened, setOpened] = useState(startOpen)
  const { label, icon: Icon, choices } = field
  const change = (open: boolean) => {
    setOpened(open)
    if (!open) closed()
  }
  const close = () => change(false)
  return (
    <div className={classes.sentence}>
      <span className={classes.field}>
        {Icon && <Icon size={14} stroke={1.75} />}
        {label}
      </span>
      {choices !== 'day' && <span className={classes.is}>{t(choices === 'text' ? 'has' : 'is')}</span>}
      <Popover opened={opened} onChange={change} position="bottom-start" width={240} trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className={classes.value} onClick={() => change(!opened)}>
            <Value field={field} values={values} />
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('choose', { field: label })}>
          {choices === 'text' ? (
            <Words label={label} value={values[0] ?? ''} set={set} close={close} />
          ) : choices === 'day' ? (
            <DayOf label={label} value={values[0] ?? ''} set={set} close={close} />
          ) : choices === 'company' || choices === 'client' ? (
            <Referred to={choices} label={label} values={values} set={set} close={close} />
          ) : (
            <Ticks {...field} choices={choices} values={values} set={set} close={close} />
          )}
        </Popover.Dropdown>
      </Popover>
      <CloseButton
        className={classes.remove}
        iconSize={14}
        aria-label={t('remove', { field: label })}
        onClick={() => {
          set([])
          closed()
        }}
      />
    </div>
  )
}

function Value({ field, values }: { field: FilterField; values: readonly string[] }): ReactNode {
  if (values.length === 0) return '…'
  if (field.choices === 'company' || field.choices === 'client')
    return <ReferredName to={field.choices} id={values[0] ?? ''} />
  if (field.choices === 'text') return `“${values[0]}”`
  if (field.choices === 'day') return <DayText on={values[0] ?? ''} />
  const chosen = field.choices.filter(({ value }) => values.includes(value)).map(({ label }) => label)
  // Values that are not among the choices (an old link) are shown as they stand in the address.
  return chosen.length > 0 ? chosen.join(', ') : values.join(', ')
}

function ReferredName({ to, id }: { to: 'client' | 'company'; id: string }) {
  return useReferenceName(to, id) ?? '…'
}

/** An old link may hold anything: only a day is written as one. */
function DayText({ on }: { on: string }) {
  return /^\d{4}-\d\d-\d\d$/.test(on) && !Number.isNaN(Date.parse(on)) ? <Day on={on} /> : on
}

interface BodyProps {
  label: string
  set: (values: readonly string[]) => void
  close: () => void
}

interface TicksProps extends BodyProps {
  choices: readonly { value: string; label: string }[]
  values: readonly string[]
  single?: boolean
}

function Ticks({ label, choices, values, single, set, close }: TicksProps) {
  const t = useTranslations('ui.filter')
  const [text, setText] = useState('')
  const shown = choices.filter((choice) => folded(choice.label).includes(folded(text)))
  const toggle = (value: string) => {
    const others = values.filter((other) => other !== value)
    if (!single) return set(others.length < values.length ? others : [...values, value])
    set(values.includes(value) ? [] : [value])
    close()
  }
  return (
    <>
      {choices.length > manyChoices && (
        <TextInput
          className={classes.find}
          leftSection={<IconSearch size={14} />}
          aria-label={t('choose', { field: label })}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <div className={classes.choices}>
        {shown.map((choice) => (
          <Checkbox
            key={choice.value}
            className={classes.choice}
            label={choice.label}
            checked={values.includes(choice.value)}
            onChange={() => toggle(choice.value)}
          />
        ))}
        {shown.length === 0 && <p className={classes.nothingToChoose}>{t('nothingToChoose')}</p>}
      </div>
    </>
  )
}

function Words({ label, value, set, close }: BodyProps & { value: string }) {
  const t = useTranslations('ui.filter')
  const [text, setText] = useState(value)
  const search = useDebouncedCallback((wanted: string) => set(wanted ? [wanted] : []), pause)
  return (
    <TextInput
      leftSection={<IconSearch size={14} />}
      aria-label={t('choose', { field: label })}
      placeholder={t('type')}
      data-autofocus
      maxLength={200}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        search(event.currentTarget.value.trim())
      }}
      onKeyDown={(event) => event.key === 'Enter' && close()}
    />
  )
}

function DayOf({ label, value, set, close }: BodyProps & { value: string }) {
  const t = useTranslations('ui.filter')
  return (
    <TextInput
      type="date"
      aria-label={t('choose', { field: label })}
      data-autofocus
      value={value}
      onChange={(event) => set(event.currentTarget.value ? [event.currentTarget.value] : [])}
      onKeyDown={(event) => event.key === 'Enter' && close()}
    />
  )
}

interface ReferredProps extends BodyProps {
  to: 'client' | 'company'
  values: readonly string[]
}

/** There may be twenty thousand of them: they are found by the server. */
function Referred({ to, label, values, set, close }: ReferredProps) {
  const t = useTranslations('ui.filter')
  const [text, setText] = useState('')
  const { found, settled } = useReferences(to, text)
  return (
    <>
      <TextInput
        className={classes.find}
        leftSection={<IconSearch size={14} />}
        aria-label={t('choose', { field: label })}
        data-autofocus
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.choices}>
        {found.map(({ id, name }) => (
          <UnstyledButton
            key={id}
            className={classes.company}
            aria-pressed={values.includes(id)}
            onClick={() => {
              set([id])
              close()
            }}
          >
            <span className={classes.companyName}>{name}</span>
            {values.includes(id) && <IconCheck size={14} aria-hidden="true" />}
          </UnstyledButton>
        ))}
        {settled && found.length === 0 && <p className={classes.nothingToChoose}>{t('nothingToChoose')}</p>}
      </div>
    </>
  )
}
