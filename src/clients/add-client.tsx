/** Adding a client, from wherever: stored, said, and taken back when it was a slip. */
import { useNavigate } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { api, type Input } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { invalidate } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { toast } from '#src/web/ui/toast.tsx'

export function useAddClient() {
  const t = useTranslations('clients.quick')
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const create = useDeed('POST /clients', { touches: ['client', 'company'], shown: [422] })
  return {
    ...create,
    run: async (client: Input<'POST /clients'>) => {
      const answer = await create.run(client)
      if (answer.output) {
        const { id, name } = answer.output
        toast({
          title: t('added', { name }),
          actions: [
            {
              label: t('open'),
              run: () => void navigate({ to: '/o/$slug/clients/$id', params: { slug, id } }),
            },
          ],
          undo: async () => {
            await api('DELETE /clients/:id', { id })
            await invalidate(['client'])
          },
        })
      }
      return answer
    },
  }
}
