/** Joining by an invitation. Whoever holds its link may; the entrance finds it by the hash of the token. */
import { z } from 'zod'
import { conflict, notFound } from '#src/core/errors.ts'
import { operation } from '#src/core/operation.ts'
import { organizationOf } from '#src/core/record.ts'

export const acceptInvitation = operation({
  name: 'invitation.accept',
  summary: 'Join the organization with the role of the invitation, which is then used up',
  kind: 'write',
  // The person has no role here yet: the session entrance asks on their behalf.
  permission: 'system',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ role: z.string() }),
  async run({ sql, actor, touched }, { id }) {
    const organization = organizationOf(actor)
    // Two who hold the same link: the second waits for this row and then finds it used. Who was removed or demoted
    // cannot come back, or let anyone in, by a link they made before.
    const [invitation] = await sql<{ role: string; visibility: string }>`
      update invitations i set accepted_at = now(), accepted_by = ${actor.personId}, version = version + 1
      where i.org_id = ${organization} and i.id = ${id}
        and accepted_at is null and revoked_at is null and expires_at > now()
        and exists (select 1 from memberships m
                    where m.org_id = ${organization} and m.person_id = i.invited_by and m.ended_at is null
                      and (m.role = 'owner' or (m.role = 'admin' and i.role <> 'owner')))
      returning role, visibility`
    if (!invitation) throw notFound()
    const joined = await sql`
      insert into memberships (org_id, person_id, role, visibility)
      values (${organization}, ${actor.personId}, ${invitation.role}, ${invitation.visibility})
      on conflict (org_id, person_id) do update
        set role = excluded.role, visibility = excluded.visibility, ended_at = null, joined_at = now(),
          version = memberships.version + 1
        where memberships.ended_at is not null
      returning person_id`
    if (joined.length === 0)
      throw conflict('already_member', 'You are in this organization already. The invitation stays open.')
    touched('invitation', id)
    touched('member', actor.personId ?? id)
    return { role: invitation.role }
  },
})
