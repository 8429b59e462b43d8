/** The mails about an invoice and what became of them; and that a stranger has looked at it. */
import { Button } from '@mantine/core'
import { IconBellRinging } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { FailurePanel } from '#src/web/failure.tsx'
import { useApi } from '#src/web/query.ts'
import { useMay } from '#src/web/session.ts'
import section from '#src/web/ui/record-section.module.css'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { Badge } from '#src/web/ui/status.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import { openInvoiceDialog } from './invoice-dialogs.tsx'
import classes from './invoice-page.module.css'
import { type Invoice, isOpen } from './invoice-record.tsx'

const tones = {
  kept: 'grey',
  waiting: 'blue',
  sending: 'blue',
  sent: 'green',
  failed: 'red',
  unknown: 'amber',
} as const

const kinds = ['invoice', 'credit_note', 'reminder_before', 'reminder'] as const

/** While a mail is on its way it is asked again, so that its end is seen. */
const often = 3000

export function InvoiceMails({ invoice }: { invoice: Invoice }) {
  const t = useTranslations('invoices.mails')
  const mayIssue = useMay('invoices.issue')
  const asked = { id: invoice.id }
  const first = useApi('GET /invoices/:id/mails', asked)
  const moving = first.data?.items.some(({ status }) => status === 'waiting' || status === 'sending')
  const { data, error, isPending, refetch } = useApi('GET /invoices/:id/mails', asked, {
    every: moving ? often : false,
  })
  const mails = data?.items ?? []
  const sendable = mayIssue && invoice.status !== 'void' && invoice.status !== 'draft'
  const remindable = mayIssue && invoice.type === 'invoice' && invoice.sentAt !== null && isOpen(invoice)
  return (
    <section>
      <div className={section.sectionHead}>
        <h2 className={section.sectionTitle}>{t('title')}</h2>
        {invoice.viewedAt && (
          <span className={section.sectionAside}>
            {t('viewed')} <Moment at={invoice.viewedAt} />
          </span>
        )}
      </div>
      {error && !data && <FailurePanel failure={error} retry={() => void refetch()} />}
      {isPending && <LinesSkeleton count={2} />}
      {data && mails.length === 0 && (
        <p className={section.nothing}>
          {t('none')}{' '}
          {sendable && (
            <button type="button" className={section.textButton} onClick={() => openInvoiceDialog('send')}>
              {t('send')}
            </button>
          )}
        </p>
      )}
      <ul className={classes.list}>
        {mails.map(({ id, kind, to, subject, status, createdAt, sentAt }) => {
          const known = kinds.find((one) => one === kind)
          const step = kind === 'reminder' || kind === 'reminder_before'
          return (
            <li key={id} className={classes.item}>
              <span className={classes.strong}>{known ? t(`kinds.${known}`) : subject}</span>
              <span className={classes.aside}>
                <Badge tone={tones[status]}>{t(`statuses.${status}`)}</Badge>
              </span>
              <span className={classes.quiet}>{t('to', { to })}</span>
              <span className={`${classes.quiet} ${classes.aside}`}>
                <Moment at={sentAt ?? createdAt} />
              </span>
              {(status === 'unknown' || status === 'failed' || status === 'kept') && (
                <span className={classes.deeds}>
                  <span className={classes.quiet}>{t(`means.${status}`)}</span>
                  {sendable && status !== 'kept' && (
                    <Button
                      size="xs"
                      onClick={() => openInvoiceDialog(step && remindable ? 'remind' : 'send')}
                    >
                      {t('again')}
                    </Button>
                  )}
                </span>
              )}
            </li>
          )
        })}
      </ul>
      {remindable && (
        <Button
          size="xs"
          mt={8}
          leftSection={<IconBellRinging />}
          onClick={() => openInvoiceDialog('remind')}
        >
          {t('remind')}
        </Button>
      )}
    </section>
  )
}
