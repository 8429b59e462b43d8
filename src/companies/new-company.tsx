/** A new company in a few fields; who is there already under this name is said while one types. */
import { Button, Drawer } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Input } from '#src/web/api.ts'
import { useFieldWords } from '#src/web/field-words.ts'
import { folded } from '#src/web/fold.ts'
import { useApi } from '#src/web/query.ts'
import type { QuickProps } from '#src/web/quick.tsx'
import { useAddRecord } from '#src/web/record-kind.ts'
import { useOrganization, useSession } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import classes from '#src/web/ui/quick-form.module.css'
import { RecordForm, type Values } from '#src/web/ui/record-form.tsx'
import { companyKind, useCompanyTags } from './company-record.tsx'
import { companyFields } from './fields.ts'

const usual = ['name', 'website', 'email', 'phone', 'address', 'tags']
const all = [...usual, ...Object.keys(companyFields).filter((name) => !usual.includes(name))]

export function NewCompany({ subject, close }: QuickProps) {
  useFocusReturn()
  const t = useTranslations('companies')
  const { label } = useFieldWords('companies')
  const { user } = useSession()
  const [more, setMore] = useState(false)
  const [name, setName] = useState(subject.text ?? '')
  const tags = useCompanyTags()
  const add = useAddRecord(companyKind)
  return (
    <Drawer opened onClose={close} title={t('quick.title')}>
      <div className={classes.quick}>
        <SameName name={name} close={close} />
        <RecordForm
          fields={companyFields}
          only={more ? all : usual}
          label={label}
          refersTo={{ ownerId: user.name }}
          suggestions={{ tags }}
          {...(subject.text && { suggested: { name: subject.text } })}
          watch={(values: Values) => setName(String(values.name ?? ''))}
          action={t('add')}
          cancel={close}
          submit={(said) => add.run(said as Input<'POST /companies'>)}
          done={close}
        />
        {!more && (
          <Button variant="subtle" size="xs" onClick={() => setMore(true)}>
            {t('quick.more')}
          </Button>
        )}
      </div>
    </Drawer>
  )
}

const pause = 200

function SameName({ name, close }: { name: string; close: () => void }) {
  const t = useTranslations('companies.quick')
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const [asked] = useDebouncedValue(name.trim(), pause)
  const { data } = useApi('GET /companies', { search: asked, limit: 20 }, { enabled: asked.length > 1 })
  const same = data?.items.find((company) => folded(company.name) === folded(asked))
  if (!same || asked === '') return null
  return (
    <div className={classes.duplicates} role="status">
      <div className={classes.duplicate}>
        <Avatar name={same.name} kind="company" />
        <span className={classes.duplicateName}>{t('same', { name: same.name })}</span>
        <Button
          size="xs"
          onClick={() => {
            close()
            void navigate({ to: '/o/$slug/companies/$id', params: { slug, id: same.id } })
          }}
        >
          {t('instead')}
        </Button>
      </div>
    </div>
  )
}
