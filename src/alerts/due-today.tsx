/** One's own open alerts that are late or due today: the list of Today and the number beside it in the rail. */

import { usePerson } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { useSession } from '#src/web/session.ts'
import { useMinute } from '#src/web/ui/values.tsx'
import { midnightAfter } from './moments.ts'

/** What the list is asked with: the same for the rows and for their number. */
export function useDueToday() {
  // So that tomorrow's come in at midnight.
  useMinute(true)
  const { user } = useSession()
  const { timeZone } = usePerson()
  const midnight = midnightAfter(new Date(), timeZone, 1)
  return { status: 'open', assigneeId: user.id, dueBefore: midnight, sort: 'dueAt' } as const
}

export function useDueCount() {
  const { data } = useApi('GET /alerts', { ...useDueToday(), limit: 1, count: true })
  return data?.count
}
