/** One company as it is stored: read, changed with the version one saw, read again after a conflict. */
import { useCallback } from 'react'
import type { Input, Output } from '#src/web/api.ts'
import { type Deed, useDeed } from '#src/web/deed.ts'
import { apiQuery, queryClient, useApi } from '#src/web/query.ts'
import type { Values } from '#src/web/ui/record-form.tsx'

export type Company = Output<'GET /companies/:id'>

export const useCompany = (id: string) => useApi('GET /companies/:id', { id })

/** Stores changed fields and reads the record again; fits `Facts` and `RecordForm`. */
export function useChangeCompany(id: string): {
  store: (changed: Values) => ReturnType<Deed<'PATCH /companies/:id'>['run']>
  reload: () => Promise<Values>
} {
  const { run } = useDeed('PATCH /companies/:id', { touches: ['company'], shown: [412, 422] })
  const store = useCallback(
    async (changed: Values) => {
      const { queryKey } = apiQuery('GET /companies/:id', { id })
      // The newest version that came in: what somebody else changed before that, one has seen.
      const known = queryClient.getQueryData<Company>(queryKey)
      const answer = await run(
        { id, ...changed } as Input<'PATCH /companies/:id'>,
        known ? { version: known.version } : {},
      )
      if (answer.output) queryClient.setQueryData(queryKey, answer.output)
      return answer
    },
    [id, run],
  )
  const reload = useCallback(
    async () =>
      (await queryClient.fetchQuery({
        ...apiQuery('GET /companies/:id', { id }),
        staleTime: 0,
      })) as unknown as Values,
    [id],
  )
  return { store, reload }
}

export const useCompanyTags = () => useApi('GET /company-tags', {}).data?.items.map(({ tag }) => tag) ?? []
