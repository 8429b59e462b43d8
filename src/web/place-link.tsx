/** A place in the rail or under More; gone where the role has no business there. */
import { Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useDueCount } from '#src/alerts/due-today.tsx'
import { may } from '#src/core/permissions.ts'
import type { Place } from './places.ts'
import { useOrganization } from './session.ts'
import classes from './styles/shell.module.css'
import { Count } from './ui/values.tsx'

export function PlaceLink({ place, folded = false }: { place: Place; folded?: boolean }) {
  const t = useTranslations('shell.places')
  const { slug, role } = useOrganization()
  if (place.permission && !may(role, place.permission)) return null
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
