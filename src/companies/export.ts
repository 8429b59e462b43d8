/** A page of companies as an export writes it: every field, and references by name. */
import { z } from 'zod'
import { tagConditions } from '#src/core/common-tags.ts'
import { part } from '#src/core/db.ts'
import { selectFields } from '#src/core/field-sql.ts'
import { operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { organizationOf, ownedBy } from '#src/core/record.ts'
import { companyFields } from './fields.ts'
import { companyConditions, companyListSorts } from './operations.ts'
import { CompanyFilter } from './schema.ts'

/** More than any organization has: an export is not capped. */
const all = 100_000_000

export const exportCompanyRows = operation({
  name: 'company.export_rows',
  summary: 'Read a page of companies for an export',
  kind: 'read',
  permission: 'exports',
  input: z.strictObject({ filter: CompanyFilter, sort: z.string(), cursor: z.string().optional() }),
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
    const tagged = await tagConditions(sql, 'companies', 'co', filter.tag)
    const found = await page<Record<string, unknown> & { ownerName: string | null }>(
      sql,
      {
        scope: `company.export ${organization}`,
        sorts: companyListSorts,
        select: part`co.id, ${selectFields(companyFields, 'co')}, p.name as owner_name`,
        from: part`companies co left join people p on p.id = co.owner_id`,
        where: [...companyConditions(organization, filter, all), ...tagged, ...ownedBy(actor, 'co')],
        id: 'co.id',
      },
      { sort, cursor, limit: 1000, count: false },
    )
    return {
      items: found.items.map(({ ownerName, ...values }) => ({ values, references: { ownerId: ownerName } })),
      nextCursor: found.nextCursor,
    }
  },
})
