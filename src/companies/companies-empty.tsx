/** The list without a company yet: one field that already works. */
import { Button, TextInput } from '@mantine/core'
import { IconBuildingPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useAddRecord } from '#src/web/record-kind.ts'
import { useMay, useOrganization, useSeesOwnOnly } from '#src/web/session.ts'
import type { Column } from '#src/web/ui/columns.ts'
import { EmptyState } from '#src/web/ui/empty-state.tsx'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import classes from '#src/web/ui/quick-form.module.css'
import { companyKind, type ListedCompany } from './company-record.tsx'
import { companyFields } from './fields.ts'

export function CompaniesEmpty({ columns }: { columns: readonly Column<ListedCompany>[] }) {
  const t = useTranslations('companies')
  const { slug } = useOrganization()
  const [name, setName] = useState('')
  const add = useAddRecord(companyKind)
  const mayImport = useMay('imports')
  const own = useSeesOwnOnly()
  if (!useMay('companies.write')) {
    const text = t(own ? 'empty.ownViewerText' : 'empty.viewerText')
    return <EmptyState columns={columns} title={t(own ? 'empty.own' : 'empty.viewer')} text={text} />
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() && !add.busy) void add.run({ name })
  }
  return (
    <EmptyState
      columns={columns}
      icon={<IconBuildingPlus size={44} stroke={1.25} />}
      title={t(own ? 'empty.own' : 'empty.title')}
      text={t(own ? 'empty.ownText' : 'empty.text')}
    >
      <form onSubmit={submit} noValidate>
        <TextInput
          aria-label={t('empty.name')}
          placeholder={t('empty.placeholder')}
          value={name}
          maxLength={companyFields.name.max}
          error={add.failure?.errors.find(({ path }) => path === 'name')?.message}
          autoFocus
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={classes.foot}>
          <Button
            type="submit"
            variant="filled"
            rightSection={<KeyHint keys="Enter" />}
            loading={add.busy}
            disabled={name.trim() === ''}
          >
            {t('add')}
          </Button>
          {mayImport && (
            <span className={classes.or}>
              {t('empty.or')}{' '}
              <Link to="/o/$slug/import" params={{ slug }} search={{ kind: 'company' }}>
                {t('empty.import')}
              </Link>
            </span>
          )}
        </div>
      </form>
    </EmptyState>
  )
}
