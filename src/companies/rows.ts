/** How a company is read from and written to its table: the one select and the one insert that all of its operations use. */
import { emailKeys, phoneKeys } from '#src/core/contact-keys.ts'
import { byKey, type Part, part, type Sql } from '#src/core/db.ts'
import { insertFields, selectFields } from '#src/core/field-sql.ts'
import type { Actor } from '#src/core/operation.ts'
import { countryOf, newId, organizationOf } from '#src/core/record.ts'
import { companyFields } from './fields.ts'
import type { Company, NewCompany } from './schema.ts'

/** With the numbers that its people and notes add up to. */
export const companyColumns = part`co.id, co.version, ${selectFields(companyFields, 'co')},
  people.client_count, greatest(people.last_contact_at, own.last_contact_at) as last_contact_at,
  co.created_at, co.updated_at`

export const companyTables = part`companies co
  cross join lateral (
    select count(*) as client_count, max(c.last_contact_at) as last_contact_at from clients c
    where c.org_id = co.org_id and c.company_id = co.id and c.deleted_at is null) people
  cross join lateral (
    select max(n.happened_at) as last_contact_at from notes n
    where n.org_id = co.org_id and n.company_id = co.id and n.deleted_at is null and not n.imported) own`

export async function readCompany(sql: Sql, organization: string, id: string): Promise<Company | undefined> {
  const [row] = await sql<Company>`${byKey}
    select ${companyColumns} from ${companyTables}
    where co.org_id = ${organization} and co.id = ${id} and co.deleted_at is null`
  return row
}

/** Holds the company until the transaction ends, so that two changes come one after the other. */
export async function lockCompany(sql: Sql, organization: string, id: string): Promise<void> {
  await sql`
    select 1 from companies where org_id = ${organization} and id = ${id} and deleted_at is null for no key update`
}

/** `email_keys` and `phone_keys` of a company with this address and number, as assignments. */
export async function contactAssignments(
  sql: Sql,
  organization: string,
  { email, phone }: { email?: string | null | undefined; phone?: string | null | undefined },
): Promise<Part[]> {
  const country = await countryOf(sql, organization)
  return [part`email_keys = ${emailKeys(email)}`, part`phone_keys = ${phoneKeys(country, phone)}`]
}

/** Inserts one company and answers its id. References are checked by whoever calls. */
export async function insertCompany(sql: Sql, actor: Actor, values: NewCompany): Promise<string> {
  const organization = organizationOf(actor)
  const id = newId()
  const country = await countryOf(sql, organization)
  const ownerId = values.ownerId === undefined ? actor.personId : values.ownerId
  const fields = insertFields(companyFields, { ...values, ownerId })
  await sql`
    insert into companies (org_id, id, created_by, email_keys, phone_keys, ${fields.columns})
    values (${organization}, ${id}, ${actor.personId}, ${emailKeys(values.email)},
      ${phoneKeys(country, values.phone)}, ${fields.values})`
  return id
}
