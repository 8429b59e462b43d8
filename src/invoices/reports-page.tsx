/** Numbers as pictures: what was earned, who owes since when, who was billed most, and what money is on its way. */
import { Button } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { useMay } from '#src/web/session.ts'
import { EmptyState } from '#src/web/ui/empty-state.tsx'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { Page, PageBody } from '#src/web/ui/page.tsx'
import { Money } from '#src/web/ui/values.tsx'
import { useOpenNewInvoice } from './invoice-commands.tsx'
import { dayAfter, dueAtAge, dueBetween } from './report-days.tsx'
import { Beside, Picture, ReportRows } from './report-parts.tsx'
import classes from './reports.module.css'
import { RevenuePicture } from './revenue-picture.tsx'

export function ReportsPage() {
  const t = useTranslations('reports')
  const any = useApi('GET /invoices', { status: ['issued', 'paid', 'void'], limit: 1 }).data
  return (
    <Page title={t('title')}>
      <PageBody>
        {any && any.items.length === 0 ? (
          <NoFigures />
        ) : (
          <div className={classes.pictures}>
            <RevenuePicture />
            <Aging />
            <TopClients />
            <Cash />
          </div>
        )}
      </PageBody>
    </Page>
  )
}

function NoFigures() {
  const t = useTranslations('reports.empty')
  const mayWrite = useMay('invoices.write')
  const openNew = useOpenNewInvoice()
  return (
    <EmptyState
      icon={<IconChartBar size={44} stroke={1.25} />}
      title={t(mayWrite ? 'title' : 'viewer')}
      text={t(mayWrite ? 'text' : 'viewerText')}
    >
      {mayWrite && (
        <Button
          variant="filled"
          autoFocus
          rightSection={<KeyHint keys="Enter" />}
          onClick={() => openNew({})}
        >
          {t('action')}
        </Button>
      )}
    </EmptyState>
  )
}

/** The older, the further from the page. */
const tones = { notDue: 1, days1To30: 2, days31To60: 3, days61To90: 4, over90: 5 } as const

function Aging() {
  const t = useTranslations('reports')
  const { money } = useFormat()
  const asked = useApi('GET /reports/aging', {})
  const { data } = asked
  return (
    <Picture
      title={t('aging.title')}
      sum={data && <Money amount={data.total.amount} currency={data.currency} />}
      asked={asked}
    >
      {data && data.total.count === 0 && data.beside.length === 0 && (
        <p className={classes.note}>{t('aging.none')}</p>
      )}
      {data && data.total.count > 0 && (
        <ReportRows
          label={t('aging.label')}
          of={data}
          rows={data.ages.map(({ age, amount, count }) => ({
            key: age,
            name: t(`aging.ages.${age}`),
            amount,
            tone: tones[age],
            ...(count > 0 && { search: dueAtAge(age, data.on), aside: t('aging.count', { count }) }),
          }))}
        />
      )}
      {data && data.giveBack.amount > 0 && (
        <p className={classes.note}>
          {t('giveBack', { amount: money(data.giveBack.amount, data.currency) })}
        </p>
      )}
      {data && <Beside sums={data.beside.filter(({ age }) => age !== 'giveBack')} />}
    </Picture>
  )
}

function TopClients() {
  const t = useTranslations('reports.top')
  const asked = useApi('GET /reports/top-clients', { limit: 8 })
  const { data } = asked
  return (
    <Picture title={t('title')} aside={t('aside')} asked={asked}>
      {data && data.clients.length === 0 && <p className={classes.note}>{t('none')}</p>}
      {data && data.clients.length > 0 && (
        <ReportRows
          label={t('label')}
          of={data}
          rows={data.clients.map(({ clientId, companyId, name, net, invoices }) => ({
            key: companyId ?? clientId ?? name,
            name,
            amount: net,
            tone: 3,
            aside: t('count', { count: invoices }),
            search: {
              ...(companyId ? { companyId } : clientId && { clientId }),
              issuedFrom: data.from,
              issuedUntil: data.until,
              sort: '-issuedOn',
            },
          }))}
        />
      )}
      {data && (
        <Beside
          sums={data.clients.flatMap(({ beside }) =>
            beside.map(({ currency, net }) => ({ currency, amount: net })),
          )}
        />
      )}
    </Picture>
  )
}

const weeks = 6

function Cash() {
  const t = useTranslations('reports.cash')
  const { money, day } = useFormat()
  const asked = useApi('GET /reports/cash-expected', { weeks })
  const { data } = asked
  const after = data?.weeks.at(-1)?.startsOn
  const rows = data && [
    { key: 'overdue', name: t('overdue'), ...data.overdue, search: dueBetween(null, dayAfter(data.on, -1)) },
    ...data.weeks.map(({ startsOn, ...week }, index) => ({
      key: startsOn,
      name: index === 0 ? t('thisWeek') : t('week', { day: day(startsOn) }),
      ...week,
      search: dueBetween(index === 0 ? data.on : startsOn, dayAfter(startsOn, 6)),
    })),
    {
      key: 'later',
      name: t('later'),
      ...data.later,
      search: dueBetween(dayAfter(after ?? data.on, 7), null),
    },
  ]
  const none = rows?.every((row) => row.in === 0 && row.out === 0)
  return (
    <Picture
      title={t('title')}
      aside={t('aside')}
      sum={
        data && rows && <Money amount={rows.reduce((sum, row) => sum + row.in, 0)} currency={data.currency} />
      }
      asked={asked}
    >
      {none && <p className={classes.note}>{t('none')}</p>}
      {data && rows && !none && (
        <ReportRows
          label={t('label')}
          of={data}
          rows={rows.map(({ key, name, search, in: expected, out }) => ({
            key,
            name,
            amount: expected,
            tone: key === 'overdue' ? 5 : 3,
            ...(expected > 0 && { search }),
            ...(out > 0 && { aside: t('out', { amount: money(out, data.currency) }) }),
          }))}
        />
      )}
      {data && (
        <Beside sums={data.beside.map(({ currency, in: expected }) => ({ currency, amount: expected }))} />
      )}
    </Picture>
  )
}
