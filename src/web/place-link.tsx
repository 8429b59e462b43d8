/** A place in the rail or under More; gone where the role has no business there. */
import { Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useDueCount } from '#src/alerts/due-today.tsx'
import { may } from '#src/core/permissions.ts'
import type { Place } from './places.ts'
import { useApi } from './query.ts'
import { useOrganization } from './session.ts'
import classes from './styles/shell.module.css'
import { Count } from './ui/values.tsx'

interface PlaceLinkProps {
  place: Place
  folded?: boolean
}

export function PlaceLink({ place, folded = false }: PlaceLinkProps) {
  const { role } = useOrganization()
  if (place.permission && !may(role, place.permission)) return null
  if (place.whenAny) return <PlaceWithAny place={place} folded={folded} />
  return <ShownPlace place={place} folded={folded} />
}

/** Bills are a place of their own only for who has some. */
function PlaceWithAny(props: PlaceLinkProps) {
  const { data } = useApi('GET /invoices', { direction: 'purchase', limit: 1 })
  return data && data.items.length > 0 ? <ShownPlace {...props} /> : null
}

function ShownPlace({ place, folded = false }: PlaceLinkProps) {
  const t = useTranslations('shell.places')
  const { slug } = useOrganization()
  const Icon = place.icon
  const name = t(place.name)
  return (
    <Tooltip label={name} position="right" disabled={!folded}>
      <Link
        to={place.to}
        params={{ slug }}
        className={classes.place}
        activeOptions={{ exact: place.name === 'today', includeSearch: false }}
        aria-label={folded ? name : undefined}
      >
        <Icon size={16} stroke={1.75} aria-hidden="true" />
        {!folded && <span className={classes.placeName}>{name}</span>}
        {place.name === 'today' && <DueToday folded={folded} />}
      </Link>
    </Tooltip>
  )
}

/** How many alerts are late or due today, as on Today itself. */
function DueToday({ folded }: { folded: boolean }) {
  const t = useTranslations('shell')
  const count = useDueCount()
  if (!count || count.value === 0) return null
  return (
    <span className={classes.due} data-folded={folded || undefined}>
      <span aria-hidden="true">{!folded && <Count of={count} />}</span>
      <span className="unseen">{t('due', { count: count.value })}</span>
    </span>
  )
}
