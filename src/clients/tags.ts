/** The tags that clients carry, so that one can choose among them. */
import { z } from 'zod'
import { join, part } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf, ownedBy } from '#src/core/record.ts'

const most = 200

export const listClientTags = operation({
  name: 'client.tags',
  route: 'GET /client-tags',
  summary: 'List the tags of the clients one can see, the most used first',
  kind: 'read',
  permission: 'clients.read',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(z.object({ tag: z.string(), clients: z.int().describe('How many carry it') })),
  }),
  async run({ sql, actor }) {
    const where = [part`c.org_id = ${organizationOf(actor)}`, ...ownedBy(actor, 'c')]
    const items = await sql<{ tag: string; clients: number }>`
      select tag, count(*)::integer as clients from clients c, unnest(c.tags) as tag
      where ${join(where, ' and ')} and c.deleted_at is null and c.tags <> '{}'
      group by tag order by count(*) desc, tag limit ${most}`
    return { items }
  },
})
