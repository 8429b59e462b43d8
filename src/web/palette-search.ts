/** What the palette finds for a text, a moment after the last key. */
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type Failure, organizationInAddress, request } from './api.ts'
import type { Recent } from './recent.ts'

const pause = 60

export function useFound(text: string, enabled: boolean) {
  const [asked] = useDebouncedValue(text, pause)
  const query = useQuery<{ items: Recent[] }, Failure>({
    queryKey: ['GET /search', { q: asked }, organizationInAddress() ?? null],
    queryFn: async ({ signal }) =>
      (await request('GET /search', { q: asked }, { signal })) as { items: Recent[] },
    enabled: enabled && asked !== '',
    placeholderData: keepPreviousData,
  })
  return {
    hits: query.data?.items ?? [],
    settled: query.isSuccess && !query.isPlaceholderData && asked === text,
    failed: query.isError,
  }
}
