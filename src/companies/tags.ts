/** The tags that companies carry, so that one can choose among them. */
import { z } from 'zod'
import { join, part } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf, ownedBy } from '#src/core/record.ts'

const most = 200

export const listCompanyTags = operation({
  name: 'company.tags',
  route: 'GET /company-tags',
  summary: 'List the tags of the companies one can see, the most used first',
  kind: 'read',
  permission: 'companies.read',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(z.object({ tag: z.string(), companies: z.int().describe('How many carry it') })),
  }),
  async run({ sql, actor }) {
    const where = [part`co.org_id = ${organizationOf(actor)}`, ...ownedBy(actor, 'co')]
    const items = await sql<{ tag: string; companies: number }>`
      select tag, count(*)::integer as companies from companies co, unnest(co.tags) as tag
      where ${join(where, ' and ')} and co.deleted_at is null and co.tags <> '{}'
      group by tag order by count(*) desc, tag limit ${most}`
    return { items }
  },
})
