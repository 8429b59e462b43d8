/** The box one types a name or pastes a signature into, and what was understood of it. */
import { Textarea } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'
import { splitName } from '#src/imports/person-name.ts'
import { useApi } from '#src/web/query.ts'
import type { Values } from '#src/web/ui/record-form.tsx'
import classes from './clients.module.css'
import { readSignature, type Signature } from './signature.ts'

interface SignatureBoxProps {
  value: string
  onChange: (text: string) => void
  signature: Signature
  /** Enter. Shift and Enter begin a new line. */
  submit: () => void
  minRows?: number
}

export function SignatureBox({ value, onChange, signature, submit, minRows = 3 }: SignatureBoxProps) {
  const t = useTranslations('clients.box')
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    submit()
  }
  return (
    <div className={classes.box}>
      <Textarea
        aria-label={t('label')}
        placeholder={t('placeholder')}
        autosize
        minRows={minRows}
        maxRows={10}
        maxLength={4000}
        data-autofocus
        autoFocus
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={classes.found} role="status">
        {signature.found.length === 0 ? (
          t('nothing')
        ) : (
          <>
            {t('found')}
            {signature.found.map((part) => (
              <span key={part} className={classes.part}>
                <IconCheck size={12} aria-hidden="true" />
                {t(`parts.${part}`)}
              </span>
            ))}
          </>
        )}
      </div>
    </div>
  )
}

/** Reads the text with the organization's country as the last guess. */
export function useSignature(text: string): Signature {
  const { data } = useApi('GET /organization', {})
  return readSignature(text, data?.country ?? undefined)
}

/** The fields of a new client, as far as the text says. */
export function clientOf(signature: Signature): Values {
  const { name, jobTitle, companyName, emails, phones, website, address } = signature
  const [email, ...otherEmails] = emails
  const [phone, ...otherPhones] = phones
  const parts = name ? splitName(name) : null
  const said: Values = {
    ...(parts ?? {}),
    companyName,
    jobTitle,
    email,
    otherEmails,
    phone,
    otherPhones,
    website,
    address,
  }
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value && (!Array.isArray(value) || value.length > 0)),
  )
}
