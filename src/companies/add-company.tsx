/** Adding a company, from wherever: stored, said, and taken back when it was a slip. */
import { useNavigate } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { api, type Input } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { invalidate } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { toast } from '#src/web/ui/toast.tsx'

export function useAddCompany() {
  const t = useTranslations('companies.quick')
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const create = useDeed('POST /companies', { touches: ['company'], shown: [422] })
  return {
    ...create,
    run: async (company: Input<'POST /companies'>) => {
      const answer = await create.run(company)
      if (answer.output) {
        const { id, name } = answer.output
        toast({
          title: t('added', { name }),
          actions: [
            {
              label: t('open'),
              run: () => void navigate({ to: '/o/$slug/companies/$id', params: { slug, id } }),
            },
          ],
          undo: async () => {
            await api('DELETE /companies/:id', { id })
            await invalidate(['company'])
          },
        })
      }
      return answer
    },
  }
}
