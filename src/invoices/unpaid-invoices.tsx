/** What a client or company still has to pay, the latest first, each marked paid with one press. */
import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { useMay, useOrganization } from '#src/web/session.ts'
import section from '#src/web/ui/record-section.module.css'
import { Day, Money } from '#src/web/ui/values.tsx'
import { Due, Standing } from './invoice-columns.tsx'
import { useOpenNewInvoice } from './invoice-commands.tsx'
import classes from './invoice-page.module.css'
import { invoiceList, isOpen, type ListedInvoice, useMarkPaid } from './invoice-record.tsx'

const few = 5
const most = 100

interface UnpaidInvoicesProps {
  subject: { clientId: string } | { companyId: string }
}

export function UnpaidInvoices({ subject }: UnpaidInvoicesProps) {
  const t = useTranslations('invoices.unpaid')
  const { slug } = useOrganization()
  const { money } = useFormat()
  const mayWrite = useMay('invoices.write')
  const openNew = useOpenNewInvoice()
  const { data } = useApi('GET /invoices', {
    ...subject,
    type: 'invoice',
    status: ['issued'],
    sort: 'dueOn',
    limit: most,
    count: true,
  })
  if (!data) return null
  const open = data.items.filter(isOpen)
  const sums = new Map<string, number>()
  for (const { currency, amountDue } of open) sums.set(currency, (sums.get(currency) ?? 0) + amountDue)
  const count = data.count?.value ?? open.length
  return (
    <section>
      <div className={section.sectionHead}>
        <h2 className={section.sectionTitle}>{t('title')}</h2>
        {count <= most && (
          <b className={section.sectionAside}>
            {[...sums].map(([currency, sum]) => money(sum, currency)).join(' + ')}
          </b>
        )}
      </div>
      {open.length === 0 && (
        <p className={section.nothing}>
          {t('none')}{' '}
          {mayWrite && (
            <button type="button" className={section.textButton} onClick={() => openNew(subject)}>
              {t('write')}
            </button>
          )}
        </p>
      )}
      <ul className={classes.list}>
        {open.slice(0, few).map((invoice) => (
          <Unpaid key={invoice.id} invoice={invoice} />
        ))}
      </ul>
      {count > few && (
        <Link
          className={section.textLink}
          to="/o/$slug/invoices"
          params={{ slug }}
          search={{ ...subject, status: 'issued', sort: invoiceList.usualSort }}
        >
          {t('all', { count: String(count) })}
        </Link>
      )}
    </section>
  )
}

function Unpaid({ invoice }: { invoice: ListedInvoice }) {
  const t = useTranslations('invoices.unpaid')
  const { slug } = useOrganization()
  const mayIssue = useMay('invoices.issue')
  const markPaid = useMarkPaid()
  const { id, number, amountDue, currency, dueOn, overdue } = invoice
  return (
    <li className={classes.item}>
      <Link className={classes.strong} to="/o/$slug/invoices/$id" params={{ slug, id }}>
        {number}
      </Link>
      <span className={`${classes.strong} ${classes.aside}`}>
        <Money amount={amountDue} currency={currency} />
      </span>
      <span>{overdue ? <Due of={invoice} /> : <Standing of={invoice} badge />}</span>
      <span className={`${classes.quiet} ${classes.aside}`}>
        {overdue && dueOn ? (
          <Day on={dueOn} />
        ) : (
          <>
            {t('due')} <Due of={invoice} />
          </>
        )}
      </span>
      {mayIssue && (
        <span className={classes.deeds}>
          <Button
            size="xs"
            leftSection={<IconCheck />}
            aria-label={t('markPaidNumber', { number: number ?? '' })}
            onClick={() => void markPaid(invoice)}
          >
            {t('markPaid')}
          </Button>
        </span>
      )}
    </li>
  )
}
