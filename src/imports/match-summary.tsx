/** The third step's head: how many rows match what is there, and by what they were recognized. */
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import type { Import } from './import-words.tsx'
import classes from './prepare.module.css'

export function MatchSummary({ record }: { record: Import }) {
  const t = useTranslations('imports.matches')
  const { number } = useFormat()
  const { counts, matchedBy } = record
  const ways = [
    { label: t('email'), count: matchedBy.email },
    { label: t('phone'), count: matchedBy.phone },
    { label: t('name'), count: matchedBy.name },
  ].filter(({ count }) => count > 0)
  return (
    <section className={classes.summary}>
      <h2 className={classes.summaryTitle}>{t('found', { count: counts.matched - matchedBy.row })}</h2>
      {matchedBy.row > 0 && <p className={classes.summaryText}>{t('inFileToo', { count: matchedBy.row })}</p>}
      <p className={classes.summaryText}>{t('foundText')}</p>
      {ways.length > 0 && (
        <dl className={classes.ways}>
          {ways.map(({ label, count }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{number(count)}</dd>
            </div>
          ))}
          {matchedBy.row > 0 && (
            <div>
              <dt>{t('inFile')}</dt>
              <dd>{number(matchedBy.row)}</dd>
            </div>
          )}
        </dl>
      )}
    </section>
  )
}
