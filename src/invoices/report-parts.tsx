/** What the reports are drawn with: a frame for each picture, bars that lead to their invoices, and other currencies. */
import { Skeleton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Failure } from '#src/web/api.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { useFormat } from '#src/web/intl.tsx'
import { useOrganization } from '#src/web/session.ts'
import { Money } from '#src/web/ui/values.tsx'
import classes from './reports.module.css'

interface Reckoned {
  currency: string
  rates: { currency: string; on: string; rate: string }[]
}

interface Asked {
  data: Reckoned | undefined
  error: Failure | null
  refetch: () => unknown
  dataUpdatedAt: number
}

interface PictureProps {
  title: string
  aside?: string
  sum?: ReactNode
  asked: Asked
  children: ReactNode
}

export function Picture({ title, aside, sum, asked, children }: PictureProps) {
  const t = useTranslations('reports')
  const { day } = useFormat()
  const { data, error, refetch, dataUpdatedAt } = asked
  const rates = data?.rates.map(({ currency, on, rate }) =>
    t('rate', { currency, rate, base: data.currency, on: day(on) }),
  )
  return (
    <section className={classes.picture}>
      <div className={classes.head}>
        <h2>{title}</h2>
        {aside && <span className={classes.aside}>{aside}</span>}
        {sum && <b className={classes.sum}>{sum}</b>}
      </div>
      {error && (
        <FailurePanel
          failure={error}
          retry={() => void refetch()}
          {...(data ? { readAt: dataUpdatedAt } : { title: t('failed') })}
        />
      )}
      {!data && !error && <Skeleton height={200} />}
      {data && children}
      {rates && rates.length > 0 && <p className={classes.note}>{t('rates', { rates: rates.join(', ') })}</p>}
    </section>
  )
}

export interface ReportRow {
  key: string
  name: string
  /** Which invoices stand behind it; left out when there are none. */
  search?: Record<string, string | undefined>
  amount: number
  aside?: string | undefined
  tone: 1 | 2 | 3 | 4 | 5
}

/** Invoices in other currencies are in a bar only by a rate; without one its list shows none of them. */
export const inSum = ({ currency, rates }: Reckoned) => (rates.length === 0 ? { currency } : {})

interface ReportRowsProps {
  label: string
  of: Reckoned
  rows: readonly ReportRow[]
}

/** A bar a line with its number; to those who hear it is the table it is. */
export function ReportRows({ label, of, rows }: ReportRowsProps) {
  const { slug } = useOrganization()
  const most = Math.max(1, ...rows.map(({ amount }) => amount))
  return (
    <table className={classes.rows}>
      <caption className="unseen">{label}</caption>
      <tbody>
        {rows.map(({ key, name, search, amount, aside, tone }) => (
          <tr key={key}>
            <th scope="row" title={name}>
              {search ? (
                <Link to="/o/$slug/invoices" params={{ slug }} search={{ ...search, ...inSum(of) }}>
                  {name}
                </Link>
              ) : (
                name
              )}
            </th>
            <td className={classes.track}>
              {amount > 0 && (
                <span
                  className={classes.bar}
                  data-tone={tone}
                  style={{ '--share': amount / most } as CSSProperties}
                />
              )}
              {aside && <span className={classes.rowAside}>{aside}</span>}
            </td>
            <td className={classes.amount}>
              <Money amount={amount} currency={of.currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Sums by currency of what has no rate. They stand beside, and are added to nothing. */
export function Beside({ sums }: { sums: readonly { currency: string; amount: number }[] }) {
  const t = useTranslations('reports')
  const { money } = useFormat()
  const together = new Map<string, number>()
  for (const { currency, amount } of sums) together.set(currency, (together.get(currency) ?? 0) + amount)
  const said = [...together].filter(([, amount]) => amount !== 0)
  if (said.length === 0) return null
  return (
    <p className={classes.note}>
      {t('beside')} <b>{said.map(([currency, amount]) => money(amount, currency)).join(' · ')}</b>
    </p>
  )
}
