/** Companies: find, read, add, change, move to the trash and take back. */
import { z } from 'zod'
import { tagConditions } from '#src/core/common-tags.ts'
import { join, type Part, part } from '#src/core/db.ts'
import { assignFields } from '#src/core/field-sql.ts'
import { operation } from '#src/core/operation.ts'
import { page, type SortBy } from '#src/core/paging.ts'
import {
  changedFields,
  intoTrash,
  mustBeMember,
  organizationOf,
  outOfTrash,
  ownedBy,
  present,
} from '#src/core/record.ts'
import { companyFields } from './fields.ts'
import {
  companyColumns,
  companyTables,
  contactAssignments,
  insertCompany,
  lockCompany,
  readCompany,
} from './rows.ts'
import {
  Company,
  CompanyChange,
  type CompanyFilter,
  CompanyId,
  CompanyPage,
  CompanyQuery,
  NewCompany,
} from './schema.ts'

export const companyListSorts: Record<string, SortBy> = {
  name: { expression: 'co.name', type: 'text' },
  createdAt: { expression: 'co.created_at', type: 'timestamptz' },
  updatedAt: { expression: 'co.updated_at', type: 'timestamptz' },
}

/** A list does not look for more than these; an export does. */
const mostSearched = 1000

/** The conditions of a company list, but for its tags. A search goes through a definer function, which sees the same rows. */
export function companyConditions(
  organization: string,
  filter: z.output<typeof CompanyFilter>,
  most = mostSearched,
): Part[] {
  const where = [part`co.org_id = ${organization}`, part`co.deleted_at is null`]
  if (filter.search) where.push(part`co.id = any(array(select companies_found(${filter.search}, ${most})))`)
  if (filter.ownerId?.length) where.push(part`co.owner_id = any(${filter.ownerId})`)
  if (filter.id?.length) where.push(part`co.id = any(${filter.id})`)
  return where
}

export const listCompanies = operation({
  name: 'company.list',
  route: 'GET /companies',
  summary: 'List companies, filtered and sorted',
  kind: 'read',
  permission: 'companies.read',
  tool: true,
  input: CompanyQuery,
  output: CompanyPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const tagged = await tagConditions(sql, 'companies', 'co', query.tag)
    return page<Company>(
      sql,
      {
        scope: `company.list ${organization}`,
        sorts: companyListSorts,
        select: companyColumns,
        from: companyTables,
        countFrom: part`companies co`,
        where: [...companyConditions(organization, query), ...tagged, ...ownedBy(actor, 'co')],
        id: 'co.id',
        ...(query.search ? { searched: mostSearched } : {}),
      },
      query,
    )
  },
})

export const getCompany = operation({
  name: 'company.get',
  route: 'GET /companies/:id',
  summary: 'Read one company',
  kind: 'read',
  permission: 'companies.read',
  tool: true,
  input: CompanyId,
  output: Company,
  async run({ sql, actor }, { id }) {
    return present(await readCompany(sql, organizationOf(actor), id), undefined)
  },
})

export const createCompany = operation({
  name: 'company.create',
  route: 'POST /companies',
  summary: 'Add a company',
  kind: 'write',
  permission: 'companies.write',
  tool: true,
  input: NewCompany,
  output: Company,
  async run({ sql, actor, touched }, said) {
    const organization = organizationOf(actor)
    await mustBeMember(sql, organization, said.ownerId, 'ownerId')
    const id = await insertCompany(sql, actor, said)
    touched('company', id)
    return present(await readCompany(sql, organization, id), undefined)
  },
})

export const updateCompany = operation({
  name: 'company.update',
  route: 'PATCH /companies/:id',
  summary: 'Change fields of a company; what is left out stays',
  kind: 'write',
  permission: 'companies.write',
  tool: true,
  input: CompanyChange,
  output: Company,
  async run({ sql, actor, version, touched }, { id, ...said }) {
    const organization = organizationOf(actor)
    await lockCompany(sql, organization, id)
    const before = present(await readCompany(sql, organization, id), version)
    const changed = changedFields(before, said)
    if (changed.length === 0) return before
    await mustBeMember(sql, organization, said.ownerId, 'ownerId')
    const handsOver = actor.visibility === 'own' && changed.includes('ownerId')
    const { ownerId, ...others } = said
    const assignments = assignFields(companyFields, handsOver ? others : { ...others, ownerId })
    if (changed.includes('email') || changed.includes('phone')) {
      const { email = before.email, phone = before.phone } = said
      assignments.push(...(await contactAssignments(sql, organization, { email, phone })))
    }
    await sql`
      update companies set ${join([...assignments, part`version = version + 1, updated_at = now()`])}
      where org_id = ${organization} and id = ${id}`
    touched('company', id, changed)
    const after = present(await readCompany(sql, organization, id), undefined)
    if (!handsOver) return after
    await sql`select hand_over('companies', ${id}, ${ownerId})`
    return { ...after, ownerId: ownerId ?? null, version: after.version + 1 }
  },
})

export const deleteCompany = operation({
  name: 'company.delete',
  route: 'DELETE /companies/:id',
  summary: 'Move a company to the trash for 30 days; its people stay',
  kind: 'write',
  permission: 'companies.write',
  input: CompanyId,
  output: z.null(),
  run: intoTrash('companies', 'company'),
})

export const restoreCompany = operation({
  name: 'company.restore',
  route: 'POST /companies/:id/restore',
  summary: 'Take a company out of the trash',
  kind: 'write',
  permission: 'companies.write',
  input: CompanyId,
  output: Company,
  run: outOfTrash('companies', 'company', readCompany),
})
