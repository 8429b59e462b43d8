/** A page of clients as an export writes it: every field, and references by name. */
import { z } from 'zod'
import { tagConditions } from '#src/core/common-tags.ts'
import { part } from '#src/core/db.ts'
import { selectFields } from '#src/core/field-sql.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { organizationOf, ownedBy } from '#src/core/record.ts'
import { clientFields } from './fields.ts'
import { clientConditions, clientListSorts } from './operations.ts'
import { clientTables } from './rows.ts'
import { ClientFilter } from './schema.ts'

/** More than any organization has: an export is not capped. */
const all = 100_000_000

export const exportClientRows = operation({
  name: 'client.export_rows',
  summary: 'Read a page of clients for an export',
  kind: 'read',
  permission: 'exports',
  input: z.strictObject({ filter: ClientFilter, sort: z.string(), cursor: z.string().optional() }),
  output: z.object({
    items: z.array(
      z.object({
        values: z.record(z.string(), z.unknown()),
        references: z.record(z.string(), z.string().nullable()),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  async run({ sql, actor }, { filter, sort, cursor }) {
    const organization = organizationOf(actor)
    const tagged = await tagConditions(sql, 'clients', 'c', filter.tag)
    const found = await page<
      Record<string, unknown> & { companyName: string | null; ownerName: string | null }
    >(
      sql,
      {
        scope: `client.export ${organization}`,
        sorts: clientListSorts,
        select: part`c.id, ${selectFields(clientFields, 'c')}, co.name as company_name, p.name as owner_name`,
        from: part`${clientTables} left join people p on p.id = c.owner_id`,
        where: [...clientConditions(organization, filter, all), ...tagged, ...ownedBy(actor, 'c')],
        id: 'c.id',
      },
      { sort, cursor, limit: 1000, count: false },
    )
    return {
      items: found.items.map(({ companyName, ownerName, ...values }) => ({
        values,
        references: { companyId: companyName, ownerId: ownerName },
      })),
      nextCursor: found.nextCursor,
    }
  },
})
