/** Choosing what a record refers to: a company, found as one types and made when there is none; or a colleague. */
import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { organizationInAddress, request } from '../api.ts'

interface ReferenceSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  to: 'company' | 'person'
  value: string | null
  /** Its name, while it is not among what was found. */
  valueLabel?: string | undefined
  onChange: (id: string | null) => void
}

interface Found {
  items: { id: string; name: string }[]
}

const pause = 120
const most = 20

export function ReferenceSelect({ to, value, valueLabel, onChange, ...rest }: ReferenceSelectProps) {
  const t = useTranslations('ui.form')
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, pause)
  // What is chosen stands in the field as text; it is not a search.
  const wanted = asked === valueLabel ? '' : asked
  const found = useReferences(to, wanted)
  const choices = (found.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  if (value && valueLabel && !choices.some((choice) => choice.value === value)) {
    choices.unshift({ value, label: valueLabel })
  }
  return (
    <Select
      {...rest}
      data={choices}
      value={value}
      onChange={onChange}
      searchable
      clearable
      searchValue={text}
      onSearchChange={setText}
      // Companies are found by the server; colleagues are few and filtered here.
      {...(to === 'company' && { filter: ({ options }) => options })}
      placeholder={t(to === 'company' ? 'searchCompany' : 'searchPerson')}
      nothingFoundMessage={t('nothingFound')}
      limit={most}
    />
  )
}

function useReferences(to: 'company' | 'person', search: string) {
  const route = to === 'company' ? 'GET /companies' : 'GET /members'
  const input = to === 'company' ? { ...(search && { search }), limit: most } : { limit: 200 }
  return useQuery({
    queryKey: [route, input, organizationInAddress() ?? null, 'choices'],
    queryFn: async ({ signal }) => (await request(route, input, { signal })) as Found,
    placeholderData: keepPreviousData,
  })
}
