/** Above the lines: whom it goes to, the days, what it is about; the rest folded away until it is wanted. */
import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import classes from './editor.module.css'
import type { Sheet } from './editor-state.ts'
import { PartySelect } from './party-select.tsx'
import { languages } from './schema.ts'

export interface FieldsProps {
  sheet: Sheet
  partyName: string
  termsDays: number
  errorOf: (path: string) => string | undefined
  set: (values: Partial<Sheet>) => void
}

const currencies = Intl.supportedValuesOf('currency')

export function EditorFields({ sheet, partyName, termsDays, errorOf, set }: FieldsProps) {
  const t = useTranslations('invoiceEditor.fields')
  const text = (name: TextField) => ({
    label: t(name),
    value: sheet[name],
    error: errorOf(name),
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  })
  return (
    <div className={classes.fields}>
      <PartySelect
        clientId={sheet.clientId}
        companyId={sheet.companyId}
        name={partyName}
        error={errorOf('clientId')}
        autoFocus={!sheet.clientId && !sheet.companyId}
        onChange={set}
      />
      <TextInput {...text('issuedOn')} type="date" title={t('issuedHint')} />
      <TextInput
        {...text('dueOn')}
        type="date"
        title={t('dueHint', { days: termsDays })}
        min={sheet.issuedOn || undefined}
      />
      <TextInput {...text('reference')} maxLength={200} />
      <TextInput {...text('serviceFrom')} type="date" error={errorOf('deliveredOn')} />
      <TextInput {...text('serviceTo')} type="date" error={errorOf('periodEndsOn')} />
    </div>
  )
}

type TextField = {
  [K in keyof Sheet]: Sheet[K] extends string ? (string extends Sheet[K] ? K : never) : never
}[keyof Sheet] &
  keyof IntlFields
interface IntlFields {
  issuedOn: string
  dueOn: string
  reference: string
  serviceFrom: string
  serviceTo: string
  buyerReference: string
  orderReference: string
  paymentTerms: string
  paymentLink: string
  exemptionReason: string
  note: string
}

/** Below the lines: the note, and what is rarely wanted. The reason for no tax comes by itself where it is needed. */
export function EditorMore({ sheet, errorOf, set }: Pick<FieldsProps, 'sheet' | 'errorOf' | 'set'>) {
  const t = useTranslations('invoiceEditor')
  const [opened, setOpened] = useState(false)
  const text = (name: TextField) => ({
    label: t(`fields.${name}`),
    value: sheet[name],
    error: errorOf(name),
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  })
  const untaxed = sheet.rows.some(({ tax }) => !/^[SZ] /.test(tax))
  return (
    <div className={classes.more}>
      <Textarea {...text('note')} autosize minRows={3} maxRows={10} maxLength={2000} />
      {untaxed && <TextInput {...text('exemptionReason')} maxLength={500} />}
      <Checkbox
        label={t('fields.remind')}
        checked={sheet.remind}
        onChange={(event) => set({ remind: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('fields.pricesIncludeTax')}
        checked={sheet.pricesIncludeTax}
        onChange={(event) => set({ pricesIncludeTax: event.currentTarget.checked })}
      />
      {opened && (
        <>
          <TextInput {...text('buyerReference')} maxLength={200} />
          <TextInput {...text('orderReference')} maxLength={200} />
          <TextInput {...text('paymentTerms')} maxLength={500} />
          <TextInput {...text('paymentLink')} type="url" maxLength={500} placeholder="https://" />
          <Select
            label={t('fields.currency')}
            data={currencies}
            value={sheet.currency}
            searchable
            limit={60}
            allowDeselect={false}
            onChange={(currency) => currency && set({ currency })}
          />
          <Select
            label={t('fields.language')}
            data={languages.map((value) => ({ value, label: t(`languages.${value}`) }))}
            value={sheet.language}
            allowDeselect={false}
            onChange={(language) => language && set({ language: language as Sheet['language'] })}
          />
        </>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        aria-expanded={opened}
        className={classes.moreButton}
        onClick={() => setOpened(!opened)}
      >
        {t(opened ? 'less' : 'more')}
      </Button>
    </div>
  )
}
