/** Invoices: find and read them. Writing is in drafts.ts, issue.ts, payments.ts and credit.ts. */
import type { z } from 'zod'
import { type Part, part } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { page, type SortBy } from '#src/core/paging.ts'
import { mustExist, mustSee, organizationOf, present } from '#src/core/record.ts'
import { isOverdue, listedColumns, readInvoice } from './rows.ts'
import {
  Invoice,
  type InvoiceFilter,
  InvoiceId,
  InvoicePage,
  InvoiceQuery,
  type ListedInvoice,
} from './schema.ts'

const sorts: Record<string, SortBy> = {
  createdAt: { expression: 'i.created_at', type: 'timestamptz' },
  issuedOn: { expression: `coalesce(i.issued_on, 'infinity')`, type: 'date' },
  dueOn: { expression: `coalesce(i.due_on, 'infinity')`, type: 'date' },
  number: { expression: `coalesce(i.number, '')`, type: 'text' },
  total: { expression: 'i.total', type: 'bigint' },
}

const mostSearched = 1000

/** The conditions of an invoice list. The search goes through a definer function, which sees the same rows. */
export function invoiceConditions(organization: string, filter: z.output<typeof InvoiceFilter>): Part[] {
  const where = [
    part`i.org_id = ${organization}`,
    part`i.deleted_at is null`,
    part`i.direction = ${filter.direction}`,
  ]
  if (filter.search)
    where.push(part`i.id = any(array(select invoices_found(${filter.search}, ${mostSearched})))`)
  if (filter.type) where.push(part`i.type = ${filter.type}`)
  if (filter.status?.length) where.push(part`i.status = any(${filter.status})`)
  if (filter.overdue !== undefined)
    where.push(
      filter.overdue ? isOverdue(organization) : part`not coalesce(${isOverdue(organization)}, false)`,
    )
  if (filter.clientId) where.push(part`i.client_id = ${filter.clientId}`)
  if (filter.companyId) where.push(part`i.company_id = ${filter.companyId}`)
  if (filter.creditedInvoiceId) where.push(part`i.credited_invoice_id = ${filter.creditedInvoiceId}`)
  if (filter.currency) where.push(part`i.currency = ${filter.currency}`)
  if (filter.dueFrom) where.push(part`i.due_on >= ${filter.dueFrom}`)
  if (filter.dueUntil) where.push(part`i.due_on <= ${filter.dueUntil}`)
  if (filter.issuedFrom) where.push(part`i.issued_on >= ${filter.issuedFrom}`)
  if (filter.issuedUntil) where.push(part`i.issued_on <= ${filter.issuedUntil}`)
  return where
}

export const listInvoices = operation({
  name: 'invoice.list',
  route: 'GET /invoices',
  summary: 'List invoices, or bills with direction purchase, filtered and sorted',
  kind: 'read',
  permission: 'invoices.read',
  tool: true,
  input: InvoiceQuery,
  output: InvoicePage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const listed = page<ListedInvoice>(
      sql,
      {
        scope: `invoice.list ${organization} ${query.direction}`,
        sorts,
        select: listedColumns(organization),
        from: part`invoices i`,
        where: invoiceConditions(organization, query),
        id: 'i.id',
        ...(query.search ? { searched: mostSearched } : {}),
      },
      query,
    )
    const [found] = await Promise.all([
      listed,
      mustSee(sql, organization, { clientId: query.clientId, companyId: query.companyId }),
      mustExist(sql, organization, 'invoices', query.creditedInvoiceId, 'creditedInvoiceId'),
    ])
    return found
  },
})

export const getInvoice = operation({
  name: 'invoice.get',
  route: 'GET /invoices/:id',
  summary: 'Read one invoice',
  kind: 'read',
  permission: 'invoices.read',
  tool: true,
  input: InvoiceId,
  output: Invoice,
  async run({ sql, actor }, { id }) {
    return present(await readInvoice(sql, organizationOf(actor), id), undefined)
  },
})
