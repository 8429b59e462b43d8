import type { Sql } from '#src/core/db.ts'
import { forbidden } from '#src/core/errors.ts'
import type { Actor } from '#src/core/operation.ts'
import { may, type Role } from '#src/core/permissions.ts'
import { organizationOf } from '#src/core/record.ts'

/**
 * A job resolves its actor once, and an import takes minutes: each chunk asks again whether the person is still there
 * and sees what they saw when it began. Answers who it is.
 */
export async function mustStillMay(sql: Sql, actor: Actor): Promise<string> {
  const [now] = await sql<{ role: Role; visibility: string }>`
    select role, visibility from memberships
    where org_id = ${organizationOf(actor)} and person_id = ${actor.personId} and ended_at is null`
  if (!now || !actor.personId) throw forbidden(hasLeft(actor.name))
  if (!may(now.role, 'imports') || now.visibility !== actor.visibility)
    throw forbidden(mayNoLonger(actor.name))
  return actor.personId
}

export const hasLeft = (name: string) => `${name} has left the organization, so the import stopped here.`
export const mayNoLonger = (name: string) =>
  `What ${name} may do here has changed, so the import stopped here.`
