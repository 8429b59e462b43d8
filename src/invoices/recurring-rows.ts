/** How a recurring invoice is read, and what it comes to. */
import { byKey, type Part, part, type Sql } from '#src/core/db.ts'
import { countDraft } from './draft.ts'
import { currencyOf } from './drafts.ts'
import type { Schedule } from './recurring-days.ts'
import type { Recurring, RecurringContent } from './recurring-schema.ts'
import type { NewLine } from './schema.ts'
import { readSettings } from './settings.ts'

export type StoredContent = RecurringContent & { lines: NewLine[] }

export interface RecurringRow extends Schedule {
  id: string
  version: number
  clientId: string | null
  companyId: string | null
  party: string
  content: StoredContent
  currency: string
  total: number
  mode: 'draft' | 'send'
  paused: boolean
  problem: string | null
  made: number
  nextOn: string | null
  createdBy: string | null
  createdAt: string
  updatedAt: string
}

/** Alias `r`. */
export const recurringColumns = part`r.id, r.version, r.client_id, r.company_id, coalesce(co.name, c.name, '') as party, r.content,
  r.currency, r.total, r.rhythm, r.every, r.last_day, r.starts_on, r.ends_on, r.ends_after, r.mode, r.paused, r.problem, r.made,
  r.next_on, r.created_by, r.created_at, r.updated_at`
export const recurringTables = part`recurring_invoices r
  left join clients c on c.org_id = r.org_id and c.id = r.client_id
  left join companies co on co.org_id = r.org_id and co.id = r.company_id`

export async function readRecurring(
  sql: Sql,
  organization: string,
  id: string,
  lock: Part = part``,
): Promise<RecurringRow | undefined> {
  const [row] = await sql<RecurringRow>`${byKey}
    select ${recurringColumns} from ${recurringTables} where r.org_id = ${organization} and r.id = ${id}${lock}`
  return row
}

const runsOf = (sql: Sql, organization: string, id: string) => sql<Recurring['runs'][number]>`
  select n.due_on, i.id as invoice_id, i.number, i.status
  from recurring_runs n left join invoices i on i.org_id = n.org_id and i.id = n.invoice_id and i.deleted_at is null
  where n.org_id = ${organization} and n.recurring_id = ${id} order by n.due_on desc limit 12`

/** As it is answered: what was left out is null. */
export async function toRecurring(
  sql: Sql,
  organization: string,
  { content, ...row }: RecurringRow,
): Promise<Recurring> {
  return {
    ...row,
    lines: content.lines.map((line) => ({
      description: line.description,
      quantity: line.quantity,
      unit: line.unit ?? null,
      unitPrice: line.unitPrice,
      discountPercent: line.discountPercent ?? null,
      taxCategory: line.taxCategory ?? null,
      taxRate: line.taxRate ?? null,
    })),
    pricesIncludeTax: content.pricesIncludeTax ?? false,
    discountPercent: content.discountPercent ?? null,
    reference: content.reference ?? null,
    buyerReference: content.buyerReference ?? null,
    orderReference: content.orderReference ?? null,
    note: content.note ?? null,
    paymentTerms: content.paymentTerms ?? null,
    paymentLink: content.paymentLink ?? null,
    exemptionReason: content.exemptionReason ?? null,
    language: content.language ?? null,
    remind: content.remind ?? true,
    runs: await runsOf(sql, organization, row.id),
  }
}

/** What each comes to by the settings of today; refuses what could be no invoice. */
export async function countContent(
  sql: Sql,
  organization: string,
  content: StoredContent,
  subject: { clientId: string | null; companyId: string | null },
): Promise<{ currency: string; total: number }> {
  const currency = content.currency ?? (await currencyOf(sql, organization))
  const settings = await readSettings(sql, organization)
  const written = {
    ...content,
    ...subject,
    currency,
    direction: 'sales' as const,
    pricesIncludeTax: content.pricesIncludeTax ?? false,
    discountPercent: content.discountPercent ?? null,
    prepaidAmount: 0,
  }
  const { total } = await countDraft(sql, organization, written, settings)
  return { currency, total }
}
