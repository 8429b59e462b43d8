/** What was earned by month: a column each with its number, and a way to the invoices behind it. */
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import type { Output } from '#src/web/api.ts'
import { useFormat, usePerson } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { Money } from '#src/web/ui/values.tsx'
import { exponentOf } from './money.ts'
import { issuedIn } from './report-days.tsx'
import { Beside, inSum, Picture } from './report-parts.tsx'
import classes from './reports.module.css'

type Revenue = Output<'GET /reports/revenue'>

export function RevenuePicture() {
  const t = useTranslations('reports.revenue')
  const asked = useApi('GET /reports/revenue', {})
  const { data } = asked
  const none = data?.months.every(({ net, invoices }) => net === 0 && invoices === 0)
  return (
    <Picture
      title={t('title')}
      aside={t('aside')}
      sum={data && <Money amount={data.total.net} currency={data.currency} />}
      asked={asked}
    >
      {data && (none ? <p className={classes.note}>{t('none')}</p> : <Months of={data} />)}
      {data && <Beside sums={data.beside.map(({ currency, net }) => ({ currency, amount: net }))} />}
    </Picture>
  )
}

const height = 160
/** Above the highest column, for its number. */
const room = 20

function Months({ of }: { of: Revenue }) {
  const { months, currency, total } = of
  const t = useTranslations('reports.revenue')
  const { slug } = useOrganization()
  const { money, month: monthName, number } = useFormat()
  const { locale, language } = usePerson()
  const short = useMemo(
    () => new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }),
    [language],
  )
  const compact = useMemo(
    () => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }),
    [locale],
  )
  const most = Math.max(1, ...months.map(({ net }) => net))
  const within = (month: string) => `${month}-15T12:00:00Z`
  return (
    <>
      <ul className={classes.months} aria-label={t('label', { amount: money(total.net, currency) })}>
        {months.map(({ month, net, invoices }, index) => {
          const said = t('bar', {
            month: monthName(within(month)),
            amount: money(net, currency),
            count: invoices,
          })
          return (
            <li key={month} className={classes.month}>
              <Link
                to="/o/$slug/invoices"
                params={{ slug }}
                search={{ ...issuedIn(month), ...inSum(of) }}
                title={said}
                className={classes.column}
              >
                <span className={classes.space} style={{ height }}>
                  <span className={classes.number}>
                    {net !== 0 && compact.format(net / 10 ** exponentOf(currency))}
                  </span>
                  {net > 0 && (
                    <span
                      className={classes.part}
                      data-tone={index === months.length - 1 ? 4 : 1}
                      style={{ height: (net / most) * (height - room) }}
                    />
                  )}
                </span>
                <span className={classes.label}>{short.format(new Date(within(month)))}</span>
              </Link>
            </li>
          )
        })}
      </ul>
      <div className="unseen">
        <table>
          <caption>{t('label', { amount: money(total.net, currency) })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('month')}</th>
              <th scope="col">{t('net')}</th>
              <th scope="col">{t('gross')}</th>
              <th scope="col">{t('count')}</th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, net, gross, invoices }) => (
              <tr key={month}>
                <th scope="row">{monthName(within(month))}</th>
                <td>{money(net, currency)}</td>
                <td>{money(gross, currency)}</td>
                <td>{number(invoices)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
