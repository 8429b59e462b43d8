/** What the palette finds for a text, a moment after the last key. */
import { useDebouncedValue } from '@mantine/hooks'
import type { Found } from '#src/search/schema.ts'
import { useApi } from './query.ts'
import type { Recent } from './recent.ts'

/** Something found, or something open lately. */
export type Hit = Recent & Partial<Pick<Found, 'status' | 'clientId' | 'companyId' | 'happenedAt'>>

const pause = 60

export function useFound(text: string, enabled: boolean) {
  const [asked] = useDebouncedValue(text, pause)
  const query = useApi('GET /search', { q: asked }, { enabled: enabled && asked !== '', keep: true })
  return {
    hits: query.data?.items ?? [],
    settled: query.isSuccess && !query.isPlaceholderData && asked === text,
    failed: query.isError,
  }
}
