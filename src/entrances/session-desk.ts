/** What all session routes share: who is signed in, handing over a new session, and the limits around secrets. */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type pg from 'pg'
import type { z } from 'zod'
import { nobody } from '#src/core/errors.ts'
import { parseInput } from '#src/core/parse.ts'
import type { Run } from '#src/core/run.ts'
import type { Identity, SignedIn } from '#src/services/identity.ts'
import type { Devices } from '#src/services/identity-devices.ts'
import { type Limits, limits } from '#src/services/identity-limits.ts'
import type { Mailer } from '#src/services/mailer.ts'
import { readJson } from './body.ts'
import type { Carried } from './problem.ts'
import {
  cookieNames,
  deviceSeconds,
  ownOrganizations,
  type ResolvedSession,
  resolveSession,
  sessionSeconds,
} from './session-resolve.ts'

export interface SessionParts {
  identity: Identity
  devices: Devices
  limits: Limits
  mailer: Mailer
  /** The runtime role's. */
  pool: pg.Pool
  run: Run
  /** Where links in mails lead, such as `https://crm.example.org`. */
  origin: () => string
  secure: boolean
  signUp: 'open' | 'invited'
  /** From which address a request comes. */
  addressOf: (c: Context) => string
}

export type SessionDesk = ReturnType<typeof createDesk>

const bodyLimit = 64 * 1024

export function createDesk(parts: SessionParts) {
  const { identity, addressOf } = parts
  const names = cookieNames(parts.secure)
  const pending = new Set<Promise<unknown>>()

  /** Goes on after the answer, so that how long it takes tells nothing about whether somebody has an account. */
  function afterwards(work: Promise<unknown>): void {
    const watched = work.catch(() => {}).finally(() => pending.delete(watched))
    pending.add(watched)
  }

  async function read<S extends z.ZodType>(c: Context<Carried>, schema: S): Promise<z.output<S>> {
    return parseInput(schema, await readJson(c.req, bodyLimit))
  }

  const cookieOf = (c: Context<Carried>) => getCookie(c, names.session)
  const userAgentOf = (c: Context<Carried>) => (c.req.header('user-agent') ?? '').slice(0, 300)

  function setOwnCookie(c: Context<Carried>, name: string, value: string, maxAge: number): void {
    setCookie(c, name, value, { httpOnly: true, sameSite: 'Lax', path: '/', secure: parts.secure, maxAge })
  }

  async function signedInPerson(c: Context<Carried>): Promise<ResolvedSession & { cookie: string }> {
    const cookie = cookieOf(c)
    const session = await resolveSession(parts, cookie, null)
    if (!session || !cookie) throw nobody()
    return { ...session, cookie }
  }

  const describe = async (session: ResolvedSession, cookie: string) => ({
    user: session.person,
    organizations: await ownOrganizations(parts, cookie),
  })

  /** Hands over a new session. The one this browser had before ends: a session belongs to one sign-in. */
  async function welcome(c: Context<Carried>, { cookie }: SignedIn, status: 200 | 201) {
    const earlier = cookieOf(c)
    if (earlier && earlier !== cookie) await identity.signOut(earlier)
    const session = await resolveSession(parts, cookie, null)
    if (!session) throw nobody()
    setOwnCookie(c, names.session, cookie, sessionSeconds)
    if (getCookie(c, names.challenge)) setOwnCookie(c, names.challenge, '', 0)
    const { email } = session.person
    if (!parts.devices.recognize(getCookie(c, names.device), email))
      setOwnCookie(c, names.device, parts.devices.mark(email), deviceSeconds)
    return c.json(await describe(session, cookie), status)
  }

  /** Asking for the password again counts like signing in: right ones wipe the slate. */
  async function withPassword<T>(personId: string, work: () => Promise<T>): Promise<T> {
    await parts.limits.take(limits.password, personId)
    const result = await work()
    await parts.limits.forget(limits.password, personId)
    return result
  }

  /** Whoever guesses tokens is stopped by their address; a right one costs nothing. */
  async function withToken<T>(c: Context<Carried>, work: () => Promise<T>): Promise<T> {
    const address = addressOf(c)
    await parts.limits.take(limits.link, address)
    const result = await work()
    await parts.limits.giveBack(limits.link, address)
    return result
  }

  return {
    ...parts,
    names,
    afterwards,
    read,
    cookieOf,
    userAgentOf,
    setOwnCookie,
    signedInPerson,
    describe,
    welcome,
    withPassword,
    withToken,
    /** Waits for mails that are still being handed over, but not for a mail server that does not answer. */
    async settle() {
      const patience = new Promise((resolve) => setTimeout(resolve, 4_000).unref())
      await Promise.race([Promise.all(pending), patience])
    },
  }
}
