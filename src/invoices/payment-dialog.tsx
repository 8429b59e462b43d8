/** Recording a payment: what is due, today, by transfer, unless one says otherwise. Less is a part, more is said. */
import { Button, Modal, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDeed } from '#src/web/deed.ts'
import { useFormat, usePerson } from '#src/web/intl.tsx'
import { useReason } from '#src/web/reason.ts'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import form from '#src/web/ui/form.module.css'
import classes from './dialogs.module.css'
import type { InvoiceDialogProps } from './invoice-dialogs.tsx'
import { paymentTouches } from './invoice-record.tsx'
import { paymentMethods } from './payments-schema.ts'
import { markOf, readAmount, typedAmount } from './typed-amount.ts'

export function PaymentDialog({ invoice, close }: InvoiceDialogProps) {
  useFocusReturn()
  const t = useTranslations('invoices.payment')
  const methods = useTranslations('invoices.payments.methods')
  const ui = useTranslations('ui')
  const reason = useReason()
  const { locale } = usePerson()
  const { money, dayOf } = useFormat()
  const { id, currency, amountDue, number, type } = invoice
  const mark = markOf(locale)
  const due = Math.max(0, amountDue)
  const [text, setText] = useState(due > 0 ? typedAmount(due, currency, mark) : '')
  const [paidOn, setPaidOn] = useState(dayOf(new Date().toISOString()))
  const [method, setMethod] = useState<(typeof paymentMethods)[number]>('transfer')
  const [reference, setReference] = useState('')
  const amount = readAmount(text, currency, mark)
  const valid = amount !== undefined && amount > 0
  const rest = valid ? due - amount : 0
  const deed = useDeed('POST /payments', {
    touches: paymentTouches,
    shown: [409, 422],
    done: ({ amount: paid }) => t('done', { amount: money(paid, currency), number: number ?? '' }),
  })
  const errorOf = (path: string) => deed.failure?.errors.find((error) => error.path === path)?.message
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!valid) return
    const { output } = await deed.run({
      invoiceId: id,
      amount,
      paidOn,
      method,
      reference: reference.trim() || null,
      // One has read here that it is too much.
      overpayment: due <= 0,
    })
    if (output) close()
  }
  const elsewhere = deed.failure && !['amount', 'paidOn', 'reference'].some((path) => errorOf(path))
  return (
    <Modal
      opened
      onClose={close}
      title={t(type === 'credit_note' ? 'refundTitle' : 'title', { number: number ?? '' })}
      size={480}
    >
      <form className={form.form} onSubmit={(event) => void submit(event)} noValidate>
        {elsewhere && (
          <div className={form.refusal} role="alert">
            {reason(deed.failure!)}
          </div>
        )}
        <div className={classes.pair}>
          <TextInput
            label={t('amount', { currency })}
            inputMode="decimal"
            autoComplete="off"
            data-autofocus
            value={text}
            error={errorOf('amount') ?? (text.trim() !== '' && !valid ? t('noAmount') : undefined)}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('paidOn')}
            value={paidOn}
            error={errorOf('paidOn')}
            onChange={(event) => setPaidOn(event.currentTarget.value)}
          />
          <Select
            label={t('method')}
            data={paymentMethods.map((value) => ({ value, label: methods(value) }))}
            value={method}
            allowDeselect={false}
            onChange={(value) => setMethod(paymentMethods.find((one) => one === value) ?? method)}
          />
          <TextInput
            label={t('reference')}
            value={reference}
            maxLength={200}
            error={errorOf('reference')}
            onChange={(event) => setReference(event.currentTarget.value)}
          />
        </div>
        <p className={rest < 0 ? classes.warning : classes.said} role="status">
          {!valid
            ? t('due', { amount: money(due, currency) })
            : rest > 0
              ? t('rest', { amount: money(rest, currency) })
              : rest < 0
                ? t('over', { amount: money(-rest, currency) })
                : t('whole')}
        </p>
        <div className={form.buttons}>
          <Button onClick={close}>{ui('cancel')}</Button>
          <Button type="submit" variant="filled" loading={deed.busy} disabled={!valid || paidOn === ''}>
            {t('action')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
