/** Whom an invoice goes to: a client or a company, found as one types. */
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useApi } from '#src/web/query.ts'

interface PartySelectProps {
  clientId: string | null
  companyId: string | null
  /** Its name, while it is not among what was found. */
  name: string
  error?: string | undefined
  autoFocus?: boolean
  onChange: (party: { clientId: string | null; companyId: string | null }) => void
}

const pause = 120
const most = 8

export function PartySelect({ clientId, companyId, name, error, autoFocus, onChange }: PartySelectProps) {
  const t = useTranslations('invoiceEditor.fields')
  const [text, setText] = useState(name)
  const [asked] = useDebouncedValue(text, pause)
  const search = asked === name ? '' : asked.trim()
  const query = { limit: most, ...(search && { search }) }
  const clients = useApi('GET /clients', query, { keep: true })
  const companies = useApi('GET /companies', query, { keep: true })
  const people = (clients.data?.items ?? []).map((one) => ({
    value: `client ${one.id}`,
    label: one.company ? `${one.name}, ${one.company.name}` : one.name,
  }))
  const firms = (companies.data?.items ?? []).map((one) => ({ value: `company ${one.id}`, label: one.name }))
  const value = clientId ? `client ${clientId}` : companyId ? `company ${companyId}` : null
  const known = [...people, ...firms].some((one) => one.value === value)
  if (value && !known && name) people.unshift({ value, label: name })
  return (
    <Select
      label={t('party')}
      placeholder={t('partyPlaceholder')}
      data={[
        { group: t('clients'), items: people },
        { group: t('companies'), items: firms },
      ]}
      value={value}
      error={error}
      autoFocus={autoFocus}
      data-autofocus={autoFocus || undefined}
      onChange={(chosen) => {
        const [kind, id = null] = chosen?.split(' ') ?? []
        onChange({ clientId: kind === 'client' ? id : null, companyId: kind === 'company' ? id : null })
      }}
      searchable
      searchValue={text}
      onSearchChange={setText}
      // The server knows more than their names.
      filter={({ options }) => options}
      nothingFoundMessage={t('nobody')}
    />
  )
}
