/** Choosing what a record refers to: a company, found as one types and made when there is none; or a colleague. */
import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { api, Failure } from '../api.ts'
import { folded } from '../fold.ts'
import { invalidate } from '../query.ts'
import { mostReferences, useReferences } from './references.ts'
import { failureToast } from './toast.tsx'

interface ReferenceSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  to: 'company' | 'person'
  value: string | null
  /** Its name, while it is not among what was found. */
  valueLabel?: string | undefined
  onChange: (id: string | null) => void
}

const pause = 120
const newOne = 'new'

export function ReferenceSelect({ to, value, valueLabel, onChange, ...rest }: ReferenceSelectProps) {
  const t = useTranslations('ui.form')
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, pause)
  // What is chosen stands in the field as text; it is not a search.
  const wanted = asked === valueLabel ? '' : asked
  const { found, settled } = useReferences(to, wanted)
  const choices = found.map(({ id, name }) => ({ value: id, label: name }))
  const [made, setMade] = useState<{ value: string; label: string } | null>(null)
  if (made?.value === value && !choices.some((choice) => choice.value === value)) choices.unshift(made)
  const name = text.trim()
  const makes =
    to === 'company' &&
    name !== '' &&
    settled &&
    wanted === text &&
    !choices.some(({ label }) => folded(label) === folded(name))
  if (makes) choices.push({ value: newOne, label: t('createCompany', { name }) })
  const choose = async (id: string | null) => {
    if (id !== newOne) return onChange(id)
    try {
      const company = await api('POST /companies', { name })
      setMade({ value: company.id, label: company.name })
      onChange(company.id)
      void invalidate(['company'])
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      failureToast(error)
    }
  }
  if (value && valueLabel && !choices.some((choice) => choice.value === value)) {
    choices.unshift({ value, label: valueLabel })
  }
  return (
    <Select
      {...rest}
      data={choices}
      value={value}
      onChange={(id) => void choose(id)}
      searchable
      clearable
      searchValue={text}
      onSearchChange={setText}
      // Companies are found by the server, which knows more than their names; until it has answered to these very
      // letters, only what fits them is offered. Colleagues are few and filtered here.
      {...(to === 'company' && settled && asked === text && { filter: ({ options }) => options })}
      placeholder={t(to === 'company' ? 'searchCompany' : 'searchPerson')}
      nothingFoundMessage={t('nothingFound')}
      limit={mostReferences + 1}
    />
  )
}
