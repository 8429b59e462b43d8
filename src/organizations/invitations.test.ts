import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type TestPerson, type World } from '#db/test-world.ts'
import { systemActor } from '#src/core/run.ts'
import { hashToken } from '#src/core/tokens.ts'
import { createMailer, setMailer } from '#src/services/mailer.ts'

let world: World
let studio: TestOrganization
let admin: TestPerson

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization('Studio Halden')
  admin = await world.addMember(studio, 'admin')
})
afterAll(async () => {
  setMailer(createMailer({}))
  await world.close()
})

const tokenIn = (link: string) => link.split('#')[1] ?? ''

/** What the session entrance does with the token of a link. */
async function accept(token: string, person: TestPerson) {
  const { rows } = await world.owner.query('select * from find_invitation($1)', [hashToken(token)])
  if (!rows[0]) return null
  const actor = { ...systemActor(rows[0].org_id), personId: person.personId, name: person.name }
  return world.perform(actor, 'invitation.accept', { id: rows[0].id })
}

const outboxOf = async (reader: TestPerson) => (await world.perform(reader, 'outbox.list', {})).items

it('an invitation is mailed and shown once, listed, renewed, accepted and revoked', async () => {
  const made = await world.perform(admin, 'invitation.create', {
    email: 'Nora@Invited.example',
    role: 'member',
    visibility: 'own',
  })
  expect(made).toMatchObject({
    email: 'nora@invited.example',
    role: 'member',
    visibility: 'own',
    status: 'open',
    invitedBy: { id: admin.personId, name: admin.name },
    version: 1,
    link: expect.stringMatching(/^http:\/\/localhost:3000\/accept-invitation#[\w-]{32}$/),
  })
  expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBe(7 * 86_400_000)
  const { link, mailed, ...record } = made
  expect(mailed).toBe(false)
  expect((await world.perform(admin, 'invitation.list', {})).items).toEqual([record])

  const [mail] = await outboxOf(admin)
  expect(mail).toMatchObject({ recipient: made.email, status: 'kept', sentAt: null })
  expect(mail?.subject).toBe(`${admin.name} invites you to Studio Halden`)
  expect(mail?.body.split('\n')).toContain(link)
  const { rows: stored } = await world.owner.query('select invitations::text as row from invitations')
  expect(JSON.stringify(stored)).not.toContain(tokenIn(link))

  await expect(
    world.perform(admin, 'invitation.create', { email: 'NORA@invited.example', role: 'viewer' }),
  ).rejects.toMatchObject({ status: 409, code: 'already_invited' })
  const renewed = await world.perform(admin, 'invitation.renew', { id: made.id }, { version: 1 })
  expect(renewed).toMatchObject({ id: made.id, version: 2, status: 'open' })
  const nora = await world.addPerson('Nora')
  expect(await accept(tokenIn(link), nora)).toBeNull()
  expect(await accept(tokenIn(renewed.link), nora)).toEqual({ role: 'member' })
  expect((await world.perform(admin, 'invitation.list', { status: 'accepted' })).items).toMatchObject([
    { id: made.id, status: 'accepted' },
  ])
  for (const deed of ['invitation.renew', 'invitation.revoke'] as const)
    await expect(world.perform(admin, deed, { id: made.id })).rejects.toMatchObject({ status: 409 })

  const second = await world.perform(admin, 'invitation.create', {
    email: 'x@invited.example',
    role: 'admin',
  })
  expect(await world.perform(admin, 'invitation.revoke', { id: second.id })).toBeNull()
  expect(await accept(tokenIn(second.link), await world.addPerson('Late'))).toBeNull()
  await expect(world.perform(admin, 'invitation.renew', { id: second.id })).rejects.toMatchObject({
    status: 409,
  })
  const { rows } = await world.owner.query(
    `select operation from audit_entries where subject_id = $1 order by at`,
    [made.id],
  )
  expect(rows.map(({ operation }) => operation)).toEqual([
    'invitation.create',
    'invitation.renew',
    'invitation.accept',
  ])
})

it('tells nothing about people elsewhere, and a former member can be invited again', async () => {
  const member = await world.addMember(studio, 'member')
  const stranger = await world.addMember(await world.addOrganization('Elsewhere'), 'owner')
  await expect(
    world.perform(admin, 'invitation.create', { email: member.email.toUpperCase(), role: 'viewer' }),
  ).rejects.toMatchObject({ status: 409, code: 'already_member' })
  const toAccount = await world.perform(admin, 'invitation.create', { email: stranger.email, role: 'viewer' })
  const toNobody = await world.perform(admin, 'invitation.create', {
    email: 'nobody@nowhere.example',
    role: 'viewer',
  })
  const { id, email, link, createdAt, expiresAt } = toNobody
  expect({ ...toAccount, id, email, link, createdAt, expiresAt }).toEqual(toNobody)

  await world.perform(studio.owner, 'member.remove', { id: member.personId })
  const again = await world.perform(admin, 'invitation.create', { email: member.email, role: 'viewer' })
  expect(await accept(tokenIn(again.link), member)).toEqual({ role: 'viewer' })

  for (const email of ['nobody', 'a@b.example\r\nBcc: c@d.example', 'a@b.example,c@d.example', ''])
    await expect(world.perform(admin, 'invitation.create', { email, role: 'viewer' })).rejects.toMatchObject({
      status: 422,
      errors: [{ path: 'email' }],
    })
  await expect(world.perform(member, 'invitation.list', {})).rejects.toMatchObject({ status: 403 })
  const foreign = await world.addOrganization('Foreign')
  for (const deed of ['invitation.renew', 'invitation.revoke'] as const)
    await expect(world.perform(foreign.owner, deed, { id: toNobody.id })).rejects.toMatchObject({
      status: 404,
    })
})

it('makes owners only in the hands of owners: no admin comes by such a link', async () => {
  const input = { email: 'partner@invited.example', role: 'owner' } as const
  await expect(world.perform(admin, 'invitation.create', input)).rejects.toMatchObject({ status: 403 })
  const made = await world.perform(studio.owner, 'invitation.create', input)
  for (const deed of ['invitation.renew', 'invitation.revoke'] as const)
    await expect(world.perform(admin, deed, { id: made.id })).rejects.toMatchObject({ status: 403 })
  expect(JSON.stringify(await outboxOf(admin))).not.toContain(tokenIn(made.link))
  expect(JSON.stringify(await outboxOf(studio.owner))).toContain(tokenIn(made.link))
})

it('ends with the rights of whoever made it, until someone renews it', async () => {
  const former = await world.addMember(studio, 'admin')
  const made = await world.perform(former, 'invitation.create', { email: 'y@invited.example', role: 'admin' })
  await world.perform(studio.owner, 'member.remove', { id: former.personId })
  const listed = async () =>
    (await world.perform(admin, 'invitation.list', {})).items.find(({ id }) => id === made.id)
  expect(await listed()).toMatchObject({ status: 'expired', invitedBy: { name: former.name } })
  const renewed = await world.perform(admin, 'invitation.renew', { id: made.id })
  expect(await listed()).toMatchObject({ status: 'open', invitedBy: { id: admin.personId } })
  expect(await accept(tokenIn(renewed.link), await world.addPerson('Yann'))).toEqual({ role: 'admin' })
})

it('goes out once it is committed, names on one line, and not more than two hundred a day', async () => {
  setMailer(createMailer({ smtpUrl: 'smtp://127.0.0.1:1', mailFrom: 'UpCRM <crm@halden.example>' }))
  const loud = await world.addOrganization('Loud')
  const owner = { ...loud.owner, name: 'Eve\r\nBcc: all@victims.example' }
  const sendings = async () => {
    const { rows } = await world.owner.query(
      `select data->>'personId' as person from jobs.job where name = 'outbox.deliver'
        and data->>'organizationId' = $1`,
      [loud.id],
    )
    return rows
  }
  const key = { once: 'invite-1' }
  const first = await world.perform(owner, 'invitation.create', { email: 'a@z.example', role: 'viewer' }, key)
  const again = await world.perform(owner, 'invitation.create', { email: 'a@z.example', role: 'viewer' }, key)
  expect(again).toEqual(first)
  await world.perform(owner, 'invitation.create', { email: 'b@z.example', role: 'viewer' })
  expect(await sendings()).toEqual([{ person: null }, { person: null }])
  expect((await outboxOf(owner)).map(({ subject, status }) => [subject, status])).toEqual(
    Array(2).fill(['Eve Bcc: all@victims.example invites you to Loud', 'waiting']),
  )
  await world.owner.query('update invitations set links = 199 where org_id = $1 and id = $2', [
    loud.id,
    first.id,
  ])
  for (const attempt of [
    () => world.perform(owner, 'invitation.renew', { id: first.id }),
    () => world.perform(owner, 'invitation.create', { email: 'c@z.example', role: 'viewer' }),
  ])
    await expect(attempt()).rejects.toMatchObject({ status: 429, retryAfter: 3600 })
  expect(await sendings()).toHaveLength(2)
})
