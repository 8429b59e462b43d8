/** The clients on whom something was done last: changed, or spoken with. */
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { Output } from '#src/web/api.ts'
import { useApi } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import classes from './today.module.css'
import { TodayList } from './today-list.tsx'

type Client = Output<'GET /clients'>['items'][number]
const most = 6

/** The later of the two. A contact that is still to come counts when it was written. */
function touchedAt({ updatedAt, lastContactAt }: Client) {
  const spoke = lastContactAt !== null && lastContactAt > updatedAt && Date.parse(lastContactAt) <= Date.now()
  return spoke ? { at: lastContactAt, what: 'spoke' as const } : { at: updatedAt, what: 'changed' as const }
}

export function RecentClients() {
  const t = useTranslations('today.recent')
  const { slug } = useOrganization()
  const changed = useApi('GET /clients', { sort: '-updatedAt', limit: most }).data?.items ?? []
  const spoken = useApi('GET /clients', { sort: '-lastContactAt', limit: most }).data?.items ?? []
  const each = new Map([...changed, ...spoken].map((client) => [client.id, client]))
  const recent = [...each.values()]
    .sort((a, b) => touchedAt(b).at.localeCompare(touchedAt(a).at))
    .slice(0, most)
  if (recent.length === 0) return null
  return (
    <TodayList
      title={t('title')}
      right={
        <Link to="/o/$slug/clients" params={{ slug }} className={classes.more}>
          {t('all')}
        </Link>
      }
    >
      {recent.map((client) => {
        const { at, what } = touchedAt(client)
        return (
          <li key={client.id} className={classes.line} data-line>
            <Avatar name={client.name} />
            <Link
              to="/o/$slug/clients/$id"
              params={{ slug, id: client.id }}
              className={classes.lineTitle}
              data-line-focus
            >
              {client.name}
            </Link>
            <span className={classes.lineText}>{client.company?.name ?? client.jobTitle}</span>
            <span className={classes.lineAside}>
              {t(what)} <Moment at={at} />
            </span>
          </li>
        )
      })}
    </TodayList>
  )
}
