/** How a client is read from and written to its table: the one select and the one insert that all of its operations use. */

import { emailKeys, phoneKeys } from '#src/core/contact-keys.ts'
import { byKey, type Part, part, type Sql } from '#src/core/db.ts'
import { insertFields, selectFields } from '#src/core/field-sql.ts'
import type { Actor } from '#src/core/operation.ts'
import { countryOf, newId, organizationOf } from '#src/core/record.ts'
import { clientFields } from './fields.ts'
import type { Client, NewClient } from './schema.ts'

export const clientColumns = part`c.id, c.version, ${selectFields(clientFields, 'c')}, co.name as company_name,
  c.restricted, c.last_contact_at, c.created_at, c.updated_at`

export const clientTables = part`clients c
  left join companies co on co.org_id = c.org_id and co.id = c.company_id and co.deleted_at is null`

export interface ClientRow extends Omit<Client, 'company'> {
  companyName: string | null
}

/** The company that the row names, if one can see it. */
export const companyOf = ({ companyId, companyName }: Pick<ClientRow, 'companyId' | 'companyName'>) =>
  companyId && companyName !== null ? { id: companyId, name: companyName } : null

export function toClient(row: ClientRow): Client {
  const { companyName, ...client } = row
  return Object.assign(client, { company: companyOf(row) })
}

export async function readClient(
  sql: Sql,
  organization: string,
  id: string,
  lock: Part = part``,
): Promise<Client | undefined> {
  const [row] = await sql<ClientRow>`${byKey}
    select ${clientColumns} from ${clientTables}
    where c.org_id = ${organization} and c.id = ${id} and c.deleted_at is null${lock}`
  return row && toClient(row)
}

type Contacts = Pick<Client, 'email' | 'otherEmails' | 'phone' | 'otherPhones'>

/** `email_keys` and `phone_keys` of a client with these addresses and numbers. */
export const contactKeys = (country: string | null, client: Contacts) => ({
  emails: emailKeys(client.email, ...client.otherEmails),
  phones: phoneKeys(country, client.phone, ...client.otherPhones),
})

/** The company with this name that one can see, made when there is none. */
export async function companyNamed(
  sql: Sql,
  actor: Actor,
  name: string,
): Promise<{ id: string; made: boolean }> {
  const organization = organizationOf(actor)
  const [known] = await sql<{ id: string }>`
    select id from companies
    where org_id = ${organization} and fold(name) = fold(${name}) and deleted_at is null order by id limit 1`
  if (known) return { id: known.id, made: false }
  const id = newId()
  await sql`
    insert into companies (org_id, id, name, owner_id, created_by)
    values (${organization}, ${id}, ${name}, ${actor.personId}, ${actor.personId})`
  return { id, made: true }
}

/** What a person is called when no full name was given. */
export const nameOf = ({ name, firstName, lastName, email }: Partial<NewClient>): string =>
  name || [firstName, lastName].filter(Boolean).join(' ') || email?.split('@')[0] || ''

/** Inserts one client and answers its id. References are checked by whoever calls. */
export async function insertClient(
  sql: Sql,
  actor: Actor,
  values: Omit<NewClient, 'companyName'>,
): Promise<string> {
  const organization = organizationOf(actor)
  const id = newId()
  const whole = {
    ...values,
    name: nameOf(values),
    ownerId: values.ownerId === undefined ? actor.personId : values.ownerId,
  }
  const keys = contactKeys(await countryOf(sql, organization), {
    email: values.email ?? null,
    otherEmails: values.otherEmails ?? [],
    phone: values.phone ?? null,
    otherPhones: values.otherPhones ?? [],
  })
  const fields = insertFields(clientFields, whole)
  await sql`${byKey}
    insert into clients (org_id, id, created_by, email_keys, phone_keys, ${fields.columns})
    values (${organization}, ${id}, ${actor.personId}, ${keys.emails}, ${keys.phones}, ${fields.values})`
  return id
}
