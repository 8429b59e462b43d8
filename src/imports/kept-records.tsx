/** What taking an import back left as it is, and why. */
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useList } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import type { Import } from './import-words.tsx'
import classes from './result.module.css'

export function KeptRecords({ record }: { record: Import }) {
  const t = useTranslations('imports.result')
  const { slug } = useOrganization()
  const { id, undo } = record
  const list = useList('GET /imports/:id/kept', { id })
  if (!undo || undo.kept === 0) return null
  // The record itself brings the first of them.
  const kept = list.rows.length > 0 ? list.rows : record.kept
  return (
    <section className={classes.kept}>
      <h2 className={classes.keptTitle}>{t('undoneKept', { count: undo.kept })}</h2>
      <table className={classes.keptTable}>
        <thead>
          <tr>
            <th scope="col">{t('record')}</th>
            <th scope="col">{t('reason')}</th>
          </tr>
        </thead>
        <tbody>
          {kept.map(({ kind, id: recordId, name, reasons }) => (
            <tr key={recordId}>
              <td>
                <Link
                  to={kind === 'client' ? '/o/$slug/clients/$id' : '/o/$slug/companies/$id'}
                  params={{ slug, id: recordId }}
                >
                  {name}
                </Link>
              </td>
              <td>{reasons.join('; ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.more && (
        <Button loading={list.loadingMore} onClick={list.loadMore}>
          {t('keptMore')}
        </Button>
      )}
    </section>
  )
}
