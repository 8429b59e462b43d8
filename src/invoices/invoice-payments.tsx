/** What was paid on it, each payment with its day; one recorded by mistake is taken back, and stays in the audit. */
import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { useDeed } from '#src/web/deed.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { useFormat } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { confirm } from '#src/web/ui/confirm.tsx'
import section from '#src/web/ui/record-section.module.css'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { Day, Money } from '#src/web/ui/values.tsx'
import { openInvoiceDialog } from './invoice-dialogs.tsx'
import classes from './invoice-page.module.css'
import { type Invoice, isOpen, type Payment, paymentTouches } from './invoice-record.tsx'
import { paymentMethods } from './payments-schema.ts'

interface PaymentsProps {
  invoice: Invoice
  mayIssue: boolean
}

export function Payments({ invoice, mayIssue }: PaymentsProps) {
  const t = useTranslations('invoices.payments')
  const { id, currency, status, prepaidAmount, amountDue } = invoice
  const { data, error, isPending, refetch } = useApi('GET /payments', { invoiceId: id, limit: 100 })
  const payments = data?.items ?? []
  const payable = mayIssue && (status === 'issued' || status === 'paid')
  return (
    <section>
      <div className={section.sectionHead}>
        <h2 className={section.sectionTitle}>{t('title')}</h2>
        {payable && (
          <ActionIcon
            className={section.sectionAction ?? ''}
            size="sm"
            aria-label={t('add')}
            onClick={() => openInvoiceDialog('payment')}
          >
            <IconPlus />
          </ActionIcon>
        )}
      </div>
      {error && !data && <FailurePanel failure={error} retry={() => void refetch()} />}
      {isPending && <LinesSkeleton count={2} />}
      {data && payments.length === 0 && prepaidAmount === 0 && (
        <p className={section.nothing}>{t(status === 'void' ? 'void' : 'none')}</p>
      )}
      <ul className={classes.list}>
        {prepaidAmount > 0 && (
          <li className={classes.item}>
            <span>{t('prepaid')}</span>
            <span className={classes.aside}>
              <Money amount={prepaidAmount} currency={currency} />
            </span>
          </li>
        )}
        {payments.map((payment) => (
          <PaymentItem key={payment.id} payment={payment} invoice={invoice} mayIssue={mayIssue} />
        ))}
      </ul>
      {amountDue < 0 && <p className={classes.problem}>{t('overpaid')}</p>}
      {payable && payments.length > 0 && isOpen(invoice) && (
        <Button size="xs" onClick={() => openInvoiceDialog('payment')}>
          {t('rest')}
        </Button>
      )}
    </section>
  )
}

interface PaymentItemProps extends PaymentsProps {
  payment: Payment
}

function PaymentItem({ payment, invoice, mayIssue }: PaymentItemProps) {
  const t = useTranslations('invoices.payments')
  const { money, day } = useFormat()
  const { id, amount, paidOn, method, reference, recordedBy, version } = payment
  const said = { amount: money(amount, invoice.currency), day: day(paidOn) }
  const removing = useDeed('DELETE /payments/:id', { touches: paymentTouches, done: t('removed', said) })
  const known = paymentMethods.find((one) => one === method)
  const remove = async () => {
    const sure = await confirm({
      title: t('removeTitle', said),
      text: t('removeText'),
      action: t('removeAction'),
      danger: true,
    })
    if (sure) await removing.run({ id }, { version })
  }
  return (
    <li className={classes.item}>
      <span>
        <span className={classes.strong}>
          <Day on={paidOn} />
        </span>{' '}
        <span className={classes.quiet}>
          {known ? t(`methods.${known}`) : method}
          {reference && ` · ${reference}`}
          {recordedBy && ` · ${recordedBy.name}`}
        </span>
      </span>
      <span className={classes.aside}>
        <Money amount={amount} currency={invoice.currency} />
        {mayIssue && (
          <ActionIcon size="sm" aria-label={t('remove', said)} onClick={() => void remove()}>
            <IconX />
          </ActionIcon>
        )}
      </span>
    </li>
  )
}
