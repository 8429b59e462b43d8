/** Promise: phone keys are what the organization's present country makes of the numbers, a chunk at a time. */
import { phoneKeys } from './contact-keys.ts'
import { type Part, raw, type Sql } from './db.ts'
import { countryOf } from './record.ts'

const chunk = 500

/**
 * Renews the keys of the next records behind this id, those in the trash too; answers the last of them if there may be
 * more. No version changes: nobody said anything else of the record.
 */
export async function renewSome(
  sql: Sql,
  organization: string,
  { table, phones }: { table: 'clients' | 'companies'; phones: Part },
  after: string | null,
): Promise<string | null> {
  const country = await countryOf(sql, organization)
  const rows = await sql<{ id: string; phones: (string | null)[]; phoneKeys: string[] }>`
    select id, ${phones} as phones, phone_keys from ${raw(table)}
    where org_id = ${organization} and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${chunk} for no key update`
  const changed = rows.flatMap(({ id, phones: numbers, phoneKeys: before }) => {
    const keys = phoneKeys(country, ...numbers)
    return keys.join() === before.join() ? [] : [{ id, keys }]
  })
  if (changed.length > 0)
    await sql`
      update ${raw(table)} t set phone_keys = r.keys
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as r (id uuid, keys text[])
      where t.org_id = ${organization} and t.id = r.id`
  return rows.length === chunk ? (rows.at(-1)?.id ?? null) : null
}
