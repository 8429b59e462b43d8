/** What would happen, or what did: a bar and four counts that sum to the rows of the file. */
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import { ProgressRow } from '#src/web/ui/progress-row.tsx'
import classes from './counts.module.css'
import type { Import } from './import-words.tsx'

export function DryRun({ record }: { record: Import }) {
  const t = useTranslations('imports.dryRun')
  const { status, progress, matchedBy } = record
  const working = status === 'reading' || status === 'checking'
  return (
    <section className={classes.block}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('title')}</h2>
        <span className={classes.aside}>{t('aside')}</span>
      </div>
      {working ? (
        <div className={classes.progress}>
          <ProgressRow
            label={t(status)}
            done={progress.done}
            {...(progress.total !== null && { total: progress.total })}
          />
        </div>
      ) : (
        <Counts record={record} />
      )}
      {!working && matchedBy.row > 0 && (
        <p className={classes.text}>{t('inFile', { count: matchedBy.row })}</p>
      )}
    </section>
  )
}

const parts = ['new', 'updated', 'skipped', 'refused'] as const

export function Counts({ record, over = false }: { record: Import; over?: boolean }) {
  const t = useTranslations('imports.dryRun')
  const { number } = useFormat()
  const { counts, matchedBy, kind, matched } = record
  const by =
    matchedBy.email > 0 || matchedBy.phone + matchedBy.name === 0
      ? t('byEmail')
      : t(matchedBy.phone >= matchedBy.name ? 'byPhone' : 'byName')
  const reached = counts.created + counts.updated + counts.skipped + counts.refused
  const rows = {
    new: { count: counts.created, text: t(kind === 'client' ? 'newClients' : 'newCompanies') },
    updated: { count: counts.updated, text: by },
    skipped: { count: counts.skipped, text: t(matched === 'update' ? 'nothingNew' : 'asChosen') },
    refused: { count: counts.refused, text: t(over ? 'notIn' : 'repair') },
    // Of an import that was stopped halfway.
    unreached: { count: counts.rows - reached, text: t('stopped') },
  }
  const order = over && rows.unreached.count > 0 ? ([...parts, 'unreached'] as const) : parts
  return (
    <>
      <div className={classes.bar} aria-hidden="true">
        {order.map(
          (name) =>
            rows[name].count > 0 && (
              <span key={name} data-part={name} style={{ flexGrow: rows[name].count }} />
            ),
        )}
      </div>
      <dl className={classes.counts}>
        {order.map((name) => (
          <div key={name} className={classes.count}>
            <dt>
              <span className={classes.dot} data-part={name} aria-hidden="true" />
              <b>{t(name)}</b>
              {rows[name].count > 0 && <span className={classes.what}>{rows[name].text}</span>}
            </dt>
            <dd>{number(rows[name].count)}</dd>
          </div>
        ))}
        <div className={classes.count}>
          <dt>
            <b>{t('rows')}</b>
          </dt>
          <dd>{number(counts.rows)}</dd>
        </div>
      </dl>
    </>
  )
}
