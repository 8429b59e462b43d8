/** One client as it is stored: read, changed with the version one saw, read again after a conflict. */
import { useCallback } from 'react'
import type { Input, Output } from '#src/web/api.ts'
import { type Deed, useDeed } from '#src/web/deed.ts'
import { apiQuery, queryClient, useApi } from '#src/web/query.ts'
import type { Values } from '#src/web/ui/record-form.tsx'

export type Client = Output<'GET /clients/:id'>

export const useClient = (id: string) => useApi('GET /clients/:id', { id })

/** Stores changed fields and reads the record again; fits `Facts` and `RecordForm`. */
export function useChangeClient(id: string): {
  store: (changed: Values) => ReturnType<Deed<'PATCH /clients/:id'>['run']>
  reload: () => Promise<Values>
} {
  const update = useDeed('PATCH /clients/:id', { touches: ['client'], shown: [412, 422] })
  const { run } = update
  const store = useCallback(
    async (changed: Values) => {
      const { queryKey } = apiQuery('GET /clients/:id', { id })
      // The newest version that came in: what somebody else changed before that, one has seen.
      const known = queryClient.getQueryData<Client>(queryKey)
      const answer = await run(
        { id, ...changed } as Input<'PATCH /clients/:id'>,
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
        ...apiQuery('GET /clients/:id', { id }),
        staleTime: 0,
      })) as unknown as Values,
    [id],
  )
  return { store, reload }
}
