/** Members: who is in the organization, as what, and how they leave it. */
import { part, type Sql } from '#src/core/db.ts'
import { conflict, forbidden, invalid, notFound } from '#src/core/errors.ts'
import { type Actor, type Contexts, operation } from '#src/core/operation.ts'
import { page } from '#src/core/paging.ts'
import { may } from '#src/core/permissions.ts'
import { changedFields, organizationOf, present } from '#src/core/record.ts'
import { HandedOver, Leaving, Member, MemberChange, MemberPage, MemberQuery, Removal } from './schema.ts'

const memberColumns = part`m.person_id as id, m.version, p.name, p.email, m.role, m.visibility, m.joined_at`
const memberTables = part`memberships m join people p on p.id = m.person_id`

async function readMember(sql: Sql, organization: string, id: string): Promise<Member | undefined> {
  const [row] = await sql<Member>`
    select ${memberColumns} from ${memberTables}
    where m.org_id = ${organization} and m.person_id = ${id} and m.ended_at is null`
  return row
}

/** Makes changes of who may what wait for each other: otherwise two owners could demote each other in one moment. */
export async function oneAfterAnother(sql: Sql, organization: string): Promise<void> {
  await sql`select 1 from organizations where id = ${organization} for no key update`
}

export function mustManageOwners(actor: Actor): void {
  if (actor.kind === 'system' || (actor.role && may(actor.role, 'owners.manage'))) return
  throw forbidden('Only owners can make, change or remove an owner.')
}

async function mustLeaveAnOwner(sql: Sql, organization: string, without: string): Promise<void> {
  const others = await sql`
    select 1 from memberships
    where org_id = ${organization} and role = 'owner' and ended_at is null and person_id <> ${without} limit 1`
  if (others.length === 0)
    throw conflict(
      'last_owner',
      'An organization needs at least one owner. Make someone else an owner first.',
    )
}

export const listMembers = operation({
  name: 'member.list',
  route: 'GET /members',
  summary: 'List the people in the organization',
  kind: 'read',
  permission: 'organization.read',
  tool: true,
  input: MemberQuery,
  output: MemberPage,
  run({ sql, actor }, query) {
    const organization = organizationOf(actor)
    return page<Member>(
      sql,
      {
        scope: `member.list ${organization}`,
        sorts: {
          name: { expression: 'fold(p.name)', type: 'text' },
          joinedAt: { expression: 'm.joined_at', type: 'timestamptz' },
        },
        select: memberColumns,
        from: memberTables,
        where: [part`m.org_id = ${organization}`, part`m.ended_at is null`],
        id: 'm.person_id',
      },
      query,
    )
  },
})

export const updateMember = operation({
  name: 'member.update',
  route: 'PATCH /members/:id',
  summary: 'Change the role of a member, or whether they see all records or only their own',
  kind: 'write',
  permission: 'members.manage',
  input: MemberChange,
  output: Member,
  async run({ sql, actor, version, touched }, { id, ...said }) {
    const organization = organizationOf(actor)
    await oneAfterAnother(sql, organization)
    const before = present(await readMember(sql, organization, id), version)
    if (before.role === 'owner' || said.role === 'owner') mustManageOwners(actor)
    const changed = changedFields(before, said)
    if (changed.length === 0) return before
    if (before.role === 'owner' && changed.includes('role')) await mustLeaveAnOwner(sql, organization, id)
    const { role, visibility } = { ...before, ...said }
    await sql`
      update memberships set role = ${role}, visibility = ${visibility}, version = version + 1
      where org_id = ${organization} and person_id = ${id}`
    touched('member', id, changed)
    return present(await readMember(sql, organization, id), undefined)
  },
})

/** Who gets what the leaving person had: whoever is named, else whoever removes them, else the longest-serving owner. */
async function receiverFor(sql: Sql, actor: Actor, leaving: string, named: string | undefined) {
  const organization = organizationOf(actor)
  if (named === leaving) throw invalid('handOverTo', 'Name someone else: this person is leaving.')
  const wanted = named ?? (actor.personId === leaving ? null : actor.personId)
  const [receiver] = await sql<{ id: string; name: string }>`
    select p.id, p.name from ${memberTables}
    where m.org_id = ${organization} and m.ended_at is null and m.person_id <> ${leaving}
      and (m.person_id = ${wanted} or (${wanted}::uuid is null and m.role = 'owner'))
    order by m.joined_at, m.person_id limit 1`
  if (!receiver) throw notFound('handOverTo')
  return receiver
}

async function endMembership(
  { sql, actor, version, touched }: Contexts['write'],
  id: string,
  handOverTo: string | undefined,
) {
  const organization = organizationOf(actor)
  await oneAfterAnother(sql, organization)
  const member = present(await readMember(sql, organization, id), version)
  if (member.role === 'owner') {
    mustManageOwners(actor)
    await mustLeaveAnOwner(sql, organization, id)
  }
  const to = await receiverFor(sql, actor, id, handOverTo)
  await sql`
    update memberships set ended_at = now(), version = version + 1
    where org_id = ${organization} and person_id = ${id}`
  const [counts] = await sql<{ clients: number; companies: number; alerts: number }>`
    select clients, companies, alerts from hand_over_all(${id}, ${to.id})`
  touched('member', id, ['endedAt'])
  return { handedOver: { to, clients: 0, companies: 0, alerts: 0, ...counts } }
}

export const removeMember = operation({
  name: 'member.remove',
  route: 'DELETE /members/:id',
  summary: 'Remove a member at once and hand over what was theirs',
  kind: 'write',
  permission: 'members.manage',
  input: Removal,
  output: HandedOver,
  run: (context, { id, handOverTo }) => endMembership(context, id, handOverTo),
})

export const leaveOrganization = operation({
  name: 'member.leave',
  route: 'POST /members/leave',
  summary: 'Leave the organization at once and hand over what was one’s own',
  kind: 'write',
  permission: 'organization.read',
  input: Leaving,
  output: HandedOver,
  async run(context, { handOverTo }) {
    if (!context.actor.personId) throw forbidden('Only a person can leave.')
    return endMembership(context, context.actor.personId, handOverTo)
  },
})
