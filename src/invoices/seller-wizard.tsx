/** Asks, before the first invoice goes out, for what the law wants on it: who bills, their tax number, and the bank. */
import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Failure, Input, Output } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { useReason } from '#src/web/reason.ts'
import { FieldControl } from '#src/web/ui/field-control.tsx'
import type { AnyValue } from '#src/web/ui/field-value.tsx'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import form from '#src/web/ui/form.module.css'
import { submitByKeys } from '#src/web/ui/form-keys.ts'
import classes from './dialogs.module.css'
import type { Settings } from './settings-parts.tsx'

type Organization = Output<'GET /organization'>

/** Something that stands on every invoice is not known yet. */
export function lacksSeller(organization: Organization, { taxCategory }: Settings): boolean {
  const { address, vatId, taxNumber } = organization
  return !address?.line1 || !address.city || (!vatId && !taxNumber && taxCategory === 'S')
}

const steps = ['who', 'tax', 'bank'] as const

interface SellerWizardProps {
  organization: Organization
  settings: Settings
  /** With what was typed stored, or skipped. */
  done: () => void
  close: () => void
}

export function SellerWizard({ organization, settings, done, close }: SellerWizardProps) {
  useFocusReturn()
  const t = useTranslations('invoices.wizard')
  const reason = useReason()
  const [step, setStep] = useState(0)
  const [stored, setStored] = useState(organization)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [values, setValues] = useState<Record<string, AnyValue>>({
    legalName: organization.legalName ?? organization.name,
    address: organization.address ?? {
      line1: null,
      line2: null,
      city: null,
      postalCode: null,
      region: null,
      country: organization.country,
    },
    vatId: organization.vatId,
    taxNumber: organization.taxNumber,
    iban: organization.iban,
    bic: organization.bic,
  })
  const [small, setSmall] = useState(settings.taxCategory === 'E')
  const [sentence, setSentence] = useState(settings.exemptionReason ?? settings.smallBusinessSentence ?? '')
  const touches = ['organization', 'invoice_settings', 'invoice']
  const identity = useDeed('PATCH /organization', { touches, shown: [412, 422] })
  const taxing = useDeed('PATCH /invoice-settings', { touches, shown: [412, 422] })
  const name = steps[step] ?? 'who'
  const errorOf = (path: string) => failure?.errors.find((error) => error.path === path)?.message
  const set = (field: string) => (value: AnyValue) => setValues((before) => ({ ...before, [field]: value }))
  const fields = { who: ['legalName', 'address'], tax: ['vatId', 'taxNumber'], bank: ['iban', 'bic'] }[name]

  const store = async (event: FormEvent) => {
    event.preventDefault()
    setFailure(null)
    const said = Object.fromEntries(fields.map((field) => [field, values[field] ?? null]))
    const answer = await identity.run(said as Input<'PATCH /organization'>, { version: stored.version })
    if (answer.failure) return setFailure(answer.failure)
    setStored(answer.output)
    if (name === 'tax' && small !== (settings.taxCategory === 'E')) {
      const change = small
        ? { taxCategory: 'E' as const, exemptionReason: sentence }
        : { taxCategory: 'S' as const, taxRate: settings.taxRates[0] ?? '0', exemptionReason: null }
      const taxed = await taxing.run(change)
      if (taxed.failure) return setFailure(taxed.failure)
    }
    if (step === steps.length - 1) done()
    else setStep(step + 1)
  }
  const text = (field: 'legalName' | 'vatId' | 'taxNumber' | 'iban' | 'bic', first = false) => (
    <TextInput
      key={field}
      label={t(`fields.${field}`)}
      value={String(values[field] ?? '')}
      maxLength={200}
      error={errorOf(field)}
      autoComplete="off"
      data-autofocus={first || undefined}
      autoFocus={first}
      onChange={(event) => set(field)(event.currentTarget.value || null)}
    />
  )
  const atFields = failure?.errors.some(({ path }) => fields.includes(path.split('.')[0] ?? ''))
  return (
    <Modal opened onClose={close} title={t('title')} size={520}>
      <form className={form.form} onSubmit={(event) => void store(event)} onKeyDown={submitByKeys} noValidate>
        <div>
          <p className={classes.said} role="status">
            {t('step', { step: String(step + 1), steps: String(steps.length) })}
          </p>
          <h3 className={classes.stepTitle}>{t(name)}</h3>
          <p className={classes.said}>{t(`${name}Text`)}</p>
        </div>
        {failure && !atFields && (
          <div className={form.refusal} role="alert">
            {reason(failure)}
          </div>
        )}
        {name === 'who' && (
          <>
            {text('legalName', true)}
            <FieldControl
              name="address"
              field={{ kind: 'address', about: '' }}
              label={t('fields.address')}
              value={values.address}
              onChange={set('address')}
              errorOf={errorOf}
            />
          </>
        )}
        {name === 'tax' && (
          <>
            <div className={classes.pair}>
              {text('vatId', true)}
              {text('taxNumber')}
            </div>
            <Checkbox
              label={t('small')}
              checked={small}
              onChange={(event) => setSmall(event.currentTarget.checked)}
            />
            {small && (
              <TextInput
                label={t('reason')}
                value={sentence}
                maxLength={500}
                error={errorOf('exemptionReason')}
                onChange={(event) => setSentence(event.currentTarget.value)}
              />
            )}
          </>
        )}
        {name === 'bank' && (
          <div className={classes.pair}>
            {text('iban', true)}
            {text('bic')}
          </div>
        )}
        <div className={form.buttons}>
          <Button variant="subtle" onClick={done}>
            {t('skip')}
          </Button>
          {step > 0 && <Button onClick={() => setStep(step - 1)}>{t('back')}</Button>}
          <Button type="submit" variant="filled" loading={identity.busy || taxing.busy}>
            {t(step === steps.length - 1 ? 'finish' : 'next')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
