/** The facts of the privacy page in tables: who else receives data, which cookies, how long things are kept. */
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { PrivacyFacts } from './facts.ts'
import classes from './privacy.module.css'

interface TableProps {
  /** What it lists, for those who hear it. */
  label: string
  heads: readonly string[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
}

function Table({ label, heads, rows }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways on a phone is reached by keys as well
    <section className={classes.scroller} aria-label={label} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                <td key={heads[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

export function ThirdParties({ parties }: { parties: PrivacyFacts['thirdParties'] }) {
  const t = useTranslations('privacy.third')
  return (
    <Table
      label={t('title')}
      heads={[t('name'), t('purpose'), t('policy')]}
      rows={parties.map(({ name, purpose, policyUrl }) => ({
        key: `${name} ${purpose}`,
        cells: [
          name,
          t(`purposes.${purpose}`),
          policyUrl ? (
            <a key="policy" href={policyUrl} target="_blank" rel="noopener noreferrer">
              {t('policyOf', { name })}
            </a>
          ) : (
            t('noPolicy')
          ),
        ],
      }))}
    />
  )
}

export function Cookies({ cookies }: { cookies: PrivacyFacts['cookies'] }) {
  const t = useTranslations('privacy')
  const { days, minutes } = useLengths()
  const lasts = (seconds: number) => (seconds >= 86_400 ? days(seconds / 86_400) : minutes(seconds / 60))
  return (
    <Table
      label={t('cookies.title')}
      heads={[t('cookies.name'), t('cookies.purpose'), t('cookies.lasts')]}
      rows={cookies.map(({ name, purpose, lastsSeconds }) => ({
        key: name,
        cells: [<code key="name">{name}</code>, t(`cookies.purposes.${purpose}`), lasts(lastsSeconds)],
      }))}
    />
  )
}

export function Retention({ retention }: { retention: PrivacyFacts['retention'] }) {
  const t = useTranslations('privacy.retention')
  const { days, hours, minutes } = useLengths()
  const rows = [
    ['trashDays', days],
    ['looseFileDays', days],
    ['mailTextDays', days],
    ['notificationDays', days],
    ['importDays', days],
    ['exportDays', days],
    ['accessLogDays', days],
    ['jobDays', days],
    ['invitationDays', days],
    ['sessionUnusedDays', days],
    ['sessionDays', days],
    ['resetLinkMinutes', minutes],
    ['repeatedRequestHours', hours],
  ] as const
  return (
    <Table
      label={t('what')}
      heads={[t('what'), t('kept')]}
      rows={rows.map(([name, length]) => ({ key: name, cells: [t(name), length(retention[name])] }))}
    />
  )
}

function useLengths() {
  const t = useTranslations('privacy')
  return {
    days: (count: number) => t('days', { count: Math.round(count) }),
    hours: (count: number) => t('hours', { count: Math.round(count) }),
    minutes: (count: number) => t('minutes', { count: Math.round(count) }),
  }
}
