/** `N` where no client is open: on whom, then the same box as on their page. */
import { Modal, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useApi } from '#src/web/query.ts'
import type { QuickProps } from '#src/web/quick.tsx'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import { Composer } from './composer.tsx'
import type { About } from './kept-notes.tsx'
import classes from './notes.module.css'

export function QuickNote({ subject, close }: QuickProps) {
  useFocusReturn()
  const t = useTranslations('notes.quick')
  const [chosen, setChosen] = useState<About | null>(null)
  const client = useApi(
    'GET /clients/:id',
    { id: subject.clientId ?? '' },
    { enabled: Boolean(subject.clientId) },
  )
  const company = useApi(
    'GET /companies/:id',
    { id: subject.companyId ?? '' },
    { enabled: Boolean(subject.companyId) && !subject.clientId },
  )
  const given = client.data
    ? { clientId: client.data.id, name: client.data.name }
    : company.data && { companyId: company.data.id, name: company.data.name }
  const about = chosen ?? given
  const needsChoice = !subject.clientId && !subject.companyId
  return (
    <Modal opened onClose={close} title={about ? `${t('title')} · ${about.name}` : t('title')} size={560}>
      <div className={classes.quick}>
        {needsChoice && <ClientSelect choose={setChosen} />}
        {about && (
          <Composer
            key={about.clientId ?? about.companyId}
            about={about}
            text={subject.text ?? ''}
            done={close}
          />
        )}
      </div>
    </Modal>
  )
}

interface ClientSelectProps {
  choose: (about: About) => void
  label?: string
  /** Is not offered. */
  without?: string
}

/** Finds a client as one types. */
export function ClientSelect({ choose, label, without }: ClientSelectProps) {
  const t = useTranslations('notes.quick')
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, 120)
  const { data, isSuccess } = useApi(
    'GET /clients',
    { ...(asked && { search: asked }), limit: 8, ...(!asked && { sort: '-updatedAt' }) },
    { keep: true },
  )
  const found = data?.items.filter(({ id }) => id !== without) ?? []
  return (
    <Select
      label={label ?? t('client')}
      placeholder={t('clientHint')}
      data-autofocus
      searchable
      selectFirstOptionOnChange
      comboboxProps={{ withinPortal: false }}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={isSuccess ? t('nothing') : undefined}
      data={found.map(({ id, name, company }) => ({
        value: id,
        label: company ? `${name} · ${company.name}` : name,
      }))}
      onChange={(id) => {
        const client = found.find((one) => one.id === id)
        if (client) choose({ clientId: client.id, name: client.name })
      }}
    />
  )
}
