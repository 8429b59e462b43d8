/** Signing up, in and out, and joining. Thin: identity does the work, and `run()` touches organizations. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { notFound, Refusal } from '#src/core/errors.ts'
import { systemActor } from '#src/core/run.ts'
import { hashToken } from '#src/core/tokens.ts'
import { acceptInvitation } from '#src/organizations/accept-invitation.ts'
import { type Limit, limits } from '#src/services/identity-limits.ts'
import { type Carried, problem } from './problem.ts'
import { mountAccount } from './session-account.ts'
import { createDesk, type SessionParts } from './session-desk.ts'
import * as input from './session-input.ts'
import { challengeSeconds, ownOrganizations } from './session-resolve.ts'

export interface SessionEntrance {
  /** Mounted under `/api/v1/auth`. */
  routes: Hono<Carried>
  /** Waits for mails that are still being handed over. */
  settle(): Promise<void>
}

/** Refused sign-ins take this long, whether the person or the password was wrong. Longer than either needs. */
const refusalAfterMs = 250

const shared: ReadonlySet<Limit> = new Set([limits.address, limits.account])

interface Invitation {
  org_id: string
  id: string
  email: string
  organization_name: string
  invited_by_name: string
}

export function createSessionEntrance(parts: SessionParts): SessionEntrance {
  const desk = createDesk(parts)
  const { identity, pool, addressOf, names, read, signedInPerson, welcome, withToken } = desk
  const { cookieOf, userAgentOf, setOwnCookie, describe } = desk

  async function findInvitation(token: string): Promise<Invitation> {
    const { rows } = await pool.query<Invitation>('select * from find_invitation($1)', [hashToken(token)])
    if (!rows[0])
      throw new Refusal(404, 'not_found', 'This invitation has been used or taken back, or it is too old.')
    return rows[0]
  }

  async function join(
    c: Context<Carried>,
    invitation: Invitation,
    person: { id: string; name: string },
  ): Promise<void> {
    const actor = { ...systemActor(invitation.org_id), personId: person.id, name: person.name }
    const circumstances = { actor, channel: 'web', requestId: c.get('requestId') } as const
    await parts.run(acceptInvitation, { id: invitation.id }, circumstances)
  }

  /** What a sign-in counts against. A browser that is known here stands apart from whatever strangers try. */
  function triesOf(c: Context<Carried>, email: string): [Limit, string][] {
    const device = parts.devices.recognize(getCookie(c, names.device), email)
    if (device) return [[limits.device, device]]
    const address = addressOf(c)
    return [
      [limits.address, address],
      [limits.accountAtAddress, `${address} ${email}`],
      [limits.account, email],
    ]
  }

  const routes = new Hono<Carried>()
  routes.onError((error, c) => problem(c, error))

  routes.post('/sign-up', async (c) => {
    const { invitation: token, ...person } = await read(c, input.SignUp)
    await parts.limits.take(limits.signUp, addressOf(c))
    const invitation = token ? await withToken(c, () => findInvitation(token)) : null
    if (parts.signUp === 'invited' && !invitation && !(await identity.isEmpty()))
      throw new Refusal(403, 'invitation_needed', 'Here one needs an invitation to sign up.')
    const signedIn = await identity.signUp(person, userAgentOf(c))
    if (invitation) {
      await join(c, invitation, { id: signedIn.personId, name: person.name }).catch(async (error) => {
        await identity.remove(signedIn.personId)
        throw error
      })
    }
    return welcome(c, signedIn, 201)
  })

  routes.post('/sign-in', async (c) => {
    const credentials = await read(c, input.SignIn)
    const tries = triesOf(c, credentials.email)
    for (const [limit, who] of tries) await parts.limits.take(limit, who)
    const earliest = Date.now() + refusalAfterMs
    const result = await identity.signIn(credentials, userAgentOf(c)).catch(async (error) => {
      await sleep(Math.max(0, earliest - Date.now()))
      throw error
    })
    // Whoever shares a count with strangers does not wipe the slate for them.
    for (const [limit, who] of tries)
      await parts.limits[shared.has(limit) ? 'giveBack' : 'forget'](limit, who)
    if ('cookie' in result) return welcome(c, result, 200)
    setOwnCookie(c, names.challenge, result.challenge, challengeSeconds)
    return c.json({ secondFactor: true })
  })

  routes.post('/second-factor', async (c) => {
    const { code } = await read(c, input.Code)
    const address = addressOf(c)
    await parts.limits.take(limits.address, address)
    const signedIn = await identity.answerChallenge(getCookie(c, names.challenge) ?? '', code, userAgentOf(c))
    await parts.limits.giveBack(limits.address, address)
    return welcome(c, signedIn, 200)
  })

  routes.post('/sign-out', async (c) => {
    const cookie = cookieOf(c)
    if (cookie) await identity.signOut(cookie)
    setOwnCookie(c, names.session, '', 0)
    return c.body(null, 204)
  })

  routes.get('/session', async (c) => {
    const session = await signedInPerson(c)
    return c.json(await describe(session, session.cookie))
  })

  routes.get('/sessions', async (c) => {
    const { person, cookie } = await signedInPerson(c)
    return c.json({ items: await identity.sessions(person.id, cookie), nextCursor: null })
  })

  routes.delete('/sessions', async (c) => {
    const { person, cookie } = await signedInPerson(c)
    await identity.endOtherSessions(person.id, cookie)
    return c.body(null, 204)
  })

  routes.delete('/sessions/:id', async (c) => {
    const { person, sessionId } = await signedInPerson(c)
    const { data: id } = input.SessionId.safeParse(c.req.param('id'))
    if (!id || !(await identity.endSession(person.id, id))) throw notFound()
    if (id === sessionId) setOwnCookie(c, names.session, '', 0)
    return c.body(null, 204)
  })

  // What an invitation is for, before one signs up: whoever holds the link may know.
  routes.post('/invitation', async (c) => {
    const { token } = await read(c, input.Token)
    const invitation = await withToken(c, () => findInvitation(token))
    return c.json({
      organization: { name: invitation.organization_name },
      invitedBy: { name: invitation.invited_by_name },
      email: invitation.email,
    })
  })

  routes.post('/accept-invitation', async (c) => {
    const { token } = await read(c, input.Token)
    const { person, cookie } = await signedInPerson(c)
    const invitation = await withToken(c, () => findInvitation(token))
    await join(c, invitation, person)
    const joined = (await ownOrganizations(parts, cookie)).find(({ id }) => id === invitation.org_id)
    return c.json({ organization: joined })
  })

  mountAccount(routes, desk)
  return { routes, settle: desk.settle }
}
