/** A bill that came in: who sent it, its number and days, and what it asks for. */
import { Button, Modal, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { api } from '#src/web/api.ts'
import { useFormat, usePerson } from '#src/web/intl.tsx'
import { invalidate, useApi } from '#src/web/query.ts'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import form from '#src/web/ui/form.module.css'
import { submitByKeys } from '#src/web/ui/form-keys.ts'
import { ReferenceSelect } from '#src/web/ui/reference-select.tsx'
import { toast } from '#src/web/ui/toast.tsx'
import { useForm } from '#src/web/use-form.ts'
import classes from './dialogs.module.css'
import { useInvoiceSettings } from './invoice-record.tsx'
import { writeAmount } from './money.ts'
import { countTotals } from './totals.ts'
import { markOf, readAmount } from './typed-amount.ts'

const fields = ['companyId', 'number', 'issuedOn', 'dueOn', 'lines']

export function BillDialog({ close }: { close: () => void }) {
  useFocusReturn()
  const t = useTranslations('invoices.bill')
  const ui = useTranslations('ui')
  const { money, dayOf } = useFormat()
  const mark = markOf(usePerson().locale)
  const settings = useInvoiceSettings().data
  const currency = useApi('GET /organization', {}).data?.currency ?? 'EUR'
  const today = dayOf(new Date().toISOString())
  const rates = [...new Set([...(settings?.taxRates ?? []), '0'])]
  const [companyId, setCompanyId] = useState<string | null>(null)
  const [number, setNumber] = useState('')
  const [issuedOn, setIssuedOn] = useState(today)
  const [dueOn, setDueOn] = useState('')
  const [what, setWhat] = useState('')
  const [text, setText] = useState('')
  const [said, setRate] = useState<string | null>(null)
  const rate = said ?? rates[0] ?? '0'
  const amount = readAmount(text, currency, mark)
  const line = {
    description: what.trim() || t('usualLine', { number }),
    quantity: '1',
    unitPrice: amount === undefined ? '0' : writeAmount(amount, currency),
    discountPercent: null,
    taxCategory: Number(rate) > 0 ? ('S' as const) : ('Z' as const),
    taxRate: rate,
  }
  const total = countTotals({ currency, pricesIncludeTax: false, discountPercent: null, lines: [line] }).total
  const whole = companyId !== null && number.trim() !== '' && amount !== undefined && amount > 0
  // A bill that was stored and could not be booked is booked at the next try, and not stored again.
  const [storedId, setStoredId] = useState<string | null>(null)
  const { submit, busy, errorOf, refusal } = useForm(async () => {
    const written = { companyId, number: number.trim(), issuedOn, dueOn: dueOn || null, lines: [line] }
    const stored = storedId
      ? await api('PATCH /invoices/:id', { id: storedId, ...written })
      : await api('POST /invoices', { direction: 'purchase', ...written })
    setStoredId(stored.id)
    const booked = await api('POST /invoices/:id/issue', { id: stored.id })
    await invalidate(['invoice'])
    toast({ title: t('done', { number: booked.number ?? '', party: booked.seller.name }) })
    close()
  }, fields)
  const onSubmit = (event: FormEvent) => {
    if (whole) submit(event)
    else event.preventDefault()
  }
  const linesError = errorOf('lines')
  return (
    <Modal opened onClose={close} title={t('title')} size={520}>
      <form className={form.form} onSubmit={onSubmit} onKeyDown={submitByKeys} noValidate>
        {refusal && (
          <div className={form.refusal} role="alert">
            {refusal}
          </div>
        )}
        <ReferenceSelect
          to="company"
          label={t('from')}
          value={companyId}
          error={errorOf('companyId')}
          data-autofocus
          onChange={setCompanyId}
        />
        <div className={classes.pair}>
          <TextInput
            label={t('number')}
            value={number}
            maxLength={60}
            error={errorOf('number')}
            autoComplete="off"
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <TextInput
            label={t('what')}
            value={what}
            maxLength={1000}
            onChange={(event) => setWhat(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('issuedOn')}
            value={issuedOn}
            error={errorOf('issuedOn')}
            onChange={(event) => setIssuedOn(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('dueOn')}
            value={dueOn}
            error={errorOf('dueOn')}
            onChange={(event) => setDueOn(event.currentTarget.value)}
          />
          <TextInput
            label={t('net', { currency })}
            inputMode="decimal"
            value={text}
            autoComplete="off"
            error={linesError ?? (text.trim() !== '' && amount === undefined ? t('noAmount') : undefined)}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Select
            label={t('rate')}
            data={rates.map((value) => ({ value, label: `${value} %` }))}
            value={rate}
            allowDeselect={false}
            onChange={setRate}
          />
        </div>
        <p className={classes.sum} role="status">
          <span>{t('total')}</span>
          <span>{money(total, currency)}</span>
        </p>
        <div className={form.buttons}>
          <Button onClick={close}>{ui('cancel')}</Button>
          <Button type="submit" variant="filled" loading={busy} disabled={!whole}>
            {t('action')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
