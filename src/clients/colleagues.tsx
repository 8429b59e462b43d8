/** Who else works where this client works. */
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useApi } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import classes from '#src/web/ui/record-section.module.css'
import { Moment } from '#src/web/ui/values.tsx'
import { type Client, clientKind } from './client-record.tsx'

const few = 5

export function Colleagues({ client }: { client: Client }) {
  const t = useTranslations('clients.page')
  const { slug } = useOrganization()
  const companyId = client.companyId ?? ''
  const { data } = useApi('GET /clients', { companyId, sort: '-lastContactAt', limit: few + 1, count: true })
  const others = data?.items.filter(({ id }) => id !== client.id).slice(0, few) ?? []
  const count = (data?.count?.value ?? 0) - 1
  if (others.length === 0) return null
  const list = { sort: clientKind.usualSort, companyId }
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{t('colleagues')}</h2>
        {client.company && (
          <span className={classes.sectionAside}>{t('colleaguesAt', { company: client.company.name })}</span>
        )}
      </div>
      <ul className={classes.people}>
        {others.map(({ id, name, jobTitle, lastContactAt }) => (
          <li key={id}>
            <Link className={classes.person} to="/o/$slug/clients/$id" params={{ slug, id }} search={list}>
              <Avatar name={name} size={24} />
              <span className={classes.personName}>
                <span>{name}</span>
                {jobTitle && <span className={classes.personJob}>{jobTitle}</span>}
              </span>
              <span className={classes.personAt}>{lastContactAt && <Moment at={lastContactAt} />}</span>
            </Link>
          </li>
        ))}
      </ul>
      {count > few && (
        <Link className={classes.textLink} to="/o/$slug/clients" params={{ slug }} search={list}>
          {t('moreColleagues', { count: String(count) })}
        </Link>
      )}
    </section>
  )
}
