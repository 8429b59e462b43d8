/** Whether it is a whole e-invoice, and where to put right what it lacks; and the series its number stands in. */
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useOrganization, useSeesOwnOnly } from '#src/web/session.ts'
import section from '#src/web/ui/record-section.module.css'
import classes from './invoice-page.module.css'
import type { Invoice } from './invoice-record.tsx'
import { problemsOf } from './problems.ts'

export function InvoiceProblems({ invoice }: { invoice: Invoice }) {
  const t = useTranslations('invoices.problems')
  const { slug } = useOrganization()
  const own = useSeesOwnOnly()
  if (invoice.direction === 'purchase') return null
  const problems = problemsOf(invoice)
  return (
    <section>
      <div className={section.sectionHead}>
        <h2 className={section.sectionTitle}>{t('title')}</h2>
      </div>
      {problems.length === 0 ? (
        <p className={`${classes.problem} ${classes.good}`}>
          <IconCheck size={14} aria-hidden="true" />
          {t('complete')}
        </p>
      ) : (
        <>
          <ul className={classes.list}>
            {problems.map(({ path, message }) => (
              <li key={path + message} className={classes.problem}>
                <IconAlertTriangle size={14} aria-hidden="true" />
                <span>
                  {message} <Mend invoice={invoice} path={path} />
                </span>
              </li>
            ))}
          </ul>
          <p className={section.nothing}>{t('sealed')}</p>
        </>
      )}
      {!own && (
        <Link className={section.textLink} to="/o/$slug/invoice-numbers" params={{ slug }}>
          {t('series')}
        </Link>
      )}
    </section>
  )
}

/** Where it is put right for the next one. */
export function Mend({ invoice, path }: { invoice: Pick<Invoice, 'clientId' | 'companyId'>; path: string }) {
  const t = useTranslations('invoices.problems')
  const { slug } = useOrganization()
  const { clientId, companyId } = invoice
  if (path.startsWith('seller'))
    return (
      <Link to="/o/$slug/settings" params={{ slug }} search={{ section: 'invoices' }}>
        {t('toSettings')}
      </Link>
    )
  if (!path.startsWith('buyer')) return null
  if (companyId)
    return (
      <Link to="/o/$slug/companies/$id" params={{ slug, id: companyId }}>
        {t('toCompany')}
      </Link>
    )
  if (!clientId) return null
  return (
    <Link to="/o/$slug/clients/$id" params={{ slug, id: clientId }}>
      {t('toClient')}
    </Link>
  )
}
