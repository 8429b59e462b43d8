/** Organizations: found one, read it, change its settings. */
import { z } from 'zod'
import { join, part, raw, type Sql } from '#src/core/db.ts'
import { conflict } from '#src/core/errors.ts'
import { columnOf } from '#src/core/fields.ts'
import { operation } from '#src/core/operation.ts'
import { changedFields, newId, organizationOf, present } from '#src/core/record.ts'
import { currencyOf, timeZoneOf } from './places.ts'
import { NewOrganization, Organization, OrganizationChange } from './schema.ts'

/** How many organizations one person may own: an account costs nothing, and each organization may send mail. */
const mostOwned = 20

async function readOrganization(sql: Sql, id: string, lock = part``) {
  const [row] = await sql<z.output<typeof Organization>>`
    select id, version, name, slug, legal_name, address, country, vat_id, tax_number, registration_number,
      electronic_address, iban, bic, contact, currency, time_zone, locale, privacy_contact, created_at, updated_at
    from organizations where id = ${id}${lock}`
  return row
}

/** The name in an address: `Studio Zażółć & Co` becomes `studio-zazolc-co`. */
export function slugOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/æ/g, 'ae')
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, (gap) => (/^[\u0300-\u036f]+$/.test(gap) ? '' : '-'))
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
  // An organization is named by its slug or by its id, so that no slug may pass for the id of another one.
  if (z.guid().safeParse(plain).success) return `org-${plain}`
  return plain || 'organization'
}

async function freeSlug(sql: Sql, name: string): Promise<string> {
  const wanted = slugOf(name)
  for (let attempt = 1; attempt < 50; attempt++) {
    const slug = attempt === 1 ? wanted : `${wanted}-${attempt}`
    const [row] = await sql<{ taken: boolean }>`select slug_taken(${slug}) as taken`
    if (!row?.taken) return slug
  }
  return `${wanted}-${newId().slice(-12)}`
}

export const createOrganization = operation({
  name: 'organization.create',
  route: 'POST /organizations',
  summary: 'Found an organization and become its owner',
  kind: 'write',
  scope: 'account',
  permission: 'account',
  input: NewOrganization,
  output: Organization,
  async run({ sql, actor, touched }, said) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${actor.personId}::text, 13))`
    const owned = await sql`select 1 from own_organizations() where role = 'owner'`
    if (owned.length >= mostOwned)
      throw conflict('too_many_organizations', `You own ${mostOwned} organizations, which is the limit.`)
    const id = newId()
    await sql`select set_config('app.org_id', ${id}, true)`
    // Two at the same moment, be it "Studio 2" and the second "Studio": one waits here and then sees the other's slug.
    await sql`select pg_advisory_xact_lock(hashtextextended('slug', 11))`
    const slug = await freeSlug(sql, said.name)
    const [founder] = await sql<{
      timeZone: string
    }>`select time_zone from people where id = ${actor.personId}`
    const ownZone = founder && founder.timeZone !== 'UTC' ? founder.timeZone : null
    const currency = said.currency ?? currencyOf(said.country) ?? 'EUR'
    const timeZone = said.timeZone ?? ownZone ?? timeZoneOf(said.country) ?? 'UTC'
    await sql`
      insert into organizations (id, name, slug, country, currency, time_zone, locale)
      values (${id}, ${said.name}, ${slug}, ${said.country ?? null}, ${currency}, ${timeZone}, ${said.locale})`
    await sql`insert into memberships (org_id, person_id, role) values (${id}, ${actor.personId}, 'owner')`
    touched('organization', id)
    return present(await readOrganization(sql, id), undefined)
  },
})

export const getOrganization = operation({
  name: 'organization.get',
  route: 'GET /organization',
  summary: 'Read the organization and its settings',
  kind: 'read',
  permission: 'organization.read',
  input: z.strictObject({}),
  output: Organization,
  async run({ sql, actor }) {
    return present(await readOrganization(sql, organizationOf(actor)), undefined)
  },
})

export const updateOrganization = operation({
  name: 'organization.update',
  route: 'PATCH /organization',
  summary: 'Change the settings of the organization',
  kind: 'write',
  permission: 'settings.manage',
  input: OrganizationChange,
  output: Organization,
  async run({ sql, actor, version, touched, later }, said) {
    const id = organizationOf(actor)
    const before = present(await readOrganization(sql, id, part` for update`), version)
    const changed = changedFields(before, said)
    if (changed.length === 0) return before
    const structured = new Set(['address', 'electronicAddress', 'contact'])
    const assignments = changed.map((name) => {
      const value = (said as Record<string, unknown>)[name]
      const stored = structured.has(name) && value !== null ? JSON.stringify(value) : value
      return part`${raw(columnOf(name))} = ${stored}`
    })
    await sql`
      update organizations set ${join([...assignments, part`version = version + 1, updated_at = now()`])}
      where id = ${id}`
    // Local phone numbers are read with the country, and recognized by what they then are.
    if (changed.includes('country')) {
      await later('client.renew_phone_keys', { after: null }, { asSystem: true })
      await later('company.renew_phone_keys', { after: null }, { asSystem: true })
    }
    touched('organization', id, changed)
    return present(await readOrganization(sql, id), undefined)
  },
})
