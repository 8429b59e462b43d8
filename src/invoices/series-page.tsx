/** The proof that no number is missing, and, when one asks, that nothing that was issued has been changed since. */
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { FailurePage } from '#src/web/failure.tsx'
import { useFormat } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { Page, PageBody } from '#src/web/ui/page.tsx'
import { ProgressRow } from '#src/web/ui/progress-row.tsx'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { Trail } from '#src/web/ui/trail.tsx'
import classes from './series.module.css'

const seriesNames = ['invoice', 'credit_note', 'quote'] as const

export function SeriesPage() {
  const t = useTranslations('invoices')
  const { slug } = useOrganization()
  const { number } = useFormat()
  const [checking, setChecking] = useState(false)
  const counted = useApi('GET /invoices/series', {})
  const sealed = useApi('GET /invoices/series', { seals: true }, { enabled: checking })
  const failure = counted.error ?? (checking ? sealed.error : null)
  const items = (checking && sealed.data ? sealed.data : counted.data)?.items
  const all = items?.reduce((sum, { count }) => sum + count, 0) ?? 0
  const whole = items?.every(({ gaps }) => gaps.length === 0)
  const broken = items?.flatMap((item) => item.broken ?? [])
  const done = checking && sealed.isSuccess && !sealed.isFetching
  const busy = checking && sealed.isFetching
  const check = () => {
    if (checking) void sealed.refetch()
    else setChecking(true)
  }
  return (
    <Page
      title={t('series.title')}
      heading={
        <Trail from={{ label: t('title'), link: { to: '/o/$slug/invoices', params: { slug } } }} title>
          {t('series.title')}
        </Trail>
      }
    >
      {failure && !items ? (
        <FailurePage failure={failure} retry={() => void counted.refetch()} />
      ) : (
        <PageBody>
          {!items && <LinesSkeleton count={4} />}
          {items && items.length === 0 && (
            <p className={classes.said}>
              <b>{t('series.none')}</b> {t('series.noneText')}
            </p>
          )}
          {items && items.length > 0 && (
            <>
              <p className={classes.verdict} data-good={whole || undefined}>
                {whole ? <IconCheck aria-hidden="true" /> : <IconAlertTriangle aria-hidden="true" />}
                <b>{t(whole ? 'series.whole' : 'series.gaps', { count: number(all) })}</b>
              </p>
              <p className={classes.said}>{t('series.text')}</p>
              <div className={classes.check}>
                <Button leftSection={<IconShieldCheck />} loading={busy} onClick={check}>
                  {t('series.check')}
                </Button>
                <span role="status">
                  {done &&
                    (broken?.length === 0
                      ? t('series.sealsWhole', { count: number(all) })
                      : t('series.sealsBroken', { numbers: broken?.join(', ') ?? '' }))}
                  {checking && sealed.error && t('series.checkFailed')}
                </span>
              </div>
              {busy && <ProgressRow label={t('series.checking', { count: number(all) })} done={all} />}
              <SeriesTable items={items} />
            </>
          )}
        </PageBody>
      )}
    </Page>
  )
}

type Items = NonNullable<ReturnType<typeof useApi<'GET /invoices/series'>>['data']>['items']

function SeriesTable({ items }: { items: Items }) {
  const t = useTranslations('invoices.series')
  const { number } = useFormat()
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('period')}</th>
            <th scope="col">{t('numbers')}</th>
            <th scope="col">{t('count')}</th>
            <th scope="col">{t('missing')}</th>
            <th scope="col">{t('seals')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ series, period, count, gaps, firstNumber, lastNumber, broken, first, last }) => {
            const known = seriesNames.find((one) => one === series)
            return (
              <tr key={`${series} ${period}`}>
                <th scope="row">{known ? t(`names.${known}`) : series}</th>
                <td>{period || t('always')}</td>
                <td>
                  {firstNumber && t('span', { first: firstNumber, last: lastNumber })}
                  <span className={classes.quiet}>
                    {t(gaps.length === 0 ? 'spanWhole' : 'spanOf', {
                      first: number(first),
                      last: number(last),
                    })}
                  </span>
                </td>
                <td>{number(count)}</td>
                <td data-bad={gaps.length > 0 || undefined}>
                  {gaps.length === 0 ? t('nothing') : gaps.join(', ')}
                </td>
                <td data-bad={(broken?.length ?? 0) > 0 || undefined}>
                  {broken === null
                    ? t('unchecked')
                    : broken.length === 0
                      ? t('untouched')
                      : broken.join(', ')}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
