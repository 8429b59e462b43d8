/** A credit note: all that is left of an invoice, or some of its lines, each with how many of it. */
import { Button, Checkbox, Modal, Radio, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDeed } from '#src/web/deed.ts'
import { useFormat, usePerson } from '#src/web/intl.tsx'
import { useReason } from '#src/web/reason.ts'
import { useOpenRecord } from '#src/web/record-list.ts'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import form from '#src/web/ui/form.module.css'
import classes from './dialogs.module.css'
import { readTyped } from './editor-state.ts'
import type { InvoiceDialogProps } from './invoice-dialogs.tsx'
import { type Invoice, invoiceList } from './invoice-record.tsx'
import { countTotals } from './totals.ts'
import { markOf } from './typed-amount.ts'

const isSome = (quantity: string | undefined) => quantity !== undefined && !/^[0.]*$/.test(quantity)

/** The chosen lines as the credit note has them; undefined where a quantity cannot be read. */
function creditedLines(invoice: Invoice, quantities: readonly (string | null)[], mark: '.' | ',') {
  const lines = invoice.lines.flatMap((line, i) => {
    const typed = quantities[i]
    if (typed === null || typed === undefined) return []
    const { description, unit, unitPrice, discountPercent, taxCategory, taxRate } = line
    const quantity = readTyped(typed, mark)
    return [{ description, unit, unitPrice, discountPercent, taxCategory, taxRate, quantity }]
  })
  if (lines.some(({ quantity }) => !isSome(quantity))) return undefined
  return lines.map((line) => ({ ...line, quantity: line.quantity ?? '' }))
}

export function CreditDialog({ invoice, close }: InvoiceDialogProps) {
  useFocusReturn()
  const t = useTranslations('invoices.credit')
  const ui = useTranslations('ui')
  const reason = useReason()
  const { money } = useFormat()
  const mark = markOf(usePerson().locale)
  const open = useOpenRecord(invoiceList)
  const { id, number, currency, total, pricesIncludeTax } = invoice
  const [whole, setWhole] = useState(true)
  const [note, setNote] = useState('')
  const [quantities, setQuantities] = useState<readonly (string | null)[]>(invoice.lines.map(() => null))
  const deed = useDeed('POST /invoices/:id/credit', {
    touches: ['invoice', 'payment'],
    shown: [409, 412, 422],
    done: (made) => t('done', { number: made.number ?? '', amount: money(made.total, currency) }),
  })
  const lines = creditedLines(invoice, quantities, mark)
  const sum = lines && countTotals({ currency, pricesIncludeTax, discountPercent: null, lines }).total
  const valid = whole || (lines !== undefined && lines.length > 0)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { output } = await deed.run(
      { id, note: note.trim() || null, ...(!whole && lines && { lines }) },
      { version: invoice.version },
    )
    if (!output) return
    close()
    open(output.id)
  }
  const set = (index: number, quantity: string | null) =>
    setQuantities((before) => before.map((old, i) => (i === index ? quantity : old)))
  return (
    <Modal opened onClose={close} title={t('title', { number: number ?? '' })} size={620}>
      <form className={form.form} onSubmit={(event) => void submit(event)} noValidate>
        {deed.failure && (
          <div className={form.refusal} role="alert">
            {reason(deed.failure)}
          </div>
        )}
        <Radio.Group
          label={t('what')}
          value={whole ? 'whole' : 'lines'}
          onChange={(value) => setWhole(value === 'whole')}
        >
          <Radio value="whole" mt={8} label={t('whole', { amount: money(total, currency) })} data-autofocus />
          <Radio value="lines" mt={8} label={t('lines')} />
        </Radio.Group>
        {!whole && (
          <>
            <table className={classes.lines}>
              <thead>
                <tr>
                  <th scope="col">{t('line')}</th>
                  <th scope="col">{t('quantity')}</th>
                  <th scope="col">{t('net')}</th>
                </tr>
              </thead>
              <tbody>
                {invoice.lines.map((line, i) => {
                  const quantity = quantities[i]
                  const named = t('quantityOf', { line: line.description })
                  return (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
                    <tr key={i}>
                      <td>
                        <Checkbox
                          label={line.description}
                          checked={quantity !== null}
                          onChange={(event) =>
                            set(i, event.currentTarget.checked ? line.quantity.replace('.', mark) : null)
                          }
                        />
                      </td>
                      <td>
                        <TextInput
                          aria-label={named}
                          inputMode="decimal"
                          disabled={quantity === null}
                          value={quantity ?? ''}
                          error={quantity != null && !isSome(readTyped(quantity, mark))}
                          onChange={(event) => set(i, event.currentTarget.value)}
                        />
                      </td>
                      <td>{money(line.net, currency)}</td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
            <p className={classes.sum} role="status">
              <span>{t('sum')}</span>
              <span>{sum === undefined ? '–' : money(-sum, currency)}</span>
            </p>
          </>
        )}
        <Textarea
          label={t('note')}
          value={note}
          maxLength={2000}
          autosize
          minRows={2}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <p className={classes.said}>{t('text')}</p>
        <div className={form.buttons}>
          <Button onClick={close}>{ui('cancel')}</Button>
          <Button type="submit" variant="filled" loading={deed.busy} disabled={!valid}>
            {t('action')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
