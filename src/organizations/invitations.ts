/** Invitations: a link that lets one person in, once, within seven days. */
import { z } from 'zod'
import { part, type Sql } from '#src/core/db.ts'
import { conflict, Refusal } from '#src/core/errors.ts'
import { type Contexts, operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { newId, organizationOf, personOf, present } from '#src/core/record.ts'
import { hashToken, newToken } from '#src/core/tokens.ts'
import { linkTo } from '#src/services/account-mails.ts'
import { mailLeaves, mailOrigin, organizationMail } from '#src/services/mailer.ts'
import { invitationMail } from './invitation-mail.ts'
import { mustManageOwners, oneAfterAnother } from './members.ts'
import {
  type Invitation,
  InvitationId,
  InvitationPage,
  InvitationQuery,
  InvitationWithLink,
  NewInvitation,
} from './schema.ts'

/** Links to strangers that an organization may make in a day. */
const dailyLinks = 200

/** Without the rights of whoever made it an invitation lets nobody in (accept-invitation.ts), until someone renews it. */
const statusOfRow = part`case when i.accepted_at is not null then 'accepted' when i.revoked_at is not null then 'revoked'
  when i.expires_at <= now() or m.ended_at is not null
    or not (m.role = 'owner' or (m.role = 'admin' and i.role <> 'owner')) then 'expired' else 'open' end`
const invitationColumns = part`i.id, i.version, i.email, i.role, i.visibility, ${statusOfRow} as status,
  i.invited_by as inviter_id, p.name as inviter_name, i.created_at, i.expires_at`
const invitationTables = part`invitations i
  join memberships m on m.org_id = i.org_id and m.person_id = i.invited_by join people p on p.id = i.invited_by`

interface Row extends Omit<Invitation, 'invitedBy'> {
  inviterId: string
  inviterName: string
}

const toInvitation = ({ inviterId, inviterName, ...row }: Row): Invitation => ({
  ...row,
  invitedBy: { id: inviterId, name: inviterName },
})

async function readInvitation(sql: Sql, organization: string, id: string): Promise<Invitation | undefined> {
  const [row] = await sql<Row>`
    select ${invitationColumns} from ${invitationTables} where i.org_id = ${organization} and i.id = ${id}`
  return row && toInvitation(row)
}

async function mustBeStranger(sql: Sql, organization: string, email: string): Promise<void> {
  // People of other organizations cannot be seen from here, so this tells nothing about them.
  const members = await sql`
    select 1 from memberships m join people p on p.id = m.person_id
    where m.org_id = ${organization} and m.ended_at is null and lower(p.email) = ${email}`
  if (members.length > 0) throw conflict('already_member', `${email} is in this organization already.`)
}

async function mustHaveLinksLeft(sql: Sql, organization: string): Promise<void> {
  const [made] = await sql<{ links: number }>`
    select coalesce(sum(links), 0) as links from invitations
    where org_id = ${organization} and linked_at > now() - interval '1 day'`
  if ((made?.links ?? 0) < dailyLinks) return
  throw new Refusal(
    429,
    'too_many_invitations',
    `An organization can make ${dailyLinks} invitation links in a day. Go on tomorrow.`,
    { retryAfter: 3600 },
  )
}

const accepted = () => conflict('accepted', 'This invitation has been accepted. Remove the member instead.')

/** Puts the mail into the outbox and answers the invitation with its link, which is stored nowhere else. */
async function handOut(context: Contexts['write'], id: string, token: string) {
  const { sql, actor } = context
  const organization = organizationOf(actor)
  const [at] = await sql<{ name: string }>`select name from organizations where id = ${organization}`
  const invitation = present(await readInvitation(sql, organization, id), undefined)
  const link = linkTo.acceptInvitation(mailOrigin(), token)
  await organizationMail(
    context,
    invitationMail({
      to: invitation.email,
      inviter: actor.name,
      organization: at?.name ?? '',
      link,
      forOwners: invitation.role === 'owner',
    }),
  )
  return { ...invitation, link, mailed: mailLeaves() }
}

export const createInvitation = operation({
  name: 'invitation.create',
  route: 'POST /invitations',
  summary: 'Invite someone by mail and by a link to copy; both work for seven days',
  kind: 'write',
  permission: 'members.manage',
  input: NewInvitation,
  output: InvitationWithLink,
  async run(context, { email, role, visibility }) {
    const { sql, actor, touched } = context
    const organization = organizationOf(actor)
    const inviter = personOf(actor)
    if (role === 'owner') mustManageOwners(actor)
    await oneAfterAnother(sql, organization)
    await mustBeStranger(sql, organization, email)
    const open = await sql`
      select 1 from ${invitationTables}
      where i.org_id = ${organization} and i.email = ${email} and (${statusOfRow}) = 'open'`
    if (open.length > 0)
      throw conflict(
        'already_invited',
        'There is an open invitation for this address. Renew it for a new link, or revoke it first.',
      )
    await mustHaveLinksLeft(sql, organization)
    const id = newId()
    const token = newToken()
    await sql`
      insert into invitations (org_id, id, email, role, visibility, token_hash, invited_by, expires_at)
      values (${organization}, ${id}, ${email}, ${role}, ${visibility}, ${hashToken(token)}, ${inviter},
        now() + interval '7 days')`
    touched('invitation', id)
    return handOut(context, id, token)
  },
})

export const listInvitations = operation({
  name: 'invitation.list',
  route: 'GET /invitations',
  summary: 'List invitations and what became of them',
  kind: 'read',
  permission: 'invitations.read',
  input: InvitationQuery,
  output: InvitationPage,
  async run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    const found = await page<Row>(
      sql,
      {
        scope: `invitation.list ${organization}`,
        sorts: { createdAt: { expression: 'i.created_at', type: 'timestamptz' } },
        select: invitationColumns,
        from: invitationTables,
        where: [
          part`i.org_id = ${organization}`,
          ...(query.status ? [part`(${statusOfRow}) = ${query.status}`] : []),
        ],
        id: 'i.id',
      },
      query,
    )
    return { ...found, items: found.items.map(toInvitation) }
  },
})

/** The invitation, if it can still be changed by this actor. */
async function changeable({ sql, actor, version }: Contexts['write'], id: string): Promise<Invitation> {
  const organization = organizationOf(actor)
  await oneAfterAnother(sql, organization)
  const invitation = present(await readInvitation(sql, organization, id), version)
  if (invitation.role === 'owner') mustManageOwners(actor)
  if (invitation.status === 'accepted') throw accepted()
  if (invitation.status === 'revoked') throw conflict('revoked', 'This invitation has been revoked.')
  return invitation
}

export const revokeInvitation = operation({
  name: 'invitation.revoke',
  route: 'DELETE /invitations/:id',
  summary: 'Take an invitation back: its link no longer works',
  kind: 'write',
  permission: 'members.manage',
  input: InvitationId,
  output: z.null(),
  async run(context, { id }) {
    await changeable(context, id)
    const taken = await context.sql`
      update invitations set revoked_at = now(), version = version + 1
      where org_id = ${organizationOf(context.actor)} and id = ${id} and accepted_at is null returning 1`
    if (taken.length === 0) throw accepted()
    context.touched('invitation', id, ['status'])
    return null
  },
})

export const renewInvitation = operation({
  name: 'invitation.renew',
  route: 'POST /invitations/:id/renew',
  summary: 'Make a new link for seven more days; the link before no longer works',
  kind: 'write',
  permission: 'members.manage',
  input: InvitationId,
  output: InvitationWithLink,
  async run(context, { id }) {
    const { sql, actor, touched } = context
    const organization = organizationOf(actor)
    const inviter = personOf(actor)
    const { email } = await changeable(context, id)
    await mustBeStranger(sql, organization, email)
    await mustHaveLinksLeft(sql, organization)
    const token = newToken()
    const renewed = await sql`
      update invitations set token_hash = ${hashToken(token)}, invited_by = ${inviter},
        expires_at = now() + interval '7 days', links = links + 1, linked_at = now(), version = version + 1
      where org_id = ${organization} and id = ${id} and accepted_at is null returning 1`
    if (renewed.length === 0) throw accepted()
    touched('invitation', id, ['expiresAt'])
    return handOut(context, id, token)
  },
})
