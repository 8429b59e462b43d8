/** `C` anywhere: the box, what was understood of it as fields one can correct, and Enter. */
import { Button, Drawer } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Field } from '#src/core/fields.ts'
import type { Input } from '#src/web/api.ts'
import { useFieldWords } from '#src/web/field-words.ts'
import { folded } from '#src/web/fold.ts'
import { usePeople } from '#src/web/people.ts'
import { useApi } from '#src/web/query.ts'
import type { QuickProps } from '#src/web/quick.tsx'
import { useAddRecord } from '#src/web/record-kind.ts'
import { useSession } from '#src/web/session.ts'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import quick from '#src/web/ui/quick-form.module.css'
import { RecordForm } from '#src/web/ui/record-form.tsx'
import { clientKind, useClientTags } from './client-record.tsx'
import classes from './clients.module.css'
import { DuplicateHint } from './duplicate-hint.tsx'
import { clientFields } from './fields.ts'
import { clientOf, SignatureBox, useSignature } from './signature-box.tsx'

/** A company is named here, not chosen: the one with this name is taken, or made. */
const { companyId: _, ...others } = clientFields
const fields: Record<string, Field> = {
  ...others,
  companyName: { kind: 'text', max: 200, about: 'Name of the company' },
}
const usual = ['name', 'companyName', 'jobTitle', 'email', 'phone', 'status', 'tags']
const all = [...usual, ...Object.keys(others).filter((name) => !usual.includes(name))]

export function NewClient({ subject, close }: QuickProps) {
  useFocusReturn()
  const t = useTranslations('clients.quick')
  const { label, optionLabel } = useFieldWords('clients')
  const { user } = useSession()
  const { nameOf } = usePeople()
  const formId = useId()
  const [text, setText] = useState(subject.text ?? '')
  const [more, setMore] = useState(false)
  const signature = useSignature(text)
  const add = useAddRecord(clientKind)
  const tags = useClientTags()
  const { firstName, lastName, ...said } = clientOf(signature)
  const company = useApi(
    'GET /companies/:id',
    { id: subject.companyId ?? '' },
    { enabled: Boolean(subject.companyId) },
  ).data
  // Opened on a company's page, it is about somebody there, unless the text says otherwise.
  const understood = { ...(company && { companyName: company.name }), ...said }
  const found = Object.keys(understood)
  const shown = more ? all : all.filter((name) => usual.includes(name) || found.includes(name))

  return (
    <Drawer opened onClose={close} title={t('title')}>
      <div className={quick.quick}>
        <SignatureBox
          value={text}
          onChange={setText}
          signature={signature}
          minRows={2}
          submit={() => (document.getElementById(formId) as HTMLFormElement | null)?.requestSubmit()}
        />
        {signature.companyName && <CompanyWord name={signature.companyName} />}
        <DuplicateHint signature={signature} close={close} />
        <RecordForm
          id={formId}
          fields={fields}
          only={shown}
          label={label}
          optionLabel={optionLabel}
          refersTo={{ ownerId: nameOf(user.id) }}
          suggestions={{ tags }}
          suggested={understood}
          autoFocus={false}
          action={t('add')}
          cancel={close}
          submit={({ companyName, ...typed }) =>
            add.run({
              // Both parts of the name belong to the name as it was read, not to one typed over it.
              ...(typed.name === said.name && { firstName, lastName }),
              ...typed,
              ...(company && companyName === company.name ? { companyId: company.id } : { companyName }),
            } as Input<'POST /clients'>)
          }
          done={close}
        />
        {!more && (
          <Button variant="subtle" size="xs" onClick={() => setMore(true)}>
            {t('more')}
          </Button>
        )}
      </div>
    </Drawer>
  )
}

function CompanyWord({ name }: { name: string }) {
  const t = useTranslations('clients.quick')
  const [asked] = useDebouncedValue(name, 200)
  const { data } = useApi('GET /companies', { search: asked, limit: 20 }, { keep: true })
  if (!data) return null
  const known = data.items.some((company) => folded(company.name) === folded(name))
  return <p className={classes.company}>{t(known ? 'companyKnown' : 'companyNew', { name })}</p>
}
