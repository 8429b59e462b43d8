/** What taking an import back left as it is, and why. */
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useOrganization } from '#src/web/session.ts'
import type { Import } from './import-words.tsx'
import classes from './result.module.css'

export function KeptRecords({ record }: { record: Import }) {
  const t = useTranslations('imports.result')
  const { slug } = useOrganization()
  const { undo, kept } = record
  if (!undo || undo.kept === 0) return null
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
          {kept.map(({ kind, id, name, reasons }) => (
            <tr key={id}>
              <td>
                <Link
                  to={kind === 'client' ? '/o/$slug/clients/$id' : '/o/$slug/companies/$id'}
                  params={{ slug, id }}
                >
                  {name}
                </Link>
              </td>
              <td>{reasons.join('; ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {undo.kept > kept.length && <p className={classes.hint}>{t('keptMore')}</p>}
    </section>
  )
}
