/** The profile: what is a person's own, whatever organizations they are in. */
import { z } from 'zod'
import { part, type Sql } from '#src/core/db.ts'
import { operation } from '#src/core/operation.ts'
import { changedFields, present } from '#src/core/record.ts'
import { Profile, ProfileChange, SeenPolicy } from './schema.ts'

type Row = Omit<z.output<typeof Profile>, 'organizations'>
type Organizations = z.output<typeof Profile>['organizations']

async function readProfile(sql: Sql, personId: string | null, lock = part``) {
  const [[row], organizations] = await Promise.all([
    sql<Row>`
      select id, version, name, email, locale, time_zone, coalesce(policy_seen_on, created_at::date) as policy_seen_on,
        created_at, updated_at
      from people where id = ${personId}${lock}`,
    sql<Organizations[number]>`select id, name, slug, role from own_organizations()`,
  ])
  return row && { ...row, organizations }
}

export const getProfile = operation({
  name: 'profile.get',
  route: 'GET /profile',
  summary: 'Read one’s own profile and organizations',
  kind: 'read',
  scope: 'account',
  permission: 'account',
  input: z.strictObject({}),
  output: Profile,
  async run({ sql, actor }) {
    return present(await readProfile(sql, actor.personId), undefined)
  },
})

export const updateProfile = operation({
  name: 'profile.update',
  route: 'PATCH /profile',
  summary: 'Change one’s own name, locale or time zone',
  kind: 'write',
  scope: 'account',
  permission: 'account',
  input: ProfileChange,
  output: Profile,
  async run({ sql, actor, version, touched }, said) {
    const before = present(await readProfile(sql, actor.personId, part` for update`), version)
    const changed = changedFields(before, said)
    if (changed.length === 0) return before
    const { name, locale, timeZone } = { ...before, ...said }
    await sql`
      update people set name = ${name}, locale = ${locale}, time_zone = ${timeZone}, version = version + 1,
        updated_at = now()
      where id = ${actor.personId}`
    touched('profile', before.id, changed)
    return present(await readProfile(sql, actor.personId), undefined)
  },
})

export const seePolicy = operation({
  name: 'profile.see_policy',
  route: 'POST /profile/policy-seen',
  summary: 'Note that one has been told of a privacy policy',
  kind: 'write',
  scope: 'account',
  permission: 'account',
  input: SeenPolicy,
  output: z.null(),
  async run({ sql, actor }, { on }) {
    // Not a change of the profile: whoever edits theirs meanwhile is in nobody's way, so the version stays.
    await sql`
      update people set policy_seen_on = greatest(policy_seen_on, ${on}::date) where id = ${actor.personId}`
    return null
  },
})
